"""Asks law where items may not go without more: for neighbours of the destination that the way leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from endgate.decide.actors import actors
from endgate.decide.case import Case
from endgate.decide.facts.rows import Table
from endgate.decide.view import View
from endgate.law.book import LawBook
from endgate.law.dispose import evaluate
from endgate.law.evaluate import Policy
from endgate.law.finding import DECLARED
from endgate.law.outcome import Disposition
from endgate.terms.places import CountryCode

_BARS = frozenset({Disposition.STOP, Disposition.LICENCE})
_WEIGHS = _BARS | {Disposition.HOLD}
Weighing = dict[str, dict[str, Disposition]]
"""By item and measure, the strictest that it contributes for any actor."""


def restricted_destinations(
    case: Case, book: LawBook, countries: Iterable[CountryCode], policy: Policy
) -> dict[str, tuple[str, ...]]:
    """By item, the countries for which law stops or licenses it, and says more than for the declared destination.

    Without the second half the neighbour that needs the same licence as the destination would count as embargoed.
    """
    here = case.shipment.declared_destination
    as_declared: Weighing = {} if here is None else _weighed(case, book, here, policy)
    there = {code: _weighed(case, book, code, policy) for code in countries}
    return {
        item.id: tuple(code for code, weighed in there.items() if _more(weighed[item.id], as_declared.get(item.id, {})))
        for item in case.shipment.items
    }


def _more(there: Mapping[str, Disposition], here: Mapping[str, Disposition]) -> bool:
    return any(each in _BARS for each in there.values()) and bool(there.keys() - here.keys())


def _weighed(case: Case, book: LawBook, country: CountryCode, policy: Policy) -> Weighing:
    shipment = replace(case.shipment, declared_destination=country)
    table = Table(replace(case, shipment=shipment, views=(View(DECLARED, shipment),)), book)
    found: Weighing = {item.id: {} for item in shipment.items}
    for actor in actors(shipment):
        for item in shipment.items:
            law = evaluate(
                book, table.actor(actor, item), as_of=case.as_of, known_as_of=case.known_as_of, policy=policy
            )
            for each in law.view().findings:
                if each.contributes in _WEIGHS and each.contributes is not None:
                    before = found[item.id].get(each.measure, each.contributes)
                    found[item.id][each.measure] = max(before, each.contributes, key=lambda one: one.rank)
    return found
