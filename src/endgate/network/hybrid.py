"""The third way to add up: a holder above the threshold passes on its whole share, any other one in proportion.

Only as 31 CFR 850.206 has it. The product is iterated from below to a fixed point, which cycles approach and do not
reach: shares are rounded outwards at nine places.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from endgate.network.compiled import Compiled
from endgate.network.cut import persons
from endgate.network.model import Regime, Share
from endgate.network.stakes import Held, Ledger

_ANCESTORS = 5_000
_PLACES = 9
Interval = tuple[float, float]


def attributed(graph: Compiled, regime: Regime, as_of: date, base: Collection[int], node: int) -> Interval:
    """Least and greatest per cent of the node that is attributed to the base persons."""
    ledger = Ledger(graph, as_of, persons(graph, as_of))
    tables = _ancestors(ledger, regime, node)
    found: dict[int, Interval] = dict.fromkeys(tables, (0.0, 0.0))
    for _ in range(len(tables) + 200):
        changed = False
        for entity, table in tables.items():
            both = _sum(table, regime, found, base)
            changed |= both != found[entity]
            found[entity] = both
        if not changed:
            break
    lo, hi = found[node]
    return max(0.0, lo), min(100.0, hi)


def _ancestors(ledger: Ledger, regime: Regime, node: int) -> dict[int, tuple[Held, ...]]:
    """The holdings of everybody above the node, the node's own last."""
    tables: dict[int, tuple[Held, ...]] = {}
    queue = [node]
    while queue and len(tables) < _ANCESTORS:
        entity = queue.pop()
        if entity in tables:
            continue
        tables[entity] = tuple(each for right in regime.rights for each in ledger.stakes(entity, right))
        queue += [each.node for each in tables[entity]]
    return dict(reversed(tables.items()))


def _sum(table: tuple[Held, ...], regime: Regime, found: dict[int, Interval], base: Collection[int]) -> Interval:
    lo = hi = 0.0
    for each in table:
        low, high = (1.0, 1.0) if each.node in base else _passed(found.get(each.node, (0.0, 100.0)), regime)
        share: Share = each.stake.share
        lo, hi = lo + float(share.lo) * low, hi + float(share.hi) * high
    return round(lo, _PLACES), round(min(hi, 100.0), _PLACES)


def _passed(both: Interval, regime: Regime) -> Interval:
    bar = float(regime.threshold)
    lo, hi = both
    return 1.0 if lo > bar else lo / 100, 1.0 if hi > bar else hi / 100
