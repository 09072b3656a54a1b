"""Tells what was judged: findings in full, reasons, questions, conditions. Nothing here changes a disposition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from endgate.law.day import Standing
from endgate.law.evaluate import RowLaw
from endgate.law.finding import DECLARED, ActorFacts, Finding, FindingFlag, Question, Reason, ReasonKind, Review
from endgate.law.levels import FALSE, TRUE, TRUTHS
from endgate.law.model import Measure, OutcomeClass, ReviewStatus, State
from endgate.law.opening import Judgement
from endgate.law.outcome import Disposition, milder
from endgate.law.positions import Position
from endgate.law.questions import QuestionList, conditions_of
from endgate.law.settle import SettledBy, settled_by
from endgate.law.trace import ReasonTree, Tracer
from endgate.law.unread import may_bear
from endgate.law.view import Backed, Judged, ViewUnderLaw, judge_standing
from endgate.terms.truth import Truth


class ViewTelling:
    """The findings of one view, made when first asked for."""

    def __init__(self, actor: ActorFacts, view: ViewUnderLaw, jurisdictions: tuple[str, ...], *, trace: bool) -> None:
        self.view = view
        self._actor = actor
        self._jurisdictions = jurisdictions
        self._tracer = Tracer(view.row) if trace else None
        self._spoken: tuple[tuple[Finding, Backed], ...] | None = None

    def spoken(self) -> tuple[tuple[Finding, Backed], ...]:
        """Findings that say something with what backs them, in order of id, what no law carries out last."""
        if self._spoken is None:
            name, row = self.view.name, self.view.row
            found = [(self.finding(each), Backed(each.judgement, row)) for each in self.view.judged]
            backed = [(implementation_open(self._actor, name, each.judgement), each) for each in self.view.backed]
            self._spoken = (*found, *backed)
        return self._spoken

    def speaking(self) -> tuple[Finding, ...]:
        """Every finding but those that do not bite and those not in force, the weightiest first."""
        suspended = [self._of(each.measure.id) for each in self.view.plan.suspended]
        return _ordered([*(finding for finding, _ in self.spoken()), *suspended])

    def findings(self) -> tuple[Finding, ...]:
        """Every finding of the view, the weightiest first."""
        if self._tracer is not None:
            self._tracer.ready(self.view.plan)
        spoken = {finding.measure: finding for finding, _ in self.spoken()}
        ids = [each.measure.id for each in self.view.plan.standings]
        backed = [finding for name, finding in spoken.items() if FindingFlag.BACKSTOP in finding.flags]
        return _ordered([*(spoken[each] if each in spoken else self._of(each) for each in ids), *backed])

    def _of(self, measure_id: str) -> Finding:
        row = self.view.row
        return self.finding(judge_standing(row, row.day.standing(measure_id), self._jurisdictions))

    def finding(self, judged: Judged) -> Finding:
        """One measure's finding, with what would settle it and, where asked for, its tree."""
        judgement = judged.judgement
        tree = None if self._tracer is None else ReasonTree(self._tracer, judgement)
        settled = None
        if judgement.state is State.OPEN and judgement.live and judged.contributes is not None:
            settled = settled_by(self.view.row, judgement)
        return finding_of(self.view.row, self._actor.id, self.view.name, judged, settled, tree)


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda each: (-_rank(each), each.measure)))


def _rank(finding: Finding) -> int:
    return -1 if finding.contributes is None else finding.contributes.rank


def finding_of(
    row: RowLaw, actor: str, view: str, judged: Judged, settled: SettledBy | None, tree: Mapping[str, Any] | None
) -> Finding:
    """What one measure says, in full."""
    judgement, measure = judged.judgement, judged.measure
    standing = judgement.standing
    return Finding(
        measure=measure.id,
        version=standing.in_force.version,
        actor=actor,
        view=view,
        jurisdiction=measure.jurisdiction,
        outcome=standing.then.outcome,
        state=judgement.state,
        live=judgement.live and judgement.state is State.OPEN,
        counts=judged.counts,
        flags=flags_on(row, judged),
        in_force=standing.in_force.truth,
        bound=TRUTHS[_bound(row, standing)],
        citation=measure.citation,
        contributes=judged.contributes,
        review=measure.review.status,
        authority=standing.then.authority,
        say=measure.say,
        defeated_by=judgement.defeated_by,
        conditions=_conditions(row, judgement),
        derogation="" if measure.derogation is None else measure.derogation.text,
        ask=_ask(judgement, measure, judged.position),
        event=standing.in_force.event,
        settled_by=settled,
        tree=tree,
    )


def implementation_open(actor: ActorFacts, view: str, judgement: Judgement) -> Finding:
    """The finding that no counting law of the actor's State is known to carry out a UN measure."""
    measure = judgement.standing.measure
    return Finding(
        measure=f"IMPLEMENTATION_OPEN:{measure.id}",
        version=judgement.standing.in_force.version,
        actor=actor.id,
        view=view,
        jurisdiction=measure.jurisdiction,
        outcome=judgement.standing.then.outcome,
        state=State.OPEN,
        live=True,
        counts=True,
        flags=(FindingFlag.BACKSTOP,),
        in_force=judgement.standing.in_force.truth,
        bound=Truth.UNKNOWN,
        citation=measure.citation,
        contributes=Disposition.HOLD,
        review=measure.review.status,
        say=measure.say,
        ask=f"Which law of the actor's State carries out {measure.citation}? None that counts is held.",
    )


def flags_on(row: RowLaw, judged: Judged) -> tuple[FindingFlag, ...]:
    """What a reader must know about a judgement beside its state."""
    standing = judged.judgement.standing
    return _flags_of(
        judged.counts,
        standing.then.outcome is OutcomeClass.SCOPE,
        judged.position,
        standing.in_force.truth is Truth.UNKNOWN,
        row.day.as_of > row.day.known_as_of,
        judged.judgement.assumed,
    )


@cache
def _flags_of(
    counts: bool, scope: bool, stand: Position, uncertain: bool, projected: bool, assumed: bool
) -> tuple[FindingFlag, ...]:
    flags = {
        FindingFlag.SHADOW: not counts,
        FindingFlag.CONTESTED: stand is not Position.UNDISPUTED,
        FindingFlag.REJECTED: stand is Position.REJECTED,
        FindingFlag.UNCERTAIN_STATUS: uncertain,
        FindingFlag.PROJECTED: projected,
        FindingFlag.ASSUMED: assumed,
        FindingFlag.UNREVIEWED_SCOPE: not counts and scope,
    }
    return tuple(flag for flag, is_set in flags.items() if is_set)


def _bound(row: RowLaw, standing: Standing) -> int:
    """The level of the actor's being bound; what says the same of every row binds whom it may."""
    bound = None if standing.silent else standing.numbers.get("bound")
    return TRUE if bound is None else row.levels[bound]


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
        return conditions_of(row.quiet(judgement), row.day.book.reference)
    return judgement.conditions


class ActorTelling:
    """What stands behind the disposition of one actor, made when first asked for."""

    def __init__(
        self,
        views: tuple[ViewTelling, ...],
        disposition: Disposition,
        plain: Disposition,
        jurisdictions: tuple[str, ...],
    ) -> None:
        self._views = views
        self._disposition = disposition
        self._plain = plain
        self._jurisdictions = jurisdictions

    def reasons(self) -> tuple[Reason, ...]:
        """The findings that carry the disposition, then what raised it."""
        return tuple(self._reasons())

    def _reasons(self) -> Iterator[Reason]:
        for telling in self._views:
            name = telling.view.name
            for finding in telling.speaking():
                if finding.counts and finding.contributes is not None and self._carries(finding):
                    yield Reason(_kind(finding), finding.measure, name, finding.contributes)
            for conflict in telling.view.conflicts:
                yield Reason(ReasonKind.CONFLICT, conflict.measure, name, Disposition.HOLD)
        for finding in self._shadows():
            weight = finding.contributes or self._disposition
            yield Reason(ReasonKind.UNREVIEWED_LAW, finding.measure, finding.view, weight)

    def _carries(self, finding: Finding) -> bool:
        weight = finding.contributes or Disposition.PROCEED
        if finding.view != DECLARED:
            weight = milder(weight, Disposition.HOLD)
        return weight is self._disposition and weight is not Disposition.PROCEED

    def _shadows(self) -> Iterator[Finding]:
        for telling in self._views:
            capping = {each.measure.id for each in telling.view.judged if caps(each, self._plain)}
            yield from (finding for finding in telling.speaking() if finding.measure in capping)

    def questions(self) -> tuple[Question, ...]:
        """Every open leaf of a live finding once, in the order of asking."""
        questions = QuestionList(self._views[0].view.row.day.book.reference)
        for telling in self._views:
            for finding, (judgement, row) in telling.spoken():
                if finding.state is State.OPEN and finding.live:
                    questions.ask_status(finding)
                    for leaf in row.leaves(judgement):
                        questions.ask_leaf(leaf, finding)
                if finding.counts and finding.state is State.APPLIES and finding.outcome is OutcomeClass.CRITERIA:
                    questions.ask_duties(finding, judgement.standing.then.duties, self._disposition)
        for finding in self._shadows():
            questions.ask_review(finding, finding.contributes or self._disposition)
        return questions.ordered()

    def conditions(self) -> tuple[str, ...]:
        """Conditions of the counting findings; an open criterion or regime's policy asks nobody anything."""
        declared = [each for each in self._views if each.view.name == DECLARED] or self._views
        counted = [each for telling in declared for each in telling.speaking() if each.counts]
        said = [each for each in counted if each.contributes is not None or each.state is not State.OPEN]
        return tuple(dict.fromkeys(condition for each in said for condition in each.conditions))

    def not_bound(self) -> tuple[str, ...]:
        """Jurisdictions whose measures in force were all judged and none binds the actor."""
        bound: dict[str, bool] = {}
        for telling in self._views:
            row = telling.view.row
            for standing in telling.view.plan.speaking:
                name = standing.measure.jurisdiction
                if not bound.get(name):
                    bound[name] = _bound(row, standing) != FALSE
            bound |= {each.judgement.standing.measure.jurisdiction: True for each in telling.view.backed}
        return tuple(sorted(name for name, is_bound in bound.items() if not is_bound))

    def not_encoded(self) -> tuple[str, ...]:
        """Stubs of the actor's jurisdictions that may bear on the deal: nobody evaluated them."""
        book = self._views[0].view.row.day.book
        own = (book.measure(each) for each in book.stubs if book.measure(each).jurisdiction in self._jurisdictions)
        scenes = [telling.view.row.scene for telling in self._views]
        return tuple(each.id for each in own if any(may_bear(each, scene) for scene in scenes))

    def review(self) -> Review:
        """How much of the law that was judged counts."""
        counts: dict[str, bool] = {}
        approved: dict[str, bool] = {}
        for telling in self._views:
            row = telling.view.row
            for standing in telling.view.plan.standings:
                counts[standing.measure.id] = row.counts(standing.measure.id)
                approved[standing.measure.id] = standing.measure.review.status is ReviewStatus.APPROVED
            for each in telling.view.backed:
                measure = each.judgement.standing.measure
                counts[f"IMPLEMENTATION_OPEN:{measure.id}"] = True
                approved[f"IMPLEMENTATION_OPEN:{measure.id}"] = measure.review.status is ReviewStatus.APPROVED
        counting = sum(counts.values())
        return Review(len(counts), counting, sum(approved.values()), len(counts) - counting)


def _kind(finding: Finding) -> ReasonKind:
    if finding.view != DECLARED:
        return ReasonKind.INDICATED_VIEW
    return ReasonKind.IMPLEMENTATION_OPEN if FindingFlag.BACKSTOP in finding.flags else ReasonKind.FINDING


def caps(judged: Judged, result: Disposition) -> bool:
    """A shadow finding that applies, weighs at least LICENCE and is stricter than the result raises it to HOLD."""
    gives = judged.contributes
    if judged.counts or judged.state is not State.APPLIES or gives is None:
        return False
    return gives.rank >= Disposition.LICENCE.rank and gives.rank > result.rank
