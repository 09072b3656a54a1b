"""Compares what the tables hold with what the chained events say was written: a row changed, lost or added is named."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from endgate.desk.pages.reading import gravest, worst
from endgate.desk.store.models import (
    ACTS,
    Act,
    Case,
    Decision,
    Dossier,
    DossierAct,
    Event,
    EvidenceEvent,
    MatchReview,
    ReviewWithdrawal,
    Shipment,
)
from endgate.evidence.case import log

_DECIDED = ("kept", "decided")
_DOSSIER = "dossier_"


@dataclass
class Told:
    """What the events say was written. ``seq`` names the event by the row it speaks of."""

    decisions: dict[str, str] = field(default_factory=dict)
    acts: dict[int, dict[str, Any]] = field(default_factory=dict)
    reviews: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    withdrawn: set[int] = field(default_factory=set)
    dossiers: dict[int, str] = field(default_factory=dict)
    dossier_acts: Counter[tuple[int, str]] = field(default_factory=Counter)
    heads: dict[tuple[str, int], str] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    seq: dict[Any, int] = field(default_factory=dict)


def differences() -> Iterator[str]:
    """Every row that is not what its event says, in words; none when the tables and the chain agree.

    A reason that was erased on purpose (it is empty) is no difference; any other text must have the hash that was kept.
    """
    told = _told()
    yield from _shipments()
    yield from _decisions(told)
    yield from _acts(told)
    yield from _reviews(told)
    yield from _dossiers(told)
    yield from _evidence(told)
    yield from _cases(told)


def _told() -> Told:
    told = Told()
    for event in Event.objects.order_by("seq").iterator():
        payload = json.loads(event.payload)
        if event.verb in _DECIDED:
            told.decisions[event.object] = payload["sha256"]
            told.seq[event.object] = event.seq
        elif event.verb in ACTS and "act" in payload:
            told.acts[payload["act"]] = {**payload, "kind": event.verb, "actor": event.actor, "object": event.object}
            told.seq[payload["act"]] = event.seq
        elif event.verb == "reviewed":
            told.reviews[event.object, payload["party"], payload["judgement"]] += 1
        elif event.verb == "withdrew_review":
            told.withdrawn.add(payload["review"])
        elif event.verb == "prepared":
            told.dossiers[payload["dossier"]] = payload["sha256"]
        elif event.verb.startswith(_DOSSIER):
            told.dossier_acts[payload["dossier"], event.verb.removeprefix(_DOSSIER)] += 1
        elif event.verb == "evidence":
            told.heads[event.case, payload["seq"]] = payload["head"]
        elif event.verb == "closed":
            told.outcomes[event.case] = payload["outcome"]
    return told


def _shipments() -> Iterator[str]:
    for row in Shipment.objects.select_related("case").iterator():
        if sha256(bytes(row.content)).hexdigest() != row.sha256:
            yield f"{row.case.reference}: version {row.n} of the shipment is not what was hashed"


def _decisions(told: Told) -> Iterator[str]:
    left = dict(told.decisions)
    for row in Decision.objects.select_related("case").iterator():
        name = f"{row.case.reference}/decision/{row.n}"
        kept = left.pop(name, None)
        if kept is None:
            yield f"{name}: no event tells of it"
        elif sha256(bytes(row.record)).hexdigest() != kept or row.sha256 != kept:
            yield f"{name}: event {told.seq[name]} holds another hash"
    yield from (f"{name}: event {told.seq[name]} tells of it, and it is gone" for name in left)


def _acts(told: Told) -> Iterator[str]:
    left = dict(told.acts)
    for row in Act.objects.select_related("case", "decision", "author").iterator():
        kept = left.pop(row.pk, None)
        name = f"{row.case.reference}: act {row.pk} ({row.kind})"
        if kept is None:
            yield f"{name}: no event tells of it"
            continue
        is_so = {
            "kind": row.kind,
            "actor": row.author.name,
            "object": f"{row.case.reference}/decision/{row.decision.n}",
            "outcome": row.outcome,
        }
        other = [key for key, value in is_so.items() if kept[key] != value]
        other += [] if kept.get("citation", row.citation) == row.citation else ["citation"]
        other += [] if _hashed(row.reason, kept["reason"]) else ["reason"]
        if other:
            yield f"{name}: event {told.seq[row.pk]} holds another {', '.join(other)}"
    yield from (f"act {pk}: event {told.seq[pk]} tells of it, and it is gone" for pk in left)


def _hashed(text: str, kept: str) -> bool:
    """Has a text the salted hash that was kept of it? An empty one may have been erased."""
    salt, _, digest = kept.partition(":")
    return not text or sha256((salt + text).encode()).hexdigest() == digest


def _reviews(told: Told) -> Iterator[str]:
    rows = Counter(
        (f"{row.case.reference}/match/{row.ref}", row.party_id, row.judgement)
        for row in MatchReview.objects.select_related("case").iterator()
        if row.case is not None
    )
    for name, party, judgement in sorted((rows - told.reviews) + (told.reviews - rows)):
        yield f"{name}: judgements '{judgement}' on {party} are not those that the events tell of"
    for pk in sorted(set(ReviewWithdrawal.objects.values_list("review_id", flat=True)) ^ told.withdrawn):
        yield f"judgement {pk}: whether it was taken back is not what the events tell of"


def _dossiers(told: Told) -> Iterator[str]:
    rows = {row.pk: row for row in Dossier.objects.iterator()}
    for pk, kept in told.dossiers.items():
        row = rows.get(pk)
        if row is None or row.sha256 != kept or sha256(bytes(row.content)).hexdigest() != kept:
            yield f"dossier {pk} is not what was prepared"
    yield from (f"{row.reference}: no event tells of it" for pk, row in rows.items() if pk not in told.dossiers)
    acts = Counter((row.dossier_id, row.kind) for row in DossierAct.objects.iterator())
    for pk, kind in sorted((acts - told.dossier_acts) + (told.dossier_acts - acts)):
        yield f"dossier {pk}: acts '{kind}' are not those that the events tell of"


def _evidence(told: Told) -> Iterator[str]:
    """Each case's own chain of evidence is whole, and its heads are those that the desk's chain names."""
    rows: dict[str, list[EvidenceEvent]] = {}
    for row in EvidenceEvent.objects.select_related("case").order_by("case_id", "seq").iterator():
        rows.setdefault(row.case.reference, []).append(row)
    for reference, events in rows.items():
        _, faults = log.walk(b"".join(_line(row) for row in events), name=reference)
        yield from (f"{each.where}: its evidence: {each.what}" for each in faults)
    held = {(reference, row.seq): row.hash for reference, events in rows.items() for row in events}
    for (reference, seq), head in told.heads.items():
        if held.get((reference, seq)) != head:
            yield f"{reference}: its evidence does not hold entry {seq} that the events name"


def _line(row: EvidenceEvent) -> bytes:
    payload = json.loads(row.payload)
    return log.Event(row.seq, row.at, row.actor, row.verb, row.object, payload, row.prev, row.hash).line()


def _cases(told: Told) -> Iterator[str]:
    """What the queue shows of a case is what its newest decision says, and a closed one ended as was signed."""
    newest: dict[int, Decision] = {}
    for row in Decision.objects.order_by("n").iterator():
        newest[row.case_id] = row
    for case in Case.objects.iterator():
        decision = newest.get(case.pk)
        if decision is None:
            yield f"{case.reference}: it has no decision"
            continue
        if (case.legality, case.concern) != _says(decision):
            yield f"{case.reference}: the queue shows {case.legality}, {case.concern}; its decision says otherwise"
        if case.state == "closed" and told.outcomes.get(case.reference) != case.outcome:
            yield f"{case.reference}: closed as {case.outcome or 'nothing'}, which no event tells of"


def _says(decision: Decision) -> tuple[str, str] | None:
    """The two ledgers of a record; None for one that is none."""
    try:
        record = json.loads(bytes(decision.record))
        return worst(record), gravest(record)
    except (ValueError, KeyError, TypeError):
        return None
