"""Whether cases are decided again: signs of life of the workers, and rechecks that wait or failed.

It names no case and counts none, so that it may be told to everybody.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, Q, QuerySet, Subquery

from endgate.desk.store.machinery import Job, Worker
from endgate.desk.store.models import Event

SILENT_AFTER = timedelta(minutes=3)
"""How long no worker may give a sign of life before it is told; ``worker --once`` each minute stays within it."""
BEHIND_AFTER = timedelta(minutes=15)
_KINDS = ("recheck", "make_edition")
_FORGOTTEN = timedelta(days=1)
_DAY = "%Y-%m-%d %H:%M"


@dataclass(frozen=True)
class Pulse:
    """``state``: ``works``, ``never`` (no worker has run), ``silent``, ``behind`` (a recheck waits) or ``failed``.

    ``since``: since when what stands on the pages may be older than the lists, law, claims and reviews; empty when they
    are held against each other.
    """

    state: str
    since: str = ""
    seen: str = ""
    code: str = ""

    def page(self) -> dict[str, Any]:
        """For a page and its twin."""
        return asdict(self)


def beat(holder: str, now: datetime) -> None:
    """Give a sign of life; workers that have given none for a day are forgotten."""
    seen = {"seen_at": now}
    _, new = Worker.objects.update_or_create(holder=holder, defaults=seen, create_defaults={**seen, "began_at": now})
    if new:
        Worker.objects.filter(seen_at__lt=now - _FORGOTTEN).delete()


def pulse(now: datetime) -> Pulse:
    """How it stands now, by one statement while all is well."""
    last = Subquery(Worker.objects.order_by("-seen_at").values("seen_at")[:1])
    late = Exists(_open().filter(Q(state="failed") | Q(created_at__lt=now - BEHIND_AFTER)))
    told = Event.objects.order_by("seq").annotate(seen=last, late=late).values_list("at", "seen", "late").first()
    first, seen, is_late = told or (now.isoformat(), None, False)
    if seen is None:
        return _never(datetime.fromisoformat(first), now)
    at = f"{seen:{_DAY}}"
    if now - seen > SILENT_AFTER:
        return Pulse("silent", since=at, seen=at)
    return (_late(now, at) if is_late else None) or Pulse("works", seen=at)


def _never(began: datetime, now: datetime) -> Pulse:
    """No worker has run since the desk began; one may still be starting."""
    return Pulse("works") if now - began <= SILENT_AFTER else Pulse("never", since=f"{began:{_DAY}}")


def _open() -> QuerySet[Job]:
    return Job.objects.filter(kind__in=_KINDS, state__in=("queued", "running", "failed")).order_by("pk")


def _late(now: datetime, seen: str) -> Pulse | None:
    """A recheck, or the edition it needs, that failed and was not done since, or that waits for too long."""
    for job in _open():
        if job.state == "failed" and not Job.objects.filter(kind=job.kind, state="done", pk__gt=job.pk).exists():
            return Pulse("failed", since=f"{job.created_at:{_DAY}}", seen=seen, code=job.code)
        if job.state != "failed" and now - job.created_at > BEHIND_AFTER:
            return Pulse("behind", since=f"{job.created_at:{_DAY}}", seen=seen)
    return None
