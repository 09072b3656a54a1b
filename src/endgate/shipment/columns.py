"""The columns that tables of shipments may have, and the mapping file for other people's column names."""

from __future__ import annotations

import csv
import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from endgate.shipment.errors import BAD_MAPPING, ShipmentError
from endgate.shipment.model import Role
from endgate.shipment.parse import decode_text
from endgate.terms.faults import Fault

PARAMETER = "param:"
"""Prefix of the columns of an item's parameters: ``param:temperature_capability``."""


@dataclass(frozen=True)
class Column:
    """One known column: its name, its path in the shipment, how its cells are read, and what it means."""

    name: str
    path: str
    kind: str
    meaning: str
    role: Role | None = None


@dataclass(frozen=True)
class ColumnMapping:
    """Foreign column names (theirs to ours), values for blank cells, columns to leave out, the decimal sign."""

    columns: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    decimal: str = ""


@cache
def columns() -> Mapping[str, Column]:
    """All known columns by name; the rows with ``{role}`` stand once for each role."""
    text = files("endgate").joinpath("data", "shipment", "columns.csv").read_text(encoding="utf-8")
    found: dict[str, Column] = {}
    for row in csv.DictReader(text.splitlines()):
        for column in _expand(row):
            found[column.name] = column
    return found


def _expand(row: Mapping[str, str]) -> Iterator[Column]:
    if "{role}" not in row["column"]:
        yield Column(row["column"], row["path"], row["kind"], row["meaning"])
        return
    for role in Role:
        name, path = (row[key].replace("{role}", role.value) for key in ("column", "path"))
        yield Column(name, path, row["kind"], row["meaning"], role)


def column_named(name: str) -> Column | None:
    """The column of that name; ``param:…`` columns are made as they come."""
    if name.startswith(PARAMETER) and len(name) > len(PARAMETER):
        return Column(name, f"$.items[].parameters.{name[len(PARAMETER) :]}", "text", "a parameter of the item")
    return columns().get(name)


def nearest(name: str) -> str:
    """A hint at the known column nearest to ``name``; empty when none is near."""
    plain = "_".join(name.strip().casefold().split())
    near = difflib.get_close_matches(plain, columns(), 1, 0.5)
    return f"; did you mean {near[0]!r}?" if near else ""


def read_mapping(data: bytes, *, name: str) -> ColumnMapping:
    """Read a mapping file (TOML: ``[columns] [defaults] [numbers] decimal``, ``ignore``). Raises ShipmentError."""
    try:
        raw = tomllib.loads(decode_text(data, name=name))
    except tomllib.TOMLDecodeError as error:
        raise ShipmentError(BAD_MAPPING.at(name, str(error))) from None
    faults = list(_mapping_faults(raw, name))
    if faults:
        raise ShipmentError(*faults)
    return ColumnMapping(
        {theirs.strip(): ours for theirs, ours in raw.get("columns", {}).items()},
        raw.get("defaults", {}),
        tuple(each.strip() for each in raw.get("ignore", [])),
        raw.get("numbers", {}).get("decimal", ""),
    )


def _mapping_faults(raw: Mapping[str, object], name: str) -> Iterator[Fault]:
    for key in raw.keys() - {"columns", "defaults", "ignore", "numbers"}:
        yield BAD_MAPPING.at(f"{name}: {key}", f"{key!r} is no section here: columns, defaults, ignore, numbers")
    for section in ("columns", "defaults", "numbers"):
        table = raw.get(section, {})
        if not isinstance(table, dict) or any(not isinstance(each, str) for each in table.values()):
            yield BAD_MAPPING.at(f"{name}: {section}", "is not a table of texts")
            return
    ignore = raw.get("ignore", [])
    if not isinstance(ignore, list) or any(not isinstance(each, str) for each in ignore):
        yield BAD_MAPPING.at(f"{name}: ignore", "is not a list of column names")
    yield from _target_faults(raw, name)


def _target_faults(raw: Mapping[str, object], name: str) -> Iterator[Fault]:
    mapped, defaults, numbers = (raw.get(section, {}) for section in ("columns", "defaults", "numbers"))
    assert isinstance(mapped, dict)
    assert isinstance(defaults, dict)
    assert isinstance(numbers, dict)
    for place, target in [(f"columns.{theirs}", ours) for theirs, ours in mapped.items()] + [
        (f"defaults.{ours}", ours) for ours in defaults
    ]:
        if column_named(target) is None:
            yield BAD_MAPPING.at(f"{name}: {place}", f"{target!r} is not a known column{nearest(target)}")
    twice = {ours for ours in mapped.values() if list(mapped.values()).count(ours) > 1}
    for ours in sorted(twice):
        yield BAD_MAPPING.at(f"{name}: columns", f"two columns are mapped to {ours!r}")
    if numbers.keys() - {"decimal"} or numbers.get("decimal", ",") not in (",", "."):
        yield BAD_MAPPING.at(f"{name}: numbers", 'only decimal = "," or "." is known')
