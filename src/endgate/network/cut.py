"""One regime's view of the graph on one day: the holdings that count, as whole numbers that add up exactly.

A share end is packed as ``units << shift`` plus one for an open lower end, minus one for an open upper end. Sums of
packed ends compare with a threshold as the intervals do, open ends included, without any rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

import numpy as np

from endgate.network.compile import holding_keys, pointers
from endgate.network.compiled import HI_OPEN, INEXACT, LO_OPEN, UNIT, Array, Compiled
from endgate.network.model import Regime
from endgate.network.ownership import OVER
from endgate.network.records import CHAINED, HEADS, INDIRECT, LINK_CODE, RIGHT_CODE, Rank

WHOLE = 100 * UNIT
NEVER = np.int64(1 << 62)
ANYWAY = -NEVER
_FEW = 8
"""Part of all nodes up to which it is cheaper to go through the members' holdings than through all."""


@dataclass(frozen=True)
class Cut:
    """Holdings by holder. ``slot`` is right times nodes plus held; the needs are what a slot's sums must reach.

    The slacks bound the rounding in a slot's sums: within them the exact fractions decide. ``NEVER`` asks always.
    ``person`` is the legal person that stands for each node.
    """

    graph: Compiled
    regime: Regime
    as_of: date
    ptr: Array
    held: Array
    slot: Array
    lo: Array
    hi: Array
    need_low: Array
    need_high: Array
    need_rest: Array
    slack_low: Array
    slack_high: Array
    person: Array | None

    @cached_property
    def gap(self) -> Array:
        """How far the ends of each holding lie apart."""
        return np.asarray(self.hi - self.lo)

    @cached_property
    def degree(self) -> Array:
        """How many holdings each node has."""
        return np.diff(self.ptr)

    @cached_property
    def inexact(self) -> tuple[bool, bool]:
        """Must exact fractions be asked, of sure and of possible owners?"""
        return bool(self.slack_low.any()), bool(self.slack_high.any())

    def held_among(self, nodes: Array, members: Array, *, sure: bool) -> tuple[Array, Array]:
        """Of the nodes, those whose members together pass the test, and those which only exact fractions can tell."""
        wanted = np.zeros(self.graph.nodes, bool)
        wanted[nodes] = True
        if len(members) * _FEW > len(wanted):
            links = np.flatnonzero(wanted[self.held])
            links = links[np.isin(np.searchsorted(self.ptr, links, side="right") - 1, members)]
        else:
            links = links_of(self.ptr, members)
            links = links[wanted[self.held[links]]]
        slots, place = np.unique(self.slot[links], return_inverse=True)
        tests = [(self.lo, self.need_low)] if sure else [(self.hi, self.need_high), (self.lo, self.need_rest)]
        slack = (self.slack_low if sure else self.slack_high)[slots]
        passed, near = np.ones(len(slots), bool), np.zeros(len(slots), bool)
        for values, need in tests:
            sums = np.zeros(len(slots), np.int64)
            np.add.at(sums, place, values[links])
            passed &= sums >= need[slots]
            near |= (np.abs(sums - need[slots]) <= slack) & (slack > 0)
        asked = np.unique(slots[near] % len(wanted))
        return np.setdiff1d(slots[passed] % len(wanted), asked), asked


def links_of(ptr: Array, nodes: Array) -> Array:
    """The numbers of all holdings of these nodes."""
    begins, counts = ptr[nodes], ptr[nodes + 1] - ptr[nodes]
    if not counts.sum():
        return np.zeros(0, np.int64)
    ends = np.cumsum(counts)
    return np.repeat(begins - (ends - counts), counts) + np.arange(ends[-1])


def active(graph: Compiled, as_of: date) -> tuple[Array, Array]:
    """For each period of the table: does it surely, does it possibly contain the day?"""
    day = as_of.toordinal()
    begin_lo, begin_hi, end_lo, end_hi = (graph.periods[:, column] for column in range(4))
    return (begin_hi <= day) & (end_lo > day), (begin_lo <= day) & (end_hi > day)


def persons(graph: Compiled, as_of: date) -> Array | None:
    """The legal person of each node that day: of an establishment its one head, of any other node itself."""
    if not graph.established:
        return None
    surely, _ = active(graph, as_of)
    codes = [LINK_CODE[word] for word in sorted(HEADS)]
    links = np.flatnonzero(np.isin(graph.kind, codes) & surely[graph.period] & (graph.rank > Rank.DOUBTFUL))
    stated = {int(graph.held[link]) for link in links if graph.rank[link] > Rank.IMPLIED}
    heads: dict[int, set[int]] = {}
    for link in links:
        office = int(graph.held[link])
        if office not in stated or graph.rank[link] > Rank.IMPLIED:
            heads.setdefault(office, set()).add(int(graph.holder[link]))
    person = np.arange(graph.nodes, dtype=np.int32)
    for office, claimed in heads.items():
        if len(claimed) == 1:
            person[office] = _top(office, heads)
    return person


def _top(office: int, heads: dict[int, set[int]]) -> int:
    seen: set[int] = set()
    while len(heads.get(office, ())) == 1 and office not in seen:
        seen.add(office)
        office = next(iter(heads[office]))
    return office


def cut(graph: Compiled, regime: Regime, as_of: date) -> Cut:
    """Take the holdings of the regime's rights that may exist that day, and settle statements on one holding."""
    surely, possibly = active(graph, as_of)
    person = persons(graph, as_of)
    columns = _kept(graph, regime, possibly)
    columns["doubtful"] = _doubtful(columns, surely)
    moved = person is not None and bool((person[columns["holder"]] != columns["holder"]).any())
    if person is not None and moved:
        columns["holder"] = person[columns["holder"]]
    ends = _ends(graph, columns)
    if graph.repeated or moved:
        columns, ends = _settled(graph, columns, ends)
    lo, lo_open, hi, hi_open = ends
    sure = columns["doubtful"] == 0
    return _packed(graph, regime, as_of, columns, (lo * sure, lo_open * sure, hi, hi_open), person)


def _kept(graph: Compiled, regime: Regime, possibly: Array) -> dict[str, Array]:
    names = ("holder", "held", "right", "rank", "bits", "share", "period")
    codes = [RIGHT_CODE[right] for right in regime.rights]
    mask = np.isin(graph.right, codes) if len(codes) > 1 else graph.right == codes[0]
    if not possibly.all():
        mask &= possibly[graph.period]
    if graph.bits.any():
        mask &= graph.bits & CHAINED == 0
    if mask.all():
        return {name: np.asarray(getattr(graph, name)) for name in names}
    return {name: getattr(graph, name)[mask] for name in names}


def _doubtful(columns: dict[str, Array], surely: Array) -> Array:
    """Holdings that may not exist, or that only add to what may be: they count from nothing up."""
    doubtful = (columns["rank"] == Rank.DOUBTFUL) | (columns["bits"] & INDIRECT > 0)
    return doubtful if surely.all() else np.asarray(doubtful | ~surely[columns["period"]])


Ends = tuple[Array, Array, Array, Array]
"""Lower ends, whether each is open, upper ends, whether each is open."""


def _ends(graph: Compiled, columns: dict[str, Array]) -> Ends:
    share = columns["share"]
    lo, hi, bits = (table[share] for table in (graph.share_lo, graph.share_hi, graph.share_bits))
    return lo, bits & LO_OPEN, hi, (bits & HI_OPEN) >> 1


def _settled(graph: Compiled, columns: dict[str, Array], ends: Ends) -> tuple[dict[str, Array], Ends]:
    """One row per holding: the statements of the highest rank, and the narrowest share that covers them all.

    A statement that surely holds makes the whole sure: the others either say the same or widen it.
    """
    if not len(columns["held"]):
        return columns, ends
    key = holding_keys(columns, graph.nodes)
    order = np.arange(len(key)) if bool((key[1:] >= key[:-1]).all()) else np.argsort(key, kind="stable")
    first = _changes(key[order])
    rank = columns["rank"][order]
    best = np.maximum.reduceat(rank, np.flatnonzero(first))[np.cumsum(first) - 1] == rank
    order = order[best]
    begins = np.flatnonzero(_changes(key[order]))
    lo, lo_open, hi, hi_open = (each[order] for each in ends)
    low = np.minimum.reduceat(lo.astype(np.int64) * 2 + lo_open, begins)
    high = np.maximum.reduceat(hi.astype(np.int64) * 2 + (1 - hi_open), begins)
    doubtful = np.minimum.reduceat(columns["doubtful"][order], begins)
    columns = {name: column[order][begins] for name, column in columns.items()} | {"doubtful": doubtful}
    return columns, (low >> 1, low & 1, high >> 1, 1 - (high & 1))


def _changes(key: Array) -> Array:
    return np.concatenate(([True], key[1:] != key[:-1]))


def _packed(
    graph: Compiled, regime: Regime, as_of: date, columns: dict[str, Array], ends: Ends, person: Array | None
) -> Cut:
    nodes, rights = graph.nodes, len(regime.rights)
    held = columns["held"]
    slot = held if rights == 1 else _slots(columns, regime, nodes)
    lo, lo_open, hi, hi_open = ends
    size = nodes * rights
    total_lo, total_hi = _sums(slot, lo, size), _sums(slot, hi, size)
    shift = 61 - int(max(int(total_hi.max(initial=0)), 4 * WHOLE)).bit_length()
    if len(slot) and max(_sums(slot, lo_open, size).max(), _sums(slot, hi_open, size).max()) >= 1 << shift:
        lo_open, hi_open = lo_open * 0, hi_open * 0  # sound: an open end only ever narrows
    low = (lo.astype(np.int64) << shift) + lo_open
    high = (hi.astype(np.int64) << shift) - hi_open
    own = columns["holder"] == held
    needs = _needs(regime, shift, size, slot, (total_lo, lo_open), (own, hi))
    slack = _slack(graph, columns["share"], slot, shift, size)
    slack_low = _ask_whole_tables(graph, slack, slot, low != high, rights)
    if own.any():
        keep = ~own
        columns = {name: column[keep] for name, column in columns.items()}
        held, slot, low, high = held[keep], slot[keep], low[keep], high[keep]
    ptr = pointers(columns["holder"], nodes)
    return Cut(graph, regime, as_of, ptr, held, slot, low, high, *needs, slack_low, slack, person)


def _slots(columns: dict[str, Array], regime: Regime, nodes: int) -> Array:
    place = np.zeros(8, np.int32)
    for index, right in enumerate(regime.rights):
        place[RIGHT_CODE[right]] = index
    return place[columns["right"]] * np.int32(nodes) + columns["held"]


def _sums(slot: Array, values: Array, size: int) -> Array:
    """Sums by slot; doubles are exact here, as no sum reaches 2**53."""
    return np.bincount(slot, weights=values, minlength=size).astype(np.int64)


def _needs(
    regime: Regime, shift: int, size: int, slot: Array, low: tuple[Array, Array], own: tuple[Array, Array]
) -> tuple[Array, Array, Array]:
    """What the sums of sure and of possible owners must reach in each slot."""
    total_lo, lo_open = low
    bar = regime.threshold * UNIT * (1 << shift)
    reach = _reach(bar, regime.inclusive)
    need_low = np.full(size, reach, np.int64)
    need_high = np.full(size, reach, np.int64)
    need_rest = reach - (WHOLE << shift) + (total_lo << shift) + _sums(slot, lo_open, size)
    over = total_lo > int(OVER * UNIT)
    need_low[over] = NEVER
    need_rest[over] = ANYWAY
    itself, hi = own
    for index in np.flatnonzero(itself & (hi > 0)):
        at, kept = slot[index], WHOLE - int(hi[index])
        need_high[at] = _reach(bar * Fraction(kept, WHOLE), regime.inclusive) if kept else 1
        need_rest[at] = ANYWAY
    return need_low, need_high, need_rest


def _reach(bar: Fraction, inclusive: bool) -> int:
    """The least whole number that passes the test."""
    return -(-bar.numerator // bar.denominator) if inclusive else bar.numerator // bar.denominator + 1


def _slack(graph: Compiled, share: Array, slot: Array, shift: int, size: int) -> Array:
    if not (graph.share_bits & INEXACT).any():
        return np.zeros(size, np.int64)
    return _sums(slot, (graph.share_bits[share] & INEXACT) > 0, size) << shift


def _ask_whole_tables(graph: Compiled, slack: Array, slot: Array, wide: Array, rights: int) -> Array:
    """A cap table known to be whole also says what is left for the owners: exact fractions settle those."""
    if not graph.complete.any():
        return slack
    slack = slack.copy()
    whole = np.tile(graph.complete > 0, rights)
    whole[np.setdiff1d(np.arange(len(whole)), slot[wide])] = False
    slack[whole] = NEVER
    return slack
