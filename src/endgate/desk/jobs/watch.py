"""Looks for what makes cases worth deciding again: newer lists, other law, another day, claims, reviews."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from endgate import __version__
from endgate.decide.pipeline import law_book
from endgate.desk.engine import engine
from endgate.desk.jobs.hooks import tell
from endgate.desk.jobs.queue import enqueue
from endgate.desk.reference import making
from endgate.desk.reference.policy import policy_digest
from endgate.desk.store.machinery import Job, Watermark
from endgate.desk.store.models import Event

_RECHECKED = ("evidence", "reviewed", "withdrew_review", "carried", "dropped")
"""Verbs of events after which their case is decided again."""
_AT_ONCE = 500


def look(now: datetime) -> None:
    """Enqueue what the changes since the last look ask for."""
    new_lists(now)
    reference_data(now)
    events(now)


def new_lists(now: datetime) -> Job | None:
    """Making an edition of lists that somebody added by the command; without it nobody at the desk would see them."""
    unmade = engine().unmade()
    return enqueue(making.KIND, "lists", unmade, now) if unmade else None


def reference_data(now: datetime) -> Job:
    """A recheck of all cases for the edition, law, engine and policy in force on this day; enqueued once for them."""
    edition = engine().edition()
    key = f"{edition.id[:24]} {law_book(edition).digest[:24]} {__version__} {policy_digest()} {now.date()}"
    before = Job.objects.filter(kind="recheck").order_by("-pk").values_list("key", flat=True).first()
    job = enqueue("recheck", "all", key, now)
    if before is not None and before.split()[0] != edition.id[:24]:
        body = {"event_id": f"list-{edition.id[:24]}", "at": now.isoformat(), "edition": edition.id}
        tell("list.changed", -job.pk, body, now)
    return job


def events(now: datetime) -> int:
    """Read on in the events; a case whose claims or reviews changed is decided again, once for each last change."""
    with transaction.atomic():
        mark, _ = Watermark.objects.select_for_update().get_or_create(name="recheck")
        rows = list(
            Event.objects.filter(seq__gt=mark.seq).order_by("seq").values_list("seq", "verb", "case")[:_AT_ONCE]
        )
        last = {case: seq for seq, verb, case in rows if verb in _RECHECKED}
        for case, seq in last.items():
            enqueue("recheck_case", case, str(seq), now)
        if rows:
            mark.seq = rows[-1][0]
            mark.save()
    return len(last)
