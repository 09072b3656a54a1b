"""Find sources that contradict each other on one holding: told as they stand, never averaged."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from endgate.network.compiled import Compiled
from endgate.network.errors import CONTRADICTION
from endgate.network.records import INDIRECT
from endgate.terms.faults import Fault


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
