"""The attributed claim with its chain of sources, and the file of claims that lies beside a shipment.

Facts as recorded; checking references is in ``read.py``, weighing in ``weigh.py``, release in ``release.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from endgate.evidence.dates import When
from endgate.evidence.vocabulary import (
    ClaimFlag,
    ClaimRole,
    ClaimType,
    ConsentState,
    Credibility,
    EntityKind,
    Label,
    Level,
    Modality,
    Polarity,
    Programme,
    RecipientKind,
    RelationType,
    Reliability,
    ReviewState,
    SourceKind,
)
from endgate.shipment.knowledge import Notice
from endgate.terms.dates import Day, PartialDate
from endgate.terms.places import CountryCode

SCHEMA = "endgate.claims/1"


@dataclass(frozen=True)
class Span:
    """Code points of a text, end exclusive; written ``[start, end]``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span [{self.start}, {self.end}] is empty or runs backwards")

    @classmethod
    def from_json(cls, raw: Any) -> Span:
        if not isinstance(raw, list) or len(raw) != 2 or any(type(each) is not int for each in raw):
            raise ValueError(f"{raw!r} is not a span like [0, 17]")
        return cls(raw[0], raw[1])

    def to_json(self) -> list[int]:
        return [self.start, self.end]

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        integer = {"type": "integer", "minimum": 0}
        return {
            "type": "array",
            "items": integer,
            "minItems": 2,
            "maxItems": 2,
            "description": "code points [from, to)",
        }


@dataclass(frozen=True)
class Held:
    """A party of a shipment had the document since a day (its receipt, not its date).

    ``known_from`` is the day this was recorded; empty means the day of ``since``. ``shipment`` limits the record to
    one shipment where the file lies beside several.
    """

    by: str
    since: PartialDate
    known_from: Day | None = None
    how: str = ""
    shipment: str = ""


@dataclass(frozen=True)
class Document:
    """A document that claims are made on. ``text`` or ``file`` (beside this one) let quotes be checked.

    ``public`` says that anyone can read it: its links are public as printed there.
    """

    id: str
    title: str = ""
    sha256: str = ""
    text: str = ""
    file: str = ""
    date: When | None = None
    public: bool = False
    held: tuple[Held, ...] = ()
    label: Label = Label.RED
    release_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rating:
    """Reliability of a source on a topic, by whom and when."""

    letter: Reliability
    topic: str = ""
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    by: str = ""
    why: str = ""


@dataclass(frozen=True)
class Source:
    """Who or what speaks. ``via`` names a leak or release set, ``document`` the document it is, ``party`` the party.

    ``unnamed`` says that nobody names it ("open-source indications"): it is shown and never counted as an origin.
    """

    id: str
    kind: SourceKind
    name: str
    aliases: tuple[str, ...] = ()
    entity: str = ""
    document: str = ""
    date: When | None = None
    via: str = ""
    leaked: bool = False
    unnamed: bool = False
    ratings: tuple[Rating, ...] = ()


@dataclass(frozen=True)
class Entity:
    """What fills a role. ``count`` sizes a group, ``jurisdiction`` is its law."""

    id: str
    kind: EntityKind
    name: str
    country: CountryCode | None = None
    jurisdiction: CountryCode | None = None
    programme: Programme | None = None
    branch_of: str = ""
    unnamed: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Tie:
    """A person's statement (``by``, ``on``) that an entity of the file is a party or an item of a shipment.

    ``listed`` ties it to listed parties by their publishers' references instead. A country or a mere kind of goods is
    never tied. Without ``shipment`` it holds for every shipment that has that id in it.
    """

    entity: str
    by: str
    on: Day
    party: str = ""
    item: str = ""
    listed: tuple[str, ...] = ()
    shipment: str = ""

    def __post_init__(self) -> None:
        if [bool(each) for each in (self.party, self.item, self.listed)].count(True) != 1:
            raise ValueError("a tie names either a party, an item or listed references")


@dataclass(frozen=True)
class Consent:
    """The answer of a link's owner for one recipient, down to the level at which the link may be named."""

    recipient: str
    state: ConsentState
    level: Level = Level.EXACT
    by: str = ""
    at: Day | None = None
    conditions: str = ""
    onward: bool = False


@dataclass(frozen=True)
class Wording:
    """The words chosen by the originator for a link at a level below ``exact``."""

    level: Level
    text: str


@dataclass(frozen=True)
class Link:
    """One link of the chain: a source and the verb by which it passes the claim on."""

    source: str
    verb: str = ""
    said_at: When | None = None
    span: Span | None = None
    redacted: bool = False
    owner: str = ""
    consent: tuple[Consent, ...] = ()
    wordings: tuple[Wording, ...] = ()


@dataclass(frozen=True)
class Review:
    """One act on a claim. The state of a claim on a day is that of its last act by then."""

    state: ReviewState
    by: str
    at: Day
    reason: str = ""
    changed_fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """One attributed statement: ``chain`` runs from the document in hand inwards, innermost speaker last.

    ``proposition`` is a plain sentence without the attribution. A role of ``null`` is left open by the text and is
    never filled by likelihood. ``when`` dates the event, not a saying. ``recorded`` is the day of the proposal.
    """

    id: str
    document: str
    type: ClaimType
    proposition: str
    modality: Modality
    chain: tuple[Link, ...]
    polarity: Polarity = Polarity.AFFIRMED
    roles: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    span: Span | None = None
    quote: str = ""
    cues: tuple[Span, ...] = ()
    when: When | None = None
    flags: tuple[ClaimFlag, ...] = ()
    nested_in: str = ""
    count: int | None = None
    credibility: Credibility | None = None
    made_by: str = "person"
    recorded: Day | None = None
    review: tuple[Review, ...] = ()
    supersedes: str = ""
    label: Label = Label.RED
    release_to: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        unknown = [role for role in self.roles if role not in set(ClaimRole)]
        if unknown:
            raise ValueError(f"unknown roles {', '.join(unknown)}; one of {', '.join(ClaimRole)}")
        if not self.chain:
            raise ValueError("a claim needs a chain: who says it, the document in hand first")
        days = [act.at for act in self.review]
        if days != sorted(days):
            raise ValueError("the review acts are not in the order of their days")

    def state(self, known_as_of: Day | None = None) -> ReviewState | None:
        """State as anyone could have known it that day (None: as it stands now); None when it was not recorded yet."""
        acts = [act for act in self.review if known_as_of is None or act.at <= known_as_of]
        if acts:
            return acts[-1].state
        if known_as_of is None:
            return ReviewState.PROPOSED
        if self.recorded is not None:
            return ReviewState.PROPOSED if self.recorded <= known_as_of else None
        return None if self.review else ReviewState.PROPOSED

    def confirmed_on(self) -> Day | None:
        """The day it was first confirmed."""
        return next((act.at for act in self.review if act.state is ReviewState.CONFIRMED), None)

    def fillers(self, role: ClaimRole) -> tuple[str, ...]:
        """Entity ids in that role; none when the text leaves it open."""
        return self.roles.get(role) or ()


@dataclass(frozen=True)
class Relation:
    """A relation between two claims. One that a rule proposed is shown to the reviewer and weighs nothing."""

    type: RelationType
    start: str
    end: str
    note: str = ""
    made_by: str = "person"

    @property
    def recorded(self) -> bool:
        """Did a person record it?"""
        return self.made_by == "person"


@dataclass(frozen=True)
class Exhibit:
    """A picture or object in a document and the claims that it shows. ``captured`` carries its basis."""

    id: str
    document: str
    claims: tuple[str, ...]
    captured: When | None = None
    place: CountryCode | None = None
    note: str = ""


@dataclass(frozen=True)
class Recipient:
    """Somebody to whom claims may be released, with the highest label that may go there."""

    id: str
    name: str = ""
    kind: RecipientKind = RecipientKind.PARTNER_AUTHORITY
    jurisdiction: CountryCode | None = None
    ceiling: Label = Label.CLEAR


@dataclass(frozen=True)
class ClaimFile:
    """A file of attributed claims beside one or more shipments.

    ``notices`` are letters of authorities to parties of the shipments, entered by a person once delivered.
    """

    documents: tuple[Document, ...] = ()
    sources: tuple[Source, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    schema: str = SCHEMA
    ties: tuple[Tie, ...] = ()
    relations: tuple[Relation, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    notices: tuple[Notice, ...] = ()
