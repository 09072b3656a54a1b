"""Judges one row under the law of one day: each measure's state, its open leaves, whether they are live."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from endgate.law.day import LawDay, Standing
from endgate.law.embargo import embargo_on, places_named
from endgate.law.facts import Cause, Fact, FactRow, ListStatus, Unknown
from endgate.law.forest import Levels
from endgate.law.index import Plan
from endgate.law.levels import FALSE, LEVELS, TRUE, UNKNOWN
from endgate.law.model import State
from endgate.law.opening import MAY_BE_QUIET, Judgement, Leaf, Quietness, quietness
from endgate.law.scene import Reading, Scene
from endgate.law.trees import All, Atom, Node, Not, atoms_of
from endgate.terms.truth import Truth

COUNTED = ("text_checked", "approved")
"""Review states that count unless a policy says otherwise."""


@dataclass(frozen=True)
class Policy:
    """Which review states count, and which open leaves of knowledge the caller settles by assumption."""

    count: tuple[str, ...] = COUNTED
    assume: Mapping[str, str] = field(default_factory=dict)


class _RowLevels(Levels):
    """Levels on one row: the quick way where there is one and it can tell, else what the predicate reads."""

    __slots__ = ("_assumes", "_facts", "_forest", "_keys", "_law", "_quick")

    def __init__(self, law: RowLaw) -> None:
        super().__init__(law.day.forest)
        self._forest = law.day.forest
        self._keys = law.day.forest.key
        self._quick = law.day.forest.quick
        self._facts = law.row
        self._law = law
        self._assumes = bool(law.policy.assume)

    def read(self, number: int) -> int:
        key = self._keys[number]
        if key is not None:
            self.update(self._forest.settled(key, self._facts.values.get(key)))
            return self[number]
        quick = self._quick[number]
        level = None if quick is None else quick(self._facts)
        if level is None or (level == UNKNOWN and self._assumes):
            return LEVELS[self._law.reading(number).truth]
        return level


class _Quietness(dict[int, Quietness]):
    """What the unknown atoms of a row ask for, by number."""

    __slots__ = ("_law",)

    def __init__(self, law: RowLaw) -> None:
        super().__init__()
        self._law = law

    def __missing__(self, number: int) -> Quietness:
        name = self._law.day.forest.atom(number).predicate
        found = quietness(name, self._law.reading(number)) if name in MAY_BE_QUIET else Quietness.LIVE
        self[number] = found
        return found


class RowLaw:
    """One row under the law of one day. Every atom is read at most once, every measure judged at most once."""

    def __init__(self, day: LawDay, row: FactRow, policy: Policy) -> None:
        self.day = day
        self.row = row
        self.policy = policy
        self._assumes = bool(policy.assume)
        self._readings: dict[int, Reading] = {}
        self.levels: Levels = _RowLevels(self)
        self._quietness = _Quietness(self)
        self._judged: dict[str, Judgement] = {}
        self._running: set[str] = set()

    @cached_property
    def scene(self) -> Scene:
        """What predicates see."""
        day = self.day
        reference, groups, assume = day.book.reference, day.groups, self.policy.assume
        return Scene(self.row, day.as_of, day.known_as_of, reference, groups, self._in_scope, self._embargo, assume)

    def reading(self, number: int) -> Reading:
        """What the atom of that number reads on this row."""
        found = self._readings.get(number)
        if found is None:
            call = self.day.forest.calls[number]
            assert call is not None
            predicate, args = call
            found = self._readings[number] = predicate(self.scene, args)
        return found

    def read(self, atom: Atom) -> Reading:
        """What an atom reads on this row."""
        return self.reading(self.day.forest.number(atom))

    def counts(self, measure_id: str) -> bool:
        """Does the measure's review state count under the policy?"""
        return self.day.standing(measure_id).measure.review.status in self.policy.count

    def judge(self, measure_id: str) -> Judgement:
        """The measure's state on this row."""
        found = self._judged.get(measure_id)
        if found is None:
            found = self._judged[measure_id] = self._judge(self.day.standing(measure_id))
        return found

    def refuse(self, plan: Plan) -> None:
        """Judge at once the measures of a plan that the indexed facts of the row rule out."""
        refused = plan.refused(self.row)
        self.levels.update(refused.levels)
        if not self._assumes:
            self._judged.update(refused.judgements)

    def _judge(self, standing: Standing) -> Judgement:
        if standing.silent:
            return self.day.at_rest[standing.measure.id]
        level = self.levels[standing.condition]
        if level == FALSE:
            at_rest = self.day.at_rest[standing.measure.id]
            return at_rest._replace(assumed=self._assumed(standing)) if self._assumes else at_rest
        if level == TRUE == standing.force:
            return self._true(standing)
        return self._open(standing, standing.condition)

    def _true(self, standing: Standing) -> Judgement:
        unless = standing.numbers.get("unless")
        exempt = FALSE if unless is None else self.levels[unless]
        if exempt == TRUE:
            return self._exempt(standing)
        defeated = self._yields(standing)
        if defeated:
            return Judgement(standing, State.DEFEATED, defeated_by=defeated)
        if exempt == UNKNOWN and unless is not None:
            return self._open(standing, unless)
        return Judgement(standing, State.APPLIES, assumed=self._assumed(standing))

    def _exempt(self, standing: Standing) -> Judgement:
        readings = [self.read(atom) for atom in atoms_of(standing.trees["unless"]) if atom.predicate == "authorised"]
        used = [reading for reading in readings if reading.truth is Truth.TRUE]
        conditions = tuple(dict.fromkeys(condition for reading in used for condition in reading.conditions))
        by = tuple(dict.fromkeys(f"authorised: {reading.got}" for reading in used)) or ("unless",)
        return Judgement(standing, State.DEFEATED, defeated_by=by, conditions=conditions)

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

    def _open(self, standing: Standing, root: int) -> Judgement:
        found: dict[int, None] = {}
        self._collect((root,), found)
        numbers = tuple(found)
        live = self._is_live(standing, numbers)
        return Judgement(standing, State.OPEN, live, (), (), self._assumed(standing), numbers, self)

    def _collect(self, numbers: Iterable[int], found: dict[int, None]) -> None:
        """The unknown atoms that keep unknown trees unknown, by number."""
        levels, below = self.levels, self.day.forest.flat
        for number in numbers:
            if levels[number] == UNKNOWN:
                if below[number]:
                    self._collect(below[number], found)
                else:
                    found[number] = None

    def value(self, node: Node) -> int:
        """The level of a node that need not be one of the day's own trees."""
        if isinstance(node, Atom):
            return self.levels[self.day.forest.number(node)]
        if isinstance(node, Not):
            return 2 - self.value(node.of)
        levels = [self.value(each) for each in node.of]
        return min(levels, default=TRUE) if isinstance(node, All) else max(levels, default=FALSE)

    def _assumed(self, standing: Standing) -> bool:
        return self._assumes and any(
            self.read(atom).assumed for node in standing.trees.values() for atom in atoms_of(node)
        )

    def leaf(self, number: int) -> Leaf:
        """An unknown atom with what it reads."""
        return Leaf(self.day.forest.atom(number), self.reading(number))

    def is_quiet(self, standing: Standing, number: int) -> bool:
        """Does an unknown atom only ask for a statement, or for a check that this measure may wait for?"""
        kind = self._quietness[number]
        return kind is Quietness.QUIET or (kind is Quietness.UNHELD and self._nothing_raised(standing))

    def _is_live(self, standing: Standing, numbers: tuple[int, ...]) -> bool:
        """Is some leaf more than a statement or a check away, or is the measure's being in force all that is open?"""
        if not numbers and standing.force == UNKNOWN:
            return True
        quiet = scope = False
        for number in numbers:
            kind = self._quietness[number]
            if kind is Quietness.QUIET or (kind is Quietness.UNHELD and self._nothing_raised(standing)):
                quiet = True
            elif kind is Quietness.SCOPE:
                scope = True
            else:
                return True
        return scope and not quiet

    def _nothing_raised(self, standing: Standing) -> bool:
        """Does the measure name no place of this deal, and no list that is held raise the item?"""
        named = any(self.read(atom).truth is not Truth.FALSE for atom in places_named(standing))
        return not named and not self._raised

    @cached_property
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
            known = self.day.embargoes[key] = embargo_on(self.day, by, country, self.counts)
        return known
