"""Scores the change of each series against its own reference years: widening gap, jump of exports, fall elsewhere.

Levels prove nothing (freight, origin against consignment); only the change of a series' own ratio is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from endgate.routes.statistics.observations import Mask, Real, Whole
from endgate.routes.statistics.panel import Panel
from endgate.routes.statistics.tables import Parameters, parameters

_MAD = 1.4826


@dataclass(frozen=True)
class Scores:
    """Arrays like the panel's, NaN where unknown: ``delta`` and ``jump`` are natural logarithms, ``z`` in deviations.

    ``collapse`` is the fall of the same exporter's exports of the same goods to an embargoed destination, 0 or more.
    ``score`` ranks within a year; it is no probability.
    """

    delta: Real
    z: Real
    jump: Real
    collapse: Real
    score: Real
    flagged: Mask


def score(
    panel: Panel, reference: tuple[int, int], embargoed: Mapping[str, int], *, reconciled: bool = False
) -> Scores:
    """Score every series and year. ``embargoed`` gives the first year by destination.

    With ``reconciled`` values there is no gap to look at: delta and z stay NaN.
    """
    limits = parameters()
    quiet = np.array([reference[0] <= year <= reference[1] for year in panel.years])
    jump = _jump(panel.exported, quiet, limits)
    collapse = _collapse(panel, jump, embargoed)
    if reconciled:
        delta = z = np.full(panel.exported.shape, np.nan)
    else:
        delta = _change(np.log((panel.imported + limits.floor) / (panel.exported + limits.floor)), quiet, limits)
        z = delta / _deviation(panel, delta[:, quiet], limits)[:, None]
        jump = np.where(np.isnan(delta), np.nan, jump)
    since = np.array([year > reference[1] for year in panel.years])
    total = combined(so_far(z, since), so_far(jump, since), collapse, limits)
    return Scores(delta, z, jump, collapse, total, _flagged(delta, z, jump, collapse, limits) & ~quiet)


def combined(z: Real, jump: Real, collapse: Real, limits: Parameters) -> Real:
    """One figure to rank by: growth of exports, the more where trade fell elsewhere or the partner's side lags."""
    gap = np.fmax(0.0, -z)
    rise = np.maximum(jump, 0.0)
    return rise * (1.0 + collapse + limits.gap_weight * gap) + limits.gap_alone * gap


def so_far(table: Real, since: Mask) -> Real:
    """For each year after the reference the mean of what is known since then; other years as they are.

    Diversion goes on, noise does not: a year is ranked by all that was known by its end. An unknown year stays NaN.
    """
    later = table[:, since]
    known = ~np.isnan(later)
    sums = np.cumsum(np.where(known, later, 0.0), axis=1)
    mean = sums / np.maximum(np.cumsum(known, axis=1), 1)
    result = table.copy()
    result[:, since] = np.where(known, mean, np.nan)
    return result


def _flagged(delta: Real, z: Real, jump: Real, collapse: Real, limits: Parameters) -> Mask:
    with np.errstate(invalid="ignore"):
        gap = (z <= limits.flag_z) & (delta <= limits.flag_delta)
        moved = (jump >= limits.flag_jump) & (collapse >= limits.flag_collapse)
    flagged: Mask = gap | moved
    return flagged


def _change(table: Real, quiet: Mask, limits: Parameters) -> Real:
    """The table less the mean of its reference years; NaN for a series with too few of them."""
    return table - _mean(table[:, quiet], limits)[:, None]


def _mean(before: Real, limits: Parameters) -> Real:
    known = ~np.isnan(before)
    count = known.sum(axis=1)
    mean: Real = np.where(known, before, 0.0).sum(axis=1) / np.maximum(count, 1)
    return np.where(count < limits.reference_minimum, np.nan, mean)


def _jump(exported: Real, quiet: Mask, limits: Parameters) -> Real:
    change: Real = np.log((exported + limits.floor) / (_mean(exported[:, quiet], limits) + limits.floor)[:, None])
    return change


def _collapse(panel: Panel, jump: Real, embargoed: Mapping[str, int]) -> Real:
    """The fall towards the destination where it fell most; 0 for what goes there itself and where nothing is known."""
    fall = np.zeros(jump.shape)
    pair_of = panel.exporter * len(panel.codes) + panel.code
    for destination, first in embargoed.items():
        if destination not in panel.places:
            continue
        there = np.flatnonzero(panel.importer == panel.places.index(destination))
        order = there[np.argsort(pair_of[there])]
        at = np.searchsorted(pair_of[order], pair_of)
        found = at < len(order)
        found[found] = pair_of[order[at[found]]] == pair_of[found]
        since = np.array([year >= first for year in panel.years])
        lost = np.where(since, np.fmax(0.0, -jump[order]), 0.0)
        fall[found] = np.maximum(fall[found], lost[at[found]])
    for destination in embargoed:
        if destination in panel.places:
            fall[panel.importer == panel.places.index(destination)] = 0.0
    return fall


def _deviation(panel: Panel, before: Real, limits: Parameters) -> Real:
    """Deviation of each series in quiet years, shrunk to the robust deviation of its pair, never below the floor."""
    known = ~np.isnan(before)
    count = known.sum(axis=1)
    squares = np.where(known, before, 0.0) ** 2
    own = squares.sum(axis=1) / np.maximum(count - 1, 1)
    pair = _pair_deviation(panel, np.abs(before), count) ** 2
    own = np.where(count >= limits.reference_minimum, own, pair)
    weight = np.where(count >= limits.reference_minimum, count, 0)
    mixed = (weight * own + limits.pair_weight * pair) / (weight + limits.pair_weight)
    return np.maximum(np.sqrt(mixed), limits.deviation_floor)


def _pair_deviation(panel: Panel, apart: Real, count: Whole) -> Real:
    """1.4826 times the median distance from the mean over all goods and quiet years of a pair."""
    pair = panel.exporter * len(panel.places) + panel.importer
    owner = np.repeat(pair, apart.shape[1])
    spread = np.sqrt(count / np.maximum(count - 1.0, 1.0))
    flat = (apart * spread[:, None]).reshape(-1)
    known = ~np.isnan(flat)
    owner, flat = owner[known], flat[known]
    order = np.lexsort((flat, owner))
    owner, flat = owner[order], flat[order]
    met, starts, sizes = np.unique(owner, return_index=True, return_counts=True)
    if not len(met):
        return np.zeros(len(panel))
    median = (flat[starts + (sizes - 1) // 2] + flat[starts + sizes // 2]) / 2
    at = np.minimum(np.searchsorted(met, pair), len(met) - 1)
    return np.where(met[at] == pair, _MAD * median[at], 0.0)
