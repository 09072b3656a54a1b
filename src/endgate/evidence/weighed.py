"""What weighing yields: the typed results of ``weigh.py``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from endgate.evidence.vocabulary import Modality, Programme, RelationType
from endgate.shipment.indications import Aspect, Indication
from endgate.shipment.knowledge import Knowledge
from endgate.terms.dates import Day
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth


@dataclass(frozen=True)
class Contradiction:
    """Two claims, or a claim and the declaration (``other`` empty), that stand against each other; never netted."""

    type: RelationType
    claim: str
    other: str
    about: str


@dataclass(frozen=True)
class Corroboration:
    """How one proposition is supported. Outlets repeat; only origins count. ``unnamed`` claims have no origin."""

    proposition: str
    claims: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    unnamed: int
    interested_denials: tuple[str, ...]
    contradictions: tuple[str, ...]


@dataclass(frozen=True)
class Hypothesis:
    """Input of concern: what the claims suspect of one programme in this deal. The grade is made in ``decide/``."""

    programme: Programme
    claims: tuple[str, ...]
    origins: tuple[str, ...]
    unnamed: int
    weakest_modality: Modality
    countries: tuple[CountryCode, ...] = ()
    denials: tuple[str, ...] = ()


@dataclass(frozen=True)
class Declared:
    """A declaration that a party of this shipment made in a document. ``agrees`` is U where the shipment is silent."""

    aspect: Aspect
    value: str
    claim: str
    by: str
    agrees: Truth


@dataclass(frozen=True)
class ExhibitTiming:
    """When an exhibit was captured, against the sale. ``held_before_sale`` answers by party id."""

    exhibit: str
    claims: tuple[str, ...]
    captured_after_sale: Truth
    held_before_sale: dict[str, Truth]
    bears_on_knowledge: dict[str, Truth]


class QuestionKind(StrEnum):
    """Why evidence leaves something open."""

    PROPOSALS_UNREAD = "proposals_unread"
    DATE_OF_RECEIPT = "date_of_receipt"
    DATE_OF_CAPTURE = "date_of_capture"
    TIE_MISSING = "tie_missing"
    DECLARATION_DIFFERS = "declaration_differs"
    FACT_TO_CONFIRM = "fact_to_confirm"


@dataclass(frozen=True)
class EvidenceQuestion:
    """A question that a person can answer; ``actor`` is the party id it concerns, or empty."""

    kind: QuestionKind
    text: str
    claims: tuple[str, ...] = ()
    actor: str = ""
    propositions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A confirmed claim that may not touch legality but is shown, with what it may become (``effects.csv``)."""

    claim: str
    becomes: str
    proposition: str


@dataclass(frozen=True)
class Weighed:
    """All that the confirmed claims give for one shipment on one pair of dates."""

    as_of: Day
    known_as_of: Day
    knowledge: tuple[Knowledge, ...] = ()
    indications: tuple[Indication, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    corroboration: tuple[Corroboration, ...] = ()
    proposals_unread: int = 0
    questions: tuple[EvidenceQuestion, ...] = ()
    concern_inputs: tuple[Hypothesis, ...] = ()
    declared: tuple[Declared, ...] = ()
    exhibits: tuple[ExhibitTiming, ...] = ()
    shown: tuple[Shown, ...] = ()
