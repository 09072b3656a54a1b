"""The facts table that law reads: one row per (actor, item, view), filled by ``decide/``, flat and typed.

Every key is documented in docs/law.md. A value is a :class:`Fact` or an :class:`Unknown` with its cause; an absent key
means the default of its family (``FAMILIES``), never "no". No key can carry a concern.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any

from endgate.law.errors import CONCERN_IN_FACTS, UNKNOWN_FACT, LawError
from endgate.shipment.knowledge import Knowledge
from endgate.terms.dates import Day
from endgate.terms.faults import Fault


class Cause(StrEnum):
    """Why a value is not known."""

    NOT_STATED = "not_stated"
    NOT_CHECKED = "not_checked"
    NOT_HELD = "not_held"
    UNDETERMINED = "undetermined"
    CONTRADICTORY = "contradictory"
    STALE = "stale"
    PARTIAL = "partial"


class ListStatus(StrEnum):
    """Classification of the item under one list or one entry, once it is known.

    ``not_listed_by_numbers`` is said of a list whose text nobody read: no entry that is known to stand for one of its
    own is met.
    """

    LISTED = "listed"
    NOT_LISTED = "not_listed"
    NOT_BY_NUMBERS = "not_listed_by_numbers"


class Reach(StrEnum):
    """How a designation reaches a party."""

    DIRECT = "direct"
    OWNED = "owned"
    CONTROLLED = "controlled"
    ACTING_FOR = "acting_for"


class Principal(StrEnum):
    """What a bill of materials says of listed components."""

    PRINCIPAL = "principal"
    PRESENT = "present"
    NONE = "none"


@dataclass(frozen=True)
class Share:
    """An ownership share in percent as an interval; ``low`` equals ``high`` where it is exact."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class NoticeFact:
    """A letter of an authority to this actor which covers the item or the end user."""

    on: Day
    known_from: Day | None = None
    reference: str = ""

    def recorded(self) -> Day:
        return self.on if self.known_from is None else self.known_from


@dataclass(frozen=True)
class Notices:
    """All letters on file. Empty says: asked, and none came (or the register is stated to be complete)."""

    letters: tuple[NoticeFact, ...] = ()


@dataclass(frozen=True)
class Asked:
    """The actor's statement, or a review's, that covers the proposition and knows of nothing."""

    on: Day
    known_from: Day | None = None

    def recorded(self) -> Day:
        return self.on if self.known_from is None else self.known_from


@dataclass(frozen=True)
class Knowing:
    """What the actor is recorded to know of one proposition, and when it was asked."""

    records: tuple[Knowledge, ...] = ()
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True)
class Determined:
    """A State's recorded decision on a proposition: it holds, or the State refused to find so."""

    holds: bool
    on: Day | None = None
    known_from: Day | None = None


@dataclass(frozen=True)
class Authorisation:
    """A licence on file or a general one that is claimed, and that covers this line; its own conditions."""

    ids: tuple[str, ...]
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A known value with pointers to what earned it (document, claim, match, classification)."""

    value: Any
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unknown:
    """A value that is not known: why, which leaves would settle it, and a remark for people."""

    cause: Cause
    leaves: tuple[str, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()


Value = Fact | Unknown


class Kind(StrEnum):
    """The type of a fact's value."""

    WORD = "word"
    WORDS = "words"
    COUNTRY = "country"
    COUNTRIES = "countries"
    BOOL = "bool"
    DAY = "day"
    MONEY = "money"
    PERCENT = "percent"
    SHARE = "share"
    STATUS = "status"
    PRINCIPAL = "principal"
    REACHES = "reaches"
    NOTICES = "notices"
    KNOWING = "knowing"
    DETERMINED = "determined"
    AUTHORISATION = "authorisation"


@dataclass(frozen=True)
class Family:
    """Keys that share a first segment. ``tail`` says what follows it; ``absent`` is what a missing key means."""

    kind: Kind
    says: str
    tail: str = ""
    absent: Value = field(default=Unknown(Cause.NOT_STATED))


_UNCHECKED = Unknown(Cause.NOT_CHECKED)

FAMILIES: Mapping[str, Family] = {
    "actor.kind": Family(Kind.WORD, "private or state", absent=Fact("private")),
    "actor.id": Family(Kind.WORD, "id of the actor in the shipment"),
    "actor.state": Family(Kind.COUNTRY, "the State, for a state actor"),
    "actor.seat": Family(
        Kind.COUNTRY, "law under which the acting legal person is constituted; of a branch, its head's"
    ),
    "actor.nationality": Family(Kind.COUNTRIES, "nationalities of a natural person; `none` for a legal person"),
    "actor.branch_in": Family(Kind.COUNTRY, "where the acting branch or office lies; `none` when no branch acts"),
    "actor.acts_in": Family(Kind.BOOL, "does some act of the deal happen there?", tail="J"),
    "actor.us_person": Family(Kind.BOOL, "a US person in the wide sense (foreign branches, anyone in the US)"),
    "actor.controlled_by": Family(Kind.BOOL, "owned or controlled by persons of J", tail="J"),
    "actor.participates": Family(Kind.BOOL, "has a part in the deal, beyond mere ownership"),
    "carrier_flag": Family(Kind.COUNTRIES, "flags of the vessels or aircraft used; `none` where none is"),
    "activity": Family(Kind.WORD, "what is proposed (shipment.Activity; re-export is written `re-export`)"),
    "goods_location": Family(Kind.COUNTRY, "where the goods lie"),
    "exports_from": Family(
        Kind.BOOL, "do goods leave that territory (customs territory for a union)?", tail="territory"
    ),
    "transits": Family(Kind.BOOL, "does the route pass J without entering its market?", tail="J", absent=_UNCHECKED),
    "destination": Family(Kind.COUNTRY, "final destination of this view"),
    "buyer_country": Family(Kind.COUNTRIES, "where the purchasing party is established"),
    "use_country": Family(Kind.COUNTRIES, "place of use, or the end user's place"),
    "party_country": Family(Kind.COUNTRIES, "establishment or nationality of the parties in a role", tail="role"),
    "contract_date": Family(Kind.DAY, "day the contract was concluded"),
    "value": Family(Kind.MONEY, "value of the item, or of the goods under the contract", tail="scope[.currency]"),
    "hs": Family(Kind.WORD, "HS code as the declarant gave it, digits only; a guess of ours is unknown with a note"),
    "item_kind": Family(Kind.WORD, "goods, software, technology or service"),
    "item_on": Family(Kind.STATUS, "classification under a list", tail="LIST", absent=_UNCHECKED),
    "item_matches": Family(Kind.STATUS, "classification under one entry", tail="provision", absent=_UNCHECKED),
    "item_near_miss.programmes": Family(
        Kind.WORDS, "programmes of entries that the item nearly meets", absent=Fact(())
    ),
    "contains_listed": Family(
        Kind.PRINCIPAL, "listed components: principal, present, none", tail="LIST", absent=_UNCHECKED
    ),
    "origin": Family(Kind.COUNTRIES, "origin of the item"),
    "content": Family(Kind.PERCENT, "controlled content of J in percent of value", tail="J"),
    "direct_product_of": Family(Kind.BOOL, "foreign direct product under that rule", tail="rule"),
    "party_designated": Family(
        Kind.REACHES,
        "how that list reaches the party in a role; `none` when screened and not reached. With a reach as last "
        "segment the value is yes or no",
        tail="LIST[.role[.reach]]",
        absent=_UNCHECKED,
    ),
    "owned_ge": Family(
        Kind.SHARE, "share held by parties of that list", tail="LIST[.aggregate|.single]", absent=_UNCHECKED
    ),
    "party_class": Family(
        Kind.WORDS, "confirmed classes of the party in a role; `civil` rules the others out", tail="role"
    ),
    "end_use": Family(Kind.WORDS, "confirmed end uses"),
    "authorised": Family(
        Kind.AUTHORISATION, "licence on file or claimed that covers", tail="authority[.scope]", absent=Fact(None)
    ),
    "informed": Family(Kind.NOTICES, "letters to this actor that cover the deal", tail="proposition.authority"),
    "knows": Family(Kind.KNOWING, "knowledge records of this actor", tail="proposition"),
    "state_determined": Family(Kind.DETERMINED, "that State's determination", tail="proposition.state"),
    "in_play": Family(Kind.BOOL, "is an unclosed flag, claim or record on it?", tail="proposition", absent=Fact(False)),
    "red_flag": Family(Kind.BOOL, "is that flag open at known_as_of?", tail="id", absent=_UNCHECKED),
    "list_requires": Family(
        Kind.BOOL, "the list asks a licence for entry and destination", tail="LIST", absent=_UNCHECKED
    ),
}


@lru_cache(maxsize=65_536)
def family_of(key: str) -> Family:
    """The family of a key. Raises LawError for a concern or a name that no rule reads."""
    if key.casefold().startswith("concern"):
        raise LawError(CONCERN_IN_FACTS.at(key, f"{key!r} is a concern"))
    if key in FAMILIES and not FAMILIES[key].tail:
        return FAMILIES[key]
    head, _, tail = key.partition(".")
    if head == "actor":
        second, _, tail = tail.partition(".")
        head = f"actor.{second}"
    family = FAMILIES.get(head)
    if family is None or not family.tail or not tail:
        # ``authorised`` alone speaks for every authority.
        if head == "authorised" and not tail:
            return FAMILIES[head]
        raise LawError(UNKNOWN_FACT.at(key, f"{key!r} is not a fact that law reads"))
    return family


@dataclass(frozen=True)
class FactRow:
    """One row of the table. Refuses concerns and unknown keys by construction (LawError with every such key)."""

    values: Mapping[str, Value]

    def __post_init__(self) -> None:
        faults: list[Fault] = []
        for key in self.values:
            try:
                family_of(key)
            except LawError as error:
                faults.extend(error.faults)
        if faults:
            raise LawError(*faults)

    def get(self, key: str) -> Value:
        """The value under ``key``, or what its absence means. Raises LawError for a key that no row can hold."""
        value = self.values.get(key)
        return family_of(key).absent if value is None else value

    def first(self, *keys: str) -> Value:
        """The value of the first key that is present, most specific first; else what the absence of the first means."""
        for key in keys:
            value = self.values.get(key)
            if value is not None:
                return value
        return family_of(keys[0]).absent

    def under(self, prefix: str) -> Sequence[tuple[str, Value]]:
        """Every present key that begins with ``prefix`` and a dot, with its value."""
        found = self._under.get(prefix)
        if found is None:
            start = prefix + "."
            found = [(key, value) for key, value in self.values.items() if key.startswith(start)]
            self._under[prefix] = found
        return found

    @cached_property
    def parents(self) -> frozenset[str]:
        """Every key, or beginning of a key at a dot, below which the row says something of its own."""
        found = set()
        for key in self.values:
            end = key.find(".")
            while end >= 0:
                found.add(key[:end])
                end = key.find(".", end + 1)
        return frozenset(found)

    @cached_property
    def remembered(self) -> dict[Any, Any]:
        """What readers worked out of the row, each under keys of its own; a row never changes."""
        return {}

    @cached_property
    def _under(self) -> dict[str, list[tuple[str, Value]]]:
        return {}

    def updated(self, changes: Mapping[str, Value]) -> FactRow:
        """This row with some values replaced (an indicated view, a State's side of a private actor's row)."""
        FactRow(changes)  # refuses what no rule reads; the values that stay were looked at when this row was made
        row = object.__new__(FactRow)
        object.__setattr__(row, "values", {**self.values, **changes})
        return row
