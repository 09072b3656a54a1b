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


@dataclass
class _Set:
    """One growing set with the sums of what its members hold, by slot. ``tests`` are values, sums and needs."""

    cut: Cut
    rounds: Array
    tests: tuple[tuple[Array, Array, Array], ...]
    slack: Array
    above: bool
    decide: Decide

    def __post_init__(self) -> None:
        self.exact = not self.slack.any()

    def spread(self, frontier: Array) -> None:
        """Grow until nothing changes: whole rounds while many holdings are due, single steps else."""
        number = int(self.rounds.max(initial=0)) + 1
        degree = np.diff(self.cut.ptr)
        while len(frontier):
            if int(degree[frontier].sum()) >= _MANY:
                frontier, number = self._round(frontier, number), number + 1
            else:
                due, number = self._steps(frontier.tolist(), number)
                frontier = np.array(due, np.int64)

    def _round(self, frontier: Array, number: int) -> Array:
        links = _links_of(self.cut.ptr, frontier)
        links = links[self.rounds[self.cut.held[links]] < 0]
        slots = self.cut.slot[links]
        passed = np.ones(len(slots), bool)
        for values, sums, _ in self.tests:
            np.add.at(sums, slots, values[links])
        near = np.zeros(len(slots), bool)
        for _, sums, need in self.tests:
            over = sums[slots] - need[slots]
            slack = self.slack[slots]
            passed &= over >= 0
            near |= (over < slack) if self.above else (over < 0) & (over >= -slack)
        chosen = np.zeros(len(self.rounds), bool)
        if self.exact:
            chosen[self.cut.held[links][passed]] = True
        else:
            self._choose(chosen, links, passed, near, number)
        found = np.flatnonzero(chosen)
        self.rounds[found] = number
        return found

    def _choose(self, chosen: Array, links: Array, passed: Array, near: Array, number: int) -> None:
        sure = passed & ~near if self.above else passed
        chosen[self.cut.held[links][sure]] = True
        asked = (passed & near) if self.above else (near & ~passed)
        for slot in np.unique(self.cut.slot[links[asked]]).tolist():
            chosen[slot % len(chosen)] |= self.decide(slot, self.rounds, number, self.above)

    def _steps(self, due: list[int], number: int) -> tuple[list[int], int]:
        """Go on round by round while few holdings are due."""
        ptr = self.cut.ptr.data
        step = self._both() if len(self.tests) == 2 else self._one()
        while due and sum(ptr[node + 1] - ptr[node] for node in due) < _MANY:
            found: list[int] = []
            asked: list[int] = []
            step(due, number, found, asked)
            due, number = found + self._ask(asked, number), number + 1
        return due, number

    def _one(self) -> Step:
        (values, sums, need) = self.tests[0]
        ptr, held, slots, rounds, slack = self._views()
        value, total, bar = (each.data for each in (values, sums, need))
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

    def _both(self) -> Step:
        (hi, highs, need), (lo, rests, room) = self.tests
        ptr, held, slots, rounds, slack = self._views()
        value, total, bar = (each.data for each in (hi, highs, need))
        other, rest, place = (each.data for each in (lo, rests, room))
        exact = self.exact

        def step(due: list[int], number: int, found: list[int], asked: list[int]) -> None:
            for node in due:
                for link in range(ptr[node], ptr[node + 1]):
                    target = held[link]
                    if rounds[target] >= 0:
                        continue
                    slot = slots[link]
                    total[slot] = high = total[slot] + value[link]
                    rest[slot] = left = rest[slot] + other[link]
                    if high < bar[slot] or left < place[slot]:
                        continue
                    if exact or min(high - bar[slot], left - place[slot]) >= slack[slot]:
                        rounds[target] = number
                        found.append(target)
                    else:
                        asked.append(slot)

        return step

    def _views(self) -> tuple[memoryview, ...]:
        arrays = (self.cut.ptr, self.cut.held, self.cut.slot, self.rounds, self.slack)
        return tuple(each.data for each in arrays)

    def _ask(self, slots: Iterable[int], number: int) -> list[int]:
        found = []
        for slot in dict.fromkeys(slots):
            node = slot % len(self.rounds)
            if self.rounds[node] < 0 and self.decide(slot, self.rounds, number, self.above):
                self.rounds[node] = number
                found.append(node)
        return found


def reach(cut: Cut, base: Array, base_may: Array, decide: Decide) -> Reached:
    """Find everyone that the base persons reach together."""
    size = len(cut.need_low)
    sure = np.full(cut.graph.nodes, -1, np.int32)
    possible = sure.copy()
    sure[base] = 0
    low, high, rest = (np.zeros(size, np.int64) for _ in range(3))
    _Set(cut, sure, ((cut.lo, low, cut.need_low),), cut.slack_low, False, decide).spread(np.unique(base))
    possible[sure >= 0] = sure[sure >= 0]
    possible[base_may] = 0
    tests = ((cut.hi, high, cut.need_high), (cut.lo, rest, cut.need_rest))
    _Set(cut, possible, tests, cut.slack_high, True, decide).spread(np.flatnonzero(possible >= 0))
    return Reached(sure, possible)


def _links_of(ptr: Array, nodes: Array) -> Array:
    """The numbers of all holdings of these nodes."""
    begins, counts = ptr[nodes], ptr[nodes + 1] - ptr[nodes]
    if not counts.sum():
        return np.zeros(0, np.int64)
    ends = np.cumsum(counts)
    return np.repeat(begins - (ends - counts), counts) + np.arange(ends[-1])
