"""Spread over a cut: who is surely and who is possibly reached. Whole rounds while many change, one by one else.

Both sets only grow, so that every graph comes to an end, cycles included; the answer is the least fixpoint.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from endgate.network.compiled import Array
from endgate.network.cut import Cut, links_of

_MANY = 400
"""Holdings of a round from which arrays are faster than single steps; measured on chains, ladders and random graphs."""

_SPARSE = 8
"""Part of all nodes from which arrays are cleared whole."""

Decide = Callable[[int, Array, int, bool], bool]
"""Settles a slot by exact fractions: slot, rounds, round (members came before it), for possible owners or sure ones."""


Step = Callable[[list[int], int, list[int], list[int]], None]
"""One round of single steps: nodes due, round, nodes found, slots to ask exactly."""


@dataclass(frozen=True)
class Rounds:
    """The nodes of a set in order, with the round in which each came in; 0 is a base person."""

    nodes: Array
    numbers: Array
    dense: Array | None = None

    def of(self, node: int) -> int:
        """The round of a node, -1 where it is no member."""
        if self.dense is not None:
            return int(self.dense[node])
        at = bisect_left(self.nodes.data, node)
        return int(self.numbers[at]) if at < len(self.nodes) and self.nodes[at] == node else -1

    def holds(self, nodes: Array) -> Array:
        """Which of the nodes are members."""
        return np.isin(nodes, self.nodes) if self.dense is None else self.dense[nodes] >= 0


@dataclass(frozen=True)
class Reached:
    """Who was surely, and who was possibly, reached."""

    sure: Rounds
    possible: Rounds


@dataclass(frozen=True)
class _Rest:
    """The second test of who may be reached: what others surely hold is not theirs.

    ``gap`` is how far a holding's ends lie apart; the sum of upper ends less that of gaps must reach ``need``.
    """

    gap: Array
    gaps: Array
    need: Array


@dataclass
class _Set:
    """One growing set with the sums of what its members hold, by slot."""

    cut: Cut
    rounds: Array
    values: Array
    sums: Array
    need: Array
    rest: _Rest | None
    slack: Array
    decide: Decide
    members: list[Array] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.exact = not self.cut.inexact[self.rest is not None]

    def spread(self, frontier: Array, number: int) -> None:
        """Grow until nothing changes: whole rounds while many holdings are due, single steps else."""
        while len(frontier):
            self.members.append(frontier)
            if int(self.cut.degree[frontier].sum()) >= _MANY:
                frontier, number = self._round(frontier, number), number + 1
            else:
                due, number = self._steps(frontier.tolist(), number)
                frontier = np.array(due, np.int64)

    def taken(self, *, keep: bool) -> Rounds:
        """The members; their sums are cleared for the next run unless this one is the last."""
        nodes = np.sort(np.concatenate(self.members)).astype(np.int32) if self.members else np.zeros(0, np.int32)
        numbers = self.rounds[nodes]
        if keep:
            return Rounds(nodes, numbers, self.rounds)
        few = len(nodes) * _SPARSE < len(self.rounds)
        slots = self.cut.slot[links_of(self.cut.ptr, nodes)] if few else slice(None)
        self.rounds[nodes] = -1
        self.sums[slots] = 0
        if self.rest is not None:
            self.rest.gaps[slots] = 0
        self.members.clear()
        return Rounds(nodes, numbers)

    def _round(self, frontier: Array, number: int) -> Array:
        links = links_of(self.cut.ptr, frontier)
        links = links[self.rounds[self.cut.held[links]] < 0]
        slots = self.cut.slot[links]
        np.add.at(self.sums, slots, self.values[links])
        over = self.sums[slots] - self.need[slots]
        if self.rest is not None:
            np.add.at(self.rest.gaps, slots, self.rest.gap[links])
            over = np.minimum(over, self.sums[slots] - self.rest.gaps[slots] - self.rest.need[slots])
        chosen = np.zeros(len(self.rounds), bool)
        if self.exact:
            chosen[self.cut.held[links[over >= 0]]] = True
        else:
            self._choose(chosen, links, over, number)
        found = np.flatnonzero(chosen)
        self.rounds[found] = number
        return found

    def _choose(self, chosen: Array, links: Array, over: Array, number: int) -> None:
        """Sums of sure owners are rounded down and those of possible ones up, so doubt lies on one side of the line."""
        slack = self.slack[self.cut.slot[links]]
        sure, asked = (over >= 0, (over < 0) & (over >= -slack))
        if self.rest is not None:
            sure, asked = (over >= slack, (over >= 0) & (over < slack))
        chosen[self.cut.held[links[sure]]] = True
        for slot in np.unique(self.cut.slot[links[asked]]).tolist():
            chosen[slot % len(chosen)] |= self.decide(slot, self.rounds, number, self.rest is not None)

    def _steps(self, due: list[int], number: int) -> tuple[list[int], int]:
        """Go on round by round while few holdings are due."""
        ptr = self.cut.ptr.data
        step = self._surely() if self.rest is None else self._possibly(self.rest)
        begun, met = number, list[int]()
        while due:
            holdings = 0
            for node in due:
                holdings += ptr[node + 1] - ptr[node]
            if holdings >= _MANY:
                break
            if number > begun:
                met += due
            found: list[int] = []
            asked: list[int] = []
            step(due, number, found, asked)
            due = found + self._ask(asked, number) if asked else found
            number += 1
        self.members.append(np.array(met, np.int32))
        return due, number

    def _surely(self) -> Step:
        ptr, held, slots, rounds, slack, value, total, bar = self._views()
        exact = self.exact

        def step(due: list[int], number: int, found: list[int], asked: list[int]) -> None:
            for node in due:
                for link in range(ptr[node], ptr[node + 1]):
                    target = held[link]
                    if rounds[target] >= 0:
                        continue
                    slot = slots[link]
                    total[slot] = reached = total[slot] + value[link]
                    if reached >= bar[slot]:
                        rounds[target] = number
                        found.append(target)
                    elif not exact and bar[slot] - reached <= slack[slot]:
                        asked.append(slot)

        return step

    def _possibly(self, rest: _Rest) -> Step:
        ptr, held, slots, rounds, slack, value, total, bar = self._views()
        gap, gaps, place = rest.gap.data, rest.gaps.data, rest.need.data
        exact = self.exact

        def step(due: list[int], number: int, found: list[int], asked: list[int]) -> None:
            for node in due:
                for link in range(ptr[node], ptr[node + 1]):
                    target = held[link]
                    if rounds[target] >= 0:
                        continue
                    slot = slots[link]
                    total[slot] = high = total[slot] + value[link]
                    apart = gap[link]
                    if apart:
                        gaps[slot] += apart
                    if high < bar[slot]:
                        continue
                    left = high - gaps[slot] - place[slot]
                    if left < 0:
                        continue
                    if exact or min(high - bar[slot], left) >= slack[slot]:
                        rounds[target] = number
                        found.append(target)
                    else:
                        asked.append(slot)

        return step

    def _views(self) -> tuple[memoryview, ...]:
        own = (self.rounds, self.slack, self.values, self.sums, self.need)
        arrays = (self.cut.ptr, self.cut.held, self.cut.slot, *own)
        return tuple(each.data for each in arrays)

    def _ask(self, slots: Iterable[int], number: int) -> list[int]:
        found = []
        for slot in dict.fromkeys(slots):
            node = slot % len(self.rounds)
            if self.rounds[node] < 0 and self.decide(slot, self.rounds, number, self.rest is not None):
                self.rounds[node] = number
                found.append(node)
        return found


class Spreader:
    """Spreads over one cut, again and again from other base persons, with one set of arrays."""

    def __init__(self, cut: Cut, decide: Decide) -> None:
        nodes, size = cut.graph.nodes, len(cut.need_low)
        low, high, gaps = (np.zeros(size, np.int64) for _ in range(3))
        sure, possible = (np.full(nodes, -1, np.int32) for _ in range(2))
        rest = _Rest(cut.gap, gaps, cut.need_rest)
        self._sure = _Set(cut, sure, cut.lo, low, cut.need_low, None, cut.slack_low, decide)
        self._possible = _Set(cut, possible, cut.hi, high, cut.need_high, rest, cut.slack_high, decide)

    def reach(self, base: Array, base_may: Array, *, last: bool = False, sure_only: bool = False) -> Reached:
        """Find everyone that the base persons reach together. The ``last`` run may keep the arrays.

        With ``sure_only`` nobody counts as possibly reached who is not surely reached.
        """
        self._sure.rounds[base] = 0
        self._sure.spread(np.unique(base), 1)
        sure = self._sure.taken(keep=last)
        if sure_only:
            return Reached(sure, sure)
        rounds = self._possible.rounds
        rounds[sure.nodes] = sure.numbers
        rounds[base_may] = 0
        begin = np.union1d(sure.nodes, base_may).astype(np.int32)
        self._possible.spread(begin, int(rounds[begin].max(initial=0)) + 1)
        return Reached(sure, self._possible.taken(keep=last))
