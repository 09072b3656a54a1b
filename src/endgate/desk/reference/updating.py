"""Bringing lists up to date as a job: what each publisher gave, what an alarm held, what failed; with an end state."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from django.db import transaction

from endgate.desk.access.permissions import demand
from endgate.desk.access.principal import Principal
from endgate.desk.engine import engine
from endgate.desk.errors import MISSING, DeskError
from endgate.desk.jobs.queue import enqueue
from endgate.desk.reference.making import edition_of_lists
from endgate.desk.store.chain import chained
from endgate.desk.store.machinery import Job
from endgate.edition.default import STORE
from endgate.lists.download import Clock, Downloader, timeouts
from endgate.lists.sources import sources
from endgate.lists.updating import INCOMING, UpdateResult, updatable, update
from endgate.terms.faults import EndgateError

KIND = "update_lists"
_UNDER_WAY = ("queued", "running")
Step = Callable[[int, int], bool]


def ask_update(actor: Principal, now: datetime, wanted: tuple[str, ...]) -> Job:
    """Queue an update of some lists, or of all that have an address; one that is under way is the same job."""
    demand(actor, "manage_reference")
    unknown = [each for each in wanted if each not in sources() or not sources()[each].downloads]
    if unknown:
        raise DeskError(MISSING.at("sources", f"no list with a publisher's address: {', '.join(unknown)[:200]}"))
    named = " ".join(sorted(set(wanted)))
    with transaction.atomic():
        held = Job.objects.filter(kind=KIND, state__in=_UNDER_WAY, user_id=actor.user_id)
        found = next((each for each in held if json.loads(each.payload)["sources"] == named), None)
        if found is not None:
            return found
        job = enqueue(KIND, "lists", now.isoformat(), now, payload={"sources": named}, user=actor.user_id)
        chained(actor.name, "asked_update", "lists", now, "", {"sources": named})
    return job


def update_lists(job: Job, _now: datetime, step: Step) -> dict[str, Any]:
    """Ask each publisher; one that fails harms no other, and the list held before stays in force."""
    store = engine().data_dir / STORE
    asked = json.loads(job.payload)["sources"].split()
    chosen = asked or [each.id for each in updatable(store)]
    outcomes: list[dict[str, Any]] = []
    with downloading(store / INCOMING) as downloader:
        for number, source_id in enumerate(chosen, start=1):
            outcomes.append(_one(store, source_id, downloader))
            if not step(number, len(chosen)):
                break
    return {"edition": edition_of_lists(), "lists": outcomes}


def _one(store: Path, source_id: str, downloader: Downloader) -> dict[str, Any]:
    try:
        done = update(store, source_id, downloader, obtained_at=datetime.now(UTC))
    except EndgateError as error:
        fault = error.faults[0]
        return {"source": source_id, "outcome": "failed", "code": fault.code, "what": fault.what, "fix": fault.remedy}
    return {"source": source_id, "outcome": done.outcome, **_told(done)}


def _told(done: UpdateResult) -> dict[str, Any]:
    found = done.snapshot
    return {
        "snapshot": found.snapshot_id,
        "stated": None if found.stated_date is None else str(found.stated_date),
        "alarms": list(found.alarms),
    }


@contextmanager
def downloading(folder: Path) -> Iterator[Downloader]:
    """A client that verifies TLS and takes proxies from the environment."""
    with httpx.Client(timeout=timeouts(), trust_env=True) as client:
        downloader = Downloader(client, Clock(lambda: datetime.now(UTC), time.monotonic, time.sleep), folder)
        try:
            yield downloader
        finally:
            downloader.close()
