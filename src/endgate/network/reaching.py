"""All parties that a set of base persons reaches in a compiled graph, under one regime on one day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

import numpy as np

from endgate.network.compile import pointers
from endgate.network.compiled import Array, Compiled
from endgate.network.cut import Cut, cut, links_of
from endgate.network.fixpoint import Decide, Reached, Rounds, Spreader
from endgate.network.model import Regime, Verdict
from endgate.network.ownership import Bound
from endgate.network.stakes import Ledger, bounds, passes


@dataclass(frozen=True)
class Group:
    """One spread: all base persons together, or one alone where the regime never adds two persons' shares."""

    base: frozenset[int]
    base_may: frozenset[int]
    reached: Reached

    def sure(self, node: int) -> bool:
        return self.reached.sure.of(node) >= 0

    def possible(self, node: int) -> bool:
        return self.reached.possible.of(node) >= 0


@dataclass(frozen=True)
class Answer:
    """Who is reached under one regime on one day."""

    cut: Cut
    ledger: Ledger
    groups: tuple[Group, ...]

    def must(self) -> Array:
        """Nodes surely reached; a base person only when others reach it too."""
        return self._nodes(sure=True)

    def may(self) -> Array:
        """Nodes possibly and not surely reached."""
        return np.setdiff1d(self._nodes(sure=False), self.must(), assume_unique=True)

    def _nodes(self, *, sure: bool) -> Array:
        found = np.zeros(self.cut.graph.nodes, bool)
        person = self.cut.person
        offices = np.zeros(0, np.int64) if person is None else np.flatnonzero(person != np.arange(len(person)))
        headed = np.zeros(len(offices), bool)
        for group in self.groups:
            rounds = group.reached.sure if sure else group.reached.possible
            found[rounds.nodes[rounds.numbers > 0]] = True
            found[list(self._bases_reached(group, rounds, sure))] = True
            if person is not None:
                headed |= rounds.holds(person[offices])
        found[offices] = headed
        return np.flatnonzero(found)

    def _bases_reached(self, group: Group, rounds: Rounds, sure: bool) -> Iterator[int]:
        """Base persons that reached owners hold: they do not count as reached by being designated."""
        surely, asked = self.cut.held_among(rounds.nodes[rounds.numbers == 0], rounds.nodes, sure=sure)
        yield from surely.tolist()
        yield from (node for node in asked.tolist() if self.verdict_in(group, node, sure=sure))

    def verdict_in(self, group: Group, node: int, *, sure: bool) -> bool:
        return any(passes(self.cut.regime, *each, possible=not sure) for each in self.bounds(group, node))

    def bounds(self, group: Group, node: int) -> list[tuple[Bound, Bound]]:
        """Least and greatest share of reached owners, for each right of the regime."""
        complete = bool(self.cut.graph.complete[node])
        return [
            bounds(node, self.ledger.stakes(node, right), group.sure, group.possible, complete)
            for right in self.cut.regime.rights
        ]

    def best(self, node: int) -> tuple[Group, Verdict] | None:
        """The group that reaches a node most, with the verdict; None without any base person."""
        found = None
        for group in self.groups:
            verdict = self.verdict(group, node)
            if found is None or _ORDER[verdict] > _ORDER[found[1]]:
                found = group, verdict
            if verdict is Verdict.MUST:
                break
        return found

    def verdict(self, group: Group, node: int) -> Verdict:
        """Ownership alone, by the sets that were found."""
        came = group.reached.sure.of(node)
        if came > 0 or (came == 0 and self.verdict_in(group, node, sure=True)):
            return Verdict.MUST
        came = group.reached.possible.of(node)
        if came > 0 or (came == 0 and self.verdict_in(group, node, sure=False)):
            return Verdict.MAY
        return Verdict.NO


_ORDER = {Verdict.NO: 0, Verdict.MAY: 1, Verdict.MUST: 2}


def solve(
    graph: Compiled,
    regime: Regime,
    as_of: date,
    base: Collection[int],
    base_may: Collection[int] = (),
    joint: Sequence[Collection[int]] = (),
    asked: int | None = None,
) -> Answer:
    """Find all that is surely and possibly reached. Nodes count as their legal persons.

    ``joint`` names base persons whose shares are added where the regime adds those of joint arrangements only.
    ``asked`` is the only party that matters, where that is so: a regime that looks at one base person alone then leaves
    out all that are not above it.
    """
    view = cut(graph, regime, as_of)
    ledger = Ledger(graph, as_of, view.person)
    runs = _Runs(view, ledger, _persons(view, base), _persons(view, base_may))
    if regime.aggregate or len(base) + len(base_may) < 2:
        return Answer(view, ledger, runs.together())
    bound = [_persons(view, each) for each in joint]
    return Answer(view, ledger, runs.apart(bound) if asked is None else runs.upon(asked, bound))


class _Runs:
    """Spreads of base persons over one cut, all together or one by one."""

    def __init__(self, view: Cut, ledger: Ledger, sure: frozenset[int], maybe: frozenset[int]) -> None:
        self._view, self._sure, self._everybody = view, sure, sure | maybe
        self._spreader = Spreader(view, _exactly(view, ledger))

    def together(self) -> tuple[Group, ...]:
        return (self._run(self._everybody, last=True),) if self._everybody else ()

    def apart(self, joint: Sequence[frozenset[int]]) -> tuple[Group, ...]:
        """One group for each base person that reaches somebody and is not itself reached by an earlier one.

        Whoever reaches a base person reaches all that this one does, since the sets only grow with their base. Base
        persons come in a shuffled order, so that a row of them needs few runs whichever way it points.
        """
        covered = _Covered(self._view.graph.nodes)
        groups = [self._run(each) for each in joint if each]
        for group in groups:
            covered.add(group)
        for person in self._alone(joint, shuffled=True):
            certain = person in self._sure
            if covered.sure[person] or (not certain and covered.possible[person]):
                continue
            group = self._run(frozenset({person}), sure_only=bool(covered.possible[person]))
            covered.add(group)
            if len(group.reached.possible.nodes) > 1:
                groups.append(group)
        return tuple(groups) or self._nobody()

    def upon(self, asked: int, joint: Sequence[frozenset[int]]) -> tuple[Group, ...]:
        """The groups that matter to one party: base persons above it, nearest first, until one surely reaches it."""
        levels = above(self._view, asked)
        near = sorted((each for each in self._alone(joint) if levels[each] >= 0), key=lambda each: (levels[each], each))
        groups: list[Group] = []
        for each in [*joint, *(frozenset({person}) for person in near)]:
            if each:
                groups.append(self._run(each))
                if groups[-1].reached.sure.of(asked) > 0:
                    break
        return tuple(groups) or self._nobody()

    def _alone(self, joint: Sequence[frozenset[int]], *, shuffled: bool = False) -> list[int]:
        left = sorted(self._everybody.difference(*joint))
        if shuffled:
            Random(len(left)).shuffle(left)
        return left

    def _nobody(self) -> tuple[Group, ...]:
        """One group remains in any case, to answer no."""
        return (self._run(frozenset({min(self._everybody)})),) if self._everybody else ()

    def _run(self, persons: frozenset[int], *, last: bool = False, sure_only: bool = False) -> Group:
        base, maybe = persons & self._sure, persons - self._sure
        arrays = (np.array(sorted(each), np.int64) for each in (base, maybe))
        return Group(base, maybe, self._spreader.reach(*arrays, last=last, sure_only=sure_only))


def _exactly(view: Cut, ledger: Ledger) -> Decide:
    """Settles a slot by exact fractions."""
    nodes, regime = view.graph.nodes, view.regime

    def decide(slot: int, rounds: Array, number: int, possible: bool) -> bool:
        node, right = slot % nodes, regime.rights[slot // nodes]

        def member(each: int) -> bool:
            return bool(0 <= rounds[each] < number)

        low, high = bounds(node, ledger.stakes(node, right), member, member, bool(view.graph.complete[node]))
        return passes(regime, low, high, possible=possible)

    return decide


class _Covered:
    """Who was reached so far."""

    def __init__(self, nodes: int) -> None:
        self.sure, self.possible = np.zeros(nodes, bool), np.zeros(nodes, bool)

    def add(self, group: Group) -> None:
        self.sure[group.reached.sure.nodes] = True
        self.possible[group.reached.possible.nodes] = True


def above(view: Cut, node: int) -> Array:
    """Steps from everybody that holds the node, directly or through others, down to it; -1 for all others."""
    levels = np.full(view.graph.nodes, -1, np.int32)
    levels[node] = 0
    holder = np.repeat(np.arange(view.graph.nodes, dtype=np.int32), view.degree)
    order = np.argsort(view.held, kind="stable")
    held_ptr = pointers(view.held, view.graph.nodes)
    level, step = np.array([node]), 0
    while len(level):
        step += 1
        more = np.unique(holder[order[links_of(held_ptr, level)]])
        level = more[levels[more] < 0]
        levels[level] = step
    return levels


def _persons(view: Cut, nodes: Iterable[int]) -> frozenset[int]:
    return frozenset(nodes if view.person is None else (int(view.person[node]) for node in nodes))
