"""Listing intervals as columns of days, so that one mask answers for every designation of a programme on a day.

Bounds as in ``lists.intervals``, as known today; what was known on an earlier day is asked of the evidence itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

NEVER, EVER = np.iinfo(np.int32).max, np.iinfo(np.int32).min
"""An upper bound that is unknown lies after every day, a lower one before every day; an open end is reached never."""

_NONE = np.zeros(0, dtype=np.int32)
COLUMNS = ("run_row", "start_lo", "start_hi", "end_lo", "end_hi", "lacking_run", "lacking_day")
META = "listing_meta.json"


@dataclass(frozen=True)
class InForce:
    """Rows of designations surely listed on the day, and of those of which it is not known. Ascending."""

    listed: Array
    uncertain: Array


@dataclass(frozen=True, order=True)
class Window:
    """From when to when a designation was in force: bounds of both ends as ordinal days."""

    designation_id: str
    start_lo: int
    start_hi: int
    end_lo: int
    end_hi: int

    @property
    def open(self) -> bool:
        """Is no end known?"""
        return self.end_lo == NEVER


class ListingColumns:
    """The opened columns."""

    def __init__(self, columns: Mapping[str, Array], groups: Sequence[Sequence[Any]]) -> None:
        self._columns = columns
        self._groups = groups

    @classmethod
    def open(cls, directory: Path) -> ListingColumns:
        """Read the files that the build wrote."""
        groups = json.loads((directory / META).read_text(encoding="utf-8"))
        labels = (*COLUMNS, "id_off", "id_blob")
        return cls({each: np.load(directory / f"listing_{each}.npy") for each in labels}, groups)

    def in_force(self, source: str | None, programme: str | None, *, as_of: date) -> InForce:
        """Rows of a source and programme (None: all) on ``as_of``, by everything published until now."""
        day = np.int32(as_of.toordinal())
        parts = [self._mask(first, last, day) for first, last in self._spans(source, programme)]
        if not parts:
            return InForce(_NONE, _NONE)
        certain, doubtful = parts[0] if len(parts) == 1 else map(np.concatenate, zip(*parts, strict=True))
        listed, uncertain = _distinct(certain), _distinct(doubtful)
        if len(uncertain) and len(listed):
            at = np.searchsorted(listed, uncertain).clip(max=len(listed) - 1)
            uncertain = uncertain[listed[at] != uncertain]
        return InForce(listed, uncertain)

    def _spans(self, source: str | None, programme: str | None) -> list[tuple[int, int]]:
        """Spans of runs, neighbours joined."""
        wanted = [
            (group[4], group[5])
            for group in self._groups
            if source in (None, group[0]) and programme in (None, group[1])
        ]
        joined: list[tuple[int, int]] = []
        for first, last in wanted:
            if joined and joined[-1][1] == first:
                joined[-1] = (joined[-1][0], last)
            else:
                joined.append((first, last))
        return joined

    def _mask(self, first: int, last: int, day: np.int32) -> tuple[Array, Array]:
        """Rows of the runs that surely hold the day, and of those that may."""
        rows, start_lo, start_hi, end_lo, end_hi = (self._columns[label][first:last] for label in COLUMNS[:5])
        certain = start_hi <= day
        certain &= end_lo > day
        possible = start_lo <= day
        possible &= end_hi > day
        gone = self._columns["lacking_run"][self._columns["lacking_day"] == day]
        gone = gone[(gone >= first) & (gone < last)] - first
        possible[gone] = certain[gone] = False
        possible ^= certain
        return rows[np.flatnonzero(certain)], rows[np.flatnonzero(possible)]

    def windows(self) -> Iterator[Window]:
        """Every run of every designation, in the order of the rows."""
        names = list(self.ids(np.arange(len(self._columns["id_off"]) - 1)))
        rows = zip(*(self._columns[label].tolist() for label in COLUMNS[:5]), strict=True)
        return (Window(names[row], *bounds) for row, *bounds in rows)

    def ids(self, rows: Array) -> Iterator[str]:
        """Ids of the designations in these rows."""
        offsets, blob = self._columns["id_off"], self._columns["id_blob"]
        for row in rows.tolist():
            yield blob[offsets[row] : offsets[row + 1]].tobytes().decode("utf-8", "surrogatepass")


def _distinct(rows: Array) -> Array:
    """Ascending rows without repetition."""
    new = np.ones(len(rows), dtype=bool)
    new[1:] = rows[1:] != rows[:-1]
    return rows[new]
