"""One view of one actor: every candidate measure judged and turned into a finding, with conflicts of laws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from endgate.law.day import TRUE, TRUTHS, LawDay
from endgate.law.evaluate import Judgement, Policy, RowLaw
from endgate.law.finding import ActorFacts, Conflict, Finding, FindingFlag
from endgate.law.model import Measure, OutcomeClass, State
from endgate.law.outcome import Disposition, contribution
from endgate.law.positions import Position, position
from endgate.law.questions import conditions_of
from endgate.law.reach import candidates
from endgate.law.settle import settled_by
from endgate.terms.truth import Truth


@dataclass(frozen=True)
class Judged:
    """A finding with the judgement behind it (leaves for questions, trees for traces)."""

    finding: Finding
    judgement: Judgement
    position: Position


@dataclass(frozen=True)
class ViewUnderLaw:
    """One view with everything that was judged in it."""

    name: str
    row: RowLaw
    judged: tuple[Judged, ...]
    conflicts: tuple[Conflict, ...]

    def findings(self) -> Iterator[Finding]:
        return (each.finding for each in self.judged)


def judge_view(
    day: LawDay, actor: ActorFacts, name: str, policy: Policy, jurisdictions: tuple[str, ...], *, trace: bool
) -> ViewUnderLaw:
    """Judge every candidate measure on the row of one view."""
    row = RowLaw(day, actor.rows[name], policy)
    wanted = candidates(row, actor.kind, jurisdictions)
    judged = [_judged(row, actor, name, measure_id, jurisdictions) for measure_id in wanted]
    with_licences = _with_licences(row, judged)
    conflicts = tuple(_conflicts(name, with_licences))
    resolved = [_in_conflict(each, conflicts) for each in with_licences]
    finished = [_finished(row, each, trace=trace) for each in resolved]
    return ViewUnderLaw(name, row, tuple(finished), conflicts)


def judge_one(
    day: LawDay, actor: ActorFacts, name: str, measure_id: str, policy: Policy, jurisdictions: tuple[str, ...]
) -> Finding:
    """Judge one measure with its trace, whether or not it is a candidate for this actor."""
    row = RowLaw(day, actor.rows[name], policy)
    (judged,) = _with_licences(row, [_judged(row, actor, name, measure_id, jurisdictions)])
    return _finished(row, judged, trace=True).finding


def _judged(row: RowLaw, actor: ActorFacts, view: str, measure_id: str, jurisdictions: tuple[str, ...]) -> Judged:
    judgement = row.judge(measure_id)
    standing = judgement.standing
    measure = standing.measure
    stand = position(row.day, measure, jurisdictions)
    if stand is Position.UNRECORDED and judgement.state is State.APPLIES:
        judgement = replace(judgement, state=State.OPEN, live=True)
    finding = Finding(
        measure=measure.id,
        version=standing.in_force.version,
        actor=actor.id,
        view=view,
        jurisdiction=measure.jurisdiction,
        outcome=standing.then.outcome,
        state=judgement.state,
        live=judgement.live and judgement.state is State.OPEN,
        counts=row.counts(measure.id),
        flags=_flags(row, judgement, stand),
        in_force=standing.in_force.truth,
        bound=TRUTHS[judgement.parts.get("bound", TRUE)],
        citation=measure.citation,
        contributes=None,
        review=measure.review.status,
        authority=standing.then.authority,
        say=measure.say,
        defeated_by=judgement.defeated_by,
        conditions=_conditions(row, judgement),
        derogation="" if measure.derogation is None else measure.derogation.text,
        ask=_ask(judgement, measure, stand),
        event=standing.in_force.event,
    )
    return Judged(finding, judgement, stand)


def _flags(row: RowLaw, judgement: Judgement, stand: Position) -> tuple[FindingFlag, ...]:
    measure = judgement.standing.measure
    shadow = not row.counts(measure.id)
    scope = judgement.standing.then.outcome is OutcomeClass.SCOPE
    flags = {
        FindingFlag.SHADOW: shadow,
        FindingFlag.CONTESTED: stand is not Position.UNDISPUTED,
        FindingFlag.REJECTED: stand is Position.REJECTED,
        FindingFlag.UNCERTAIN_STATUS: judgement.standing.in_force.truth is Truth.UNKNOWN,
        FindingFlag.PROJECTED: row.day.as_of > row.day.known_as_of,
        FindingFlag.ASSUMED: judgement.assumed,
        FindingFlag.UNREVIEWED_SCOPE: shadow and scope,
    }
    return tuple(flag for flag, is_set in flags.items() if is_set)


def _ask(judgement: Judgement, measure: Measure, stand: Position) -> str:
    if judgement.state is not State.OPEN:
        return ""
    if stand is Position.UNRECORDED:
        return f"Does the actor's State apply {measure.citation}? No position is recorded."
    return judgement.standing.in_force.ask if judgement.standing.in_force.truth is Truth.UNKNOWN else ""


def _conditions(row: RowLaw, judgement: Judgement) -> tuple[str, ...]:
    if judgement.state is State.APPLIES:
        return judgement.standing.then.conditions
    if judgement.state is State.OPEN and not judgement.live:
        return conditions_of(judgement.quiet, row.day.book.reference)
    return judgement.conditions


def _with_licences(row: RowLaw, judged: list[Judged]) -> list[Judged]:
    """Fill in what each finding contributes; an open licence rule joins an application that is due anyway."""
    applying = [
        each.finding for each in judged if each.finding.state is State.APPLIES and each.finding.outcome.asks_licence
    ]
    return [_with_weight(row, each, applying) for each in judged]


def _with_weight(row: RowLaw, judged: Judged, applying: list[Finding]) -> Judged:
    if judged.finding.state in _WEIGHTLESS or judged.position is Position.REJECTED:
        return judged
    return Judged(_weighed(row, judged, applying), judged.judgement, judged.position)


_WEIGHTLESS = frozenset({State.NOT_IN_FORCE, State.SUSPENDED, State.NO})


def _weighed(row: RowLaw, judged: Judged, applying: list[Finding]) -> Finding:
    finding = judged.finding
    offices = set(row.day.book.reference.acting_as(finding.authority))
    same = any(
        other.measure != finding.measure
        and (other.counts or not finding.counts)
        and not offices.isdisjoint(row.day.book.reference.acting_as(other.authority))
        for other in applying
        if other.authority
    )
    authorised = any(each.startswith("authorised") for each in finding.defeated_by)
    gives = contribution(finding.outcome, finding.state, live=finding.live, licence_applies=same, authorised=authorised)
    return replace(finding, contributes=gives)


def _conflicts(view: str, judged: Iterable[Judged]) -> Iterator[Conflict]:
    by_id = {each.finding.measure: each for each in judged if each.position is not Position.REJECTED}
    for each in by_id.values():
        for link in each.judgement.standing.measure.conflicts_with:
            other = by_id.get(link.measure)
            pair = () if other is None else (each.finding, other.finding)
            if pair and all(finding.state in (State.APPLIES, State.OPEN) for finding in pair):
                yield _conflict(view, pair, link.way_out or each.finding.derogation)
        for duty in each.judgement.standing.then.duties:
            other = by_id.get(duty.removeprefix("not_comply_with:"))
            if other is not None and all(f.state is State.APPLIES for f in (each.finding, other.finding)):
                yield _conflict(view, (each.finding, other.finding), each.finding.derogation)


def _conflict(view: str, pair: tuple[Finding, Finding], way_out: str) -> Conflict:
    state = State.APPLIES if all(finding.state is State.APPLIES for finding in pair) else State.OPEN
    return Conflict(
        measure=pair[0].measure,
        against=pair[1].measure,
        view=view,
        state=state,
        counts=all(finding.counts for finding in pair),
        citations=tuple(finding.citation for finding in pair),
        way_out=way_out,
    )


def _in_conflict(judged: Judged, conflicts: tuple[Conflict, ...]) -> Judged:
    """A blocking measure holds a deal only where a measure that it blocks reaches the deal too."""
    finding = judged.finding
    if finding.outcome is not OutcomeClass.CONFLICT_OF_LAWS or not judged.judgement.standing.measure.conflicts_with:
        return judged
    if any(each.measure == finding.measure for each in conflicts):
        return judged
    return replace(judged, finding=replace(finding, contributes=None))


def _finished(row: RowLaw, judged: Judged, *, trace: bool) -> Judged:
    finding, judgement = judged.finding, judged.judgement
    if judgement.state is State.OPEN and judgement.live and finding.contributes is not None:
        finding = replace(finding, settled_by=settled_by(row, judgement))
    if trace:
        finding = replace(finding, tree=tree_of(row, judgement))
    return judged if finding is judged.finding else replace(judged, finding=finding)


def tree_of(row: RowLaw, judgement: Judgement) -> dict[str, Any]:
    """The reason tree of a judgement: bound, when, knowledge under one ``all``; ``unless`` beside it."""
    trees = judgement.standing.trees
    parts = [{"part": name, **row.trace(trees[name])} for name in ("bound", "when", "knowledge") if name in trees]
    levels = [part["r"] for part in parts]
    result = "F" if "F" in levels else "U" if "U" in levels else "T"
    tree: dict[str, Any] = {"op": "all", "r": result, "of": parts}
    if "unless" in trees:
        tree["unless"] = row.trace(trees["unless"])
    return tree


def holds(finding: Finding, *, unreviewed: bool) -> Disposition:
    """What the finding weighs in the maximum; shadow findings only where asked."""
    if finding.contributes is None or not (finding.counts or unreviewed):
        return Disposition.PROCEED
    return finding.contributes
