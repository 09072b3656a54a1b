"""Counts inspections and hits by value, and turns them into log-odds against the base rate; by folds when fitting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from endgate.routes.targeting.declarations import Real, Text

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class OddsTable:
    """For each value, sorted: how often it was inspected and how often something was found."""

    values: Text
    inspected: Real
    hits: Real

    @classmethod
    def count(cls, column: Text, found: Real) -> tuple[OddsTable, Whole]:
        """The table of a column, and where each row stands in it."""
        met, at = np.unique(column, return_inverse=True)
        at = at.reshape(-1)
        inspected: Real = np.bincount(at, minlength=len(met)).astype(np.float64)
        hits: Real = np.bincount(at, found, minlength=len(met)).astype(np.float64)
        return cls(met, inspected, hits), at

    def look_up(self, column: Text) -> tuple[Real, Real]:
        """Inspections and hits of each value; none for a value never met."""
        at = np.minimum(np.searchsorted(self.values, column), len(self.values) - 1)
        known = self.values[at] == column
        return np.where(known, self.inspected[at], 0.0), np.where(known, self.hits[at], 0.0)


def log_odds(inspected: Real, hits: Real, base: float, smoothing: float) -> Real:
    """Natural log-odds of a hit less those of the base rate; 0 for a value never inspected."""
    odds = (hits + smoothing * base) / (inspected - hits + smoothing * (1.0 - base))
    apart: Real = np.log(odds) - np.log(base / (1.0 - base))
    return apart


def out_of_fold(column: Text, found: Real, folds: Whole, base: float, smoothing: float) -> Real:
    """Log-odds of each row from the rows of all other folds, so that no row tells its own outcome."""
    table, at = OddsTable.count(column, found)
    result = np.empty(len(column))
    for fold in range(int(folds.max()) + 1):
        inside = folds == fold
        size = len(table.values)
        inspected = table.inspected - np.bincount(at[inside], minlength=size)
        hits = table.hits - np.bincount(at[inside], found[inside], minlength=size)
        result[inside] = log_odds(inspected, hits, base, smoothing)[at[inside]]
    return result
