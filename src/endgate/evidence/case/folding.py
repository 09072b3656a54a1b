"""From events to what the case held on a day: documents, texts, claims with their reviews, notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from endgate.evidence.case.log import Event
from endgate.evidence.case.model import DerivedText, StoredDocument
from endgate.evidence.model import (
    Claim,
    ClaimFile,
    Document,
    Entity,
    Exhibit,
    Held,
    Recipient,
    Relation,
    Review,
    Source,
    Tie,
)
from endgate.evidence.vocabulary import ReviewState
from endgate.shipment.knowledge import Notice
from endgate.terms.codec import decode
from endgate.terms.dates import Day

T = TypeVar("T")
REVIEW_VERBS = {
    "claim:confirm": ReviewState.CONFIRMED,
    "claim:reject": ReviewState.REJECTED,
    "claim:withdraw": ReviewState.WITHDRAWN,
    "claim:supersede": ReviewState.SUPERSEDED,
}
FACT_TYPES: Mapping[str, type[Any]] = {
    "source:add": Source,
    "entity:add": Entity,
    "recipient:add": Recipient,
    "exhibit:add": Exhibit,
    "tie:add": Tie,
    "relation:add": Relation,
    "notice:enter": Notice,
}


@dataclass
class _Held:
    documents: dict[str, StoredDocument] = field(default_factory=dict)
    texts: dict[str, DerivedText] = field(default_factory=dict)
    holders: dict[str, list[Held]] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = field(default_factory=lambda: {verb: {} for verb in FACT_TYPES})


@dataclass(frozen=True)
class CaseView:
    """A case as it stood after some of its events."""

    documents: tuple[StoredDocument, ...]
    texts: tuple[DerivedText, ...]
    claims: tuple[Claim, ...]
    holders: Mapping[str, tuple[Held, ...]]
    facts: Mapping[str, tuple[Any, ...]]
    authors: Mapping[str, str] = field(default_factory=dict)

    def claim(self, ident: str) -> Claim | None:
        return next((claim for claim in self.claims if claim.id == ident), None)

    def text_of(self, document: str) -> DerivedText | None:
        """The first text drawn from a document: the one that claims are made on."""
        return next((text for text in self.texts if text.document == document), None)

    def claim_file(self) -> ClaimFile:
        """The case as a file of claims beside a shipment; documents name the text that claims were made on."""
        newest = {claim.supersedes: claim.id for claim in self.claims if claim.supersedes}
        return ClaimFile(
            documents=tuple(self._document(each) for each in self.documents),
            sources=self.facts["source:add"],
            entities=self.facts["entity:add"],
            claims=tuple(replace(each, nested_in=_last(each.nested_in, newest)) for each in self.claims),
            ties=self.facts["tie:add"],
            relations=tuple(
                replace(each, start=_last(each.start, newest), end=_last(each.end, newest))
                for each in self.facts["relation:add"]
            ),
            exhibits=tuple(
                replace(each, claims=tuple(_last(claim, newest) for claim in each.claims))
                for each in self.facts["exhibit:add"]
            ),
            recipients=self.facts["recipient:add"],
            notices=self.facts["notice:enter"],
        )

    def _document(self, stored: StoredDocument) -> Document:
        text = self.text_of(stored.id)
        return Document(
            id=stored.id,
            title=stored.marks.title or stored.file_name,
            sha256="" if text is None else text.sha256,
            public=stored.marks.public,
            held=self.holders.get(stored.id, ()),
            label=stored.marks.label,
            release_to=stored.marks.release_to,
        )


def _last(claim: str, newest: Mapping[str, str]) -> str:
    """The version that stands for a claim now: what was said of the old one is said of it."""
    seen: set[str] = set()
    while claim in newest and claim not in seen:
        seen.add(claim)
        claim = newest[claim]
    return claim


def fold(events: Iterable[Event], *, known_as_of: Day | None = None) -> CaseView:
    """Everything recorded by ``known_as_of`` (None: to the end)."""
    running = RunningFold()
    for event in events:
        if known_as_of is None or event.day <= known_as_of:
            running.add(event)
    return running.view()


class RunningFold:
    """What a case holds so far; it takes further events without going through those before again."""

    def __init__(self) -> None:
        self._held = _Held()

    def add(self, event: Event) -> None:
        """Take one more event. Raises for one that cannot be read back; nothing is to be added after that."""
        _apply(event, self._held)

    def view(self) -> CaseView:
        """The case as it stands; later events do not change it."""
        held = self._held
        return CaseView(
            tuple(held.documents.values()),
            tuple(held.texts.values()),
            tuple(held.claims.values()),
            {document: tuple(each) for document, each in held.holders.items()},
            {verb: tuple(found.values()) for verb, found in held.facts.items()},
            dict(held.authors),
        )


def _apply(event: Event, held: _Held) -> None:
    if event.verb in FACT_TYPES:
        held.facts[event.verb][event.object] = decode(FACT_TYPES[event.verb], dict(event.payload))
    elif event.verb in REVIEW_VERBS:
        _reviewed(event, held)
    elif event.verb in _VERBS:
        _VERBS[event.verb](event, held)


def _added(event: Event, held: _Held) -> None:
    document = decode(StoredDocument, dict(event.payload))
    held.documents[document.id] = document
    acquired = document.acquired
    if acquired.holder and acquired.since is not None:
        held.holders.setdefault(document.id, []).append(
            Held(acquired.holder, acquired.since, event.day, acquired.how.value)
        )


def _derived(event: Event, held: _Held) -> None:
    text = decode(DerivedText, dict(event.payload))
    held.texts[text.id] = text


def _holding(event: Event, held: _Held) -> None:
    raw = {"known_from": event.day.isoformat(), **event.payload}
    held.holders.setdefault(event.object, []).append(decode(Held, raw))


def _proposed(event: Event, held: _Held) -> None:
    claim = replace(decode(Claim, dict(event.payload)), recorded=event.day, review=())
    held.claims[claim.id] = claim
    held.authors[claim.id] = event.actor


def _marked(event: Event, held: _Held) -> None:
    """Release marks are set by an act of their own; the statement itself stays as it was confirmed."""
    claim = held.claims[event.object]
    marks = decode(Claim, {**_REQUIRED, **event.payload})
    chain = marks.chain if "chain" in event.payload else claim.chain
    held.claims[claim.id] = replace(claim, label=marks.label, release_to=marks.release_to, chain=chain)


_REQUIRED = {
    "id": "-",
    "document": "-",
    "type": "other",
    "proposition": "-",
    "modality": "asserted",
    "chain": [{"source": "-"}],
}


def _reviewed(event: Event, held: _Held) -> None:
    claim = held.claims[event.object]
    act = Review(
        REVIEW_VERBS[event.verb],
        event.actor,
        event.day,
        str(event.payload.get("reason", "")),
        tuple(event.payload.get("changed_fields", ())),
    )
    held.claims[claim.id] = replace(claim, review=(*claim.review, act))


_VERBS: Mapping[str, Callable[[Event, _Held], None]] = {
    "document:add": _added,
    "document:derive": _derived,
    "document:hold": _holding,
    "claim:propose": _proposed,
    "claim:mark": _marked,
}
