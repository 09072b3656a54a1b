"""Decisions for people: one row per actor, and the page behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from endgate.decide.company.model import PolicyClass, PolicyVerdict
from endgate.decide.concern import Concern
from endgate.decide.gaps.unconfirmed import UNCONFIRMED
from endgate.decide.model import ActorDecision, Decision
from endgate.law.finding import Finding, FindingFlag, Reason, ReasonKind
from endgate.law.model import Binds
from endgate.law.outcome import Disposition

EXIT_CODES = {
    Disposition.PROCEED: 0,
    Disposition.PROCEED_WITH_CONDITIONS: 0,
    Disposition.LICENCE: 20,
    Disposition.HOLD: 21,
    Disposition.STOP: 22,
}
_POLICY_CODES = {PolicyClass.NOTE: 0, PolicyClass.REVIEW: 21, PolicyClass.STOP: 22}
_WORDS = {Disposition.PROCEED_WITH_CONDITIONS: "PROCEED (conditions)"}
_SHOWN = 3


def word(disposition: Disposition) -> str:
    return _WORDS.get(disposition, disposition.value)


def verdict(actor: ActorDecision) -> str:
    """The disposition, with a licence that is due anyway, and what it would be if the unreviewed law counted."""
    return both(actor.disposition, actor.with_unreviewed, actor.licences_due) + _one_law_only(actor)


def both(disposition: Disposition, with_unreviewed: Disposition, licences_due: Iterable[str] = ()) -> str:
    """The disposition in words, a licence due while it holds, and what unreviewed law would make of it."""
    due = ", ".join(licences_due)
    licence = f"; LICENCE already applies by {due}" if due and disposition is Disposition.HOLD else ""
    other = "" if disposition is with_unreviewed else f" (with unreviewed law: {word(with_unreviewed)})"
    return f"{word(disposition)}{licence}{other}"


def _one_law_only(actor: ActorDecision) -> str:
    """Of a State whose own law is not held: that only the United Nations' was looked at."""
    return " (United Nations law alone)" if actor.kind is Binds.STATE and actor.gaps else ""


def exit_code_of(decision: Decision) -> int:
    """The worst verdict of any actor; law that is not reviewed can make somebody look, and never more than that.

    Company policy can make it worse and never better.
    """
    settled = EXIT_CODES[decision.worst()]
    unread = max((EXIT_CODES[each.with_unreviewed] for each in decision.actors), default=0)
    own = () if decision.policy is None else decision.policy.actors
    company = max((_POLICY_CODES[each.outcome] for each in own), default=0)
    return max(settled, EXIT_CODES[Disposition.HOLD] if unread > settled else 0, company)


def basis(actor: ActorDecision) -> str:
    """The measures behind the disposition, the weightiest first."""
    reasons = [_reason(each, actor) for each in actor.reasons]
    shown = list(dict.fromkeys(reasons))
    rest = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    if shown:
        return ", ".join(shown[:_SHOWN]) + rest
    return "conditions only" if actor.conditions else "no measure bites"


def _reason(reason: Reason, actor: ActorDecision) -> str:
    if reason.kind is ReasonKind.GAP:
        return next((gap.what for gap in actor.gaps if gap.id == reason.measure), reason.measure)
    marks = {
        ReasonKind.IMPLEMENTATION_OPEN: "implementation open: ",
        ReasonKind.UNREVIEWED_LAW: "unreviewed: ",
        ReasonKind.INDICATED_VIEW: "if as indicated: ",
        ReasonKind.CONFLICT: "conflict: ",
    }
    return marks.get(reason.kind, "") + reason.measure.removeprefix("IMPLEMENTATION_OPEN:")


def concern(decision: Decision) -> str:
    """The gravest concern and its programme; the ledger is shown also when it is empty."""
    if not decision.concerns:
        return "none recorded"
    return ", ".join(f"{each.grade.value} {each.programme}" for each in decision.concerns[:2])


def page(decision: Decision) -> Iterator[str]:
    """The decision as text: law per actor, concern apart, coverage last."""
    yield f"{decision.shipment}: {decision.title or decision.activity}"
    yield f"as of {decision.as_of}, known as of {decision.known_as_of}, edition {decision.edition[:16]}"
    waiting = next((gap.what for actor in decision.actors for gap in actor.gaps if gap.id == UNCONFIRMED), "")
    if waiting:
        yield waiting.upper().partition(":")[0] + waiting.removeprefix("provisional")
    yield ""
    yield "LEGALITY"
    for actor in decision.actors:
        yield from _actor(actor)
    yield from apart(decision.concerns)
    yield from company(decision.policy)
    yield from _views(decision)
    yield from _matches(decision)
    if decision.questions:
        yield "OF THE CASE"
        yield from (f"  ? {each}" for each in decision.questions)
    yield "COVERAGE"
    yield from _coverage(decision)


def _actor(actor: ActorDecision) -> Iterator[str]:
    yield f"  {actor.name}: {verdict(actor)}"
    each_once = {_reason(reason, actor): reason for reason in actor.reasons}
    for reason in list(each_once.values())[:6]:
        cited = _cited(reason, actor)
        tail = "" if cited is None else f"  {cited.state.value}  {cited.citation}"
        yield f"    {_reason(reason, actor)}{tail}"
        if cited is not None and cited.say:
            yield f"      {cited.say}"
    yield from _contested(actor)
    yield from (f"    condition: {each}" for each in actor.conditions)
    yield from (f"    ? {text}" for text in asked(actor))


def _cited(reason: Reason, actor: ActorDecision) -> Finding | None:
    """The finding behind a reason, in the reason's own view: declared and indicated may stand differently."""
    found = [each.finding for each in actor.findings if each.finding.measure == reason.measure]
    return min(found, key=lambda each: (each.view != reason.view, each.contributes != reason.contributes), default=None)


def asked(actor: ActorDecision) -> list[str]:
    """The questions to the actor in their order; those that differ only in what stands in brackets as one."""
    found: dict[str, list[str]] = {}
    for question in actor.questions:
        head, bracket, tail = question.text.partition("? (")
        if bracket and tail.endswith(")"):
            found.setdefault(f"{head}?", []).append(tail[:-1])
        else:
            found.setdefault(question.text, [])
    return [f"{head} ({'; '.join(tails)})" if tails else head for head, tails in found.items()]


def _contested(actor: ActorDecision) -> Iterator[str]:
    """Measures whose validity the actor's law rejects: computed, shown, and contributing nothing."""
    rejected = [each.finding.measure for each in actor.findings if FindingFlag.REJECTED in each.finding.flags]
    if rejected:
        names = ", ".join(dict.fromkeys(rejected))
        yield f"    contested, rejected by this State and so without effect here: {names}"


def apart(found: Iterable[Concern]) -> Iterator[str]:
    """The second ledger with its heading; shown also when it is empty."""
    yield "CONCERN (apart from law; never changes a disposition)"
    found = tuple(found)
    if not found:
        yield "  none recorded"
    for each in found:
        yield f"  {each.grade.value}: {each.hypothesis}"
        yield from (f"    {indicator.says} ({_few(indicator.evidence)})" for indicator in each.indicators)
        count = len(each.origins)
        origins = f"{count} origin{'' if count == 1 else 's'}" + (f", {each.unnamed} unnamed" if each.unnamed else "")
        if each.claims:
            yield f"    claims: {_few(each.claims)}; {origins}"


def company(verdict: PolicyVerdict | None) -> Iterator[str]:
    """What the company's own rules say, in a box of its own; nothing where no policy was given."""
    if verdict is None:
        return
    head = verdict.policy
    since = f", adopted {head.adopted}" if head.adopted is not None else ""
    yield f"{verdict.heading.upper()} ({head.title or head.id}{since}; adds restraint, takes none away)"
    if not verdict.actors:
        yield "  no rule of the company speaks of this deal"
    for actor in verdict.actors:
        yield f"  {actor.name}: {actor.outcome.value}"
        for each in actor.findings:
            where = "" if each.view == "declared" else f", {each.view}"
            by = f" [{each.decided_by}]" if each.decided_by else ""
            because = f" (concern: {each.concern})" if each.concern else ""
            yield f"    {each.rule}  {each.state.value}{where}  {each.say}{because}{by}"
            yield from (f"      ? {ask}" for ask in each.asks)


def company_says(decision: Decision, actor: str) -> str:
    """What the company's rules come to for one actor, in one cell."""
    own = () if decision.policy is None else decision.policy.actors
    found = next((each for each in own if each.actor == actor), None)
    return "" if found is None else f"{found.outcome.value}: {', '.join(dict.fromkeys(f.rule for f in found.findings))}"


def _views(decision: Decision) -> Iterator[str]:
    if len(decision.views) < 2:
        return
    yield "AS DECLARED | AS INDICATED"
    for view in decision.views:
        outcomes = {
            actor.name: word(each.disposition)
            for actor in decision.actors
            for each in actor.views
            if each.view == view.view
        }
        yield f"  {view.view}: destination {view.destination}, end user {view.end_user}"
        yield from (f"    {name}: {outcome}" for name, outcome in outcomes.items())


def _matches(decision: Decision) -> Iterator[str]:
    found = [(each, match) for each in decision.matches for match in each.matches if match.grade.counts or match.review]
    if found:
        yield "MATCHES"
    for screening, match in found:
        listed = "; ".join(f"{note.authority} {note.programme} {note.spoken}" for note in match.listings[:4])
        yield f"  {screening.name} ~ {match.right.name} [{match.party_id}] {match.grade.value}: {listed}"
        yield f"    {match.text}"


def _coverage(decision: Decision) -> Iterator[str]:
    cover = decision.coverage
    for each in cover.checked:
        age = f", {each.age_days} days old" if each.age_days else ""
        stale = ", OLDER THAN IT MAY GROW" if each.stale else ""
        note = f"; {each.note}" if each.note else ""
        yield f"  {each.source}: {each.coverage}, of {each.stated or 'no stated date'}{age}{stale}{note}"
    for gap in cover.not_checked:
        yield f"  not checked: {gap.what}" + (f"  ->  {gap.remedy}" if gap.remedy else "")
    law = cover.law
    yield f"  law: {law['evaluated']} measures evaluated, {law['counting']} count, {law['shadow']} unreviewed"


def _few(values: Iterable[str]) -> str:
    shown = list(values)
    return ", ".join(shown[:_SHOWN]) + (f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else "")
