"""Sums up what law says of one actor over the items of a shipment; the strictest item decides."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from endgate.decide.actors import Actor
from endgate.decide.gaps.model import Gap
from endgate.decide.model import ActorDecision, ActorFinding, ViewDisposition
from endgate.law.finding import ActorLaw, Finding, Question
from endgate.law.model import State
from endgate.law.outcome import Disposition, strictest

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True)
class ItemLaw:
    """What law says of one actor with one item, and the gaps in the law that is held."""

    item: str
    law: ActorLaw
    gaps: tuple[Gap, ...] = ()


def judged(actor: Actor, by_item: Sequence[ItemLaw]) -> ActorDecision:
    """Compose one actor's decision. ``by_item`` holds at least one item."""
    laws = [each.law for each in by_item]
    first = laws[0]
    return ActorDecision(
        actor=actor.id,
        name=actor.name,
        kind=first.kind,
        jurisdictions=_unique(each for law in laws for each in law.jurisdictions),
        disposition=strictest(law.disposition for law in laws),
        with_unreviewed=strictest(law.with_unreviewed for law in laws),
        views=tuple(
            ViewDisposition(view.view, each.item, view.disposition, view.with_unreviewed)
            for each in by_item
            for view in each.law.views
        ),
        reasons=_unique(reason for law in laws for reason in law.reasons),
        findings=tuple(_findings(by_item)),
        questions=tuple(_questions(laws)),
        conditions=_unique(each for law in laws for each in law.conditions),
        conflicts=_unique(each for law in laws for view in law.views for each in view.conflicts),
        not_bound=tuple(sorted(set.intersection(*(set(law.not_bound) for law in laws)))),
        not_encoded=_unique(each for law in laws for each in law.not_encoded),
        gaps=_unique(gap for each in by_item for gap in each.gaps),
        licences_due=_unique(each for law in laws for each in licences_due(law)),
    )


def _findings(by_item: Sequence[ItemLaw]) -> Iterator[ActorFinding]:
    """Findings that say something, equal ones of several items together, in the order of the first item."""
    found: list[tuple[Finding, list[str]]] = []
    for one in by_item:
        item = one.item
        for finding in (each for view in one.law.views for each in view.speaking):
            same = next((items for other, items in found if other == finding), None)
            if same is None:
                found.append((finding, [item]))
            elif item not in same:
                same.append(item)
    yield from (ActorFinding(tuple(items), finding) for finding, items in found)


def licences_due(law: ActorLaw) -> Iterator[str]:
    """The counting measures that apply as declared and ask for a licence."""
    for finding in law.view().speaking:
        if finding.counts and finding.state is State.APPLIES and finding.contributes is Disposition.LICENCE:
            yield finding.measure


def _questions(laws: Iterable[ActorLaw]) -> Iterator[Question]:
    """Each question once, cheapest first as law ordered them."""
    seen: dict[str, Question] = {}
    for law in laws:
        for question in law.questions:
            seen.setdefault(question.id, question)
    yield from sorted(seen.values(), key=lambda each: (each.cost, -each.settles.rank, -len(each.findings), each.id))


def _unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
