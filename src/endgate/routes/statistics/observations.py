"""What reporters said: one value for reporter, partner, flow, goods and period, kept as columns for speed."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from endgate.terms.faults import Fault, FaultKind

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Mask = NDArray[np.bool_]
TOTAL = "TOTAL"
_SHOWN = 20


class Flow(IntEnum):
    """Which way, as the reporter sees it. Re-exports are part of exports and are never added to them."""

    EXPORT = 0
    IMPORT = 1
    RE_EXPORT = 2
    RE_IMPORT = 3


@dataclass(frozen=True)
class Observations:
    """Columns of equal length. ``places`` and ``codes`` are what the columns' numbers point to; month 0 is a year.

    ``reconciled``: the publisher has already made one value of both reports, so gaps in it mean nothing.
    ``told_months``: months that another publication of the same reporter holds for a year, by (reporter, flow, year).
    """

    places: tuple[str, ...]
    codes: tuple[str, ...]
    reporter: Whole
    partner: Whole
    flow: Whole
    code: Whole
    year: Whole
    month: Whole
    value: Real
    unit: str
    reconciled: bool = False
    told_months: dict[tuple[str, Flow, int], int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


@dataclass
class Collector:
    """Gathers rows of one reading; the faults of each kind are kept up to twenty and counted beyond."""

    unit: str
    reconciled: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)
    told_months: dict[tuple[str, Flow, int], set[int]] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)
    _codes: dict[str, int] = field(default_factory=dict)
    _whole: array[int] = field(default_factory=lambda: array("q"))
    _value: array[float] = field(default_factory=lambda: array("d"))
    _blocks: list[tuple[Whole, Real]] = field(default_factory=list)

    def add(self, reporter: str, partner: str, flow: Flow, code: str, period: tuple[int, int], value: float) -> None:
        """Keep one value."""
        self.counts["used"] += 1
        self._whole.extend((self.place(reporter), self.place(partner), flow, self.code(code), *period))
        self._value.append(value)

    def add_block(self, columns: Iterable[Whole], value: Real) -> None:
        """Keep many values: reporter, partner, flow, code, year and month as numbers of this collector."""
        self.counts["used"] += len(value)
        self._blocks.append((np.stack([np.asarray(each, dtype=np.int64) for each in columns], axis=1), value))

    def place(self, code: str) -> int:
        return self._places.setdefault(code, len(self._places))

    def code(self, code: str) -> int:
        return self._codes.setdefault(code, len(self._codes))

    def skip(self, reason: str, rows: int = 1) -> None:
        """Count rows that are left out on purpose."""
        self.counts[f"skipped: {reason}"] += rows

    def fault(self, kind: FaultKind, where: str, what: str) -> None:
        """Set one row aside."""
        self.counts[kind.code] += 1
        if self.counts[kind.code] <= _SHOWN:
            self.faults.append(kind.at(where, what))

    def note(self, text: str) -> None:
        self.notes[text] = None

    def observations(self) -> Observations:
        """All that was gathered."""
        rows = np.array(self._whole, dtype=np.int64).reshape(-1, 6)
        whole = np.concatenate([rows, *(block for block, _ in self._blocks)])
        value = np.concatenate([np.array(self._value, dtype=np.float64), *(block for _, block in self._blocks)])
        reporter, partner, flow, code, year, month = whole.T
        return Observations(
            tuple(self._places),
            tuple(self._codes),
            reporter,
            partner,
            flow,
            code,
            year,
            month,
            value,
            self.unit,
            self.reconciled,
            {key: len(months) for key, months in self.told_months.items()},
            tuple(self.notes),
            tuple(self.faults),
            dict(self.counts),
        )
