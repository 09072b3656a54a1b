"""Judges one row under the law of one day: each measure's state, its open leaves, whether they are live, its trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple, TypeVar

from endgate.law.day import PARTS, LawDay, Shape, Standing
from endgate.law.facts import Cause, Fact, FactRow, ListStatus, Unknown
from endgate.law.levels import FALSE, LEVELS, TRUE, UNKNOWN
from endgate.law.model import State
from endgate.law.scene import Reading, Scene
from endgate.law.signature import SIGNATURES, Cost
from endgate.law.trees import All, Atom, Node, Not, atoms_of
from endgate.terms.truth import Truth

T = TypeVar("T")

COUNTED = ("text_checked", "approved")
"""Review states that count unless a policy says otherwise."""

_KNOWLEDGE = frozenset({"knows", "informed", "state_determined"})
_CLASSIFICATION = frozenset({"item_on", "item_matches", "contains_listed", "list_requires"})
_CONTENT = frozenset({"origin_in", "content_gt", "direct_product_of", "in_scope"})
_MAY_BE_QUIET = _KNOWLEDGE | _CLASSIFICATION | _CONTENT
_PLACES = frozenset({"destination_in", "buyer_country_in", "for_use_in", "party_in"})
_UNHELD = frozenset({Cause.NOT_HELD, Cause.PARTIAL})


@dataclass(frozen=True)
class Policy:
    """Which review states count, and which open leaves of knowledge the caller settles by assumption."""

    count: tuple[str, ...] = COUNTED
    assume: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Leaf:
    """One unknown atom of an open measure."""

    atom: Atom
    reading: Reading

    @property
    def label(self) -> str:
        """What must be answered, for people."""
        return "; ".join(self.reading.leaves) if self.reading.stated_leaves else self.atom.short()


class Quietness(IntEnum):
    """What an open leaf asks for (section 4 of the specification).

    QUIET is a statement or a classification; UNHELD a check against a list that we do not hold, quiet in a measure
    that names no place while nothing raises the item. SCOPE is content or origin that nobody stated: quiet beside a
    quiet leaf, without which the measure cannot bite. A chair of unstated US content is not held for that; an item
    that some list raises is (decision 0006).
    """

    LIVE = 0
    QUIET = 1
    UNHELD = 2
    SCOPE = 3


class Opening(NamedTuple):
    """The unknown atoms that keep a measure open, by number; read in words only when somebody asks."""

    row: RowLaw
    standing: Standing
    numbers: tuple[int, ...]

    def leaves(self) -> tuple[Leaf, ...]:
        """Every one of them, in the order of the tree."""
        atoms = self.row.day.atoms
        return tuple(Leaf(atoms[number], self.row.reading(number)) for number in self.numbers)

    def quiet(self) -> tuple[Leaf, ...]:
        """Those that only ask for a statement or a check."""
        return tuple(leaf for leaf, number in zip(self.leaves(), self.numbers, strict=True) if self._is_quiet(number))

    def _is_quiet(self, number: int) -> bool:
        kind = self.row.quietness[number]
        return kind == Quietness.QUIET or (kind == Quietness.UNHELD and self.row.nothing_raised(self.standing))

    def live(self) -> bool:
        """Is some leaf more than a statement or a check away, or is the measure's being in force all that is open?"""
        if self.standing.force == UNKNOWN and not self.numbers:
            return True
        quiet = scope = False
        for number in self.numbers:
            if self._is_quiet(number):
                quiet = True
            elif self.row.quietness[number] == Quietness.SCOPE:
                scope = True
            else:
                return True
        return scope and not quiet


class Judgement(NamedTuple):
    """A measure's state on one row. ``live`` says that an open one waits for more than a statement or a check."""

    standing: Standing
    state: State
    parts: Mapping[str, int]
    opening: Opening | None = None
    live: bool = False
    defeated_by: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    assumed: bool = False

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The unknown atoms of an open measure."""
        return () if self.opening is None else self.opening.leaves()

    @property
    def quiet(self) -> tuple[Leaf, ...]:
        """Those of the leaves that only ask for a statement or a check."""
        return () if self.opening is None else self.opening.quiet()

    @property
    def counts_as_bound(self) -> bool:
        return self.parts.get("bound", TRUE) != FALSE


class Remembered(dict[int, T]):
    """What a row says of its atoms by number; each is read when first asked for."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[int], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, number: int) -> T:
        found = self[number] = self._read(number)
        return found


class RowLaw:
    """One row under the law of one day. Every atom is read at most once, every measure judged at most once."""

    def __init__(self, day: LawDay, row: FactRow, policy: Policy) -> None:
        self.day = day
        self.row = row
        self.policy = policy
        self._readings: dict[int, Reading] = {}
        self.levels = Remembered(self.read_level)
        self.quietness = Remembered(self.read_quietness)
        self._judged: dict[str, Judgement] = {}
        self._running: set[str] = set()

    @cached_property
    def scene(self) -> Scene:
        """What predicates see."""
        day = self.day
        reference, groups, assume = day.book.reference, day.groups, self.policy.assume
        return Scene(self.row, day.as_of, day.known_as_of, reference, groups, self._in_scope, self._embargo, assume)

    def level(self, number: int) -> int:
        """Kleene level of an atom on this row."""
        return self.levels[number]

    def read_level(self, number: int) -> int:
        """The same, not from memory: the quick way where there is one and it can tell."""
        quick = self.day.quick[number]
        level = None if quick is None else quick(self.row)
        if level is None or (level == UNKNOWN and self.policy.assume):
            return LEVELS[self.reading(number).truth]
        return level

    def reading(self, number: int) -> Reading:
        """What the atom of that number reads on this row."""
        found = self._readings.get(number)
        if found is None:
            predicate, args = self.day.calls[number]
            found = self._readings[number] = predicate(self.scene, args)
        return found

    def read(self, atom: Atom) -> Reading:
        return self.reading(self.day.number(atom))

    def counts(self, measure_id: str) -> bool:
        """Does the measure's review state count under the policy?"""
        return self.day.standing(measure_id).measure.review.status in self.policy.count

    def judge(self, measure_id: str) -> Judgement:
        """The measure's state on this row."""
        found = self._judged.get(measure_id)
        if found is None:
            found = self._judged[measure_id] = self._judge(self.day.standing(measure_id))
        return found

    def _judge(self, standing: Standing) -> Judgement:
        status = standing.in_force
        if status.suspended:
            return Judgement(standing, State.SUSPENDED, {})
        truth = standing.force
        if truth == FALSE:
            return Judgement(standing, State.NOT_IN_FORCE, {})
        parts: dict[str, int] = {}
        levels = self.levels
        for name, closure in standing.steps:
            level = parts[name] = closure(levels)
            if level < truth:
                truth = level
                if level == FALSE:  # what comes after cannot change it; a trace reads it all the same
                    no = Judgement(standing, State.NO, parts)
                    return no._replace(assumed=self._assumed(standing)) if self.policy.assume else no
        return self._true(standing, parts) if truth == TRUE else self._open(standing, parts, PARTS)

    def _true(self, standing: Standing, parts: dict[str, int]) -> Judgement:
        unless = standing.closures.get("unless")
        exempt = FALSE if unless is None else unless(self.levels)
        if exempt == TRUE:
            return self._exempt(standing, parts | {"unless": exempt})
        defeated = self._yields(standing)
        if defeated:
            return Judgement(standing, State.DEFEATED, parts | {"unless": exempt}, defeated_by=defeated)
        if exempt == UNKNOWN:
            return self._open(standing, parts | {"unless": exempt}, ("unless",))
        return Judgement(standing, State.APPLIES, parts | {"unless": exempt}, assumed=self._assumed(standing))

    def _exempt(self, standing: Standing, parts: dict[str, int]) -> Judgement:
        readings = [self.read(atom) for atom in atoms_of(standing.trees["unless"]) if atom.predicate == "authorised"]
        used = [reading for reading in readings if reading.truth is Truth.TRUE]
        conditions = tuple(dict.fromkeys(condition for reading in used for condition in reading.conditions))
        by = tuple(dict.fromkeys(f"authorised: {reading.got}" for reading in used)) or ("unless",)
        return Judgement(standing, State.DEFEATED, parts, defeated_by=by, conditions=conditions)

    def _yields(self, standing: Standing) -> tuple[str, ...]:
        """Targets whose state is the one named. What counts never yields to what runs in shadow."""
        measure = standing.measure
        if not measure.yields_to or measure.id in self._running:
            return ()
        self._running.add(measure.id)
        try:
            return tuple(
                each.measure
                for each in measure.yields_to
                if each.measure in self.day.book
                and (self.counts(each.measure) or not self.counts(measure.id))
                and self._is_in_state(each.measure, each.on.upper())
            )
        finally:
            self._running.discard(measure.id)

    def _is_in_state(self, measure_id: str, wanted: str) -> bool:
        if wanted == "IN_FORCE":
            status = self.day.standing(measure_id).in_force
            return status.truth is Truth.TRUE and not status.suspended
        return self.judge(measure_id).state == wanted

    def _open(self, standing: Standing, parts: dict[str, int], names: Iterable[str]) -> Judgement:
        found: dict[int, None] = {}
        for name in names:
            if parts.get(name) == UNKNOWN:
                self._collect(standing.shapes[name], found)
        opening = Opening(self, standing, tuple(found))
        return Judgement(standing, State.OPEN, parts, opening, opening.live(), assumed=self._assumed(standing))

    def _collect(self, shape: Shape, found: dict[int, None]) -> None:
        """The unknown atoms that keep an unknown tree unknown, by number."""
        if shape.__class__ is int:
            if self.levels[shape] == UNKNOWN:
                found[shape] = None
            return
        closure, below = shape
        if closure(self.levels) == UNKNOWN:
            for each in below:
                self._collect(each, found)

    def value(self, node: Node) -> int:
        """The level of any node on this row, all branches seen (the naive way, for traces)."""
        if isinstance(node, Atom):
            return self.level(self.day.number(node))
        if isinstance(node, Not):
            return 2 - self.value(node.of)
        levels = [self.value(each) for each in node.of]
        return min(levels, default=TRUE) if isinstance(node, All) else max(levels, default=FALSE)

    def _assumed(self, standing: Standing) -> bool:
        if not self.policy.assume:
            return False
        return any(self.read(atom).assumed for node in standing.trees.values() for atom in atoms_of(node))

    def read_quietness(self, number: int) -> Quietness:
        """What an unknown atom asks for."""
        name = self.day.atoms[number].predicate
        if name not in _MAY_BE_QUIET:
            return Quietness.LIVE
        reading = self.reading(number)
        unstated = reading.cause is Cause.NOT_STATED
        if name in _KNOWLEDGE:
            return Quietness.QUIET if unstated and not reading.in_play else Quietness.LIVE
        if name in _CONTENT:
            return Quietness.SCOPE if unstated else Quietness.LIVE
        if unstated:
            return Quietness.QUIET
        return Quietness.UNHELD if reading.cause in _UNHELD else Quietness.LIVE

    def nothing_raised(self, standing: Standing) -> bool:
        """Does the measure name no place of this deal, and no list that is held raise the item?"""
        return not self._names_place(standing) and not self._raised()

    def _names_place(self, standing: Standing) -> bool:
        """Does the measure itself name this destination (or user, or buyer)?"""
        nodes = [standing.trees[part] for part in ("bound", "when") if part in standing.trees]
        named = [atom for node in nodes for atom in _positive(node, True) if atom.predicate in _PLACES]
        return any(self.read(atom).truth is not Truth.FALSE for atom in named)

    def _raised(self) -> bool:
        """Is the item raised by some list that is held?"""
        near = self.row.get("item_near_miss.programmes")
        if isinstance(near, Unknown) or near.value:
            return True
        return any(
            value.value is ListStatus.LISTED if isinstance(value, Fact) else value.cause is Cause.UNDETERMINED
            for _, value in self.row.under("item_on")
        )

    def _in_scope(self, measure_id: str) -> Reading:
        if measure_id in self._running or measure_id not in self.day.book:
            return Reading(Truth.UNKNOWN, cause=Cause.UNDETERMINED, leaves=(f"scope of {measure_id}",))
        self._running.add(measure_id)
        try:
            judged = self.judge(measure_id)
        finally:
            self._running.discard(measure_id)
        if judged.state is State.OPEN:
            readings = [leaf.reading for leaf in judged.leaves]
            leaves = tuple(dict.fromkeys(each for reading in readings for each in reading.leaves))
            cause = readings[0].cause if readings else Cause.UNDETERMINED
            return Reading(Truth.UNKNOWN, cause=cause, leaves=leaves or (f"scope of {measure_id}",))
        return Reading(Truth.of(judged.state is State.APPLIES), judged.state.value)

    def _embargo(self, by: tuple[str, ...], country: str) -> Reading:
        key = (by, country, self.policy.count)
        known = self.day.embargoes.get(key)
        if known is None:
            known = self.day.embargoes[key] = self._read_embargo(by, country)
        return known

    def _read_embargo(self, by: tuple[str, ...], country: str) -> Reading:
        result = Reading(Truth.FALSE, country)
        for measure_id in self.day.book.tagged_embargo:
            standing = self.day.standing(measure_id)
            measure = standing.measure
            if not {measure.jurisdiction, measure.authority, measure.instrument} & set(by):
                continue
            if standing.in_force.suspended or standing.in_force.truth is Truth.FALSE:
                continue
            reached = _embargoed(standing, country, self.day)
            if reached is Truth.FALSE:
                continue
            sure = reached is standing.in_force.truth is Truth.TRUE and self.counts(measure_id)
            if sure:
                return Reading(Truth.TRUE, f"{country}: {measure_id}")
            leaf = f"arms embargo of {measure_id} on {country}"
            result = Reading(Truth.UNKNOWN, country, cause=Cause.UNDETERMINED, leaves=(leaf,))
        return result


def cost_of(leaf: Leaf) -> Cost:
    """What it takes to answer a leaf: our own data where a stage or list is missing, else the predicate's cost."""
    cause = leaf.reading.cause
    if cause in (Cause.NOT_HELD, Cause.PARTIAL, Cause.STALE, Cause.NOT_CHECKED):
        return Cost.OUR_DATA
    if leaf.atom.predicate == "party_designated" and cause is Cause.NOT_STATED:
        return Cost.COUNTERPARTY
    return SIGNATURES[leaf.atom.predicate].cost


def _positive(node: Node, sign: bool) -> Iterable[Atom]:
    """The atoms that stand without a negation above them."""
    if isinstance(node, Atom):
        return (node,) if sign else ()
    if isinstance(node, Not):
        return tuple(_positive(node.of, not sign))
    return tuple(atom for each in node.of for atom in _positive(each, sign))


def _embargoed(standing: Standing, country: str, day: LawDay) -> Truth:
    nodes = [standing.trees[part] for part in ("bound", "when") if part in standing.trees]
    result = Truth.FALSE
    for atom in (atom for node in nodes for atom in _positive(node, True) if atom.predicate in _PLACES):
        result = result | day.groups.member(country, atom.arg("group"))
    return result
