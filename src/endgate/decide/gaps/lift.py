"""Raises what law says of an actor to what the gaps in the law that is held allow, with the reason and the question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from endgate.decide.actors import Actor
from endgate.decide.gaps.countries import country_gaps
from endgate.decide.gaps.goods_lists import goods_list_gaps
from endgate.decide.gaps.listings import listing_gaps
from endgate.decide.gaps.model import Gap, Weight
from endgate.decide.gaps.regimes import Asked, raised, regime_gaps
from endgate.decide.gaps.releases import release_gaps
from endgate.decide.gaps.screening import screening_gaps
from endgate.decide.gaps.unconfirmed import unconfirmed_gaps
from endgate.law.finding import ActorLaw, Question, Reason, ReasonKind, Review, TellsActor
from endgate.law.outcome import Disposition, strictest
from endgate.law.signature import Cost
from endgate.network.nexus import NexusFacts
from endgate.terms.truth import Truth

_GIVES = {Weight.HOLD: Disposition.HOLD, Weight.CONDITION: Disposition.PROCEED_WITH_CONDITIONS}


def gaps_of(actor: Actor, facts: NexusFacts | None, asked: Asked) -> tuple[Gap, ...]:
    """Every gap that bears on the actor, once. One that takes no part in the deal has none."""
    unread = tuple(unconfirmed_gaps(asked))
    if facts is None:
        return (*unread, *_countries(actor, facts, asked))
    if facts.participates is Truth.FALSE:
        return unread
    return tuple(dict.fromkeys((*unread, *_private(actor, facts, asked))))


def _countries(actor: Actor, facts: NexusFacts | None, asked: Asked) -> Iterator[Gap]:
    on_a_list = raised(asked.case.items[asked.item.id])
    return country_gaps(actor, facts, asked.case.shipment, asked.day, raised=on_a_list)


def _private(actor: Actor, facts: NexusFacts, asked: Asked) -> Iterator[Gap]:
    yield from _countries(actor, facts, asked)
    yield from regime_gaps(asked)
    yield from goods_list_gaps(asked)
    yield from release_gaps(asked)
    yield from listing_gaps(asked)
    yield from screening_gaps(asked)


def lift(law: ActorLaw, gaps: tuple[Gap, ...]) -> ActorLaw:
    """The same law with dispositions no milder than the gaps allow; what was stricter stays as it was."""
    weighing = tuple(gap for gap in gaps if gap.weight in _GIVES)
    if not weighing:
        return law
    views = tuple(
        replace(
            view,
            disposition=_raised(view.disposition, weighing, view.view),
            with_unreviewed=_raised(view.with_unreviewed, weighing, view.view),
        )
        for view in law.views
    )
    disposition = _raised(law.disposition, weighing)
    return replace(
        law,
        disposition=disposition,
        with_unreviewed=_raised(law.with_unreviewed, weighing),
        views=views,
        told=WithGaps(law.told, weighing, disposition),
    )


def _raised(before: Disposition, gaps: tuple[Gap, ...], view: str = "") -> Disposition:
    return strictest((before, *(_GIVES[gap.weight] for gap in gaps if not view or gap.view == view)))


class WithGaps:
    """Tells what law tells, and the gaps as reasons, questions and conditions."""

    def __init__(self, told: TellsActor, gaps: tuple[Gap, ...], disposition: Disposition) -> None:
        self._told = told
        self._gaps = gaps
        self._disposition = disposition

    def reasons(self) -> tuple[Reason, ...]:
        """Reasons that carry the disposition after the gaps are weighed."""
        said = tuple(each for each in self._told.reasons() if self._still(each))
        own = (Reason(ReasonKind.GAP, gap.id, gap.view, _GIVES[gap.weight]) for gap in self._gaps)
        return (*said, *dict.fromkeys(each for each in own if each.contributes is self._disposition))

    def _still(self, reason: Reason) -> bool:
        return reason.kind is not ReasonKind.FINDING or reason.contributes is self._disposition

    def questions(self) -> tuple[Question, ...]:
        """The questions of law, and to ask by hand what is not held."""
        own: dict[str, Question] = {}
        for gap in self._gaps:
            if gap.weight is Weight.HOLD:
                settles, cost = Disposition.STOP, int(Cost.OUR_DATA)
                own.setdefault(gap.id, Question(f"not held:{gap.id}", gap.ask, cost, settles, (gap.id,), "not_held"))
        found = (*self._told.questions(), *own.values())
        return tuple(sorted(found, key=lambda each: (each.cost, -each.settles.rank, -len(each.findings), each.id)))

    def conditions(self) -> tuple[str, ...]:
        """The conditions of law, and what to look into where the gap may not bind."""
        own = (f"{gap.what}. {gap.ask}" for gap in self._gaps if gap.weight is Weight.CONDITION)
        return tuple(dict.fromkeys((*self._told.conditions(), *own)))

    def not_bound(self) -> tuple[str, ...]:
        return self._told.not_bound()

    def not_encoded(self) -> tuple[str, ...]:
        return self._told.not_encoded()

    def review(self) -> Review:
        return self._told.review()
