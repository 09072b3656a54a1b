"""Reads OFAC's files of addresses and aliases of 2026-07-30, the day before the screening list of the pack."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import collapse, read_country
from endgate.lists.model import Address, NameKind
from endgate.terms.places import CountryCode
from starter.csl import COUNTRIES

FOLDER = Path("lists/us-ofac/csv/2026-07-30")
_KINDS = {"aka": NameKind.ALIAS, "fka": NameKind.FORMER, "nka": NameKind.NOW}
_NULL = ("", "-0-", "-0")


def read_addresses(shared: Path) -> dict[str, tuple[Address, ...]]:
    """Addresses by OFAC number; an entry whose rows are all padding has none."""
    found: dict[str, list[Address]] = {}
    for row in _rows(shared / FOLDER / "add.csv.gz", 6):
        street, town, country = (_text(cell) for cell in row[2:5])
        held = found.setdefault(row[0].strip(), [])
        if street or town or country:
            held.append(Address((street,) if street else (), town, country=_country(country)))
    return {number: tuple(dict.fromkeys(each)) for number, each in found.items()}


def read_aliases(shared: Path) -> dict[str, dict[str, NameKind]]:
    """Kind of each strong alias by OFAC number and folded text; entries without any are there too."""
    found: dict[str, dict[str, NameKind]] = {row[0].strip(): {} for row in _rows(shared / FOLDER / "add.csv.gz", 6)}
    for row in _rows(shared / FOLDER / "alt.csv.gz", 5):
        kind = _KINDS.get(_text(row[2]), NameKind.ALIAS)
        found.setdefault(row[0].strip(), {})[_text(row[3]).casefold()] = kind
    return found


def _text(cell: str) -> str:
    text = collapse(cell)
    return "" if text in _NULL else text


def _country(text: str) -> CountryCode | None:
    code = COUNTRIES.get(text.upper())
    return CountryCode(code) if code is not None else read_country(text, ImportReport())


def _rows(path: Path, columns: int) -> Iterator[list[str]]:
    with gzip.open(path, "rb") as stream:
        for row in csv.reader(io.TextIOWrapper(stream, encoding="latin-1", newline="")):
            if len(row) == columns:
                yield row
