"""The closed vocabulary of predicates: their names, arguments and what it costs to answer them (docs/law.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import IntEnum, StrEnum
from typing import Any

from endgate.law.facts import Reach
from endgate.shipment.knowledge import Grade
from endgate.terms.dates import read_day


class ArgumentError(ValueError):
    """A predicate's argument cannot be read."""


class Cost(IntEnum):
    """What it takes to answer an open leaf, cheapest first (the order of questions)."""

    OWN_FILE = 0
    OWN_PRODUCT = 1
    COUNTERPARTY = 2
    PUBLIC_REGISTER = 3
    OUR_DATA = 4
    AUTHORITY = 5
    INSPECTION = 6


class Refers(StrEnum):
    """What an argument's words must be defined as, for lint."""

    GROUP = "group"
    LIST = "list"
    MEASURE = "measure"
    PROPOSITION = "proposition"


@dataclass(frozen=True)
class Arg:
    """One argument. ``spread`` turns a list of values into ``any`` of one atom each."""

    name: str
    read: Callable[[Any], Any]
    default: Any = None
    required: bool = True
    spread: bool = False
    refers: Refers | None = None
    schema: str = "word"


@dataclass(frozen=True)
class Signature:
    """A predicate's place in the vocabulary: number in the table of docs/law.md, arguments, cost of an answer."""

    number: str
    cost: Cost
    args: tuple[Arg, ...] = ()


def expand(name: str, body: Any) -> list[tuple[tuple[str, Any], ...]]:
    """Normalise the arguments of a predicate; several sets where an argument spreads. Raises ArgumentError."""
    signature = SIGNATURES[name]
    given = _by_name(signature, body)
    known = {arg.name for arg in signature.args}
    for key in given:
        if key not in known:
            raise ArgumentError(f"{key!r} is not an argument; it takes {', '.join(sorted(known)) or 'none'}")
    variants: list[tuple[tuple[str, Any], ...]] = [()]
    for arg in signature.args:
        values = _values(arg, given)
        variants = [(*variant, (arg.name, value)) for value in values for variant in variants]
    return [tuple((key, value) for key, value in variant if value is not None) for variant in variants]


def _by_name(signature: Signature, body: Any) -> Mapping[str, Any]:
    if isinstance(body, Mapping):
        return body
    if body is None or body is True:
        return {}
    if not signature.args:
        raise ArgumentError(f"takes no argument, not {body!r}")
    return {signature.args[0].name: body}


def _values(arg: Arg, given: Mapping[str, Any]) -> list[Any]:
    if arg.name not in given:
        if arg.required:
            raise ArgumentError(f"argument {arg.name!r} is missing")
        return [arg.default]
    raw = given[arg.name]
    many = raw if arg.spread and isinstance(raw, list) else [raw]
    try:
        return [arg.read(each) for each in many]
    except (ValueError, InvalidOperation, TypeError) as error:
        raise ArgumentError(f"{arg.name} = {raw!r}: {error}") from error


def _word(raw: Any) -> str:
    if not isinstance(raw, str) or not raw:
        raise ValueError("write a word (quote NO)")
    return raw


def _words(raw: Any) -> tuple[str, ...]:
    words = raw if isinstance(raw, list) else [raw]
    if not words:
        raise ValueError("write at least one word")
    return tuple(_word(each) for each in words)


def _reaches(raw: Any) -> tuple[str, ...]:
    return tuple(Reach(word).value for word in _words(raw))


def _grade(raw: Any) -> str:
    return Grade(_word(raw).lower()).value


def _flag(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise ValueError("write true or false")
    return raw


def _number(raw: Any) -> str:
    if isinstance(raw, bool):
        raise ValueError("write a number")
    return format(Decimal(str(raw)), "f")


def _day(raw: Any) -> str:
    return read_day(str(raw)).isoformat()


def _ranges(raw: Any) -> tuple[str, ...]:
    """HS prefixes (``8704``) or ranges of prefixes of equal length (``72-83``)."""
    ranges = tuple(str(each) for each in (raw if isinstance(raw, list) else [raw]))
    for each in ranges:
        ends = each.split("-")
        if len(ends) > 2 or not all(end.isdigit() for end in ends) or len({len(end) for end in ends}) != 1:
            raise ValueError(f"{each!r} is not an HS prefix or a range of two")
    return ranges


def _group(name: str) -> Arg:
    return Arg(name, _words, refers=Refers.GROUP, schema="words")


def _list(required: bool = True) -> Arg:
    return Arg("list", _word, required=required, spread=True, refers=Refers.LIST, schema="words")


def _set(name: str, *, required: bool = True, default: Any = None) -> Arg:
    return Arg(name, _words, required=required, default=default, schema="words")


_PROPOSITION = Arg("proposition", _word, spread=True, refers=Refers.PROPOSITION, schema="words")
_J = _group("J")

SIGNATURES: Mapping[str, Signature] = {
    "actor_is_legal_person_of": Signature("1", Cost.OWN_FILE, (_J,)),
    "actor_is_national_of": Signature("2", Cost.OWN_FILE, (_J,)),
    "actor_is_branch": Signature("3", Cost.OWN_FILE, (_group("in"),)),
    "acts_in": Signature("4", Cost.OWN_FILE, (_J,)),
    "actor_is_us_person": Signature("5", Cost.OWN_FILE),
    "actor_controlled_by": Signature("6", Cost.PUBLIC_REGISTER, (_J,)),
    "participates": Signature("7", Cost.OWN_FILE),
    "carrier_flag_in": Signature("8", Cost.OWN_FILE, (_J,)),
    "activity_in": Signature("9", Cost.OWN_FILE, (_set("set"),)),
    "exports_from": Signature("10", Cost.OWN_FILE, (_group("territory"),)),
    "transits": Signature("11", Cost.OWN_FILE, (_J,)),
    "destination_in": Signature("12", Cost.COUNTERPARTY, (_group("group"),)),
    "buyer_country_in": Signature("13", Cost.COUNTERPARTY, (_group("group"),)),
    "for_use_in": Signature("14", Cost.COUNTERPARTY, (_group("group"),)),
    "party_in": Signature("15", Cost.COUNTERPARTY, (_set("roles"), _group("group"))),
    "contract_before": Signature("16", Cost.OWN_FILE, (Arg("date", _day, schema="date"),)),
    "value_le": Signature(
        "17",
        Cost.OWN_FILE,
        (
            Arg("amount", _number, schema="number"),
            Arg("currency", _word),
            Arg("scope", _word, required=False, default="item"),
        ),
    ),
    "hs_in": Signature("18", Cost.OWN_PRODUCT, (Arg("ranges", _ranges, schema="words"),)),
    "item_kind_in": Signature("19", Cost.OWN_PRODUCT, (_set("set"),)),
    "item_on": Signature("20", Cost.OWN_PRODUCT, (_list(),)),
    "item_matches": Signature("21", Cost.OWN_PRODUCT, (Arg("provision", _word, spread=True, schema="words"),)),
    "contains_listed": Signature(
        "22", Cost.OWN_PRODUCT, (_list(), Arg("principal", _flag, required=False, default=True, schema="flag"))
    ),
    "origin_in": Signature("23", Cost.OWN_PRODUCT, (_J,)),
    "content_gt": Signature("23", Cost.OWN_PRODUCT, (Arg("J", _word), Arg("pct", _number, schema="number"))),
    "direct_product_of": Signature("23", Cost.OWN_PRODUCT, (Arg("rule", _word),)),
    "in_scope": Signature("24", Cost.OWN_FILE, (Arg("measure", _word, refers=Refers.MEASURE),)),
    "party_designated": Signature(
        "25",
        Cost.PUBLIC_REGISTER,
        (
            _list(),
            _set("roles", required=False),
            Arg("reach", _reaches, required=False, default=(Reach.DIRECT.value,), schema="words"),
        ),
    ),
    "owned_ge": Signature(
        "26",
        Cost.PUBLIC_REGISTER,
        (
            Arg("pct", _number, schema="number"),
            _list(),
            Arg("aggregate", _flag, required=False, default=True, schema="flag"),
        ),
    ),
    "party_class_in": Signature("27", Cost.COUNTERPARTY, (_set("set"), _set("roles", required=False))),
    "end_use_in": Signature("28", Cost.COUNTERPARTY, (_set("set"),)),
    "arms_embargo": Signature(
        "29", Cost.OUR_DATA, (_set("by"), _set("on", required=False, default=("destination", "buyer")))
    ),
    "red_flag_open": Signature("30", Cost.OWN_FILE, (_set("ids"),)),
    "authorised": Signature("31", Cost.OWN_FILE, (Arg("authority", _word), Arg("scope", _word, required=False))),
    "knows": Signature("32", Cost.OWN_FILE, (_PROPOSITION, Arg("at_least", _grade))),
    "informed": Signature("33", Cost.OWN_FILE, (_PROPOSITION, Arg("by", _word, required=False))),
    "state_determined": Signature(
        "34", Cost.AUTHORITY, (_PROPOSITION, Arg("by", _word, required=False, default="actor"))
    ),
    "list_requires": Signature("35", Cost.OWN_PRODUCT, (_list(),)),
}
"""By name. Number 23 is three predicates, so the table of 35 rows has 37 names."""
