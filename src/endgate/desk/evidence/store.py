"""A case's evidence kept by the desk: its log in the database, bytes under their hash beside it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from endgate.desk.conf.start import current
from endgate.desk.store.chain import chained
from endgate.desk.store.models import Case, EvidenceEvent
from endgate.evidence.case import log
from endgate.evidence.case.blobs import Blobs
from endgate.evidence.case.folding import CaseView, fold
from endgate.evidence.case.log import Event, Stamp
from endgate.evidence.case.store import Decide
from endgate.evidence.model import ClaimFile
from endgate.evidence.read import merge
from endgate.terms.codec import decode
from endgate.terms.dates import Day

BLOBS = "blobs"


@dataclass(frozen=True)
class CaseEvidence:
    """The evidence of one case, as the services of ``evidence`` take it."""

    case: Case

    def put(self, content: bytes) -> str:
        """Keep bytes; return their SHA-256."""
        return _blobs().put(content)

    def get(self, sha256: str) -> bytes:
        """The bytes of a hash. Raises CaseError."""
        return _blobs().get(sha256)

    def events(self) -> tuple[Event, ...]:
        """The log of this case, oldest first."""
        return tuple(map(_event, EvidenceEvent.objects.filter(case=self.case).order_by("seq")))

    def view(self, *, known_as_of: Day | None = None) -> CaseView:
        """The evidence as it stood by the end of a day."""
        return fold(self.events(), known_as_of=known_as_of)

    def record(self, decide: Decide, stamp: Stamp) -> tuple[Event, ...]:
        """Record the acts that ``decide`` gives; the desk's own chain names the head of the log with them."""
        with transaction.atomic():
            before = self.events()
            events = log.chained(decide(fold(before)), stamp, before[-1] if before else None)
            fold((*before, *events))
            EvidenceEvent.objects.bulk_create(_row(self.case, each) for each in events)
            if events:
                self._tell(events, stamp)
        return events

    def _tell(self, events: Sequence[Event], stamp: Stamp) -> None:
        payload = {"head": events[-1].hash, "seq": events[-1].seq, "acts": dict(Counter(each.verb for each in events))}
        at = datetime.fromisoformat(stamp.at)
        chained(stamp.actor, "evidence", f"{self.case.reference}/evidence", at, self.case.reference, payload)


def _blobs() -> Blobs:
    return Blobs(current().data_dir / BLOBS)


def _event(row: EvidenceEvent) -> Event:
    return Event(row.seq, row.at, row.actor, row.verb, row.object, json.loads(row.payload), row.prev, row.hash)


def _row(case: Case, event: Event) -> EvidenceEvent:
    return EvidenceEvent(
        case=case,
        seq=event.seq,
        at=event.at,
        actor=event.actor,
        verb=event.verb,
        object=event.object,
        payload=log.canonical(dict(event.payload)).decode(),
        prev=event.prev,
        hash=event.hash,
    )


def stamp(actor: str, now: datetime) -> Stamp:
    """Who records, and when, as the log of evidence writes it."""
    return Stamp(now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), actor)


def claims_of(case: Case) -> ClaimFile:
    """All claims of a case: those that came beside its newest shipment, and those of its documents.

    Raises EvidenceError (EG7006) when an id means one thing there and another here.
    """
    beside = bytes(case.shipment_set.order_by("-n")[0].claims)
    file = decode(ClaimFile, json.loads(beside)) if beside else ClaimFile()
    held = CaseEvidence(case).view().claim_file()
    return merge([file, held]) if held != ClaimFile() else file
