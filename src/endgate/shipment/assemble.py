"""Lines of a table put together as shipments: one line an item, equal shipment ids one shipment, parties by role."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from endgate.shipment.cells import read_cell, shown_error
from endgate.shipment.columns import Column, ColumnMapping, column_named, nearest
from endgate.shipment.errors import (
    BLANK,
    CELLS_BEYOND_HEADER,
    DUPLICATE_COLUMN,
    NO_ROWS,
    ROWS_DISAGREE,
    UNKNOWN_COLUMN,
    ShipmentError,
)
from endgate.shipment.grid import Grid, Row
from endgate.shipment.model import Role
from endgate.terms.faults import EndgateError, Fault

_ID = "shipment_id"


@dataclass
class RawShipment:
    """The raw JSON of one shipment with the place of each path, while its lines are put together."""

    raw: dict[str, Any] = field(default_factory=lambda: {"parties": [], "items": []})
    places: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    cells: list[tuple[Any, ...]] = field(default_factory=list)
    where: str = ""

    def place(self, path: str) -> str:
        """The cell that a JSON path came from, else the nearest thing around it."""
        around = path
        while around and around not in self.places:
            around = re.sub(r"(\.[^.\[\]]+|\[[^\]]*\]|\$)$", "", around)
        return f"{self.places.get(around, self.where)}: {path}"


def assemble(grid: Grid, mapping: ColumnMapping) -> list[RawShipment]:
    """Group the rows of a grid. Raises ShipmentError when the header itself cannot be read."""
    header = _header(grid, mapping)
    if not grid.rows:
        raise ShipmentError(NO_ROWS.at(grid.place(grid.header.number), "there is no line below the header"))
    grouped: dict[str, RawShipment] = {}
    for row in grid.rows:
        line = _Line(grid, header, mapping, row)
        key = line.shipment_id()
        shipment = grouped.setdefault(key, RawShipment(where=grid.place(row.number)))
        line.add_to(shipment)
    return list(grouped.values())


def _header(grid: Grid, mapping: ColumnMapping) -> dict[int, Column]:
    header: dict[int, Column] = {}
    faults: list[Fault] = []
    for index, cell in enumerate(grid.header.cells):
        theirs = "" if cell is None else str(cell).strip()
        if not theirs or theirs in mapping.ignore:
            continue
        column = column_named(mapping.columns.get(theirs, theirs))
        where = grid.place(grid.header.number, index)
        if column is None:
            faults.append(UNKNOWN_COLUMN.at(where, f"{theirs!r} is not a known column{nearest(theirs)}"))
        elif column.name in {each.name for each in header.values()}:
            faults.append(DUPLICATE_COLUMN.at(where, f"{column.name!r} is there twice"))
        else:
            header[index] = column
    if faults:
        raise ShipmentError(*faults)
    return header


@dataclass
class _Line:
    """One row being read."""

    grid: Grid
    header: Mapping[int, Column]
    mapping: ColumnMapping
    row: Row

    def shipment_id(self) -> str:
        index = next((index for index, column in self.header.items() if column.name == _ID), None)
        if index is None:
            return f"row {self.row.number}"
        value = self.cell(index)
        return f"row {self.row.number}" if value is None or not str(value).strip() else f"id {str(value).strip()}"

    def cell(self, index: int) -> Any:
        value = self.row.cells[index] if index < len(self.row.cells) else None
        blank = value is None or (isinstance(value, str) and not value.strip())
        return self.mapping.defaults.get(self.header[index].name) if blank else value

    def add_to(self, shipment: RawShipment) -> None:
        values = self._values(shipment)
        shipment.cells.append(self.row.cells)
        if _ID not in {column.name for column in self.header.values()}:
            shipment.raw["id"] = f"row-{self.row.number}"
        _add_facts(shipment, [each for each in values if each[0].path.startswith("$.") and "[" not in each[0].path])
        _add_parties(shipment, [each for each in values if each[0].role is not None])
        _add_item(shipment, [each for each in values if each[0].path.startswith("$.items[]")], self)

    def _values(self, shipment: RawShipment) -> list[tuple[Column, Any, str]]:
        """Read the cells: column, raw value (None when blank), place."""
        values = []
        for index, column in self.header.items():
            where = self.grid.place(self.row.number, index)
            value = None
            try:
                place = f"{where}: {column.path}"
                if self.grid.shows_error(self.row.number, index):
                    raise shown_error(place)
                value = read_cell(self.cell(index), column.kind, place, decimal=self.mapping.decimal)
            except EndgateError as error:
                shipment.faults.extend(error.faults)
            values.append((column, value, where))
        named = {column.name for column in self.header.values()}
        for name, default in self.mapping.defaults.items():
            known = column_named(name)
            if name not in named and known is not None:
                where = self.grid.place(self.row.number)
                values.append((known, read_cell(default, known.kind, where, decimal=self.mapping.decimal), where))
        shipment.faults.extend(self._beyond())
        return values

    def _beyond(self) -> list[Fault]:
        beyond = [
            index
            for index, cell in enumerate(self.row.cells)
            if cell is not None and str(cell).strip() and self._unnamed(index)
        ]
        place = self.grid.place
        return [CELLS_BEYOND_HEADER.at(place(self.row.number, i), repr(self.row.cells[i])[:60]) for i in beyond]

    def _unnamed(self, index: int) -> bool:
        cells = self.grid.header.cells
        return index >= len(cells) or cells[index] is None or not str(cells[index]).strip()


_Values = Sequence[tuple[Column, Any, str]]


def _add_facts(shipment: RawShipment, values: _Values) -> None:
    for column, value, where in values:
        *parents, leaf = column.path.removeprefix("$.").split(".")
        shipment.places.setdefault(column.path, where)
        if value is None:
            continue
        target = shipment.raw
        for parent in parents:
            target = target.setdefault(parent, {})
        if target.setdefault(leaf, value) != value:
            stated = f"{value!r} here, {target[leaf]!r} on an earlier line of the same shipment"
            shipment.faults.append(ROWS_DISAGREE.at(where, f"{column.name}: {stated}"))


def _add_item(shipment: RawShipment, values: _Values, line: _Line) -> None:
    index = len(shipment.raw["items"])
    base = f"$.items[{index}]"
    item: dict[str, Any] = {"id": str(index + 1)}
    shipment.places[base] = line.grid.place(line.row.number)
    for column, value, where in values:
        path = column.path.removeprefix("$.items[].")
        shipment.places[f"{base}.{path.replace('classifications.', 'classifications[0].')}"] = where
        if value is None:
            continue
        *parents, leaf = path.split(".")
        target = item
        for parent in parents:
            target = target.setdefault(parent, {})
        target[leaf] = _plain(value) if column.kind == "number" else value
    if "classifications" in item:
        item["classifications"] = [item["classifications"]]
    shipment.raw["items"].append(item)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _add_parties(shipment: RawShipment, values: _Values) -> None:
    for role in Role:
        stated = [each for each in values if each[0].role is role]
        if any(value is not None for _, value, _ in stated):
            _add_party(shipment, role, stated)


def _add_party(shipment: RawShipment, role: Role, values: _Values) -> None:
    party: dict[str, Any] = {}
    for column, value, where in values:
        if value is not None:
            _set_party_field(party, column, value, where, shipment)
    if "name" not in party:
        where = next(where for _, value, where in values if value is not None)
        shipment.faults.append(BLANK.at(where, f"the {role.value} has no name ({role.value}_name)"))
        return
    known = _same_party(shipment, role, party)
    if known is None:
        known = len(shipment.raw["parties"])
        count = sum(role.value in each["roles"] for each in shipment.raw["parties"])
        party |= {"id": role.value if count == 0 else f"{role.value}-{count + 1}", "roles": [role.value]}
        shipment.raw["parties"].append(party)
    else:
        entry = shipment.raw["parties"][known]
        entry["roles"] = list(dict.fromkeys([*entry["roles"], role.value]))
        entry |= {key: value for key, value in party.items() if key not in entry}
    _place_party(shipment, known, values)


def _set_party_field(party: dict[str, Any], column: Column, value: Any, where: str, shipment: RawShipment) -> None:
    leaf = column.path.split("].", 1)[1]
    if column.kind == "address":
        party["addresses"] = [{"text": value}]
    elif column.kind == "identifier":
        party.setdefault("identifiers", []).append({"kind": leaf.removeprefix("identifiers."), "value": value})
    else:
        party[leaf] = value
    shipment.places.setdefault(column.path, where)


def _place_party(shipment: RawShipment, index: int, values: _Values) -> None:
    numbers = 0
    for column, value, where in values:
        leaf = column.path.split("].", 1)[1]
        if column.kind == "identifier":
            if value is None:
                continue
            leaf, numbers = f"identifiers[{numbers}]", numbers + 1
        shipment.places.setdefault(f"$.parties[{index}].{leaf}", where)
        shipment.places.setdefault(f"$.parties[{index}]", where)


def _same_party(shipment: RawShipment, role: Role, party: Mapping[str, Any]) -> int | None:
    """The party already met that this one repeats: same name, and in the same role nothing against it.

    In another role everything stated must be the same, for a blank there is not an answer.
    """
    for index, other in enumerate(shipment.raw["parties"]):
        theirs = {key: value for key, value in other.items() if key not in ("id", "roles")}
        if role.value in other["roles"]:
            if theirs["name"] == party["name"] and all(theirs.get(key, value) == value for key, value in party.items()):
                return index
        elif theirs == dict(party):
            return index
    return None
