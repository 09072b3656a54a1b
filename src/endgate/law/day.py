"""The law as it stands on one day: each measure's version chosen, its conditions compiled to closures over a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count
from operator import itemgetter
from typing import Any

from endgate.law.book import LawBook
from endgate.law.in_force import InForce, in_force
from endgate.law.index import Plan
from endgate.law.levels import FALSE, LEVELS, TRUE, Closure
from endgate.law.model import Binds, Measure, Then
from endgate.law.predicates import PREDICATES, Predicate
from endgate.law.quick import Ground, Quick, quick_level
from endgate.law.reference import Groups
from endgate.law.scene import Reading
from endgate.law.trees import All, Any_, Atom, Node, Not, Tree

PARTS = ("bound", "when", "knowledge")

Shape = Any
"""A tree for finding what keeps it open: the number of an atom, or a closure with the shapes below it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One measure on the day: in force or not, the trees of the version that speaks, and their closures.

    ``condition`` is bound, when and knowledge in one: all that must be true for the measure to bite.
    """

    measure: Measure
    in_force: InForce
    then: Then
    trees: dict[str, Node]
    closures: dict[str, Closure]
    shapes: dict[str, Shape]
    steps: tuple[tuple[str, Closure], ...]
    condition: Closure
    force: int

    @property
    def silent(self) -> bool:
        """Does it say the same of every row: not in force, or suspended?"""
        return self.force == FALSE or self.in_force.suspended


class LawDay:
    """All measures on one day, as known on another. Compiled when first asked for and kept; safe to share."""

    def __init__(self, book: LawBook, as_of: date, known_as_of: date) -> None:
        self.book = book
        self.as_of = as_of
        self.known_as_of = known_as_of
        self.groups = Groups(book.reference.groups, as_of)
        self.atoms: list[Atom] = []
        self.quick: list[Quick | None] = []
        self._ground = Ground(as_of, known_as_of, book.reference, self.groups)
        self._numbers: dict[Atom, int] = {}
        # Hashing an atom costs more than evaluating it; the atom is kept beside its number so that no id recurs.
        self._by_identity: dict[int, tuple[int, Atom]] = {}
        self._nodes: dict[Node, Node] = {}
        self._closures: dict[int, tuple[Node, Closure]] = {}
        self._standing: dict[str, Standing] = {}
        self._plans: dict[tuple[Binds, frozenset[str]], Plan] = {}
        self.calls: list[tuple[Predicate, dict[str, Any]]] = []
        self.keys = count()
        self.embargoes: dict[tuple[tuple[str, ...], str, tuple[str, ...]], Reading] = {}
        self.makers: dict[tuple[str, int], Any] = {}
        self.sketches: dict[str, Any] = {}
        self.unions: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._offices: dict[str, frozenset[str]] = {}

    def standing(self, measure_id: str) -> Standing:
        """The measure on this day. Raises KeyError for an id that the book does not hold."""
        found = self._standing.get(measure_id)
        if found is None:
            found = self._standing[measure_id] = self._stand(self.book.measure(measure_id))
        return found

    def plan(self, kind: Binds, jurisdictions: frozenset[str]) -> Plan:
        """The measures of those jurisdictions that bind such an actor, indexed by what rules them out."""
        key = (kind, jurisdictions)
        if key not in self._plans:
            ids = self.book.binding(kind, jurisdictions)
            self._plans[key] = Plan(self, [self.standing(each) for each in ids])
        return self._plans[key]

    def offices(self, authority: str) -> frozenset[str]:
        """The authority and every one that acts as it."""
        if authority not in self._offices:
            self._offices[authority] = frozenset(self.book.reference.acting_as(authority))
        return self._offices[authority]

    def number(self, atom: Atom) -> int:
        """The number under which a row memoises this atom."""
        known = self._by_identity.get(id(atom))
        if known is not None:
            return known[0]
        if atom not in self._numbers:
            self._numbers[atom] = len(self.atoms)
            self.atoms.append(atom)
            self.calls.append((PREDICATES[atom.predicate], dict(atom.args)))
            self.quick.append(quick_level(atom, self._ground))
        number = self._numbers[atom]
        self._by_identity[id(atom)] = (number, atom)
        return number

    def _stand(self, measure: Measure) -> Standing:
        status = in_force(self.book, measure, self.as_of, self.known_as_of)
        trees = {name: tree.root for name in (*PARTS, "unless") if (tree := _part(measure, status, name)) is not None}
        trees = {name: self._shared(node) for name, node in trees.items()}
        then = _part(measure, status, "then")
        closures = {name: self.closure(node) for name, node in trees.items()}
        shapes = {name: self._shape(node) for name, node in trees.items()}
        steps = tuple((name, closures[name]) for name in PARTS if name in closures)
        condition = self.compile(All(tuple(trees[name] for name, _ in steps)))
        return Standing(measure, status, then, trees, closures, shapes, steps, condition, LEVELS[status.truth])

    def _shared(self, node: Node) -> Node:
        """The one node of the day that equals this one, so that a row reads and traces what measures share once."""
        known = self._nodes.get(node)
        if known is None:
            known = node
            if isinstance(node, Not):
                known = Not(self._shared(node.of))
            elif not isinstance(node, Atom):
                known = type(node)(tuple(self._shared(each) for each in node.of))
            self._nodes[node] = known
        return known

    def _shape(self, node: Node) -> Shape:
        if isinstance(node, Atom):
            return self.number(node)
        below = (node.of,) if isinstance(node, Not) else node.of
        return (self.closure(node), tuple(self._shape(each) for each in below))

    def closure(self, node: Node) -> Closure:
        """The closure of a node of this day's trees, compiled once."""
        known = self._closures.get(id(node))
        if known is None:
            known = self._closures[id(node)] = (node, self.compile(node))  # the node is kept, so its id stays its own
        return known[1]

    def compile(self, node: Node) -> Closure:
        """A closure that evaluates the tree over the levels of a row."""
        if isinstance(node, Atom):
            closure: Closure = itemgetter(self.number(node))
            return closure
        if isinstance(node, Not):
            inner = self.closure(node.of)
            return lambda levels: 2 - inner(levels)
        below = _flat(node)
        numbers = dict.fromkeys(self.number(each) for each in below if isinstance(each, Atom))
        # What is cheap to read may settle the tree before the rest is asked for; the truth is the same in any order.
        atoms = tuple(sorted(numbers, key=lambda number: self.quick[number] is None))
        branches = tuple(self.closure(each) for each in below if not isinstance(each, Atom))
        return _conjunction(atoms, branches) if isinstance(node, All) else _disjunction(atoms, branches)


def _flat(node: All | Any_) -> list[Node]:
    """The branches of a node, those of a branch of its own kind in its place."""
    result: list[Node] = []
    for each in node.of:
        result += _flat(each) if isinstance(each, All | Any_) and type(each) is type(node) else [each]
    return result


def _conjunction(atoms: tuple[int, ...], branches: tuple[Closure, ...]) -> Closure:
    def evaluate(levels: Any) -> int:
        result = TRUE
        for number in atoms:
            level: int = levels[number]
            if level < result:
                if level == FALSE:
                    return FALSE
                result = level
        for branch in branches:
            level = branch(levels)
            if level < result:
                if level == FALSE:
                    return FALSE
                result = level
        return result

    return evaluate


def _disjunction(atoms: tuple[int, ...], branches: tuple[Closure, ...]) -> Closure:
    def evaluate(levels: Any) -> int:
        result = FALSE
        for number in atoms:
            level: int = levels[number]
            if level > result:
                if level == TRUE:
                    return TRUE
                result = level
        for branch in branches:
            level = branch(levels)
            if level > result:
                if level == TRUE:
                    return TRUE
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
