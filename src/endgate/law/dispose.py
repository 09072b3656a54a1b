"""The disposition of one actor (section 6 of the specification): views, UN backstop, shadow cap, reasons, questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from endgate.law.book import LawBook
from endgate.law.day import FALSE, UNKNOWN, LawDay
from endgate.law.evaluate import Judgement, Policy, RowLaw
from endgate.law.facts import Fact, FactRow
from endgate.law.finding import (
    DECLARED,
    ActorFacts,
    ActorLaw,
    Finding,
    FindingFlag,
    Reason,
    ReasonKind,
    Review,
    ViewLaw,
)
from endgate.law.model import Binds, ReviewStatus, State
from endgate.law.outcome import Disposition, contribution, milder, strictest
from endgate.law.positions import Position, position
from endgate.law.questions import QuestionList
from endgate.law.reach import UNITED_NATIONS, implementing_counts, reached
from endgate.law.trees import atoms_of
from endgate.law.view import Judged, ViewUnderLaw, holds, judge_one, judge_view
from endgate.terms.truth import Truth

_DEFAULT = Policy()


@lru_cache(maxsize=64)
def law_day(book: LawBook, as_of: date, known_as_of: date) -> LawDay:
    """The law on a day, compiled once and kept for the next shipments of that day."""
    return LawDay(book, as_of, known_as_of)


def evaluate(
    book: LawBook,
    actor: ActorFacts,
    *,
    as_of: date,
    known_as_of: date | None = None,
    policy: Policy = _DEFAULT,
    trace: bool = False,
) -> ActorLaw:
    """Decide what law says of one actor. ``known_as_of`` is ``as_of`` by default; ``trace`` fills reason trees."""
    day = law_day(book, as_of, as_of if known_as_of is None else known_as_of)
    jurisdictions = reached(day, actor.jurisdictions)
    names = sorted(actor.rows, key=lambda name: (name != DECLARED, name))
    views = [judge_view(day, actor, name, policy, jurisdictions, trace=trace) for name in names]
    backed = [_with_backstop(each, actor) for each in views]
    return _disposed(day, actor, jurisdictions, backed, policy)


def why(
    book: LawBook,
    actor: ActorFacts,
    measure_id: str,
    *,
    as_of: date,
    known_as_of: date | None = None,
    view: str = DECLARED,
    policy: Policy = _DEFAULT,
) -> Finding:
    """The traced finding of any one measure, also of one whose jurisdiction the actor is not in. Raises KeyError."""
    day = law_day(book, as_of, as_of if known_as_of is None else known_as_of)
    return judge_one(day, actor, view, measure_id, policy, reached(day, actor.jurisdictions))


def _with_backstop(view: ViewUnderLaw, actor: ActorFacts) -> ViewUnderLaw:
    if actor.kind is Binds.STATE:
        return view
    added = tuple(each for state in _states(view.row.day, actor) for each in _backstop(view, actor, state))
    unique = {each.finding.measure: each for each in added}
    return replace(view, judged=view.judged + tuple(unique.values()))


def _states(day: LawDay, actor: ActorFacts) -> Iterator[str]:
    """The States among the actor's jurisdictions; unions of law are no States."""
    return (name for name in dict.fromkeys(actor.jurisdictions) if name not in day.book.reference.groups)


def _backstop(view: ViewUnderLaw, actor: ActorFacts, state: str) -> Iterator[Judged]:
    """UN measures that reach the deal for this State and that no counting law of it surely carries out."""
    day = view.row.day
    row = RowLaw(day, _as_state(view.row.row, state), view.row.policy)
    for measure_id in day.book.by_jurisdiction.get(UNITED_NATIONS, ()):
        measure = day.book.measure(measure_id)
        judgement = row.judge(measure_id)
        gives = contribution(judgement.standing.then.outcome, judgement.state, live=judgement.live)
        if measure.binds is not Binds.STATE or gives is None or gives.rank < Disposition.HOLD.rank:
            continue
        stand = position(day, measure, (state,))
        if stand is Position.REJECTED or not _stays_open(row, judgement) or implementing_counts(row, measure_id, state):
            continue
        yield Judged(_implementation_open(view, actor, judgement), judgement, stand)


def _as_state(row: FactRow, state: str) -> FactRow:
    """The private actor's row seen from its State, which has a part in the deal as far as the actor has."""
    return row.updated({"actor.kind": Fact("state"), "actor.state": Fact(state)})


def _stays_open(row: RowLaw, judgement: Judgement) -> bool:
    """APPLIES, or OPEN for another reason than the State's own determination."""
    if judgement.state is State.APPLIES:
        return True
    knowledge = judgement.standing.trees.get("knowledge")
    if judgement.parts.get("knowledge", FALSE) != UNKNOWN or knowledge is None:
        return True
    return not any(
        atom.predicate == "state_determined" and row.read(atom).truth is Truth.UNKNOWN for atom in atoms_of(knowledge)
    )


def _implementation_open(view: ViewUnderLaw, actor: ActorFacts, judgement: Judgement) -> Finding:
    measure = judgement.standing.measure
    return Finding(
        measure=f"IMPLEMENTATION_OPEN:{measure.id}",
        version=judgement.standing.in_force.version,
        actor=actor.id,
        view=view.name,
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


def _disposed(
    day: LawDay, actor: ActorFacts, jurisdictions: tuple[str, ...], views: list[ViewUnderLaw], policy: Policy
) -> ActorLaw:
    results = [_view_law(view) for view in views]
    plain = _combined({view.view: view.disposition for view in results})
    unreviewed = _combined({view.view: view.with_unreviewed for view in results})
    shadows = [each for view in results for each in view.findings if _caps(each, plain)]
    disposition = strictest((plain, Disposition.HOLD)) if shadows else plain
    questions = QuestionList(day.book.reference)
    for view in views:
        _ask(questions, view)
    for each in shadows:
        questions.ask_review(each, each.contributes or disposition)
    declared = [view for view in results if view.view == DECLARED] or results
    return ActorLaw(
        actor=actor.id,
        name=actor.name,
        kind=actor.kind,
        as_of=day.as_of,
        known_as_of=day.known_as_of,
        jurisdictions=jurisdictions,
        disposition=disposition,
        with_unreviewed=unreviewed,
        views=tuple(results),
        reasons=tuple(_reasons(results, disposition, shadows)),
        questions=questions.ordered(),
        conditions=_conditions(declared),
        not_bound=_not_bound(views),
        not_encoded=_not_encoded(day, jurisdictions),
        assumptions=dict(policy.assume),
        review=_review(views),
    )


def _view_law(view: ViewUnderLaw) -> ViewLaw:
    findings = sorted(view.findings(), key=lambda each: (-_rank(each), each.measure))
    conflicts = [Disposition.HOLD for each in view.conflicts if each.counts]
    all_conflicts = [Disposition.HOLD for _ in view.conflicts]
    return ViewLaw(
        view.name,
        strictest([*(holds(each, unreviewed=False) for each in findings), *conflicts]),
        strictest([*(holds(each, unreviewed=True) for each in findings), *all_conflicts]),
        tuple(findings),
        view.conflicts,
    )


def _rank(finding: Finding) -> int:
    return -1 if finding.contributes is None else finding.contributes.rank


def _combined(by_view: dict[str, Disposition]) -> Disposition:
    """max(declared, min(indicated, HOLD)): what is only indicated can hold a deal, never stop it."""
    declared = by_view.get(DECLARED, Disposition.PROCEED)
    indicated = strictest(each for name, each in by_view.items() if name != DECLARED)
    return strictest((declared, milder(indicated, Disposition.HOLD)))


def _caps(finding: Finding, result: Disposition) -> bool:
    """A shadow finding that applies, weighs at least LICENCE and is stricter than the result raises it to HOLD."""
    if finding.counts or finding.state is not State.APPLIES or finding.contributes is None:
        return False
    return finding.contributes.rank >= Disposition.LICENCE.rank and finding.contributes.rank > result.rank


def _ask(questions: QuestionList, view: ViewUnderLaw) -> None:
    for judged in view.judged:
        finding = judged.finding
        if finding.state is State.OPEN and finding.live:
            questions.ask_status(finding)
            for leaf in judged.judgement.leaves:
                questions.ask_leaf(leaf, finding)


def _reasons(views: list[ViewLaw], disposition: Disposition, shadows: list[Finding]) -> Iterator[Reason]:
    """The findings that carry the disposition, then what raised it."""
    for view in views:
        for finding in view.findings:
            if finding.counts and finding.contributes is not None and _carries(finding, view.view, disposition):
                is_open = FindingFlag.BACKSTOP in finding.flags
                kind = ReasonKind.IMPLEMENTATION_OPEN if is_open else ReasonKind.FINDING
                kind = ReasonKind.INDICATED_VIEW if view.view != DECLARED else kind
                yield Reason(kind, finding.measure, view.view, finding.contributes)
        for conflict in view.conflicts:
            yield Reason(ReasonKind.CONFLICT, conflict.measure, view.view, Disposition.HOLD)
    for finding in shadows:
        yield Reason(ReasonKind.UNREVIEWED_LAW, finding.measure, finding.view, finding.contributes or disposition)


def _carries(finding: Finding, view: str, disposition: Disposition) -> bool:
    weight = finding.contributes or Disposition.PROCEED
    if view != DECLARED:
        weight = milder(weight, Disposition.HOLD)
    return weight is disposition and weight is not Disposition.PROCEED


def _conditions(views: Iterable[ViewLaw]) -> tuple[str, ...]:
    """Conditions of the counting findings; an open criterion or regime's policy asks nobody anything."""
    found = [each for view in views for each in view.findings if each.counts]
    counted = [each for each in found if each.contributes is not None or each.state is not State.OPEN]
    return tuple(dict.fromkeys(condition for each in counted for condition in each.conditions))


def _not_bound(views: list[ViewUnderLaw]) -> tuple[str, ...]:
    """Jurisdictions whose measures in force were all judged and none binds the actor."""
    bound: dict[str, bool] = {}
    for view in views:
        for judged in view.judged:
            if judged.finding.state not in (State.NOT_IN_FORCE, State.SUSPENDED):
                name = judged.finding.jurisdiction
                bound[name] = bound.get(name, False) or judged.judgement.counts_as_bound
    return tuple(sorted(name for name, is_bound in bound.items() if not is_bound))


def _not_encoded(day: LawDay, jurisdictions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in day.book.stubs if day.book.measure(each).jurisdiction in jurisdictions)


def _review(views: list[ViewUnderLaw]) -> Review:
    seen = {each.finding.measure: each.finding for view in views for each in view.judged}
    counting = sum(1 for each in seen.values() if each.counts)
    approved = sum(1 for each in seen.values() if each.review is ReviewStatus.APPROVED)
    return Review(len(seen), counting, approved, len(seen) - counting)
