"""Judges one row under the law of one day: each measure's state, its open leaves, whether they are live."""

from __future__ import annotations

import weakref
from collections.abc import Collection, Iterable, Mapping
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


class _Others:
    """What of a row depends on other measures. It does not hold the law of the row, which goes with its last user."""

    def __init__(self, law: RowLaw) -> None:
        self._law = weakref.ref(law)

    def law(self) -> RowLaw:
        """The row's law, which whoever asks is holding."""
        law = self._law()
        assert law is not None
        return law

    def scope(self, measure_id: str) -> Reading:
        return self.law().in_scope(measure_id)

    def embargo(self, by: tuple[str, ...], country: str) -> Reading:
        return self.law().embargo(by, country)


class Readings(dict[int, Reading]):
    """What the predicates of atoms read on one row, by number."""

    def __init__(self, law: RowLaw) -> None:
        super().__init__()
        self._calls = law.day.forest.calls
        self._day = law.day
        self._row = law.row
        self._assume = law.policy.assume
        self._others = _Others(law)

    def __missing__(self, number: int) -> Reading:
        call = self._calls[number]
        assert call is not None
        predicate, args = call
        reading = self[number] = predicate(self.scene, args)
        return reading

    @cached_property
    def scene(self) -> Scene:
        """What predicates see."""
        day, others = self._day, self._others
        reference, groups = day.book.reference, day.groups
        return Scene(
            self._row, day.as_of, day.known_as_of, reference, groups, others.scope, others.embargo, self._assume
        )


class _RowLevels(Levels):
    """Levels on one row: the quick way where there is one and it can tell, else what the predicate reads."""

    __slots__ = ("_assumes", "_facts", "_forest", "_keys", "_quick", "_readings")

    def __init__(self, law: RowLaw, readings: Readings) -> None:
        super().__init__(law.day.forest)
        self._forest = law.day.forest
        self._keys = law.day.forest.key
        self._quick = law.day.forest.quick
        self._facts = law.row
        self._readings = readings
        self._assumes = bool(law.policy.assume)

    def read(self, number: int) -> int:
        key = self._keys[number]
        if key is not None:
            settled = self._forest.settled(key, self._facts.values.get(key))
            self.update(settled)
            return settled[number]
        quick = self._quick[number]
        level = None if quick is None else quick(self._facts)
        if level is None or (level == UNKNOWN and self._assumes):
            return LEVELS[self._readings[number].truth]
        return level


class _Quietness(dict[int, Quietness]):
    """What the unknown atoms of a row ask for, by number."""

    __slots__ = ("_facts", "_forest", "_readings")

    def __init__(self, law: RowLaw, readings: Readings) -> None:
        super().__init__()
        self._forest = law.day.forest
        self._facts = law.row.values
        self._readings = readings

    def __missing__(self, number: int) -> Quietness:
        found = self[number] = self._read(number, self._forest.atom(number).predicate)
        return found

    def _read(self, number: int, predicate: str) -> Quietness:
        if predicate not in MAY_BE_QUIET:
            return Quietness.LIVE
        key = self._forest.met[number]
        value = None if key is None else self._facts.get(key)
        if isinstance(value, Unknown):
            return quietness(predicate, value.cause, in_play=False)
        reading = self._readings[number]
        return quietness(predicate, reading.cause, in_play=reading.in_play)


class RowLaw:
    """One row under the law of one day. Every atom is read at most once, every measure judged at most once."""

    def __init__(self, day: LawDay, row: FactRow, policy: Policy) -> None:
        self.day = day
        self.row = row
        self.policy = policy
        self.readings = Readings(self)
        self.levels: Levels = _RowLevels(self, self.readings)
        self._quietness = _Quietness(self, self.readings)
        self._assumes = bool(policy.assume)
        self._judged: dict[str, Judgement] = {}
        self._running: set[str] = set()

    @property
    def scene(self) -> Scene:
        """What predicates see."""
        return self.readings.scene

    def read(self, atom: Atom) -> Reading:
        """What an atom reads on this row."""
        return self.readings[self.day.forest.number(atom)]

    def counts(self, measure_id: str) -> bool:
        """Does the measure's review state count under the policy?"""
        return self.day.standing(measure_id).measure.review.status in self.policy.count

    def judge(self, measure_id: str) -> Judgement:
        """The measure's state on this row."""
        found = self._judged.get(measure_id)
        if found is None:
            found = self._judged[measure_id] = self._judge(self.day.standings[measure_id])
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
        return Judgement(standing, State.APPLIES, assumed=self._assumes and self._assumed(standing))

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
        self._collect(self.day.forest.flat[root] or (root,), found)
        live = self._is_live(standing, found)
        assumed = self._assumes and self._assumed(standing)
        return Judgement(standing, State.OPEN, live, (), (), assumed, tuple(found))

    def _collect(self, numbers: Iterable[int], found: dict[int, None]) -> None:
        """The unknown atoms that keep unknown trees unknown, by number."""
        levels, flat = self.levels, self.day.forest.flat
        for number in numbers:
            if levels[number] == UNKNOWN:
                below = flat[number]
                if below:
                    self._collect(below, found)
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
        """Does some atom of the measure, in any of its trees, rest on what the caller assumed?"""
        return any(self.read(atom).assumed for node in standing.trees.values() for atom in atoms_of(node))

    def leaves(self, judgement: Judgement) -> tuple[Leaf, ...]:
        """The unknown atoms that keep a measure open."""
        return self._leaves(judgement.numbers)

    def quiet(self, judgement: Judgement) -> tuple[Leaf, ...]:
        """Those of them that only ask for a statement, or for a check that the measure may wait for."""
        standing = judgement.standing
        return self._leaves(number for number in judgement.numbers if self._is_quiet(standing, number))

    def _leaves(self, numbers: Iterable[int]) -> tuple[Leaf, ...]:
        return tuple(Leaf(self.day.forest.atom(number), self.readings[number]) for number in numbers)

    def _is_quiet(self, standing: Standing, number: int) -> bool:
        kind = self._quietness[number]
        return kind is Quietness.QUIET or (kind is Quietness.UNHELD and self._nothing_raised(standing))

    def _is_live(self, standing: Standing, numbers: Collection[int]) -> bool:
        """Is some leaf more than a statement or a check away, or is the measure's being in force all that is open?

        Whoever is known to know, or to have been told, does not go on a condition: the check comes first.
        """
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
        return (scope and not quiet) or self._known(standing)

    def _known(self, standing: Standing) -> bool:
        knowledge = standing.numbers.get("knowledge")
        return knowledge is not None and self.levels[knowledge] == TRUE

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

    def in_scope(self, measure_id: str) -> Reading:
        """Does the SCOPE measure reach the row?"""
        if measure_id in self._running or measure_id not in self.day.book:
            return Reading(Truth.UNKNOWN, cause=Cause.UNDETERMINED, leaves=(f"scope of {measure_id}",))
        self._running.add(measure_id)
        try:
            judged = self.judge(measure_id)
        finally:
            self._running.discard(measure_id)
        if judged.state is State.OPEN:
            readings = [self.readings[number] for number in judged.numbers]
            leaves = tuple(dict.fromkeys(each for reading in readings for each in reading.leaves))
            cause = readings[0].cause if readings else Cause.UNDETERMINED
            return Reading(Truth.UNKNOWN, cause=cause, leaves=leaves or (f"scope of {measure_id}",))
        return Reading(Truth.of(judged.state is State.APPLIES), judged.state.value)

    def embargo(self, by: tuple[str, ...], country: str) -> Reading:
        """Is an arms embargo of those authorities in force for the country?"""
        key = (by, country, self.policy.count)
        known = self.day.embargoes.get(key)
        if known is None:
            known = self.day.embargoes[key] = embargo_on(self.day, by, country, self.counts)
        return known
