"""Reads how many kilograms of some goods a country imported each year: for what one shipment is of its demand."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from endgate.routes.statistics.comtrade import NEEDED, total_rows
from endgate.routes.statistics.errors import OTHER_FILE, StatisticsError
from endgate.routes.statistics.files import TableFile, tables
from endgate.routes.statistics.goods import code_of
from endgate.routes.statistics.tables import numbers

_BACI = ("t", "j", "k", "v", "q")
_KILOGRAMS_A_TON = 1000.0
_BACI_REVISION = re.compile(r"HS(\d{2})(?!\d)", re.IGNORECASE)
_REVISION_OF = {"H0": 1992, "H1": 1996, "H2": 2002, "H3": 2007, "H4": 2012, "H5": 2017, "H6": 2022}
_LEAST_TOLD = 0.9
"""Part of a year's value that must come with its mass."""
_WORLD = "0"


@dataclass
class _Year:
    kilograms: float = 0.0
    value: float = 0.0
    value_with_mass: float = 0.0

    def add(self, value: float, kilograms: float) -> None:
        self.value += value
        if kilograms > 0:
            self.kilograms += kilograms
            self.value_with_mass += value


@dataclass
class Masses:
    """Kilograms of each code by year, and the years of which the country's imports are told at all."""

    by_code: dict[str, dict[int, _Year]] = field(default_factory=dict)
    years: set[int] = field(default_factory=set)

    def add(self, code: str, year: int, value: float, kilograms: float) -> None:
        self.by_code.setdefault(code, {}).setdefault(year, _Year()).add(value, kilograms)

    def of(self, codes: Mapping[int, Collection[str]]) -> tuple[dict[int, float], tuple[int, ...]]:
        """Kilograms by year of the codes that count that year, and the years that are wholly told."""
        sums, told = dict[int, float](), list[int]()
        for year in sorted(self.years):
            met = [found for code in codes.get(year, ()) if (found := self.by_code.get(code, {}).get(year))]
            value = sum(each.value for each in met)
            if year in codes and sum(each.value_with_mass for each in met) >= _LEAST_TOLD * value:
                told.append(year)
                if met:
                    sums[year] = sum(each.kilograms for each in met)
        return sums, tuple(told)


def read_masses(publisher: str, path: Path, importer: str) -> tuple[Masses, dict[int, int]]:
    """The imports of one country, and the revision of the Harmonized System that each year is told in.

    Raises StatisticsError (EG5501) when no table of the path has the columns.
    """
    found, revisions = Masses(), dict[int, int]()
    fitting = [_READERS[publisher](table, importer, found, revisions) for table in tables(path)]
    if not any(fitting):
        needed = _BACI if publisher == "baci" else NEEDED
        raise StatisticsError(OTHER_FILE.at(str(path), f"no file has the columns {', '.join(needed)}"))
    return found, revisions


def _baci(table: TableFile, importer: str, found: Masses, revisions: dict[int, int]) -> bool:
    header = table.header()
    if not set(_BACI) <= set(header):
        return False
    stated = _BACI_REVISION.search(table.name)
    revision = 0 if stated is None else _century(int(stated[1]))
    for year, code, value, tons in _baci_rows(table, [header.index(name) for name in _BACI], importer):
        found.years.add(year)
        found.add(code, year, value, tons * _KILOGRAMS_A_TON)
        if revision:
            revisions[year] = revision
    return True


def _century(two: int) -> int:
    return (1900 if two > 80 else 2000) + two


def _baci_rows(table: TableFile, at: list[int], importer: str) -> Iterator[tuple[int, str, float, float]]:
    wanted = {number for number, code in numbers().items() if code == importer}
    with table.text() as file:
        next(file, None)
        for line in file:
            cells = line.rstrip("\r\n").split(",")
            if len(cells) > max(at) and cells[at[1]].strip().strip('"').lstrip("0") in wanted:
                year, _, code, value, tons = (cells[index].strip().strip('"') for index in at)
                try:
                    yield int(year), code.zfill(6), float(value), float(tons or 0) if _is_number(tons) else 0.0
                except ValueError:
                    continue  # the reader of values tells the faulty row


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)?(e[+-]?\d+)?", text, re.IGNORECASE) is not None


def _comtrade(table: TableFile, importer: str, found: Masses, revisions: dict[int, int]) -> bool:
    header = table.header()
    if not set(NEEDED) <= set(header):
        return False
    world, apart = Masses(), Masses()
    for get in total_rows(table):
        if get("flowCode").upper() != "M" or numbers().get(get("reporterCode").lstrip("0") or "0") != importer:
            continue
        year, code = get("refYear") or get("period")[:4], code_of(get("cmdCode"))
        if not year.isdigit() or code is None:
            continue
        found.years.add(int(year))
        if get("classificationCode").upper() in _REVISION_OF:
            revisions[int(year)] = _REVISION_OF[get("classificationCode").upper()]
        try:
            value, kilograms = float(get("primaryValue")), float(get("netWgt") or 0)
        except ValueError:
            continue
        one = world if (get("partnerCode").lstrip("0") or _WORLD) == _WORLD else apart
        one.add(code, int(year), value, kilograms)
    _take_world_first(found, world, apart)
    return True


def _take_world_first(found: Masses, world: Masses, apart: Masses) -> None:
    """The reporter's own sum over all partners, where it is told; else the partners added up."""
    for code in world.by_code.keys() | apart.by_code.keys():
        years = {**apart.by_code.get(code, {}), **world.by_code.get(code, {})}
        found.by_code.setdefault(code, {}).update(years)


_Read = Callable[[TableFile, str, Masses, dict[int, int]], bool]
_READERS: Mapping[str, _Read] = {"baci": _baci, "comtrade": _comtrade}
