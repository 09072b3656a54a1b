"""Reads declarations as columns of text: codes keep their zeros, ``NA`` is Namibia, an empty cell is a value."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from endgate.routes.statistics.files import TableFile, tables
from endgate.routes.targeting.errors import BAD_DECLARATION, OTHER_COLUMNS, TargetingError
from endgate.routes.targeting.settings import LABEL, Column, columns
from endgate.terms.faults import Fault

Text = NDArray[np.str_]
Real = NDArray[np.float64]
Mask = NDArray[np.bool_]
_SHOWN = 20
_ID = "Declaration ID"
_DIGITS = 6


@dataclass(frozen=True)
class Declarations:
    """Columns of equal length by name. ``found`` is the outcome of the inspection, NaN where none is told."""

    ids: Text
    text: Mapping[str, Text]
    numbers: Mapping[str, Real]
    days: NDArray[np.datetime64]
    found: Real
    faults: tuple[Fault, ...] = ()
    set_aside: int = 0

    def __len__(self) -> int:
        return len(self.ids)

    def select(self, rows: Mask | NDArray[np.int64]) -> Declarations:
        """Some of the rows."""
        text = {name: column[rows] for name, column in self.text.items()}
        numbers = {name: column[rows] for name, column in self.numbers.items()}
        return Declarations(self.ids[rows], text, numbers, self.days[rows], self.found[rows])


def read_declarations(path: Path) -> Declarations:
    """Read one CSV file, plain or packed. Raises TargetingError (EG5801) where a column is missing."""
    if path.is_dir():
        raise TargetingError(OTHER_COLUMNS.at(str(path), "this is a folder, not a file"))
    return joined([_read(table) for table in tables(path)])


def joined(parts: Sequence[Declarations]) -> Declarations:
    """Declarations one after the other."""
    first = parts[0]
    return Declarations(
        np.concatenate([part.ids for part in parts]),
        {name: np.concatenate([part.text[name] for part in parts]) for name in first.text},
        {name: np.concatenate([part.numbers[name] for part in parts]) for name in first.numbers},
        np.concatenate([part.days for part in parts]),
        np.concatenate([part.found for part in parts]),
        tuple(fault for part in parts for fault in part.faults),
        sum(part.set_aside for part in parts),
    )


def _read(table: TableFile) -> Declarations:
    header = table.header()
    absent = [each.column for each in columns() if each.column not in header]
    if absent:
        raise TargetingError(OTHER_COLUMNS.at(table.name, f"no column {', '.join(absent)}"))
    at = [header.index(each.column) for each in columns()]
    id_at = header.index(_ID) if _ID in header else None
    label_at = header.index(LABEL) if LABEL in header else None
    rows: list[list[str]] = []
    faults: list[Fault] = []
    for line, row in table.rows():
        try:
            cells = _checked([row[index].strip() for index in at])
            label = "" if label_at is None else _label(row[label_at].strip())
            rows.append([*cells, label, str(line) if id_at is None else row[id_at]])
        except (ValueError, IndexError) as error:
            faults.append(BAD_DECLARATION.at(f"{table.name}:{line}", str(error)))
    return _columns(rows, faults)


def _columns(rows: list[list[str]], faults: list[Fault]) -> Declarations:
    table = [np.array(column) for column in zip(*rows, strict=True)] or [np.zeros(0, dtype="U1")] * (len(columns()) + 2)
    named = dict(zip((each.name for each in columns()), table, strict=False))
    kinds = {each.name: each.kind for each in columns()}
    label, ids = table[-2], table[-1]
    return Declarations(
        ids,
        {name: column for name, column in named.items() if kinds[name] in {"text", "code"}},
        {name: column.astype(np.float64) for name, column in named.items() if kinds[name] == "number"},
        named["date"].astype("datetime64[D]"),
        np.where(label == "", "nan", label).astype(np.float64),
        tuple(faults[:_SHOWN]),
        len(faults),
    )


def _checked(cells: list[str]) -> list[str]:
    return [_cell(column, cell) for column, cell in zip(columns(), cells, strict=True)]


def _cell(column: Column, cell: str) -> str:
    if column.kind == "number":
        if not math.isfinite(float(cell)) or float(cell) < 0:
            raise ValueError(f"{column.column} {cell!r} is no amount")
    elif column.kind == "date":
        date.fromisoformat(cell)
    elif column.kind == "code":
        if not (cell.isascii() and cell.isdigit() and len(cell) <= _DIGITS):
            raise ValueError(f"{column.column} {cell!r} is no code of six digits")
        return cell.zfill(_DIGITS)
    return cell


def _label(cell: str) -> str:
    if cell not in {"", "0", "1"}:
        raise ValueError(f"{LABEL} {cell!r} is neither 0 nor 1")
    return cell
