"""Invented rules and rows to measure the law room by, and the same rules as plain Python functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from endgate.law.book import BOOK_SCHEMA
from endgate.law.columns import Column, Table
from endgate.law.facts import FactRow, Value
from endgate.law.rows import read_row, read_value

PLACES = [f"{chr(65 + number)}X" for number in range(26)]
_LISTS, _USES, _CHAPTERS = 20, 8, 80
_STATUS = ("listed", "not_listed", "undetermined")
_KNOWS = ("AWARE", "no", "unknown", "RED_FLAG")


def invented_rules(count: int) -> dict[str, Any]:
    """A book of invented rules that share atoms as real ones do."""
    lists = [{"id": f"L{n}", "held": "full"} for n in range(_LISTS)]
    empty: dict[str, Any] = {key: [] for key in ("instruments", "groups", "suspensions", "revivals", "repeals")}
    propositions = [{"id": f"use.p{n}"} for n in range(_USES)]
    measures = [_rule(number) for number in range(count)]
    book = {"schema": BOOK_SCHEMA, "measures": measures, "lists": lists, "propositions": propositions}
    return {**book, **empty, "authorities": [], "digest": ""}


def padded(document: dict[str, Any], count: int, jurisdictions: Sequence[str]) -> dict[str, Any]:
    """A compiled book with invented rules of some jurisdictions beside its own, so that it holds ``count`` measures."""
    missing = count - len(document["measures"])
    more = invented_rules(max(missing, 0))
    for number, rule in enumerate(more["measures"]):
        rule["jurisdiction"] = jurisdictions[number % len(jurisdictions)]
    parts = ("measures", "lists", "propositions")
    return {**document, **{part: [*document[part], *more[part]] for part in parts}}


def _places(number: int) -> list[str]:
    return [PLACES[(number + each) % len(PLACES)] for each in range(5)]


def _rule(number: int) -> dict[str, Any]:
    chapter = f"{10 + number % _CHAPTERS}"
    return {
        "id": f"R{number:04d}",
        "binds": "private",
        "jurisdiction": "AA",
        "citation": "invented",
        "versions": [{"valid": {"from": "2000-01-01"}}],
        "then": {"class": "LICENCE_REQUIRED", "authority": "O"},
        "review": {"status": "text_checked"},
        "bound": {"any": [{"actor_is_legal_person_of": {"J": ["AA"]}}, {"exports_from": {"territory": ["AA"]}}]},
        "when": {
            "all": [
                {"destination_in": {"group": _places(number)}},
                {"any": [{"item_on": {"list": f"L{number % _LISTS}"}}, {"hs_in": {"ranges": [chapter]}}]},
            ]
        },
        "knowledge": {"knows": {"proposition": f"use.p{number % _USES}", "at_least": "aware"}},
    }


def invented_rows() -> list[FactRow]:
    """A row for each place, which touch every atom of the invented rules; every value names what earned it."""
    facts: dict[str, Any] = {"actor.seat": "AA", "goods_location": "AA", "hs": "8704"}
    facts |= {f"item_on.L{n}": _STATUS[n % 3] for n in range(_LISTS)}
    facts |= {f"knows.use.p{n}": _KNOWS[n % 4] for n in range(_USES)}
    return [_sourced(read_row({**facts, "destination": place})) for place in PLACES]


def _sourced(row: FactRow) -> FactRow:
    return FactRow({key: replace(value, sources=(f"shipment:{key}",)) for key, value in row.values.items()})


def invented_table(size: int) -> Table:
    """Many rows by columns: every key that the invented rules read, each value of it at random (a fixed seed)."""
    random = np.random.default_rng(1)
    chapters = [f"{10 + n}04" for n in range(_CHAPTERS)]
    keys: dict[str, Sequence[str]] = {"actor.seat": ("AA", "BB"), "goods_location": ("AA", "BB"), "hs": chapters}
    keys |= {"destination": PLACES, **{f"item_on.L{n}": _STATUS for n in range(_LISTS)}}
    keys |= {f"knows.use.p{n}": _KNOWS for n in range(_USES)}
    return Table({key: _column(key, words, random, size) for key, words in keys.items()}, size)


def _column(key: str, words: Sequence[str], random: np.random.Generator, size: int) -> Column:
    values: tuple[Value | None, ...] = tuple(read_value(key, word) for word in words)
    return Column(values, random.integers(0, len(values), size, dtype=np.int32))


def plain_functions(count: int) -> Callable[[], object]:
    """The same rules as functions of plain dictionaries, a row for each place in turn: the least that could be."""
    fixed: dict[str, Any] = {"seat": "AA", "from": "AA", "hs": "87", **{f"L{n}": n % 3 == 0 for n in range(_LISTS)}}
    known = {f"p{n}": n % 4 == 0 for n in range(_USES)}
    rows = [{**fixed, "to": place} for place in PLACES]
    functions = [_plain(number, known) for number in range(count)]
    turn = iter(range(1 << 60))

    def run() -> object:
        row = rows[next(turn) % len(rows)]
        return [function(row) for function in functions]

    return run


def _plain(number: int, known: dict[str, bool]) -> Callable[[dict[str, Any]], bool]:
    places, name, code = frozenset(_places(number)), f"L{number % _LISTS}", str(10 + number % _CHAPTERS)
    grade = f"p{number % _USES}"
    return lambda row: (
        (row["seat"] == "AA" or row["from"] == "AA")
        and row["to"] in places
        and (bool(row[name]) or row["hs"] == code)
        and known[grade]
    )


_NOTHING: tuple[tuple[str, str, Any], ...] = (
    ("item_on", "list", "not_listed"),
    ("item_matches", "provision", "not_listed"),
    ("contains_listed", "list", "none"),
    ("list_requires", "list", False),
    ("party_designated", "list", "none"),
    ("owned_ge", "list", "0"),
    ("knows", "proposition", "no"),
    ("informed", "proposition", "no"),
    ("red_flag_open", "ids", False),
)
"""Predicate, argument and the answer that there is nothing."""


def stated_rows(asked: Callable[[str, str], Sequence[str]]) -> list[FactRow]:
    """German exports under the law that ships, with everything asked for and nothing found."""
    stated: dict[str, Any] = {"direct_product_of.734.9": False, "party_country.other": "none", "transits.other": False}
    for family, argument, word in _NOTHING:
        tail = ".other" if family == "informed" else ""
        head = "red_flag" if family == "red_flag_open" else family
        stated |= {f"{head}.{name}{tail}": word for name in asked(family, argument)}
    return [read_row({**_deal(place), **stated}) for place in _DESTINATIONS]


def bare_rows() -> list[FactRow]:
    """The same exports with nothing asked: most of what may bite is open."""
    return [read_row(_deal(place)) for place in _DESTINATIONS]


_DESTINATIONS = ("CH", "TR", "US", "JP", "BR", "IN", "CN", "AE", "IR", "KP", "RU", "AM")


def _deal(place: str) -> dict[str, Any]:
    acting = {"actor.seat": "DE", "actor.nationality": "none", "actor.branch_in": "none", "actor.us_person": False}
    acting |= {"actor.participates": True, "actor.acts_in.other": False, "carrier_flag": "none"}
    goods = {"activity": "export", "goods_location": "DE", "item_kind": "goods", "hs": "846694", "origin": "DE"}
    return {**acting, **goods, "content.US": "0", "destination": place, "buyer_country": place, "use_country": place}
