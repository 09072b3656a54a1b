"""The law as it stands on one day: each measure's version chosen, its conditions compiled to closures over a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from endgate.law.book import LawBook
from endgate.law.in_force import InForce, in_force
from endgate.law.model import Measure, Then
from endgate.law.reference import Groups
from endgate.law.trees import All, Any_, Atom, Node, Not, Tree
from endgate.terms.truth import Truth

FALSE, UNKNOWN, TRUE = 0, 1, 2
"""Kleene's order as numbers: AND is the least, OR the greatest, NOT turns them round."""

UNREAD = -1
"""In a row's memo: nobody has asked for this atom yet."""

TRUTHS = (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)
LEVELS = {Truth.FALSE: FALSE, Truth.UNKNOWN: UNKNOWN, Truth.TRUE: TRUE}

Closure = Callable[[Any], int]
"""Takes a row under evaluation: ``levels`` is its memo, ``level(atom number)`` reads what the memo lacks."""

PARTS = ("bound", "when", "knowledge")


@dataclass(frozen=True)
class Standing:
    """One measure on the day: in force or not, the trees of the version that speaks, and their closures."""

    measure: Measure
    in_force: InForce
    then: Then
    trees: dict[str, Node]
    closures: dict[str, Closure]
    steps: tuple[tuple[str, Closure], ...]
    force: int


class LawDay:
    """All measures on one day, as known on another. Compiled when first asked for and kept; safe to share."""

    def __init__(self, book: LawBook, as_of: date, known_as_of: date) -> None:
        self.book = book
        self.as_of = as_of
        self.known_as_of = known_as_of
        self.groups = Groups(book.reference.groups, as_of)
        self.atoms: list[Atom] = []
        self._numbers: dict[Atom, int] = {}
        # Hashing an atom costs more than evaluating it; the atom is kept beside its number so that no id recurs.
        self._by_identity: dict[int, tuple[int, Atom]] = {}
        self._standing: dict[str, Standing] = {}

    def standing(self, measure_id: str) -> Standing:
        """The measure on this day. Raises KeyError for an id that the book does not hold."""
        if measure_id not in self._standing:
            self._standing[measure_id] = self._stand(self.book.measure(measure_id))
        return self._standing[measure_id]

    def number(self, atom: Atom) -> int:
        """The number under which a row memoises this atom."""
        known = self._by_identity.get(id(atom))
        if known is not None:
            return known[0]
        if atom not in self._numbers:
            self._numbers[atom] = len(self.atoms)
            self.atoms.append(atom)
        number = self._numbers[atom]
        self._by_identity[id(atom)] = (number, atom)
        return number

    def _stand(self, measure: Measure) -> Standing:
        status = in_force(self.book, measure, self.as_of, self.known_as_of)
        trees = {name: tree.root for name in (*PARTS, "unless") if (tree := _part(measure, status, name)) is not None}
        then = _part(measure, status, "then")
        closures = {name: self.compile(node) for name, node in trees.items()}
        steps = tuple((name, closures[name]) for name in PARTS if name in closures)
        return Standing(measure, status, then, trees, closures, steps, LEVELS[status.truth])

    def compile(self, node: Node) -> Closure:
        """A closure that evaluates the tree over anything with ``level``."""
        if isinstance(node, Atom):
            number = self.number(node)
            return _atom(number)
        if isinstance(node, Not):
            inner = self.compile(node.of)
            return lambda row: 2 - inner(row)
        branches = tuple(self.compile(each) for each in node.of)
        return _conjunction(branches) if isinstance(node, All) else _disjunction(branches)


def _atom(number: int) -> Closure:
    def evaluate(row: Any) -> int:
        levels: list[int] = row.levels
        level = levels[number] if number < len(levels) else UNREAD
        return level if level != UNREAD else int(row.level(number))

    return evaluate


def _conjunction(branches: tuple[Closure, ...]) -> Closure:
    def evaluate(row: Any) -> int:
        result = TRUE
        for branch in branches:
            level = branch(row)
            if level == FALSE:
                return FALSE
            if level < result:
                result = level
        return result

    return evaluate


def _disjunction(branches: tuple[Closure, ...]) -> Closure:
    def evaluate(row: Any) -> int:
        result = FALSE
        for branch in branches:
            level = branch(row)
            if level == TRUE:
                return TRUE
            if level > result:
                result = level
        return result

    return evaluate


def _part(measure: Measure, status: InForce, name: str) -> Any:
    """The part of the version that speaks, else of the measure; a licence class may always be authorised."""
    value = getattr(measure, name)
    if status.version:
        overrides = measure.versions[status.version - 1].overrides
        own = None if overrides is None else getattr(overrides, name)
        value = value if own is None else own
    return _with_authorised(measure, status, value) if name == "unless" else value


def _with_authorised(measure: Measure, status: InForce, unless: Tree | None) -> Tree | None:
    then: Then = _part(measure, status, "then")
    if not then.outcome.asks_licence:
        return unless
    licence = Atom("authorised", (("authority", then.authority or "any"), ("scope", then.scope or measure.id)))
    if unless is None:
        return Tree(licence)
    return Tree(Any_((unless.root, licence)))
