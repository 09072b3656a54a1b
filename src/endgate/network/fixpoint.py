"""Spread over a cut: who is surely and who is possibly reached. Whole rounds while many change, one by one else.

Both sets only grow, so that every graph comes to an end, cycles included; the answer is the least fixpoint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from endgate.network.compiled import Array
from endgate.network.cut import Cut

_MANY = 400
"""Holdings of a round from which arrays are faster than single steps; measured on chains, ladders and random graphs."""

Decide = Callable[[int, Array, int, bool], bool]
"""Settles a slot by exact fractions: slot, rounds, round (members came before it), for possible owners or sure ones."""


Step = Callable[[list[int], int, list[int], list[int]], None]
"""One round of single steps: nodes due, round, nodes found, slots to ask exactly."""


@dataclass(frozen=True)
class Reached:
    """Round in which each node was surely, and possibly, reached; -1 is never, 0 a base person."""

    sure: Array
    possible: Array


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

    def __post_init__(self) -> None:
        self.exact = not self.cut.inexact[self.rest is not None]

    def spread(self, frontier: Array) -> None:
        """Grow until nothing changes: whole rounds while many holdings are due, single steps else."""
        number = int(self.rounds.max(initial=0)) + 1
        while len(frontier):
            if int(self.cut.degree[frontier].sum()) >= _MANY:
                frontier, number = self._round(frontier, number), number + 1
            else:
                due, number = self._steps(frontier.tolist(), number)
                frontier = np.array(due, np.int64)

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
        while due:
            holdings = 0
            for node in due:
                holdings += ptr[node + 1] - ptr[node]
            if holdings >= _MANY:
                break
            found: list[int] = []
            asked: list[int] = []
            step(due, number, found, asked)
            due = found + self._ask(asked, number) if asked else found
            number += 1
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


def reach(cut: Cut, base: Array, base_may: Array, decide: Decide) -> Reached:
    """Find everyone that the base persons reach together."""
    size = len(cut.need_low)
    sure = np.full(cut.graph.nodes, -1, np.int32)
    possible = sure.copy()
    sure[base] = 0
    low, high, gaps = (np.zeros(size, np.int64) for _ in range(3))
    _Set(cut, sure, cut.lo, low, cut.need_low, None, cut.slack_low, decide).spread(np.unique(base))
    possible[sure >= 0] = sure[sure >= 0]
    possible[base_may] = 0
    rest = _Rest(cut.gap, gaps, cut.need_rest)
    _Set(cut, possible, cut.hi, high, cut.need_high, rest, cut.slack_high, decide).spread(np.flatnonzero(possible >= 0))
    return Reached(sure, possible)


def links_of(ptr: Array, nodes: Array) -> Array:
    """The numbers of all holdings of these nodes."""
    begins, counts = ptr[nodes], ptr[nodes + 1] - ptr[nodes]
    if not counts.sum():
        return np.zeros(0, np.int64)
    ends = np.cumsum(counts)
    return np.repeat(begins - (ends - counts), counts) + np.arange(ends[-1])
