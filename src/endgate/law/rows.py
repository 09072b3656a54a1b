"""Reads a row of the facts table from plain data, as tests in measure files write it (docs/law.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from endgate.law.errors import BAD_FACT, LawError
from endgate.law.facts import (
    Asked,
    Authorisation,
    Cause,
    Determined,
    Fact,
    FactRow,
    Kind,
    Knowing,
    ListStatus,
    NoticeFact,
    Notices,
    Principal,
    Reach,
    Share,
    Unknown,
    Value,
    family_of,
)
from endgate.shipment.knowledge import Grade, Knowledge
from endgate.shipment.model import Money
from endgate.terms.dates import PartialDate, read_day
from endgate.terms.faults import Fault

_NONE = ("none", "no", False)
_YES = {"yes": True, "true": True, True: True, "no": False, "false": False, False: False}
_CAUSES = {cause.value: cause for cause in Cause}


def read_row(facts: Mapping[str, Any], *, where: str = "$.facts") -> FactRow:
    """Read a row. Raises LawError with every fault (EG6001-EG6003), each with its key."""
    faults: list[Fault] = []
    values: dict[str, Value] = {}
    for key, raw in facts.items():
        try:
            values[key] = read_value(key, raw)
        except LawError as error:
            faults.extend(error.faults)
        except (ValueError, KeyError, TypeError, InvalidOperation) as error:
            faults.append(BAD_FACT.at(f"{where}.{key}", f"{raw!r} is no {family_of(key).kind.value}: {error}"))
    if faults:
        raise LawError(*faults)
    return FactRow(values)


def read_value(key: str, raw: Any) -> Value:
    """Read one value. Raises LawError for a key that no rule reads, ValueError for a value of another kind."""
    family = family_of(key)
    unknown = _read_unknown(raw, family.absent)
    if unknown is not None:
        return unknown
    kind = family.kind
    if kind is Kind.REACHES and key.rpartition(".")[2] in set(Reach):
        kind = Kind.BOOL
    return Fact(_READERS[kind](raw))


def _read_unknown(raw: Any, absent: Value) -> Unknown | None:
    if raw == "unknown" or raw is None:
        return absent if isinstance(absent, Unknown) else Unknown(Cause.NOT_STATED)
    if isinstance(raw, str) and raw in _CAUSES:
        return Unknown(_CAUSES[raw])
    if isinstance(raw, dict) and "unknown" in raw:
        leaves = tuple(str(leaf) for leaf in raw.get("leaves", ()))
        return Unknown(Cause(raw["unknown"]), leaves, str(raw.get("note", "")))
    return None


def _word(raw: Any) -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        raise ValueError("write a word")
    return str(raw)


def _words(raw: Any) -> tuple[str, ...]:
    if raw in _NONE:
        return ()
    return tuple(_word(each) for each in (raw if isinstance(raw, list) else [raw]))


def _country(raw: Any) -> str:
    if raw in _NONE:
        return ""
    if not isinstance(raw, str) or len(raw) != 2 or not raw.isupper():
        raise ValueError("write an ISO code like DE (quote NO)")
    return raw


def _countries(raw: Any) -> tuple[str, ...]:
    if raw in _NONE:
        return ()
    return tuple(_country(each) for each in (raw if isinstance(raw, list) else [raw]))


def _bool(raw: Any) -> bool:
    return _YES[raw]


def _day(raw: Any) -> date:
    return raw if isinstance(raw, date) else read_day(str(raw))


def _partial(raw: Any) -> PartialDate:
    return PartialDate.parse(raw.isoformat() if isinstance(raw, date) else str(raw))


def _money(raw: Any) -> Money:
    amount, currency = str(raw).split()
    if len(currency) != 3 or not currency.isupper():
        raise ValueError("write an amount and an ISO currency, like 2500 EUR")
    return Money(Decimal(amount), currency)


def _percent(raw: Any) -> Decimal:
    return Decimal(str(raw).removesuffix("%").strip())


def _share(raw: Any) -> Share:
    if raw in _NONE:
        return Share(Decimal(0), Decimal(0))
    low, dots, high = str(raw).replace("%", "").partition("..")
    return Share(Decimal(low.strip()), Decimal((high if dots else low).strip()))


def _reaches(raw: Any) -> tuple[Reach, ...]:
    return tuple(Reach(word) for word in _words(raw))


def _notice(raw: Any) -> NoticeFact:
    if isinstance(raw, dict):
        known = raw.get("known_from")
        return NoticeFact(_day(raw["on"]), None if known is None else _day(known), str(raw.get("reference", "")))
    return NoticeFact(_day(raw))


def _notices(raw: Any) -> Notices:
    if raw in _NONE:
        return Notices()
    return Notices(tuple(_notice(each) for each in (raw if isinstance(raw, list) else [raw])))


def _knowing(raw: Any) -> Knowing:
    if raw in _NONE:
        return Knowing(asked=(Asked(date.min),))
    parts = raw if isinstance(raw, list) else [raw]
    records = tuple(_record(part, str(n)) for n, part in enumerate(parts) if not _is_asked(part))
    asked = tuple(Asked(_day(part["asked"]), _optional_day(part)) for part in parts if _is_asked(part))
    return Knowing(records, asked)


def _is_asked(part: Any) -> bool:
    return isinstance(part, dict) and "asked" in part


def _optional_day(part: dict[str, Any]) -> date | None:
    return None if part.get("known_from") is None else _day(part["known_from"])


def _record(raw: Any, number: str) -> Knowledge:
    part = raw if isinstance(raw, dict) else {"grade": raw}
    since = _day(part["since"]) if "since" in part else date.min
    return Knowledge(
        id=str(part.get("id", number)),
        actor="",
        proposition="",
        grade=Grade(str(part["grade"]).lower()),
        since=since,
        basis=tuple(part.get("basis", ())),
        author=str(part.get("author", "")),
        known_from=_optional_day(part),
        closes=str(part.get("closes", "")),
    )


def _determined(raw: Any) -> Determined:
    if isinstance(raw, dict):
        on = raw.get("on")
        return Determined(_bool(raw["holds"]), None if on is None else _day(on), _optional_day(raw))
    if raw in _YES:
        return Determined(_bool(raw))
    return Determined(True, _day(raw))


def _authorisation(raw: Any) -> Authorisation | None:
    if raw in _NONE:
        return None
    if isinstance(raw, dict):
        return Authorisation(_words(raw["ids"]), _words(raw.get("conditions", [])))
    return Authorisation(("on file",) if raw in ("yes", True) else _words(raw))


_READERS: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.WORD: _word,
    Kind.WORDS: _words,
    Kind.COUNTRY: _country,
    Kind.COUNTRIES: _countries,
    Kind.BOOL: _bool,
    Kind.DAY: _partial,
    Kind.MONEY: _money,
    Kind.PERCENT: _percent,
    Kind.SHARE: _share,
    Kind.STATUS: ListStatus,
    Kind.PRINCIPAL: Principal,
    Kind.REACHES: _reaches,
    Kind.NOTICES: _notices,
    Kind.KNOWING: _knowing,
    Kind.DETERMINED: _determined,
    Kind.AUTHORISATION: _authorisation,
}
