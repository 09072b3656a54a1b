"""Find sources that contradict each other on one holding: told as they stand, never averaged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from endgate.network.compiled import UNIT, Compiled
from endgate.network.cut import active
from endgate.network.errors import CONTRADICTION, OVER_SUBSCRIBED
from endgate.network.ownership import OVER
from endgate.network.records import CHAINED, INDIRECT, Rank
from endgate.terms.faults import Fault

_RIGHTS = 8
"""More than there are codes of rights."""


def contradictions(graph: Compiled) -> Iterator[Fault]:
    """Statements of the highest rank on one holding, with overlapping dates, that no share fits."""
    if not graph.repeated:
        return
    same = (
        (graph.holder[1:] == graph.holder[:-1])
        & (graph.held[1:] == graph.held[:-1])
        & (graph.right[1:] == graph.right[:-1])
        & (graph.right[1:] > 0)
        & (graph.bits[1:] & INDIRECT == graph.bits[:-1] & INDIRECT)
    )
    for link in np.flatnonzero(same).tolist():
        if _apart(graph, link, link + 1):
            one, two = (graph.exact(int(graph.share[each])) for each in (link, link + 1))
            ends = f"{graph.name(int(graph.holder[link]))} in {graph.name(int(graph.held[link]))}"
            where = "; ".join(graph.sources[int(graph.source[each])] or "no source named" for each in (link, link + 1))
            yield CONTRADICTION.at(where, f"{ends}: {one} against {two}")


def _apart(graph: Compiled, one: int, two: int) -> bool:
    """Equal rank, both on one day perhaps, and no common share."""
    if graph.rank[one] != graph.rank[two] or graph.share[one] == graph.share[two]:
        return False
    (begin, _, _, end), (other, _, _, last) = (graph.periods[int(graph.period[each])].tolist() for each in (one, two))
    if max(begin, other) >= min(end, last):
        return False
    left, right = (graph.exact(int(graph.share[each])) for each in (one, two))
    lo, hi = max(left.lo, right.lo), min(left.hi, right.hi)
    return lo > hi or (lo == hi and not (left.holds(lo) and right.holds(lo)))


def over_subscribed(graph: Compiled, as_of: date) -> Iterator[Fault]:
    """Entities whose holdings of one right surely add up to more than the whole that day."""
    surely, _ = active(graph, as_of)
    counts = (
        (graph.right > 0)
        & (graph.rank > Rank.DOUBTFUL)
        & (graph.bits & (INDIRECT | CHAINED) == 0)
        & surely[graph.period]
    )
    links = np.flatnonzero(counts)
    if not len(links):
        return
    key = (graph.holder[links].astype(np.int64) * graph.nodes + graph.held[links]) * _RIGHTS + graph.right[links]
    _, begins, place = np.unique(key, return_index=True, return_inverse=True)
    least = np.full(len(begins), np.iinfo(np.int64).max)
    np.minimum.at(least, place.reshape(-1), graph.share_lo[graph.share[links]].astype(np.int64))
    slot = graph.held[links[begins]].astype(np.int64) * _RIGHTS + graph.right[links[begins]]
    met, where = np.unique(slot, return_inverse=True)
    sums = np.bincount(where.reshape(-1), weights=least, minlength=len(met))
    for index in np.flatnonzero(sums > float(OVER * UNIT)).tolist():
        node = int(met[index]) // _RIGHTS
        yield OVER_SUBSCRIBED.at(graph.name(node), f"stated holdings add up to {sums[index] / UNIT:g} %")
