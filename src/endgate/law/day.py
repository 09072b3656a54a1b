"""The law as it stands on one day: each measure's version chosen, its conditions numbered among the day's trees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from endgate.law.book import LawBook
from endgate.law.forest import Forest
from endgate.law.in_force import InForce, in_force
from endgate.law.index import Plan
from endgate.law.levels import FALSE, LEVELS
from endgate.law.model import Binds, Measure, State, Then
from endgate.law.opening import Judgement
from endgate.law.quick import Ground
from endgate.law.reference import Groups
from endgate.law.scene import Reading
from endgate.law.trees import All, Any_, Atom, Node, Tree

PARTS = ("bound", "when", "knowledge")


@dataclass(frozen=True, slots=True)
class Standing:
    """One measure on the day: in force or not, the trees of the version that speaks, and their numbers.

    ``condition`` is bound, when and knowledge in one: all that must be true for the measure to bite. A ``silent`` one
    says the same of every row: it is not in force, or suspended.
    """

    measure: Measure
    in_force: InForce
    then: Then
    trees: dict[str, Node]
    numbers: dict[str, int]
    condition: int
    force: int
    silent: bool


class LawDay:
    """All measures on one day, as known on another. Compiled when first asked for and kept; safe to share."""

    def __init__(self, book: LawBook, as_of: date, known_as_of: date) -> None:
        self.book = book
        self.as_of = as_of
        self.known_as_of = known_as_of
        self.groups = Groups(book.reference.groups, as_of)
        self.forest = Forest(Ground(as_of, known_as_of, book.reference, self.groups))
        self.standings = _Standings(self)
        self._plans: dict[tuple[Binds, frozenset[str]], Plan] = {}
        self.embargoes: dict[tuple[tuple[str, ...], str, tuple[str, ...]], Reading] = {}
        self.at_rest: dict[str, Judgement] = {}
        """By id of measure the judgement that it does not bite, the same for every row where nothing is assumed."""
        self.unions: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._offices: dict[str, frozenset[str]] = {}

    def standing(self, measure_id: str) -> Standing:
        """The measure on this day. Raises KeyError for an id that the book does not hold."""
        return self.standings[measure_id]

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

    def stand(self, measure: Measure) -> Standing:
        """The measure on this day, worked out anew."""
        status = in_force(self.book, measure, self.as_of, self.known_as_of)
        trees = {name: tree.root for name in (*PARTS, "unless") if (tree := _part(measure, status, name)) is not None}
        numbers = {name: self.forest.number(node) for name, node in trees.items()}
        condition = self.forest.number(All(tuple(trees[name] for name in PARTS if name in trees)))
        then = _part(measure, status, "then")
        force = LEVELS[status.truth]
        silent = force == FALSE or status.suspended
        found = Standing(measure, status, then, trees, numbers, condition, force, silent)
        self.at_rest[measure.id] = Judgement(found, _at_rest(found))
        return found


class _Standings(dict[str, Standing]):
    """The measures of a day by id, each worked out when first asked for."""

    __slots__ = ("_day",)

    def __init__(self, day: LawDay) -> None:
        super().__init__()
        self._day = day

    def __missing__(self, measure_id: str) -> Standing:
        found = self[measure_id] = self._day.stand(self._day.book.measure(measure_id))
        return found


def _at_rest(standing: Standing) -> State:
    if standing.silent:
        return State.SUSPENDED if standing.in_force.suspended else State.NOT_IN_FORCE
    return State.NO


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
