"""The tables of the room: parameters, embargoed destinations, and how offices write countries."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from endgate.terms.places import country_of

UNION = "EU"
_FOLDER = ("data", "routes", "statistics")


@dataclass(frozen=True)
class Parameters:
    """Figures that decide what is compared and what is flagged; logarithms are natural, money is the file's own."""

    floor: float
    reference_minimum: int
    complete_share: float
    months: int
    pair_weight: float
    deviation_floor: float
    flag_z: float
    flag_delta: float
    flag_jump: float
    flag_collapse: float
    gap_weight: float
    gap_alone: float
    single_consignment: float
    union_members: int


def _rows(name: str) -> list[dict[str, str]]:
    text = files("endgate").joinpath(*_FOLDER, name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def parameters() -> Parameters:
    """The figures of parameters.csv. Raises KeyError when one is not there."""
    values = {row["parameter"]: float(row["value"]) for row in _rows("parameters.csv")}
    whole = {"reference_minimum", "months", "union_members"}
    named = {name: int(values[name]) if name in whole else values[name] for name in Parameters.__dataclass_fields__}
    return Parameters(**named)  # type: ignore[arg-type]


@cache
def embargoes() -> dict[str, tuple[int, int]]:
    """First whole year-and-month in which trade with a destination was cut, by its code."""
    table = {}
    for row in _rows("embargoes.csv"):
        year, month = row["from_month"].split("-")
        table[row["destination"]] = (int(year), int(month))
    return table


@cache
def _names() -> dict[str, str]:
    return {row["name"]: row["code"] for row in _rows("names.csv")}


@cache
def _aggregates() -> tuple[str, ...]:
    return tuple(name for name, code in _names().items() if not code)


@cache
def numbers() -> dict[str, str]:
    """ISO code by the number that Comtrade or BACI write; empty for sums of countries (0 is the world)."""
    return {row["number"]: row["code"] for row in _rows("codes.csv")}


@cache
def place_named(text: str) -> str | None:
    """The ISO code (or ``EU``) that an office's words name; empty for a sum of countries, None when unknown.

    What follows in brackets ("incl. German Democratic Republic …") is left out when the whole is not known.
    """
    name = text.strip()
    for word in (name, name.partition(" (")[0].strip()):
        if word in _names():
            return _names()[word]
        found = country_of(word)
        if found is not None:
            return str(found)
    return "" if any(name.startswith(f"{each} ") for each in _aggregates()) else None


@cache
def hs_changes() -> dict[tuple[int, str], tuple[str, ...]]:
    """What a code was in the revision before, for those that changed; ``*`` where it drew on very many."""
    return {(int(row["revision"]), row["code"]): tuple(row["before"].split()) for row in _rows("hs_changes.csv")}
