"""Which reporter told a whole year: months counted, and totals held against the years before. Missing stays missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from endgate.routes.statistics.annual import Years
from endgate.routes.statistics.observations import Flow, Real
from endgate.routes.statistics.tables import parameters

_BEFORE = 3
_ALL = 12
Key = tuple[int, int, int]


@dataclass(frozen=True)
class Coverage:
    """Why a reporter's year is not whole, by (flow, reporter, year); a reporter's years that are whole."""

    gaps: Mapping[Key, str]
    whole: frozenset[Key]

    def reason(self, key: Key) -> str:
        """Why the year is not whole; empty when it is."""
        return self.gaps.get(key, "" if key in self.whole else "the year is not reported")


def coverage_of(
    years: Years, told_months: Mapping[tuple[str, Flow, int], int], *, reconciled: bool = False
) -> Coverage:
    """Judge every reporter's year in every flow. What the publisher reconciled is whole as it is published."""
    gaps: dict[Key, str] = {}
    months = _months(years)
    for flow, reporter, told, table in _reporters(years):
        for column, year in enumerate(told):
            key = (flow, reporter, year)
            least = min(months[key], told_months.get((years.places[reporter], Flow(flow), year), _ALL))
            reason = _months_missing(least)
            if not reason and not reconciled:
                before = [index for index in range(column) if (flow, reporter, told[index]) not in gaps][-_BEFORE:]
                reason = _fell(table, column, before)
            if reason:
                gaps[key] = reason
    return Coverage(gaps, frozenset(months) - frozenset(gaps))


def _months(years: Years) -> dict[Key, int]:
    keys = np.stack([years.flow, years.reporter, years.year], axis=1)
    met, inverse = np.unique(keys, axis=0, return_inverse=True)
    most = np.zeros(len(met), dtype=np.int64)
    np.maximum.at(most, inverse.reshape(-1), years.months)
    return {(int(row[0]), int(row[1]), int(row[2])): int(count) for row, count in zip(met, most, strict=True)}


def _reporters(years: Years) -> Iterator[tuple[int, int, list[int], Real]]:
    """For each flow and reporter the years it tells and its series (rows) by year; nothing told is 0."""
    keys = np.stack([years.flow, years.reporter], axis=1)
    met, inverse = np.unique(keys, axis=0, return_inverse=True)
    order = np.argsort(inverse.reshape(-1), kind="stable")
    edges = np.flatnonzero(np.diff(inverse.reshape(-1)[order])) + 1
    for (flow, reporter), rows in zip(met, np.split(order, edges) if len(order) else (), strict=True):
        told, column = np.unique(years.year[rows], return_inverse=True)
        series = np.stack([years.partner[rows], years.code[rows]], axis=1)
        distinct, row = np.unique(series, axis=0, return_inverse=True)
        table = np.zeros((len(distinct), len(told)))
        table[row.reshape(-1), column.reshape(-1)] = years.value[rows]
        yield int(flow), int(reporter), [int(year) for year in told], table


def _months_missing(months: int) -> str:
    return "" if months >= parameters().months else f"{months} of {parameters().months} months reported"


def _fell(table: Real, column: int, before: list[int]) -> str:
    """Did all of it halve against up to three whole years before (the first year: against the second)?

    The sum must fall, and so must the middle one of its series: one large flow that ends is no unreported year.
    """
    against = before or [index for index in (column + 1,) if index < table.shape[1]]
    if not against:
        return ""
    mean = table[:, against].mean(axis=1)
    share = table[:, column].sum() / mean.sum() if mean.sum() else 1.0
    middle = float(np.median(table[mean > 0, column] / mean[mean > 0])) if mean.any() else 1.0
    if max(share, middle) >= parameters().complete_share:
        return ""
    side = "years before" if before else "year after"
    return f"all that is reported of the year is {share:.0%} of the {side}"
