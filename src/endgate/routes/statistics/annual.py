"""Makes years of observations: months summed, repetitions counted once, contradictions left out, the 27 joined."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from endgate.routes.statistics.errors import CONTRADICTION
from endgate.routes.statistics.observations import TOTAL, Flow, Mask, Observations, Real, Whole
from endgate.routes.statistics.periods import WHOLE_YEAR
from endgate.terms.faults import Fault

_SAME = 1e-6
_SHOWN = 20
_CALENDAR = 12


@dataclass(frozen=True)
class Years:
    """One row a flow and year. ``months`` is how many months the reporter tells of that year in that flow (12: all).

    ``largest`` is the share of the largest month, 0 where only the year is told.
    """

    places: tuple[str, ...]
    codes: tuple[str, ...]
    reporter: Whole
    partner: Whole
    flow: Whole
    code: Whole
    year: Whole
    value: Real
    months: Whole
    largest: Real

    def select(self, rows: Whole | Mask) -> Years:
        """Some of the rows, by mask or by number."""
        columns = (self.reporter, self.partner, self.flow, self.code, self.year, self.value, self.months, self.largest)
        return Years(self.places, self.codes, *(column[rows] for column in columns))  # type: ignore[arg-type]


def years_of(seen: Observations) -> tuple[Years, tuple[Fault, ...]]:
    """The years that the observations tell, at the finest level of goods they hold, and what contradicts itself.

    A value for the year is taken before the sum of its months.
    """
    finest = _finest(seen)
    columns = [each[finest] for each in (seen.flow, seen.reporter, seen.partner, seen.code, seen.year, seen.month)]
    rows, value, faults = _once(seen, np.stack(columns, axis=1), seen.value[finest])
    months = _months(rows)
    key, starts = _groups(rows[:, :5])
    whole = rows[:, 5] == WHOLE_YEAR
    stated = np.add.reduceat(np.where(whole, value, 0.0), starts) if len(starts) else value
    monthly = np.where(whole, 0.0, value)
    summed = np.add.reduceat(monthly, starts) if len(starts) else value
    top = np.maximum.reduceat(monthly, starts) if len(starts) else value
    has_year = np.maximum.reduceat(whole.astype(np.int64), starts) > 0 if len(starts) else whole
    result = np.where(has_year, stated, summed)
    flow, reporter, partner, code, year = key.T
    largest = np.divide(top, summed, out=np.zeros(len(top)), where=summed > 0)
    told = months[starts] if len(starts) else months
    return Years(seen.places, seen.codes, reporter, partner, flow, code, year, result, told, largest), faults


def _finest(seen: Observations) -> Whole:
    """Rows at the longest codes that the file holds; all goods together only when nothing is told apart."""
    lengths = np.array([0 if code == TOTAL else len(code) for code in seen.codes], dtype=np.int64)
    met = lengths[seen.code]
    return np.flatnonzero(met == met.max()) if len(met) else np.zeros(0, dtype=np.int64)


def _groups(rows: Whole) -> tuple[Whole, Whole]:
    """Distinct rows of a sorted table and where each begins."""
    if not len(rows):
        return rows, np.zeros(0, dtype=np.int64)
    starts = np.flatnonzero(np.concatenate([[True], (rows[1:] != rows[:-1]).any(axis=1)]))
    return rows[starts], starts


def _once(seen: Observations, rows: Whole, value: Real) -> tuple[Whole, Real, tuple[Fault, ...]]:
    order = np.lexsort(rows.T[::-1])
    rows, value = rows[order], value[order]
    key, starts = _groups(rows)
    if not len(starts):
        return rows, value, ()
    low, high = np.minimum.reduceat(value, starts), np.maximum.reduceat(value, starts)
    same = high - low <= _SAME * np.maximum(high, 1.0)
    faults = tuple(_contradiction(seen, *row) for row in _told(key, low, high, ~same))
    return key[same], high[same], faults


def _told(key: Whole, low: Real, high: Real, wrong: Mask) -> list[tuple[Whole, float, float]]:
    at = np.flatnonzero(wrong)[:_SHOWN]
    return [(key[index], float(low[index]), float(high[index])) for index in at]


def _contradiction(seen: Observations, key: Whole, low: float, high: float) -> Fault:
    flow, reporter, partner, code, year, month = (int(each) for each in key)
    when = f"{year}" if month == WHOLE_YEAR else f"{year}-{month:02d}"
    where = f"{seen.places[reporter]}, {Flow(flow).name.lower()}, {seen.places[partner]}, {seen.codes[code]}, {when}"
    return CONTRADICTION.at(where, f"{low:,.0f} and {high:,.0f} {seen.unit}")


def _months(rows: Whole) -> Whole:
    """For each row the months its reporter tells of that year and flow; a value for the year tells all twelve."""
    reported = rows[:, [0, 1, 4, 5]]
    distinct = np.unique(reported, axis=0) if len(reported) else reported
    groups, inverse = np.unique(distinct[:, :3], axis=0, return_inverse=True)
    counts = np.bincount(inverse.reshape(-1), minlength=len(groups))
    full = np.zeros(len(groups), dtype=bool)
    full[inverse.reshape(-1)[distinct[:, 3] == WHOLE_YEAR]] = True
    counts[full] = _CALENDAR
    return counts[_lookup(groups, reported[:, :3])]


def _lookup(groups: Whole, rows: Whole) -> Whole:
    """Where each row stands in a sorted table of distinct rows that holds it."""
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    spans = rows.max(axis=0) + 1
    packed = np.ravel_multi_index(tuple(groups.T), tuple(spans))
    found: Whole = np.searchsorted(packed, np.ravel_multi_index(tuple(rows.T), tuple(spans)))
    return found
