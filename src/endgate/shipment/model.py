"""The shipment: a proposed movement or service with its parties, items, route and papers. Facts as stated, unjudged.

An empty or missing field means *not stated*. A Boolean field of None means the same; False is an answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from endgate.shipment.indications import Flag
from endgate.shipment.knowledge import Determination, Knowledge, Notice, Statement
from endgate.shipment.route import Leg as Leg
from endgate.shipment.route import LegMode as LegMode
from endgate.shipment.route import LegPlace as LegPlace
from endgate.shipment.route import LegStatus as LegStatus
from endgate.terms.dates import Day, PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode

SCHEMA = "endgate.shipment/1"


class Activity(StrEnum):
    """What is proposed."""

    EXPORT = "export"
    RE_EXPORT = "re-export"
    TRANSIT = "transit"
    TRANSFER = "transfer"
    IMPORT = "import"
    BROKERING = "brokering"
    TECHNICAL_ASSISTANCE = "technical_assistance"
    TECHNOLOGY_RELEASE = "technology_release"
    FINANCE = "finance"
    MANUFACTURE_ABROAD = "manufacture_abroad"
    SUPPLY_ABROAD = "supply_abroad"


class Role(StrEnum):
    """A party's part in the deal. The acting roles (``Role.acts``) are judged; the others are looked at."""

    EXPORTER = "exporter"
    MANUFACTURER = "manufacturer"
    SELLER = "seller"
    BROKER = "broker"
    PARENT = "parent"
    FREIGHT_FORWARDER = "freight_forwarder"
    CARRIER = "carrier"
    VESSEL = "vessel"
    BANK = "bank"
    INSURER = "insurer"
    BUYER = "buyer"
    CONSIGNEE = "consignee"
    INTERMEDIATE_CONSIGNEE = "intermediate_consignee"
    NOTIFY = "notify"
    END_USER = "end_user"
    OTHER = "other"

    @property
    def acts(self) -> bool:
        """Does law bind whoever fills this role on the supplying side of the deal?"""
        return self in _ACTING


_ACTING = frozenset(
    {Role.EXPORTER, Role.MANUFACTURER, Role.SELLER, Role.BROKER, Role.PARENT, Role.FREIGHT_FORWARDER, Role.CARRIER}
    | {Role.BANK, Role.INSURER}
)


class Form(StrEnum):
    """Legal form, as far as law asks: a branch has its head's legal person, a company its own."""

    COMPANY = "company"
    BRANCH = "branch"
    REPRESENTATIVE_OFFICE = "representative_office"
    NATURAL_PERSON = "natural_person"
    PUBLIC_BODY = "public_body"
    UNKNOWN = "unknown"


class PartyClass(StrEnum):
    """A confirmed fact about what a party is. ``civil`` says that the others were looked into and do not hold."""

    MILITARY = "military"
    PARAMILITARY = "paramilitary"
    POLICE = "police"
    GOVERNMENT = "government"
    PROLIFERATION_ENTITY = "proliferation_entity"
    CIVIL = "civil"


class ItemKind(StrEnum):
    """Goods, software, technology or a service."""

    GOODS = "goods"
    SOFTWARE = "software"
    TECHNOLOGY = "technology"
    SERVICE = "service"


@dataclass(frozen=True)
class PartyIdentifier:
    """A number that identifies a party, as written."""

    kind: IdentifierKind
    value: str
    country: CountryCode | None = None


@dataclass(frozen=True)
class PartyAddress:
    """An address, as written; ``country`` where it is known."""

    text: str = ""
    city: str = ""
    postal_code: str = ""
    country: CountryCode | None = None


@dataclass(frozen=True)
class Party:
    """A party in one or more roles.

    ``country`` is where the acting establishment lies, ``seat`` the law under which the legal person is constituted.
    ``head`` is the party id of the legal person of a branch or office. ``acts_in`` answers, by country, whether some
    act of the deal happens there. ``participates`` answers for a group member whether it has a part in the deal.
    """

    id: str
    name: str
    roles: tuple[Role, ...] = ()
    kind: PartyKind = PartyKind.UNKNOWN
    form: Form = Form.UNKNOWN
    country: CountryCode | None = None
    seat: CountryCode | None = None
    nationality: CountryCode | None = None
    flag: CountryCode | None = None
    head: str = ""
    aliases: tuple[str, ...] = ()
    identifiers: tuple[PartyIdentifier, ...] = ()
    addresses: tuple[PartyAddress, ...] = ()
    birth: tuple[PartialDate, ...] = ()
    classes: tuple[PartyClass, ...] = ()
    us_person: bool | None = None
    participates: bool | None = None
    acts_in: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Money:
    """An amount with its currency (ISO 4217)."""

    amount: Decimal
    currency: str


@dataclass(frozen=True)
class ClaimedClassification:
    """What somebody says the item is: a code of a list, or ``not_listed`` (EAR99, NLR), by a named person on a day."""

    list: str
    code: str
    by: str
    date: Day


@dataclass(frozen=True)
class Component:
    """One line of a bill of materials."""

    description: str
    code: str = ""
    share_of_value_percent: Decimal | None = None
    principal: bool | None = None


@dataclass(frozen=True)
class Item:
    """Goods, software, technology or a service. ``parameters`` hold what the datasheet says, in its own words."""

    id: str
    description: str
    kind: ItemKind = ItemKind.GOODS
    quantity: str = ""
    value: Money | None = None
    hs: str = ""
    cas: str = ""
    concentration: str = ""
    packing: str = ""
    maker: str = ""
    model: str = ""
    part_number: str = ""
    origin: CountryCode | None = None
    us_content_percent: Decimal | None = None
    us_direct_product: bool | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    classifications: tuple[ClaimedClassification, ...] = ()
    components: tuple[Component, ...] = ()
    components_complete: bool | None = None


@dataclass(frozen=True)
class EndUse:
    """What the end user states the goods are for. ``categories`` are confirmed end uses; empty means none confirmed."""

    statement: str = ""
    signed_by: str = ""
    date: Day | None = None
    place_of_use: CountryCode | None = None
    categories: tuple[str, ...] = ()
    confirmed: bool = False


class LicenceKind(StrEnum):
    """Kinds of authorisation; a general one or an exception counts only when the exporter claims it."""

    INDIVIDUAL = "individual"
    GLOBAL = "global"
    UNION_GENERAL = "union_general"
    NATIONAL_GENERAL = "national_general"
    EXCEPTION = "exception"


@dataclass(frozen=True)
class Licence:
    """An authorisation on file or claimed. Empty sets of items, destinations or parties: not stated, so unclear.

    ``unit`` is that of ``quantity`` and ``quantity_used`` (``kg``, ``pieces``); without one they count pieces.
    """

    id: str
    authority: str
    kind: LicenceKind
    holder: str = ""
    items: tuple[str, ...] = ()
    destinations: tuple[CountryCode, ...] = ()
    parties: tuple[str, ...] = ()
    valid_from: Day | None = None
    valid_to: Day | None = None
    quantity: Decimal | None = None
    quantity_used: Decimal | None = None
    unit: str = ""
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class PartyLink:
    """A corporate link among the parties as stated or documented: ``holder`` stands above ``held``.

    ``kind`` is one of ``owns controls appoints parent branch_of director acts_for``; ``share`` is free text such as
    ``50 %``, ``25-50``, ``>75``, ``minority``; empty means not stated.
    """

    holder: str
    held: str
    kind: str
    share: str = ""
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    confirmed: bool = True
    source: str = ""


@dataclass(frozen=True)
class Denial:
    """A valid denial on file, by a State, for an essentially identical transaction (2021/821 Arts 2(22), 16(5))."""

    state: CountryCode
    date: Day
    end_user: str
    item: str
    valid_to: Day | None = None


@dataclass(frozen=True)
class Shipment:
    """A proposed shipment or service: what the officer is asked about.

    ``claims`` names files of attributed claims beside this one. ``adopted`` names indications that a person made the
    working view. ``registers_complete`` lists registers that the exporter says are whole (``notices``, ``denials``).
    ``unconfirmed`` lists what a program read from documents and nobody has confirmed: until it is empty, nothing goes.
    """

    id: str
    date: Day
    parties: tuple[Party, ...]
    items: tuple[Item, ...]
    schema: str = SCHEMA
    title: str = ""
    activity: Activity = Activity.EXPORT
    contract_date: PartialDate | None = None
    declared_destination: CountryCode | None = None
    goods_location: CountryCode | None = None
    route: tuple[Leg, ...] = ()
    end_use: EndUse | None = None
    licences: tuple[Licence, ...] = ()
    links: tuple[PartyLink, ...] = ()
    notices: tuple[Notice, ...] = ()
    statements: tuple[Statement, ...] = ()
    determinations: tuple[Determination, ...] = ()
    knowledge: tuple[Knowledge, ...] = ()
    flags: tuple[Flag, ...] = ()
    denials: tuple[Denial, ...] = ()
    claims: tuple[str, ...] = ()
    adopted: tuple[str, ...] = ()
    registers_complete: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()

    def party(self, party_id: str) -> Party:
        """The party of that id. Raises KeyError."""
        for party in self.parties:
            if party.id == party_id:
                return party
        raise KeyError(party_id)

    def in_role(self, role: Role) -> tuple[Party, ...]:
        return tuple(party for party in self.parties if role in party.roles)
