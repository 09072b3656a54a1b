"""Reads a catalogue of products row by row: what cannot be used is named and set aside, the rest is classified.

A column is a field of an item (``catalogue_columns.csv``), else a parameter when any rule knows its heading.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from endgate.goods.data import GoodsData
from endgate.goods.errors import BAD_ROW, NO_DESCRIPTION
from endgate.goods.folding import fold
from endgate.shipment.grid import Grid, read_csv, read_workbook
from endgate.shipment.model import ClaimedClassification, Item, ItemKind
from endgate.shipment.parse import decode_text, parse_json
from endgate.terms.dates import read_day
from endgate.terms.faults import EndgateError, Fault

_PLAIN = ("hs", "cas", "concentration", "packing", "maker", "model", "part_number")
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class CatalogueRow:
    """One row with its place in the file; ``item`` is None where the row is set aside for its ``faults``."""

    number: int
    where: str
    item: Item | None
    faults: tuple[Fault, ...] = ()
    id: str = ""


@dataclass(frozen=True)
class Catalogue:
    """All rows of a file, and the headings that nobody reads."""

    rows: tuple[CatalogueRow, ...]
    unread: tuple[str, ...] = ()


def read_catalogue(source: bytes, name: str, data: GoodsData) -> Catalogue:
    """Read CSV, a workbook or JSON lines. Raises ShipmentError where the file as a whole cannot be read."""
    if source.startswith(_ZIP):
        return _table(read_workbook(source, name=name), data)
    if Path(name).suffix.casefold() in (".jsonl", ".ndjson"):
        return Catalogue(tuple(_json_rows(source, name)))
    return _table(read_csv(source, name=name, known=lambda heading: _field(heading) is not None), data)


@cache
def _fields() -> dict[str, str]:
    text = files("endgate").joinpath("data", "goods", "catalogue_columns.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {fold(name): row["field"] for row in rows for name in (row["field"], *row["names"].split("|"))}


def _field(heading: str) -> str | None:
    return _fields().get(fold(heading))


def _table(grid: Grid, data: GoodsData) -> Catalogue:
    headings = [str(cell).strip() for cell in grid.header.cells]
    asked = [_field(each) or ("parameter" if fold(each) in data.aliases else "") for each in headings]
    rows = []
    for row in grid.rows:
        cells = [_text(cell) for cell in row.cells]
        stated: dict[str, str] = {}
        parameters: dict[str, str] = {}
        for heading, field, cell in zip(headings, asked, cells, strict=False):
            if cell and field == "parameter":
                parameters[heading] = cell
            elif cell and field:
                stated.setdefault(field, cell)
        rows.append(_row(row.number, grid.place(row.number), stated, parameters))
    unread = tuple(each for each, field in zip(headings, asked, strict=True) if not field and each)
    return Catalogue(tuple(rows), unread)


def _text(cell: Any) -> str:
    """A cell as written; a whole number of a workbook without its decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _json_rows(source: bytes, name: str) -> Iterator[CatalogueRow]:
    for number, line in enumerate(source.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            raw = parse_json(decode_text(line, name=where), name=name, first_line=number)
        except EndgateError as error:
            yield CatalogueRow(number, where, None, error.faults)
            continue
        yield _from_json(number, where, raw)


def _from_json(number: int, where: str, raw: Any) -> CatalogueRow:
    if not isinstance(raw, Mapping):
        return CatalogueRow(number, where, None, (BAD_ROW.at(where, "the line is not an object"),))
    parameters = raw.get("parameters") or {}
    own = {str(key): str(text) for key, text in parameters.items()} if isinstance(parameters, Mapping) else {}
    written = {"parameters": str(parameters)} if parameters and not own else {}
    stated = {field: str(value) for key, value in raw.items() if (field := _field(str(key))) and key != "parameters"}
    return _row(number, where, {**stated, **written}, own)


def _row(number: int, where: str, stated: Mapping[str, str], parameters: dict[str, str]) -> CatalogueRow:
    faults: list[Fault] = []
    if fold(stated.get("description", "")) == "" and not stated.get("cas"):
        faults.append(NO_DESCRIPTION.at(where, f"row {stated.get('id') or number} says neither what it is nor a CAS"))
    own = {**dict(_pairs(stated.get("parameters", ""), where, faults)), **parameters}
    kind = _kind(stated.get("kind", ""), where, faults)
    claims = _claims(stated, where, faults)
    ident = stated.get("id") or str(number)
    if faults:
        return CatalogueRow(number, where, None, tuple(faults), ident)
    blank = Item(ident, stated.get("description", ""), kind=kind, parameters=own, classifications=claims)
    plain: dict[str, Any] = {name: stated[name] for name in _PLAIN if name in stated}
    return CatalogueRow(number, where, replace(blank, **plain), (), ident)


def _pairs(text: str, where: str, faults: list[Fault]) -> Iterator[tuple[str, str]]:
    """``altitude=20 km; force: 60 kN``; a piece without a sign is a fault, for nothing is dropped unseen."""
    for piece in filter(None, (each.strip() for each in text.replace("\n", ";").split(";"))):
        sign = "=" if "=" in piece else ":"
        key, found, value = piece.partition(sign)
        if not found or not key.strip() or not value.strip():
            faults.append(BAD_ROW.at(where, f"{piece!r} is not NAME=VALUE"))
        else:
            yield key.strip(), value.strip()


def _kind(text: str, where: str, faults: list[Fault]) -> ItemKind:
    try:
        return ItemKind(text.casefold()) if text else ItemKind.GOODS
    except ValueError:
        faults.append(BAD_ROW.at(where, f"{text!r} is no kind: {', '.join(kind.value for kind in ItemKind)}"))
        return ItemKind.GOODS


def _claims(stated: Mapping[str, str], where: str, faults: list[Fault]) -> tuple[ClaimedClassification, ...]:
    if not stated.get("claimed_code"):
        return ()
    missing = [name for name in ("claimed_list", "claimed_by", "claimed_on") if not stated.get(name)]
    if missing:
        said = ", ".join(name.replace("_", " ") for name in missing)
        faults.append(BAD_ROW.at(where, f"a classification {stated['claimed_code']!r} without {said}"))
        return ()
    day = _day(stated["claimed_on"], where, faults)
    if day is None:
        return ()
    return (ClaimedClassification(stated["claimed_list"], stated["claimed_code"], stated["claimed_by"], day),)


def _day(text: str, where: str, faults: list[Fault]) -> date | None:
    try:
        return read_day(text)
    except ValueError as error:
        faults.append(BAD_ROW.at(where, str(error)))
        return None
