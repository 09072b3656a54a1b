"""The canonical record of a listed party. Publisher's facts only; what a listing means in law is said elsewhere.

Party and designation are different things: one party may be listed several times inside one list. ``trace`` says where
a fact stood in the file; it takes no part in comparisons.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth


class NameKind(StrEnum):
    """What the publisher says a name is."""

    PRIMARY = "primary"
    ALIAS = "alias"
    FORMER = "former"
    NOW = "now"
    TRADE = "trade"
    VARIANT = "variant"
    ADDRESS_ONLY = "address_only"


class NameQuality(StrEnum):
    """Publisher's own grade of an alias; ``damaged`` marks text whose letters the publisher lost."""

    STRONG = "strong"
    WEAK = "weak"
    UNSTATED = "unstated"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class Name:
    """A name as printed (trimmed, white space collapsed). ``script`` is an ISO 15924 code, ``parts`` as published."""

    text: str
    kind: NameKind = NameKind.PRIMARY
    quality: NameQuality = NameQuality.UNSTATED
    script: str = "Latn"
    language: str = ""
    family: str = ""
    given: str = ""
    trace: str = field(default="", compare=False)


@dataclass(frozen=True)
class Identifier:
    """A number as published. ``check`` tells whether its check digit is right, where the kind has one."""

    kind: IdentifierKind
    value: str
    country: CountryCode | None = None
    note: str = ""
    check: Truth = Truth.UNKNOWN


@dataclass(frozen=True)
class Address:
    """An address as published; ``raw`` keeps what the fields could not hold."""

    lines: tuple[str, ...] = ()
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: CountryCode | None = None
    raw: str = ""


@dataclass(frozen=True)
class Birth:
    """One alternative date of birth as days it may lie between, with the text it was read from."""

    earliest: PartialDate
    latest: PartialDate
    circa: bool = False
    raw: str = ""


@dataclass(frozen=True)
class CountryFact:
    """A country in one role: nationality, citizenship, registration, flag, address, birth, associated."""

    country: CountryCode
    role: str


@dataclass(frozen=True)
class VesselFacts:
    """What a publisher says of a ship beside its numbers. Tonnages as printed whole numbers; ``owner`` as printed."""

    type: str = ""
    flag: str = ""
    owner: str = ""
    deadweight: int | None = None
    gross_tonnage: int | None = None
    built: PartialDate | None = None


@dataclass(frozen=True)
class Relation:
    """A relation as the publisher states it, subject to object. The target is an id where it resolves, else a name."""

    type: str
    target_name: str
    target_party_id: str = ""
    former: bool = False


@dataclass(frozen=True)
class LicenceTerms:
    """Licence requirement and policy of a US trade list entry, structured, with both texts' class as data."""

    scope: str = ""
    sections: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    policy: str = ""


@dataclass(frozen=True)
class Designation:
    """One authority's listing of a party: programme, legal basis, reference and the dates the publisher states.

    ``listed_by`` is a day on which an act shows it listed, where the day of listing itself may lie earlier.
    """

    designation_id: str
    source: str
    authority: str
    list_name: str
    programme: str
    programme_raw: str = ""
    reference: str = ""
    legal_basis: tuple[str, ...] = ()
    listed_on: PartialDate | None = None
    listed_by: PartialDate | None = None
    amended_on: tuple[PartialDate, ...] = ()
    delisted_on: PartialDate | None = None
    expires_on: PartialDate | None = None
    measures: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    cross_refs: tuple[str, ...] = ()
    successor_clause: bool = False
    licence: LicenceTerms | None = None


@dataclass(frozen=True)
class ListedParty:
    """A party of one source, with all its names, facts and designations. ``party_id`` is ``source:key``."""

    party_id: str
    source: str
    kind: PartyKind
    names: tuple[Name, ...]
    subkind: str = ""
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[Address, ...] = ()
    birth: tuple[Birth, ...] = ()
    birth_places: tuple[str, ...] = ()
    countries: tuple[CountryFact, ...] = ()
    positions: tuple[str, ...] = ()
    gender: str = ""
    vessel: VesselFacts | None = None
    relations: tuple[Relation, ...] = ()
    designations: tuple[Designation, ...] = ()
    notes: tuple[str, ...] = ()
    trace: str = field(default="", compare=False)

    @property
    def primary_name(self) -> str:
        return self.names[0].text
