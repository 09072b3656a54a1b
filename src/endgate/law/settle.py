"""The smallest sets of answers that turn an open measure into NO or into APPLIES."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from endgate.law.day import PARTS
from endgate.law.evaluate import RowLaw
from endgate.law.levels import FALSE, TRUE, UNKNOWN
from endgate.law.opening import Judgement, Leaf
from endgate.law.trees import All, Atom, Node, Not
from endgate.terms.truth import Truth

Answers = frozenset[tuple[str, bool]]
"""Leaves by their whole text, so that two atoms which look alike when cut short stay two."""

EXACT_LEAVES = 8
"""Up to so many unknown leaves every minimal set is found; above, only the smallest are carried on."""

_CARRIED = 24
_SHOWN = 8


@dataclass(frozen=True)
class SettledBy:
    """Minimal sets of answers (``leaf = yes``), smallest first."""

    no: tuple[tuple[str, ...], ...] = ()
    applies: tuple[tuple[str, ...], ...] = ()

    def to_json(self) -> dict[str, list[list[str]]]:
        return {"NO": [list(each) for each in self.no], "APPLIES": [list(each) for each in self.applies]}


def settled_by(row: RowLaw, judged: Judgement) -> SettledBy:
    """Which answers would settle an open measure."""
    search = _Search(row, exact=len(judged.numbers) <= EXACT_LEAVES)
    trees = judged.standing.trees
    needed: list[Node] = [trees[name] for name in PARTS if name in trees]
    force = judged.standing.in_force.truth
    unsure = frozenset({("it is in force on that day", False)})
    no = search.union([search.sets(node, False) for node in needed] + ([[unsure]] if force is Truth.UNKNOWN else []))
    wanted = [search.sets(node, True) for node in needed]
    if "unless" in trees:
        wanted.append(search.sets(trees["unless"], False))
    if force is Truth.UNKNOWN:
        wanted.append([frozenset({("it is in force on that day", True)})])
    return SettledBy(search.texts(no), search.texts(search.cross(wanted)))


class _Search:
    def __init__(self, row: RowLaw, *, exact: bool) -> None:
        self.row = row
        self.exact = exact
        self._shown: dict[str, str] = {}

    def sets(self, node: Node, wanted: bool) -> list[Answers]:
        """Minimal sets of answers under which the node becomes ``wanted``; none when it cannot."""
        if isinstance(node, Atom):
            return self._of_atom(node, wanted)
        if isinstance(node, Not):
            return self.sets(node.of, not wanted)
        branches = [self.sets(each, wanted) for each in node.of]
        return self.cross(branches) if isinstance(node, All) is wanted else self.union(branches)

    def _of_atom(self, atom: Atom, wanted: bool) -> list[Answers]:
        level = self.row.levels[self.row.day.forest.number(atom)]
        if level == UNKNOWN:
            leaf = Leaf(atom, self.row.read(atom))
            name = leaf.label if leaf.reading.stated_leaves else atom.text()
            self._shown[name] = leaf.label
            return [frozenset({(name, wanted)})]
        return [frozenset()] if level == (TRUE if wanted else FALSE) else []

    def union(self, branches: Iterable[list[Answers]]) -> list[Answers]:
        return self._minimal([each for branch in branches for each in branch])

    def cross(self, branches: Iterable[list[Answers]]) -> list[Answers]:
        result: list[Answers] = [frozenset()]
        for branch in branches:
            joined = [first | second for first, second in product(result, branch)]
            result = self._minimal([each for each in joined if _consistent(each)])
        return result

    def _minimal(self, sets: list[Answers]) -> list[Answers]:
        kept: list[Answers] = []
        for each in sorted(set(sets), key=lambda answers: (len(answers), sorted(answers))):
            if not any(smaller <= each for smaller in kept):
                kept.append(each)
        return kept if self.exact else kept[:_CARRIED]

    def texts(self, sets: list[Answers]) -> tuple[tuple[str, ...], ...]:
        """The first of the sets, for people."""
        return tuple(
            tuple(f"{self._shown.get(leaf, leaf)} = {'yes' if yes else 'no'}" for leaf, yes in sorted(each))
            for each in sets[:_SHOWN]
        )


def _consistent(answers: Answers) -> bool:
    return len({leaf for leaf, _ in answers}) == len(answers)
