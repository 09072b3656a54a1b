"""Which cases a change of the lists can touch: the others would give the same answer if they were decided again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from endgate.decide.delta import ListDelta, list_delta
from endgate.desk.cases.clocks import moved_on
from endgate.desk.engine import engine
from endgate.desk.evidence.store import claims_of
from endgate.desk.store.machinery import Job
from endgate.desk.store.models import CarriedClaim, Case, Decision, Event, EvidenceEvent, Shipment
from endgate.evidence.model import ClaimFile
from endgate.shipment.model import Shipment as Asked
from endgate.terms.codec import decode
from endgate.terms.faults import EndgateError

Affected = Callable[[Iterable[Case]], frozenset[int]]
"""Gives the keys of those cases, of some, that must be decided again."""


def everyone(cases: Iterable[Case]) -> frozenset[int]:
    """All of them: what holds where nothing can be told apart."""
    return frozenset(case.pk for case in cases)


def affected(job: Job, now: datetime) -> Affected:
    """What to ask of the watched cases, for a job that follows another of the same day, law and engine."""
    before = Job.objects.filter(kind=job.kind, state="done", pk__lt=job.pk).order_by("-pk").first()
    if before is None or before.key.split()[1:] != job.key.split()[1:] or not _finished(before, now):
        return everyone
    delta = _delta(before.key.split()[0])
    return everyone if delta is None else ByLists(delta, _acted_on(before.created_at), now)


def _finished(job: Job, now: datetime) -> bool:
    """Did the job before decide all that it had to, today? A case that failed then has no answer to stand on."""
    if job.ended_at is None or {f"{job.ended_at.date()}", f"{now.date()}"} != {job.key.split()[-1]}:
        return False
    counts = json.loads(job.result)
    return counts.get("failed") == 0 and counts["cases"] == counts["changed"] + counts["same"]


def _delta(older: str) -> ListDelta | None:
    newer = engine().edition()
    held = engine().held(older)
    try:
        return None if held is None else list_delta(held, newer)
    except EndgateError:
        return None  # the older edition cannot be read any more


def _acted_on(since: datetime) -> frozenset[str]:
    """References of cases of which something was recorded since."""
    at = since.isoformat(timespec="milliseconds")
    return frozenset(Event.objects.filter(at__gte=at).exclude(case="").values_list("case", flat=True))


@dataclass(frozen=True)
class ByLists:
    """Asks of each case whether the changed lists can touch it; one on which somebody acted meanwhile is touched."""

    delta: ListDelta
    acted_on: frozenset[str]
    now: datetime

    def __call__(self, cases: Iterable[Case]) -> frozenset[int]:
        rows = {case.pk: case for case in cases}
        last = _newest(rows)
        stated = _shipments(rows)
        logged = frozenset(EvidenceEvent.objects.filter(case__in=rows).values_list("case_id", flat=True))
        logged |= frozenset(CarriedClaim.objects.filter(case__in=rows).values_list("case_id", flat=True))
        return frozenset(
            key
            for key, case in rows.items()
            if case.reference in self.acted_on
            or key not in last
            or self._touched(last[key], stated[key], claims_of(case) if key in logged else _beside(stated[key]))
        )

    def _touched(self, last: Decision, shipment: Shipment, claims: ClaimFile) -> bool:
        if last.shipment_id != shipment.pk:
            return True
        return self.delta.touches(
            decode(Asked, json.loads(bytes(shipment.content))),
            claims,
            as_of=moved_on(last.as_of, last.at, self.now),
            known_as_of=moved_on(last.known_as_of, last.at, self.now),
        )


def _newest(cases: Mapping[int, Case]) -> dict[int, Decision]:
    """The newest decision of each, without its record, which is long."""
    found = Decision.objects.filter(case__in=cases).defer("record", "difference").order_by("n")
    return {each.case_id: each for each in found}


def _shipments(cases: Mapping[int, Case]) -> dict[int, Shipment]:
    return {each.case_id: each for each in Shipment.objects.filter(case__in=cases).order_by("n")}


def _beside(shipment: Shipment) -> ClaimFile:
    """The claims that came with a shipment."""
    content = bytes(shipment.claims)
    return decode(ClaimFile, json.loads(content)) if content else ClaimFile()
