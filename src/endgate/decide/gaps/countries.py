"""Countries whose own law would have to allow the act and of which the law book holds nothing in force."""

from __future__ import annotations

from collections.abc import Iterator

from endgate.decide.actors import Actor
from endgate.decide.gaps.model import Gap, Weight
from endgate.decide.gaps.table import weights
from endgate.law.day import LawDay
from endgate.law.finding import DECLARED
from endgate.law.model import Binds, ReviewStatus
from endgate.law.reach import reached
from endgate.network.nexus import NexusFacts
from endgate.shipment.model import Activity, Party, Role, Shipment
from endgate.terms.places import country
from endgate.terms.truth import Truth

_SENDING = frozenset({Role.EXPORTER, Role.SELLER, Role.MANUFACTURER})


def reviews(day: LawDay, code: str) -> frozenset[ReviewStatus]:
    """How far the measures that bind private persons of that country on the day are reviewed; empty: none held."""
    return frozenset(
        day.book.measure(each).review.status
        for name in reached(day, (code,))
        for each in day.book.by_jurisdiction.get(name, ())
        if day.book.measure(each).binds is Binds.PRIVATE and day.standing(each).in_force.truth is not Truth.FALSE
    )


def country_gaps(
    actor: Actor, facts: NexusFacts | None, shipment: Shipment, day: LawDay, *, raised: bool
) -> Iterator[Gap]:
    """One gap for each country of which no law is held: where the actor is at home, acts, or where the goods lie.

    ``raised`` says that some control list names the item, or may.
    """
    if facts is None:
        if actor.state is not None and not reviews(day, actor.state):
            yield _gap(actor.state, Weight.TOLD, "of this State only what the United Nations ask is judged")
        return
    assert actor.party is not None
    homes = (facts.seat, actor.party.nationality, actor.party.country, facts.branch_in)
    lies = shipment.goods_location
    for code in dict.fromkeys(each for each in (*homes, lies) if each is not None):
        known, answers = reviews(day, code), _answers(actor, facts, shipment, code)
        elsewhere = code not in homes and only_brokers(actor.party, shipment)
        if not known:
            yield _unheld(code, answers=answers, elsewhere=elsewhere)
        elif answers and known == {ReviewStatus.UNREVIEWED}:
            yield _unreviewed(code, raised=raised and not elsewhere)


def _answers(actor: Actor, facts: NexusFacts, shipment: Shipment, code: str) -> bool:
    """Would this country have to allow what the actor does? Not where nothing leaves it."""
    assert actor.party is not None
    if facts.participates is Truth.FALSE:
        return False
    if code == shipment.declared_destination and shipment.activity is not Activity.BROKERING:
        return False
    chief = {role.value for role in actor.party.roles} & set(weights()["answers_for"])
    return bool(chief) or actor.party.participates is True or (code == shipment.goods_location and _no_chief(shipment))


def _no_chief(shipment: Shipment) -> bool:
    """Is nobody named who exports, sells or brokers, so that whoever acts must answer where the goods lie?"""
    return not any({role.value for role in party.roles} & set(weights()["answers_for"]) for party in shipment.parties)


def _unreviewed(code: str, *, raised: bool) -> Gap:
    """Nothing of this country's law counts: a condition for ordinary goods, and no less than no law for raised ones."""
    name = country(code).name
    what = f"law of {name}: nobody compared what is held with its text, so none of it counts"
    weight = Weight.HOLD if raised else Weight.CONDITION
    return Gap(f"{code}-REVIEW", code, weight, what, f"Ask the export-control law of {name} by hand", DECLARED)


def _unheld(code: str, *, answers: bool, elsewhere: bool) -> Gap:
    if not answers:
        return _gap(code, Weight.TOLD, "")
    if elsewhere:
        return _gap(
            code, Weight.CONDITION, "it would have to let the goods go, and whoever sends them answers for that"
        )
    return _gap(code, Weight.HOLD, "it would have to allow the act")


def only_brokers(party: Party, shipment: Shipment) -> bool:
    """Does the party bring others together without sending or selling the goods itself?"""
    return (
        shipment.activity is Activity.BROKERING and Role.BROKER in party.roles and not _SENDING & frozenset(party.roles)
    )


def _gap(code: str, weight: Weight, why: str) -> Gap:
    name = country(code).name
    return Gap(
        id=f"{code}-LAW",
        law_of=code,
        weight=weight,
        what=f"law of {name}: none held" + (f"; {why}" if why else ""),
        ask=f"Check the export-control and sanctions law of {name} by hand",
        view=DECLARED,
    )
