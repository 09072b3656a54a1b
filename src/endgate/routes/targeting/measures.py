"""How well a ranking serves an inspection budget: area under the curve, precision and recall of its first rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from endgate.routes.targeting.declarations import Real


@dataclass(frozen=True)
class AtBudget:
    """Shares of 0 to 1: hits among what is inspected, and hits inspected among all hits."""

    inspected: int
    precision: float
    recall: float


def at_budget(scores: Real, found: Real, share: float) -> AtBudget:
    """Inspect this share of the rows, rounded down, highest scores first; equal scores in the order of the rows."""
    count = max(1, int(len(scores) * share))
    hits = float(found[np.argsort(-scores, kind="stable")[:count]].sum())
    return AtBudget(count, hits / count, hits / max(float(found.sum()), 1.0))


def area(scores: Real, found: Real) -> float:
    """Area under the receiver's curve: the chance that a hit scores above a miss; equal scores count half."""
    _, at, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[at.reshape(-1)]
    hits = float(found.sum())
    misses = len(found) - hits
    if not hits or not misses:
        return float("nan")
    return (float(ranks[found == 1].sum()) - hits * (hits + 1) / 2) / (hits * misses)
