"""Countries, territories and areas: codes, names, validity, borders and groups by date. Who is a destination of which
measure is law's business. Tables are read once, on first use, from ``data/geo``.
"""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from endgate.terms.dates import Interval, IntervalSet, PartialDate
from endgate.terms.truth import Truth


class CountryCode(str):
    """An ISO 3166-1 alpha-2 code that the table of places knows (``XK``, ``XI`` and historic codes included)."""

    __slots__ = ()

    @classmethod
    def from_json(cls, raw: Any) -> CountryCode:
        """Read a code. Raises ValueError naming what was met and the nearest known code."""
        if isinstance(raw, str) and raw in _countries():
            return cls(raw)
        near = _nearest(raw) if isinstance(raw, str) else None
        hint = "" if near is None else f"; did you mean {str(near)!r} ({country(near).name})?"
        raise ValueError(f"{raw!r} is not a known country code like DE{hint}")

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Z]{2}$", "description": "ISO 3166-1 alpha-2 code"}


class PlaceKind(StrEnum):
    """What an entry of the table is. ``disputed`` and ``historic`` entries say more in their note."""

    COUNTRY = "country"
    TERRITORY = "territory"
    DISPUTED = "disputed"
    HISTORIC = "historic"


@dataclass(frozen=True)
class Country:
    """One entry of the table. ``part_of`` is the State a territory belongs to; ``successors`` of a historic entry."""

    code: CountryCode
    name: str
    kind: PlaceKind
    alpha3: str = ""
    part_of: str = ""
    landlocked: Truth = Truth.UNKNOWN
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Area:
    """A part of a country with law of its own (Crimea, Büsingen). ``customs`` is its customs territory if special."""

    code: str
    name: str
    country: CountryCode
    customs: str = ""
    note: str = ""


def _rows(name: str) -> list[dict[str, str]]:
    text = files("endgate").joinpath("data", "geo", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def _countries() -> dict[str, tuple[Country, ...]]:
    table: dict[str, tuple[Country, ...]] = {}
    for row in _rows("countries.csv"):
        entry = Country(
            code=CountryCode(row["code"]),
            name=row["name"],
            kind=PlaceKind(row["kind"]),
            alpha3=row["alpha3"],
            part_of=row["part_of"],
            landlocked=Truth.of({"1": True, "0": False}.get(row["landlocked"])),
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            successors=tuple(row["successors"].split()),
            note=row["note"],
        )
        table[entry.code] = (*table.get(entry.code, ()), entry)
    return table


@cache
def _names() -> dict[str, str]:
    return {_key(row["name"]): row["code"] for row in _rows("country_names.csv")}


@cache
def _alpha3() -> dict[str, str]:
    return {entry.alpha3: code for code, entries in _countries().items() for entry in entries if entry.alpha3}


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char)).replace("ı", "i")
    return " ".join(word for word in re.sub(r"[^\w]+", " ", plain).split() if word != "the")


def _nearest(text: str) -> CountryCode | None:
    upper = text.strip().upper()
    if upper in _countries():
        return CountryCode(upper)
    found = country_of(text)
    if found is not None:
        return found
    close = difflib.get_close_matches(_key(text), _names(), 1, 0.75) if len(text) > 3 else []
    return CountryCode(_names()[close[0]]) if close else None


def known_codes() -> frozenset[str]:
    """Every code of the table, historic ones included."""
    return frozenset(_countries())


def country(code: str, on: date | None = None) -> Country:
    """The entry of a code, on a day where the code was used twice. Raises KeyError for an unknown code."""
    entries = _countries()[code]
    if on is not None:
        for entry in entries:
            after = entry.valid_from is None or entry.valid_from <= on
            if after and (entry.valid_to is None or on < entry.valid_to):
                return entry
    return entries[-1]


def successors(code: str) -> frozenset[str]:
    """The States that came after a historic code, for every use the code had; empty for others and unknown codes."""
    return frozenset(each for entry in _countries().get(code, ()) for each in entry.successors)


def exists(code: str, on: date) -> Truth:
    """Did the entry exist on that day, as far as the table dates it? Raises KeyError for an unknown code."""
    entry = country(code, on)
    after = entry.valid_from is None or entry.valid_from <= on
    return Truth.of(after and (entry.valid_to is None or on < entry.valid_to))


def country_of(text: str) -> CountryCode | None:
    """The country that a publisher's or officer's words name; None when unknown or ambiguous (Korea, Congo).

    Reads exact upper-case codes too (``NA`` is Namibia). A region is not a country: Crimea gives None.
    """
    word = text.strip()
    if word in _countries():
        return CountryCode(word)
    code = _names().get(_key(word)) or _alpha3().get(word)
    return None if code is None else CountryCode(code)


@cache
def _areas() -> dict[str, Area]:
    return {
        row["code"]: Area(row["code"], row["name"], CountryCode(row["country"]), row["customs"], row["note"])
        for row in _rows("areas.csv")
    }


@cache
def _area_names() -> dict[str, str]:
    pairs = ((name, row["code"]) for row in _rows("areas.csv") for name in (row["name"], *row["names"].split("|")))
    return {_key(name): code for name, code in pairs if name}


def area_of(text: str) -> Area | None:
    """The area with law of its own that the words or the subdivision code name (``UA-43``, Crimea)."""
    code = text.strip() if text.strip() in _areas() else _area_names().get(_key(text))
    return None if code is None else _areas()[code]


def areas_named_in(text: str) -> tuple[Area, ...]:
    """The areas with law of their own that a line of text, such as an address, names in whole words."""
    words = f" {_key(text)} "
    found = dict.fromkeys(code for name, code in _area_names().items() if f" {name} " in words)
    return tuple(_areas()[code] for code in found)


@cache
def _groups() -> dict[str, dict[str, tuple[IntervalSet, bool]]]:
    table: dict[str, dict[str, tuple[IntervalSet, bool]]] = {}
    for row in _rows("groups.csv"):
        group = table.setdefault(row["group"], {})
        before, _ = group.get(row["code"], (IntervalSet(), False))
        term = Interval.between(date.fromisoformat(row["valid_from"]), _day(row["valid_to"]))
        group[row["code"]] = (IntervalSet((*before.intervals, term)), row["state"] == "")
    return table


def members(group: str, on: date) -> frozenset[CountryCode]:
    """The States that were members on that day, without territories. Raises KeyError for an unknown group."""
    rows = _groups()[group].items()
    return frozenset(CountryCode(code) for code, (term, state) in rows if state and term.contains(on) is Truth.TRUE)


def in_group(code: str, group: str, on: date | PartialDate) -> Truth:
    """Did the country or territory belong to the group then? UNKNOWN when a partial date spans a change.

    A historic code is UNKNOWN where one of its successors was a member. Raises KeyError for an unknown group.
    """
    term, _ = _groups()[group].get(code, (IntervalSet(), False))
    if isinstance(on, date):
        answer = term.contains(on)
        return Truth.UNKNOWN if answer is Truth.FALSE and _successor_in(code, group, on) else answer
    first, last = on.earliest(), on.latest()
    changes = [edge for edge in term.edges() if first < edge <= last]
    return Truth.UNKNOWN if changes or on.circa else in_group(code, group, first)


def _successor_in(code: str, group: str, on: date) -> bool:
    entries = _countries().get(code, ())
    successors = {each for entry in entries for each in entry.successors}
    return any(in_group(each, group, on) is Truth.TRUE for each in successors if each != code)


def customs_territory(place: str, on: date) -> str:
    """The customs territory of a country, territory or area code that day: ``EU``, ``CH`` or its own code; ``none``."""
    area = _areas().get(place)
    if area is not None:
        return (area.customs or customs_territory(area.country, on)).removesuffix("_CUSTOMS")
    for group in ("EU_CUSTOMS", "CH_CUSTOMS"):
        term, _ = _groups()[group].get(place, (IntervalSet(), False))
        if term.contains(on) is Truth.TRUE:
            return group.removesuffix("_CUSTOMS")
    return place


@cache
def _borders() -> dict[str, frozenset[CountryCode]]:
    table: dict[str, frozenset[CountryCode]] = {}
    for row in _rows("borders.csv"):
        for one, other in ((row["a"], row["b"]), (row["b"], row["a"])):
            table[one] = table.get(one, frozenset()) | {CountryCode(other)}
    return table


def neighbours(code: str) -> frozenset[CountryCode]:
    """The countries whose land touches: a fact of geography, not a statement that a crossing is open."""
    return _borders().get(code, frozenset())


def landlocked(code: str) -> Truth:
    """Has the country no sea coast? UNKNOWN for historic entries and unknown codes."""
    entries = _countries().get(code)
    return Truth.UNKNOWN if entries is None else entries[-1].landlocked


class Traffic(StrEnum):
    """Whether goods may cross a land border. UNKNOWN is the answer for most borders: nobody has recorded it."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@cache
def _traffic() -> dict[frozenset[str], tuple[tuple[Interval, Traffic], ...]]:
    table: dict[frozenset[str], tuple[tuple[Interval, Traffic], ...]] = {}
    for row in _rows("borders.csv"):
        if row["valid_from"]:
            term = Interval.between(date.fromisoformat(row["valid_from"]), _day(row["valid_to"]))
            pair = frozenset((row["a"], row["b"]))
            table[pair] = (*table.get(pair, ()), (term, Traffic(row["traffic"])))
    return table


def traffic(one: str, other: str, on: date) -> Traffic:
    """Was the land border open to goods that day? UNKNOWN outside the dates on record and where there is no border."""
    for term, state in _traffic().get(frozenset((one, other)), ()):
        if term.contains(on) is Truth.TRUE:
            return state
    return Traffic.UNKNOWN
