"""A case's evidence kept by the desk: its log in the database, bytes under their hash beside it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256

from django.db import transaction

from endgate.desk.conf.start import current
from endgate.desk.evidence.granted import granted_to, only
from endgate.desk.evidence.renaming import renamed
from endgate.desk.store.chain import chained
from endgate.desk.store.models import CarriedClaim, Case, EvidenceEvent
from endgate.desk.store.models import Event as Chained
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
_CARRIED = "g-"


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


def claims_of(case: Case, own: ClaimFile | None = None) -> ClaimFile:
    """All claims that a case rests on: its own, and those that other teams grant to its team and it carries.

    Raises EvidenceError (EG7006) when an id means one thing there and another here.
    """
    own, carried = own_claims(case) if own is None else own, carried_of(case)
    if not carried:
        return own
    files = [_carried(Case(pk=origin), case, claims) for origin, claims in carried.items()]
    known = {each.id for file in (own, *files) for each in file.entities}
    ties = tuple(each for each in own.ties if each.entity in known or not each.entity.startswith(_CARRIED))
    return merge([replace(own, ties=ties), *files])


def carried_of(case: Case) -> dict[int, frozenset[str]]:
    """The claims that a case carries, by the case they lie in; the newest row of each counts, while it is granted."""
    rows = CarriedClaim.objects.filter(case=case).order_by("pk").values_list("origin_id", "claim", "carried")
    standing = {(origin, claim): carried for origin, claim, carried in rows}
    wanted: dict[int, set[str]] = {}
    for (origin, claim), carried in standing.items():
        if carried:
            wanted.setdefault(origin, set()).add(claim)
    held = {origin: granted_to(Case(pk=origin), case.team_id) & claims for origin, claims in wanted.items()}
    return {origin: claims for origin, claims in held.items() if claims}


def _carried(origin: Case, case: Case, claims: frozenset[str]) -> ClaimFile:
    file = only(own_claims(origin), claims)
    return renamed(replace(file, ties=()), lambda ident: carried_id(origin, case, ident))


def carried_id(origin: Case, case: Case, ident: str) -> str:
    """The id that something of another case has in this one; it tells neither the case nor how many there are.

    Made with the hash of the event that opened the other case, which nobody outside of its team sees.
    """
    return _CARRIED + sha256(f"{_opening(origin.pk)}:{case.pk}:{ident}".encode()).hexdigest()[:12]


@lru_cache(maxsize=256)
def _opening(origin: int) -> str:
    reference = Case.objects.values_list("reference", flat=True).get(pk=origin)
    return Chained.objects.filter(case=reference).order_by("seq").values_list("hash", flat=True)[0]


def own_claims(case: Case, held: ClaimFile | None = None) -> ClaimFile:
    """The claims of a case itself: those that came beside its newest shipment, and those of its documents (``held``).

    Raises EvidenceError (EG7006) when an id means one thing there and another here.
    """
    beside = bytes(case.shipment_set.order_by("-n")[0].claims)
    file = decode(ClaimFile, json.loads(beside)) if beside else ClaimFile()
    held = CaseEvidence(case).view().claim_file() if held is None else held
    return merge([file, held]) if held != ClaimFile() else file
