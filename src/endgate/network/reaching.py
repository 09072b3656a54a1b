"""All parties that a set of base persons reaches in a compiled graph, under one regime on one day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from endgate.network.compile import pointers
from endgate.network.compiled import Array, Compiled
from endgate.network.cut import Cut, cut
from endgate.network.fixpoint import Reached, links_of, reach
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
        return bool(self.reached.sure[node] >= 0)

    def possible(self, node: int) -> bool:
        return bool(self.reached.possible[node] >= 0)


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
        for group in self.groups:
            rounds = group.reached.sure if sure else group.reached.possible
            found |= rounds > 0
            found[list(self._bases_reached(group, rounds, sure))] = True
            person = self.cut.person
            if person is not None:
                offices = np.flatnonzero(person != np.arange(len(person)))
                found[offices] = rounds[person[offices]] >= 0
        return np.flatnonzero(found)

    def _bases_reached(self, group: Group, rounds: Array, sure: bool) -> Iterator[int]:
        """Base persons that reached owners hold: they do not count as reached by being designated."""
        surely, asked = self.cut.held_among(rounds == 0, rounds >= 0, sure=sure)
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
        found = [(group, self.verdict(group, node)) for group in self.groups]
        return max(found, key=lambda each: _ORDER[each[1]], default=None)

    def verdict(self, group: Group, node: int) -> Verdict:
        """Ownership alone, by the sets that were found."""
        if group.reached.sure[node] > 0 or (group.sure(node) and self.verdict_in(group, node, sure=True)):
            return Verdict.MUST
        if group.reached.possible[node] > 0 or (group.possible(node) and self.verdict_in(group, node, sure=False)):
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
    sure, maybe = _persons(view, base), _persons(view, base_may)
    together = [sure | maybe]
    if not regime.aggregate:
        bound = [_persons(view, each) for each in joint]
        alone = _worth_a_run(view, ledger, (sure | maybe) - frozenset().union(*bound), asked)
        together = [*bound, *(frozenset({person}) for person in alone)]
    groups = tuple(_spread(view, ledger, each & sure, each - sure) for each in together if each)
    return Answer(view, ledger, groups)


def _worth_a_run(view: Cut, ledger: Ledger, base: frozenset[int], asked: int | None) -> list[int]:
    """The base persons that may reach somebody alone: those with a holding in what all of them together may reach.

    Where one party is asked about, only those above it. One remains in any case, to answer no.
    """
    if len(base) < 2:
        return sorted(base)
    together = _spread(view, ledger, base, frozenset()).reached.possible
    wanted = (together >= 0) if asked is None else (together >= 0) & above(view, asked)
    kept = [each for each in sorted(base) if wanted[view.held[view.ptr[each] : view.ptr[each + 1]]].any()]
    return kept or sorted(base)[:1]


def above(view: Cut, node: int) -> Array:
    """Mask of the node and of everybody that holds it, directly or through others."""
    found = np.zeros(view.graph.nodes, bool)
    found[node] = True
    holder = np.repeat(np.arange(view.graph.nodes, dtype=np.int32), view.degree)
    order = np.argsort(view.held, kind="stable")
    held_ptr = pointers(view.held, view.graph.nodes)
    level = np.array([node])
    while len(level):
        links = order[links_of(held_ptr, level)]
        more = np.unique(holder[links])
        level = more[~found[more]]
        found[level] = True
    return found


def _persons(view: Cut, nodes: Iterable[int]) -> frozenset[int]:
    return frozenset(nodes if view.person is None else (int(view.person[node]) for node in nodes))


def _spread(view: Cut, ledger: Ledger, base: frozenset[int], base_may: frozenset[int]) -> Group:
    nodes = view.graph.nodes

    def decide(slot: int, rounds: Array, number: int, possible: bool) -> bool:
        node, right = slot % nodes, view.regime.rights[slot // nodes]

        def member(each: int) -> bool:
            return bool(0 <= rounds[each] < number)

        low, high = bounds(node, ledger.stakes(node, right), member, member, bool(view.graph.complete[node]))
        return passes(view.regime, low, high, possible=possible)

    reached = reach(view, np.array(sorted(base), np.int64), np.array(sorted(base_may), np.int64), decide)
    return Group(base, base_may, reached)
