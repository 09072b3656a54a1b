"""Types of name matching: queries, comparisons with their typed explanation, matches, screenings (endgate.match/1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from endgate.terms.dates import PartialDate
from endgate.terms.faults import Fault
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode

SCHEMA = "endgate.match/1"


class Score(float):
    """A number of matching, rounded to four decimals where it leaves the program."""

    __slots__ = ()

    @classmethod
    def from_json(cls, raw: Any) -> Score:
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise ValueError(f"{raw!r} is not a number")
        return cls(raw)

    def to_json(self) -> float:
        return round(float(self), 4)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        return {"type": "number"}


ZERO = Score(0.0)


class Grade(StrEnum):
    """How strongly a listed party might be the one asked about. Only ``counts`` grades are matches.

    ``address_listed``: the address itself is listed, whoever has it. ``reviewed_different``: a person looked.
    """

    IDENTIFIED = "identified"
    STRONG = "strong"
    PROBABLE = "probable"
    ADDRESS_LISTED = "address_listed"
    POSSIBLE = "possible"
    CONTRADICTED = "contradicted"
    REVIEWED_DIFFERENT = "reviewed_different"
    NONE = "none"

    @property
    def counts(self) -> bool:
        """Is it a match that law must look at? ``possible`` asks a person to look, ``contradicted`` is kept to show."""
        return self in (Grade.IDENTIFIED, Grade.STRONG, Grade.PROBABLE, Grade.ADDRESS_LISTED)


class TokenClass(StrEnum):
    """What part a word plays in a name."""

    FAMILY = "family"
    GIVEN = "given"
    NAME = "name"
    PATRONYMIC = "patronymic"
    KUNYA = "kunya"
    NISBA = "nisba"
    PARTICLE = "particle"
    HONORIFIC = "honorific"
    GENERATION = "generation"
    INITIAL = "initial"
    LEGAL_FORM = "legal_form"
    DESCRIPTOR = "descriptor"
    ACTIVITY = "activity"
    LOCATION = "location"
    NUMBER = "number"
    VESSEL_PREFIX = "vessel_prefix"
    CORE = "core"


class EdgeType(StrEnum):
    """Why two words are taken as the same."""

    EQUAL = "equal"
    TRANSLATION = "translation"
    NUMBER_EQUAL = "number_equal"
    EQUIVALENT = "equivalent"
    ROMANISATION = "romanisation"
    JOINED = "joined"
    SPELLING = "spelling"
    ABBREVIATION = "abbreviation"
    ACRONYM = "acronym"
    NICKNAME = "nickname"
    SKELETON = "skeleton"
    INITIAL = "initial"
    ATTESTED_BOTH = "attested_both"
    KNOWN_DISTINCT = "known_distinct"


@dataclass(frozen=True)
class Edge:
    """Words of both sides paired, with the score of the pairing (0 to 1) and the weight of its class.

    ``source`` is the data row that earned it (``names/nicknames.csv#12``), ``bits`` what the pair is worth.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    token_class: TokenClass
    type: EdgeType
    score: Score
    weight: Score
    source: str = ""
    bits: Score = ZERO


@dataclass(frozen=True)
class Unpaired:
    """A word that found no partner: ``omitted`` on the other side, or ``contradicted`` by another word there."""

    side: str
    token: str
    token_class: TokenClass
    reason: str
    cost: Score


@dataclass(frozen=True)
class Cap:
    """A rule that holds the score down, with the reason."""

    rule: str
    at: Score


@dataclass(frozen=True)
class FactRelation:
    """How a fact of both sides relates. ``effect`` is in log-odds; ``for_room`` names the room that judges it further.

    ``type`` is one of ``birth_date country identifier address gender vessel kind``. A missing fact: relation
    ``missing``, no effect. ``notes`` say how a value was read (``placeholder``, ``solar_hijri``, ``circa``).
    """

    type: str
    relation: str
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    effect: Score = ZERO
    role: str = ""
    scheme: str = ""
    for_room: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Side:
    """One side of a comparison: who (``ref`` is a party id) and the name that was compared."""

    ref: str
    name: str
    origin: str = ""
    quality: str = ""
    script: str = ""


@dataclass(frozen=True)
class Information:
    """What an agreement is worth in bits, and what each profile asks for it among so many parties searched.

    ``names`` are the bits of the names alone; an agreeing fact adds its own.
    """

    bits: Score = ZERO
    names: Score = ZERO
    parties: int = 1
    required: dict[str, Score] = field(default_factory=dict)


@dataclass(frozen=True)
class Comparison:
    """How well two parties agree by name and facts. ``similarity`` and ``bits`` are of the best pair of names."""

    left: Side
    right: Side
    kind: PartyKind
    grade: Grade
    score: Score
    profile: str
    cut: Score
    similarity: Score = ZERO
    bits: Score = ZERO
    bits_required: Score = ZERO
    edges: tuple[Edge, ...] = ()
    unpaired: tuple[Unpaired, ...] = ()
    caps: tuple[Cap, ...] = ()
    facts: tuple[FactRelation, ...] = ()
    flags: tuple[str, ...] = ()
    text: str = ""
    schema: str = ""
    information: Information = Information()


@dataclass(frozen=True)
class ListingNote:
    """One designation of the matched party as of the asked day.

    ``status`` is ``current``, ``not_yet``, ``ended`` or ``uncertain``.
    """

    designation_id: str
    authority: str
    programme: str
    status: str
    since: PartialDate | None = None
    until: PartialDate | None = None

    @property
    def spoken(self) -> str:
        """The status as a person reads it."""
        return self.status.replace("_", " ")


@dataclass(frozen=True)
class Match(Comparison):
    """A listed party that a party might be. The caller attaches ``listings``; ``review`` names a recorded decision.

    ``graded`` is the grade that the comparison earned, where a review lowered it.
    """

    candidate_by: tuple[str, ...] = ()
    listings: tuple[ListingNote, ...] = ()
    review: str = ""
    graded: str = ""

    @property
    def party_id(self) -> str:
        """The listed party's id."""
        return self.right.ref


@dataclass(frozen=True)
class Coverage:
    """What the answer rests on: the guarantee of the search, and names of the query that could not be compared."""

    guarantee: str
    names_screened: int
    parties_searched: int
    unreadable: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Screening:
    """The answer for one party: matches from the strongest down, with what was and was not compared."""

    ref: str
    name: str
    matches: tuple[Match, ...]
    coverage: Coverage
    candidates: int = 0
    suppressed: int = 0
    faults: tuple[Fault, ...] = ()

    @property
    def screened(self) -> bool:
        """Was any name or number compared? Otherwise no match says nothing."""
        return self.coverage.names_screened > 0 or bool(self.matches)

    @property
    def grade(self) -> Grade:
        """The strongest grade among the matches."""
        return min((match.grade for match in self.matches), key=list(Grade).index, default=Grade.NONE)


@dataclass(frozen=True)
class QueryIdentifier:
    """A number the query states."""

    kind: IdentifierKind
    value: str
    country: CountryCode | None = None


@dataclass(frozen=True)
class QueryAddress:
    """An address the query states: its text, and the parts that are known apart."""

    text: str = ""
    city: str = ""
    postal_code: str = ""
    country: CountryCode | None = None


@dataclass(frozen=True)
class VesselClaim:
    """What is said of a ship beside its numbers and its flag (a country in the role ``flag``). Tonnages as printed."""

    type: str = ""
    deadweight: int | None = None
    gross_tonnage: int | None = None
    built: PartialDate | None = None


@dataclass(frozen=True)
class Query:
    """Who is asked about: names (the first is shown) and whatever facts are known."""

    ref: str
    names: tuple[str, ...]
    kind: PartyKind = PartyKind.UNKNOWN
    birth: tuple[PartialDate, ...] = ()
    countries: tuple[tuple[str, CountryCode], ...] = ()
    identifiers: tuple[QueryIdentifier, ...] = ()
    addresses: tuple[QueryAddress, ...] = ()
    gender: str = ""
    vessel: VesselClaim | None = None
