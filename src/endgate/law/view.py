"""One view of one actor: the measures that say something of it, what they weigh, and conflicts of laws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from endgate.law.day import LawDay, Standing
from endgate.law.evaluate import Policy, RowLaw
from endgate.law.finding import ActorFacts, Conflict
from endgate.law.index import Plan
from endgate.law.levels import FALSE
from endgate.law.model import Measure, OutcomeClass, State
from endgate.law.opening import Judgement
from endgate.law.outcome import Disposition, contribution
from endgate.law.positions import Position, position
from endgate.law.reach import plan_of


class Judged(NamedTuple):
    """A measure on a row: its judgement, where the actor's jurisdictions stand on it, what it weighs."""

    judgement: Judgement
    position: Position
    counts: bool
    contributes: Disposition | None = None

    @property
    def measure(self) -> Measure:
        return self.judgement.standing.measure

    @property
    def state(self) -> State:
        return self.judgement.state

    def weight(self, *, unreviewed: bool) -> Disposition:
        """What it weighs in the maximum; shadow only where asked."""
        if self.contributes is None or not (self.counts or unreviewed):
            return Disposition.PROCEED
        return self.contributes


class Backed(NamedTuple):
    """A judgement and the row that it was made on: of a UN measure, the row of the actor's State."""

    judgement: Judgement
    row: RowLaw


@dataclass(frozen=True)
class ViewUnderLaw:
    """One view: the plan of measures, those that are open, defeated or apply, and what no law carries out.

    ``backed`` are the UN measures that reach the deal and that no counting law of the actor's State carries out.
    """

    name: str
    row: RowLaw
    plan: Plan
    judged: tuple[Judged, ...]
    conflicts: tuple[Conflict, ...]
    backed: tuple[Backed, ...] = ()


def judge_view(
    day: LawDay, actor: ActorFacts, name: str, policy: Policy, jurisdictions: tuple[str, ...]
) -> ViewUnderLaw:
    """Judge the measures that the row of one view may meet; the rest is known to say nothing."""
    row = RowLaw(day, actor.rows[name], policy)
    plan = plan_of(row, actor.kind, jurisdictions)
    levels = row.levels
    meeting = [each for each in plan.alive(row.row) if levels[each.condition] != FALSE]
    judged = _weighed(row, [judge_standing(row, each, jurisdictions) for each in meeting])
    conflicts = tuple(_conflicts(name, judged))
    resolved = tuple(_in_conflict(each, conflicts) for each in judged)
    return ViewUnderLaw(name, row, plan, resolved, conflicts)


def judge_standing(row: RowLaw, standing: Standing, jurisdictions: tuple[str, ...]) -> Judged:
    """Judge one measure of a row; not weighed yet."""
    measure = standing.measure
    judgement = row.judge(measure.id)
    stand = position(row.day, measure, jurisdictions)
    if stand is Position.UNRECORDED and judgement.state is State.APPLIES:
        judgement = judgement._replace(state=State.OPEN, live=True)
    return Judged(judgement, stand, row.counts(measure.id))


def judge_one(row: RowLaw, measure_id: str, jurisdictions: tuple[str, ...]) -> Judged:
    """Judge and weigh one measure, whether or not it is in the plan for this actor."""
    (judged,) = _weighed(row, [judge_standing(row, row.day.standing(measure_id), jurisdictions)])
    return judged


def _weighed(row: RowLaw, judged: list[Judged]) -> list[Judged]:
    """Fill in what each contributes; an open licence rule joins an application that is due anyway."""
    applying = [
        each for each in judged if each.state is State.APPLIES and each.judgement.standing.then.outcome.asks_licence
    ]
    return [_with_weight(row, each, applying) for each in judged]


def _with_weight(row: RowLaw, judged: Judged, applying: list[Judged]) -> Judged:
    judgement = judged.judgement
    if judgement.state in _WEIGHTLESS or judged.position is Position.REJECTED:
        return judged
    then = judgement.standing.then
    joins = judgement.state is State.OPEN and then.outcome.asks_licence and _joins(row, judged, applying)
    authorised = any(each.startswith("authorised") for each in judgement.defeated_by)
    gives = contribution(
        then.outcome, judgement.state, live=judgement.live, licence_applies=joins, authorised=authorised
    )
    return Judged(judgement, judged.position, judged.counts, gives)


_WEIGHTLESS = frozenset({State.NOT_IN_FORCE, State.SUSPENDED, State.NO})


def _joins(row: RowLaw, judged: Judged, applying: list[Judged]) -> bool:
    """Does another licence rule of the same authority apply, one that counts if this one does?"""
    offices = row.day.offices(judged.judgement.standing.then.authority)
    return any(
        other.measure.id != judged.measure.id
        and (other.counts or not judged.counts)
        and not offices.isdisjoint(row.day.offices(other.judgement.standing.then.authority))
        for other in applying
        if other.judgement.standing.then.authority
    )


def _conflicts(view: str, judged: Iterable[Judged]) -> Iterator[Conflict]:
    by_id = {each.measure.id: each for each in judged if each.position is not Position.REJECTED}
    for each in by_id.values():
        for link in each.measure.conflicts_with:
            other = by_id.get(link.measure)
            if other is not None and all(one.state in (State.APPLIES, State.OPEN) for one in (each, other)):
                yield _conflict(view, (each, other), link.way_out or _derogation(each))
        for duty in each.judgement.standing.then.duties:
            other = by_id.get(duty.removeprefix("not_comply_with:"))
            if other is not None and all(one.state is State.APPLIES for one in (each, other)):
                yield _conflict(view, (each, other), _derogation(each))


def _derogation(judged: Judged) -> str:
    return "" if judged.measure.derogation is None else judged.measure.derogation.text


def _conflict(view: str, pair: tuple[Judged, Judged], way_out: str) -> Conflict:
    state = State.APPLIES if all(each.state is State.APPLIES for each in pair) else State.OPEN
    return Conflict(
        measure=pair[0].measure.id,
        against=pair[1].measure.id,
        view=view,
        state=state,
        counts=all(each.counts for each in pair),
        citations=tuple(each.measure.citation for each in pair),
        way_out=way_out,
    )


def _in_conflict(judged: Judged, conflicts: tuple[Conflict, ...]) -> Judged:
    """A blocking measure holds a deal only where a measure that it blocks reaches the deal too."""
    outcome = judged.judgement.standing.then.outcome
    if outcome is not OutcomeClass.CONFLICT_OF_LAWS or not judged.measure.conflicts_with:
        return judged
    if any(each.measure == judged.measure.id for each in conflicts):
        return judged
    return Judged(judged.judgement, judged.position, judged.counts)
