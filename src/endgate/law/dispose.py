"""The disposition of one actor (section 6 of the specification): views, UN backstop, shadow cap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from endgate.law.book import UNITED_NATIONS, LawBook
from endgate.law.day import LawDay
from endgate.law.evaluate import Policy, RowLaw
from endgate.law.facts import Fact, FactRow
from endgate.law.finding import DECLARED, ActorFacts, ActorLaw, Finding, ViewLaw
from endgate.law.levels import FALSE, UNKNOWN
from endgate.law.model import Binds, State
from endgate.law.opening import Judgement
from endgate.law.outcome import Disposition, contribution, milder, strictest
from endgate.law.positions import Position, position
from endgate.law.reach import implementing_counts, plan_of, reached
from endgate.law.tell import ActorTelling, ViewTelling, caps
from endgate.law.trees import atoms_of
from endgate.law.view import Backed, ViewUnderLaw, judge_one, judge_view
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
    views = [judge_view(day, actor, name, policy, jurisdictions) for name in names]
    backed = [_with_backstop(each, actor) for each in views]
    telling = tuple(ViewTelling(actor, each, jurisdictions, trace=trace) for each in backed)
    return _disposed(day, actor, jurisdictions, telling, policy)


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
    jurisdictions = reached(day, actor.jurisdictions)
    row = RowLaw(day, actor.rows[view], policy)
    under = ViewUnderLaw(view, row, plan_of(row, actor.kind, jurisdictions), (), ())
    judged = judge_one(row, measure_id, jurisdictions)
    return ViewTelling(actor, under, jurisdictions, trace=True).finding(judged)


def _with_backstop(view: ViewUnderLaw, actor: ActorFacts) -> ViewUnderLaw:
    if actor.kind is Binds.STATE:
        return view
    backed = (each for state in _states(view.row.day, actor) for each in _backstop(view, state))
    added = {each.judgement.standing.measure.id: each for each in backed}
    return replace(view, backed=tuple(added.values())) if added else view


def _states(day: LawDay, actor: ActorFacts) -> Iterator[str]:
    """The States among the actor's jurisdictions; unions of law are no States."""
    return (name for name in dict.fromkeys(actor.jurisdictions) if name not in day.book.reference.groups)


def _backstop(view: ViewUnderLaw, state: str) -> Iterator[Backed]:
    """UN measures that reach the deal for this State and that no counting law of it surely carries out."""
    day = view.row.day
    row = RowLaw(day, _as_state(view.row.row, state), view.row.policy)
    for standing in day.plan(Binds.STATE, _UN).alive(row.row):
        if row.levels[standing.condition] == FALSE:
            continue
        measure = standing.measure
        judgement = row.judge(measure.id)
        gives = contribution(standing.then.outcome, judgement.state, live=judgement.live)
        if gives is None or gives.rank < Disposition.HOLD.rank:
            continue
        rejected = position(day, measure, (state,)) is Position.REJECTED
        if not rejected and _stays_open(row, judgement) and not implementing_counts(row, measure.id, state):
            yield Backed(judgement, row)


_UN = frozenset({UNITED_NATIONS})


def _as_state(row: FactRow, state: str) -> FactRow:
    """The private actor's row seen from its State, which has a part in the deal as far as the actor has."""
    return row.updated({"actor.kind": Fact("state"), "actor.state": Fact(state)})


def _stays_open(row: RowLaw, judgement: Judgement) -> bool:
    """APPLIES, or OPEN for another reason than the State's own determination."""
    if judgement.state is State.APPLIES:
        return True
    standing = judgement.standing
    knowledge = standing.trees.get("knowledge")
    if knowledge is None or row.levels[standing.numbers["knowledge"]] != UNKNOWN:
        return True
    return not any(
        atom.predicate == "state_determined" and row.read(atom).truth is Truth.UNKNOWN for atom in atoms_of(knowledge)
    )


def _disposed(
    day: LawDay, actor: ActorFacts, jurisdictions: tuple[str, ...], telling: tuple[ViewTelling, ...], policy: Policy
) -> ActorLaw:
    views = tuple(_view_law(each) for each in telling)
    plain = _combined({view.view: view.disposition for view in views})
    capped = any(caps(each, plain) for one in telling for each in one.view.judged)
    disposition = strictest((plain, Disposition.HOLD)) if capped else plain
    return ActorLaw(
        actor=actor.id,
        name=actor.name,
        kind=actor.kind,
        as_of=day.as_of,
        known_as_of=day.known_as_of,
        jurisdictions=jurisdictions,
        disposition=disposition,
        with_unreviewed=_combined({view.view: view.with_unreviewed for view in views}),
        views=views,
        assumptions=dict(policy.assume),
        told=ActorTelling(telling, disposition, plain, jurisdictions),
    )


def _view_law(telling: ViewTelling) -> ViewLaw:
    view = telling.view
    backed = [Disposition.HOLD for _ in view.backed]
    conflicts = [Disposition.HOLD for each in view.conflicts if each.counts]
    all_conflicts = [Disposition.HOLD for _ in view.conflicts]
    return ViewLaw(
        view.name,
        strictest([*(each.weight(unreviewed=False) for each in view.judged), *backed, *conflicts]),
        strictest([*(each.weight(unreviewed=True) for each in view.judged), *backed, *all_conflicts]),
        view.conflicts,
        telling,
    )


def _combined(by_view: dict[str, Disposition]) -> Disposition:
    """max(declared, min(indicated, HOLD)): what is only indicated can hold a deal, never stop it."""
    declared = by_view.get(DECLARED, Disposition.PROCEED)
    indicated = strictest(each for name, each in by_view.items() if name != DECLARED)
    return strictest((declared, milder(indicated, Disposition.HOLD)))
