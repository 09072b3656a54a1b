"""Exports alone, by months: how far they rose or fell from the cut of trade on, where no partner's report exists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from endgate.routes.statistics.observations import Flow, Observations, Real, Whole
from endgate.routes.statistics.periods import WHOLE_YEAR
from endgate.routes.statistics.tables import UNION, embargoes

Month = tuple[int, int]
_LAST = 12
_LEAST_BEFORE = 12


@dataclass(frozen=True)
class MonthlyJump:
    """Mean logarithm of the months of a period less that of the months before the cut."""

    exporter: str
    importer: str
    first: Month
    last: Month
    jump: float

    @property
    def period(self) -> str:
        """``2022-03..2022-12``."""
        return "..".join(f"{year}-{month:02d}" for year, month in (self.first, self.last))

    def to_json(self) -> dict[str, Any]:
        return {
            "exporter": self.exporter,
            "importer": self.importer,
            "period": self.period,
            "jump": round(self.jump, 4),
        }


def monthly_jumps(seen: Observations, first_year: int, exporter: str = UNION) -> tuple[MonthlyJump, ...]:
    """Jumps of one reporter's exports of everything it tells, by partner, for each year since the cut.

    Months before the cut begin with ``first_year``; a partner with fewer than twelve of them is left out.
    """
    cut = min(embargoes().values())
    if exporter not in seen.places:
        return ()
    mine = (seen.reporter == seen.places.index(exporter)) & (seen.flow == Flow.EXPORT) & (seen.month != WHOLE_YEAR)
    jumps: list[MonthlyJump] = []
    for partner in np.unique(seen.partner[mine]):
        rows = mine & (seen.partner == partner)
        jumps.extend(_of_pair(seen, rows, first_year, cut, exporter, seen.places[int(partner)]))
    return tuple(sorted(jumps, key=lambda jump: (jump.first, -jump.jump)))


def _of_pair(
    seen: Observations, rows: Whole, first_year: int, cut: Month, exporter: str, importer: str
) -> Iterator[MonthlyJump]:
    when, value = _series(seen, rows)
    before = (when >= _number((first_year, 1))) & (when < _number(cut))
    if before.sum() < _LEAST_BEFORE:
        return
    level = value[before].mean()
    for year in np.unique(when // _LAST):
        inside = (when // _LAST == year) & (when >= _number(cut))
        if inside.any():
            first, last = _month(int(when[inside].min())), _month(int(when[inside].max()))
            yield MonthlyJump(exporter, importer, first, last, float(value[inside].mean() - level))


def _series(seen: Observations, rows: Whole) -> tuple[Whole, Real]:
    """Months in order and the logarithms of their values; the same value told twice counts once."""
    when = seen.year[rows] * _LAST + seen.month[rows] - 1
    table = np.unique(np.stack([when.astype(np.float64), seen.code[rows], seen.value[rows]], axis=1), axis=0)
    months, inverse = np.unique(table[:, 0].astype(np.int64), return_inverse=True)
    totals = np.bincount(inverse.reshape(-1), weights=table[:, 2])
    return months[totals > 0], np.log(totals[totals > 0])


def _number(month: Month) -> int:
    return month[0] * _LAST + month[1] - 1


def _month(number: int) -> Month:
    return number // _LAST, number % _LAST + 1
