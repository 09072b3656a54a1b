"""What red-flag detectors read beside the shipment, as plain values: a detector asks no other room.

A field of None means that nobody looked, so a detector that needs it answers U; an empty tuple means that somebody
looked and found nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from endgate.shipment.indications import Indication
from endgate.shipment.model import Money, Shipment
from endgate.terms.dates import Day
from endgate.terms.places import CountryCode


@dataclass(frozen=True)
class Profile:
    """What registers say of a party. ``activities`` are NACE codes; ``address_class`` is one of ``ordinary residential
    po_box registered_agent``; ``first_trade`` is the day of its first deal with the exporter."""

    activities: tuple[str, ...] = ()
    employees: int | None = None
    incorporated: Day | None = None
    last_filing: Day | None = None
    turnover: Money | None = None
    capital: Money | None = None
    companies_at_address: int | None = None
    address_class: str = ""
    first_trade: Day | None = None
    military: bool | None = None
    military_site: bool | None = None
    source: str = ""


@dataclass(frozen=True)
class Watch:
    """Law watches the item for a destination from a day on. ``tag`` names the list, as ``chpl_1``.

    ``restricted``: does law stop or license the item there and not where it is declared to go? None: nobody asked.
    """

    item: str
    country: CountryCode
    tag: str = ""
    since: Day | None = None
    restricted: bool | None = None


@dataclass(frozen=True)
class Demand:
    """A country's reported yearly imports of a code, and what the exporter sent there before. One unit throughout.

    A year that is reported and not in ``yearly`` is a year without such imports.
    """

    quantity: Decimal | None = None
    yearly: dict[str, Decimal] = field(default_factory=dict)
    years_reported: tuple[str, ...] = ()
    sent_before: Decimal = Decimal(0)


@dataclass(frozen=True)
class TradeChange:
    """How the yearly exports of the item's goods to the destination changed against quiet years, by statistics.

    ``jump`` and ``collapse`` are natural logarithms: of these exports, and of the fall of the same goods to an
    embargoed destination. ``reported``: both sides told the whole year; otherwise nothing is said of it.
    """

    item: str
    exporter: str
    importer: str
    code: str
    period: str
    reported: bool = True
    flagged: bool = False
    jump: float | None = None
    collapse: float | None = None
    delta: float | None = None
    reason: str = ""
    source: str = ""


@dataclass(frozen=True)
class UnitValue:
    """Value per kilogram of the item, and how the logarithm of such values lies among comparable declarations."""

    per_kg: Decimal | None = None
    currency: str = ""
    count: int = 0
    median_log: float | None = None
    spread_log: float | None = None
    code_suggested: str = ""


@dataclass(frozen=True)
class TransportPaper:
    """One version of a transport document. ``originals`` is the number of sets of originals."""

    number: str
    issued: Day | None = None
    shipped_on_board: Day | None = None
    consignee: str = ""
    to_order: bool = False
    discharge: CountryCode | None = None
    delivery: CountryCode | None = None
    vessel: str = ""
    voyage: str = ""
    marks: str = ""
    originals: int = 1


@dataclass(frozen=True)
class Payment:
    """Who pays and through which countries. ``owned_by_party``: does one of the deal's parties surely own the payer?"""

    payer: str
    bank_country: CountryCode | None = None
    passes: tuple[CountryCode, ...] = ()
    owned_by_party: bool | None = None


@dataclass(frozen=True)
class ContractText:
    """Whether law asks for a clause against re-export, and whether draft and signed text have it."""

    clause_due: bool | None = None
    draft_has: bool | None = None
    signed_has: bool | None = None


@dataclass(frozen=True)
class AddressMatch:
    """A party's address beside a listed one: ``exact``, ``building``, ``po_box`` or ``city``. ``confirmed`` by a person
    or by equal keys; ``mass`` when very many companies sit there."""

    party: str
    listed: str
    level: str
    confirmed: bool = True
    mass: bool = False
    source: str = ""


@dataclass(frozen=True)
class ListedHolding:
    """A listed owner of a party, or a director that both share. Percentages; None where no share is stated.

    ``regime`` is the rule under which the owner counts; ``confirmed``: the owner, or the director, is surely that one.
    """

    party: str
    listed: str
    highest: Decimal | None = None
    surely_reached: bool = False
    shared_director: bool = False
    confirmed: bool = True
    regime: str = ""


@dataclass(frozen=True)
class Connection:
    """A path from a party to a designated one. ``kinds`` of identifiers or links on it, ``degree`` of its widest hub;
    ``programme`` the basis of the listing, ``weak`` when it runs over identifiers alone."""

    party: str
    listed: str
    hops: int
    kinds: tuple[str, ...] = ()
    degree: int = 0
    programme: str = ""
    weak: bool = True
    source: str = ""


@dataclass(frozen=True)
class Enquiry:
    """An earlier enquiry or order: who asked whom for what, with its identifiers by kind, and what became of it."""

    id: str
    buyer: str
    item: str
    on: Day
    member: str = ""
    end_user: str = ""
    outcome: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class History:
    """The exporter's own enquiries. ``group`` are its group members; ``member`` is the one that acts now."""

    enquiries: tuple[Enquiry, ...] = ()
    group: tuple[str, ...] = ()
    member: str = ""


@dataclass(frozen=True)
class FlagFacts:
    """Everything a user or another room can state for the detectors. ``tags`` by item: ``listed``, ``near_miss``,
    ``chpl_1`` to ``chpl_4B``, ``ag_chemical``, and ``near_threshold`` where within 10 % of one limit."""

    profiles: dict[str, Profile] = field(default_factory=dict)
    tags: dict[str, tuple[str, ...]] | None = None
    watches: tuple[Watch, ...] | None = None
    demand: dict[str, Demand] = field(default_factory=dict)
    trade: tuple[TradeChange, ...] | None = None
    unit_values: dict[str, UnitValue] = field(default_factory=dict)
    papers: tuple[TransportPaper, ...] | None = None
    payments: tuple[Payment, ...] | None = None
    contract: ContractText | None = None
    addresses: tuple[AddressMatch, ...] | None = None
    holdings: tuple[ListedHolding, ...] | None = None
    connections: tuple[Connection, ...] | None = None
    history: History | None = None
    partners: tuple[CountryCode, ...] | None = None


@dataclass(frozen=True)
class FlagInput:
    """All that a detector may read. ``restricted`` maps item ids to destinations for which law has STOP or LICENCE."""

    shipment: Shipment
    as_of: date
    indications: tuple[Indication, ...] = ()
    unreviewed: int = 0
    restricted: Mapping[str, tuple[str, ...]] | None = None
    facts: FlagFacts = FlagFacts()
