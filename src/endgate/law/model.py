"""The types of measures as dated data: what a measure file says, frozen. Leaves evaluation to evaluate.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from endgate.law.reference import Group, ListRef
from endgate.law.trees import Tree
from endgate.law.valid import Moment, Valid
from endgate.terms.codec import decode, encode, json_schema
from endgate.terms.dates import Day, PartialDate

SCHEMA = "endgate.law/1"


class OutcomeClass(StrEnum):
    """What a measure says when it applies (section 5 of the specification; docs/law.md)."""

    PROHIBITED = "PROHIBITED"
    FREEZE = "FREEZE"
    PROHIBITED_ON_STATE_DETERMINATION = "PROHIBITED_ON_STATE_DETERMINATION"
    NOTIFY_AND_WAIT = "NOTIFY_AND_WAIT"
    CONFLICT_OF_LAWS = "CONFLICT_OF_LAWS"
    LICENCE_REQUIRED = "LICENCE_REQUIRED"
    PROHIBITED_UNLESS_LICENSED = "PROHIBITED_UNLESS_LICENSED"
    CONTRACT_CLAUSE = "CONTRACT_CLAUSE"
    DUE_DILIGENCE = "DUE_DILIGENCE"
    CONDITION = "CONDITION"
    INSPECT = "INSPECT"
    SANCTIONS_EXPOSURE = "SANCTIONS_EXPOSURE"
    VIGILANCE = "VIGILANCE"
    STATE_DUTY = "STATE_DUTY"
    CRITERIA = "CRITERIA"
    SCOPE = "SCOPE"
    EXCEPTION = "EXCEPTION"
    PENALTY = "PENALTY"
    POLICY = "POLICY"
    REVIVES = "REVIVES"
    SUSPENDS = "SUSPENDS"

    @property
    def asks_licence(self) -> bool:
        return self in (OutcomeClass.LICENCE_REQUIRED, OutcomeClass.PROHIBITED_UNLESS_LICENSED)


class Binds(StrEnum):
    """Whom a measure binds."""

    PRIVATE = "private"
    STATE = "state"


class ReviewStatus(StrEnum):
    """How far somebody answers for an encoding."""

    UNREVIEWED = "unreviewed"
    TEXT_CHECKED = "text_checked"
    APPROVED = "approved"


class State(StrEnum):
    """What a measure says of one actor on one day."""

    NOT_IN_FORCE = "NOT_IN_FORCE"
    SUSPENDED = "SUSPENDED"
    NO = "NO"
    OPEN = "OPEN"
    DEFEATED = "DEFEATED"
    APPLIES = "APPLIES"


@dataclass(frozen=True)
class TextRead:
    """Where the operative text was read, when, and the hash of what was read."""

    read: str
    on: Day | None = None
    sha256: str = ""


@dataclass(frozen=True)
class Instrument:
    """The act that holds the measures of a file."""

    id: str
    title: str
    authority: str
    kind: str
    ids: Mapping[str, Any] = field(default_factory=dict)
    adopted: PartialDate | None = None
    published: PartialDate | None = None
    text: tuple[TextRead, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Then:
    """The outcome: class, authority, the word a licence must carry (``scope``) and what to do."""

    outcome: OutcomeClass
    authority: str = ""
    scope: str = ""
    policy: str = ""
    conditions: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    note: str = ""

    @classmethod
    def from_json(cls, raw: Any) -> Then:
        """Read ``{class, authority, …}``; ``class`` is a word of Python, hence the other name here."""
        if not isinstance(raw, dict) or "class" not in raw:
            raise ValueError(f"{raw!r} has no class")
        body = decode(_ThenBody, {"outcome" if key == "class" else key: value for key, value in raw.items()}, where="")
        return cls(**{name: getattr(body, name) for name in _ThenBody.__dataclass_fields__})

    def to_json(self) -> dict[str, Any]:
        body = encode(_ThenBody(**{name: getattr(self, name) for name in _ThenBody.__dataclass_fields__}))
        return {"class" if key == "outcome" else key: value for key, value in body.items()}

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        described = json_schema(_ThenBody, schema_id="", title="")["$defs"]["_ThenBody"]
        described["properties"]["class"] = described["properties"].pop("outcome")
        described["required"] = ["class"]
        return dict(described)


@dataclass(frozen=True)
class _ThenBody:
    """The outcome of a measure."""

    outcome: OutcomeClass
    authority: str = ""
    scope: str = ""
    policy: str = ""
    conditions: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Attestation:
    """A day on which a source was read to hold this version."""

    date: Day
    source: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Overrides:
    """Parts that differ in one version."""

    bound: Tree | None = None
    when: Tree | None = None
    knowledge: Tree | None = None
    then: Then | None = None
    unless: Tree | None = None


@dataclass(frozen=True)
class Version:
    """One text of a provision with its interval, and since when it could be known."""

    valid: Valid
    known_from: Moment | None = None
    attested: tuple[Attestation, ...] = ()
    overrides: Overrides | None = None
    gap_reason: str = ""
    note: str = ""


@dataclass(frozen=True)
class Yield:
    """Defeats this measure while ``measure`` is in the state ``on`` (lower case)."""

    measure: str
    on: str = "applies"


@dataclass(frozen=True)
class ConflictWith:
    """The other measure whose ``duty`` this one forbids to obey."""

    measure: str
    duty: str = "comply"
    way_out: str = ""


@dataclass(frozen=True)
class Derogation:
    """A path to an authorisation."""

    text: str
    authority: str = ""
    provision: str = ""


@dataclass(frozen=True)
class Validity:
    """Who applies and who rejects a measure whose validity is disputed."""

    status: str
    since: Day | None = None
    applied_by: tuple[str, ...] = ()
    rejected_by: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Approval:
    """A named person of the using organisation released the measure for use."""

    by: str
    on: Day
    scope: str = ""


@dataclass(frozen=True)
class Review:
    """Who drafted and who compared the encoding with the text."""

    status: ReviewStatus = ReviewStatus.UNREVIEWED
    drafted_by: str = ""
    drafted_on: Day | None = None
    reviewed_by: str = ""
    reviewed_on: Day | None = None
    compared_with: str = ""
    approved_for_use: Approval | None = None
    note: str = ""


@dataclass(frozen=True)
class TestCase:
    """One row of facts and the state that the measure must have on it."""

    __test__ = False

    name: str
    as_of: Day
    facts: Mapping[str, Any]
    expect: State
    known_as_of: Day | None = None
    live: bool | None = None
    flags: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Unread:
    """What is known of a provision that nobody encoded. ``subject`` and ``would`` go on from "… ; it would".

    ``destinations`` are countries or groups, ``activities`` words of a shipment; where none is given, any.
    """

    subject: str
    would: str
    why: str
    valid: Valid | None = None
    destinations: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measure:
    """One rule of law. Without versions it is a stub: listed as not encoded, never evaluated, told of by ``unread``."""

    id: str
    binds: Binds
    jurisdiction: str
    citation: str
    then: Then
    provision: str = ""
    title: str = ""
    versions: tuple[Version, ...] = ()
    bound: Tree | None = None
    when: Tree | None = None
    knowledge: Tree | None = None
    unless: Tree | None = None
    yields_to: tuple[Yield, ...] = ()
    conflicts_with: tuple[ConflictWith, ...] = ()
    implements: tuple[str, ...] = ()
    derogation: Derogation | None = None
    validity: Validity | None = None
    tags: tuple[str, ...] = ()
    say: str = ""
    interpretation: str = ""
    note: str = ""
    review: Review = field(default_factory=Review)
    tests: tuple[TestCase, ...] = ()
    unread: Unread | None = None
    extends: str = ""
    instrument: str = ""
    authority: str = ""

    def trees(self) -> tuple[Tree, ...]:
        """Every condition of every version."""
        parts: list[Any] = [self, *(version.overrides for version in self.versions if version.overrides is not None)]
        trees = [getattr(part, name) for part in parts for name in ("bound", "when", "knowledge", "unless")]
        return tuple(tree for tree in trees if tree is not None)


@dataclass(frozen=True)
class Ends:
    """Is the end of a suspension certain, and if not, what must be asked?"""

    certainty: str = "fixed"
    ask: str = ""


@dataclass(frozen=True)
class Confirmation:
    """Somebody looked: the suspension ``lapsed`` or was ``extended`` (by another record)."""

    status: str
    date: Day
    source: str = ""
    by: str = ""
    known_from: Day | None = None


@dataclass(frozen=True)
class Suspension:
    """An event that keeps measures from operating for a time; ``suspends`` names measures or paragraphs."""

    id: str
    suspends: tuple[str, ...]
    valid: Valid
    known_from: Moment | None = None
    citation: str = ""
    ends: Ends = field(default_factory=Ends)
    confirmation: Confirmation | None = None
    paragraphs: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Event:
    """A revival (``valid``), repeal (``on``) or amendment: a record of its own, never an edit of a version."""

    id: str
    targets: tuple[str, ...]
    valid: Valid | None = None
    on: Day | None = None
    by: str = ""
    known_from: Moment | None = None
    citation: str = ""
    ends: Ends = field(default_factory=Ends)
    note: str = ""


@dataclass(frozen=True)
class MeasureFile:
    """One instrument with its groups, lists, measures and events."""

    schema: str
    instrument: Instrument
    groups: tuple[Group, ...] = ()
    lists: tuple[ListRef, ...] = ()
    measures: tuple[Measure, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    revivals: tuple[Event, ...] = ()
    repeals: tuple[Event, ...] = ()
    amendments: tuple[Event, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if self.schema != SCHEMA:
            raise ValueError(f"schema is {self.schema!r}, not {SCHEMA!r}")
