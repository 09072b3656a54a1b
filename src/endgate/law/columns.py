"""The facts table by columns: each key's values once, and per row the number of its value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from endgate.law.facts import FactRow, Value, family_of

Codes = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Column:
    """One key of the table. ``values`` holds each value once, None where a row lacks the key; ``codes`` is per row."""

    values: tuple[Value | None, ...]
    codes: Codes

    @classmethod
    def of(cls, values: Iterable[Value | None]) -> Column:
        """Number the values of a column in order of first use."""
        numbers: dict[Value | None, int] = {}
        codes = [numbers.setdefault(value, len(numbers)) for value in values]
        return cls(tuple(numbers), np.array(codes, dtype=np.int32))


@dataclass(frozen=True, eq=False)
class Table:
    """Rows by columns. Refuses keys that no row can hold (LawError), and columns of different lengths (ValueError)."""

    columns: Mapping[str, Column]
    size: int

    def __post_init__(self) -> None:
        for key, column in self.columns.items():
            family_of(key)
            if len(column.codes) != self.size:
                raise ValueError(f"column {key} has {len(column.codes)} rows, not {self.size}")

    @classmethod
    def of(cls, rows: Sequence[FactRow]) -> Table:
        """The table of some rows."""
        keys = dict.fromkeys(key for row in rows for key in row.values)
        return cls({key: Column.of(row.values.get(key) for row in rows) for key in keys}, len(rows))

    def row(self, number: int) -> FactRow:
        """One row again."""
        picked = {key: column.values[column.codes[number]] for key, column in self.columns.items()}
        return FactRow({key: value for key, value in picked.items() if value is not None})


@dataclass(frozen=True, eq=False)
class Combined:
    """Some columns together: the rows of their distinct combinations, and per row of the table its number."""

    rows: tuple[FactRow, ...]
    codes: NDArray[np.intp]


_DENSE = 1 << 20


def combined(table: Table, keys: Sequence[str]) -> Combined:
    """Number the distinct combinations of values that occur under some keys."""
    columns = [table.columns[key] for key in keys]
    codes = np.zeros(table.size, dtype=np.int64)
    width = 1
    for column in columns:
        if width * len(column.values) >= 1 << 62:
            codes, width = _renumbered(codes)
        codes = codes * len(column.values) + column.codes
        width *= len(column.values)
    present, numbers = _present(codes, width)
    first = _first_of_each(numbers, len(present))
    picked = [[column.values[code] for code in column.codes[first]] for column in columns]
    rows = [
        FactRow({key: value for key, value in zip(keys, each, strict=True) if value is not None})
        for each in zip(*picked, strict=True)
    ]
    return Combined(tuple(rows) if keys else (FactRow({}),), numbers)


def _present(codes: NDArray[np.int64], width: int) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """The codes that occur, and each row's place among them."""
    if width > _DENSE:
        found, numbers = np.unique(codes, return_inverse=True)
        return found, numbers
    seen = np.zeros(width, dtype=bool)
    seen[codes] = True
    found = np.flatnonzero(seen)
    places = np.zeros(width, dtype=np.intp)
    places[found] = np.arange(len(found))
    return found, places[codes]


def _renumbered(codes: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    found, numbers = np.unique(codes, return_inverse=True)
    return numbers.astype(np.int64), len(found)


def _first_of_each(numbers: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """A row of each number."""
    first = np.zeros(count, dtype=np.intp)
    first[numbers] = np.arange(len(numbers))
    return first
