"""Facts of the deal in one view: activity, places, countries, dates, money."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from endgate.law.facts import Cause, Fact, Unknown, Value
from endgate.shipment.model import Activity, Item, Money, Party, Role, Shipment
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

NOT_STATED = Unknown(Cause.NOT_STATED)
_DIGITS = re.compile(r"\D")


def deal_facts(shipment: Shipment) -> Iterator[tuple[str, Value]]:
    """Facts that hold for every actor and item of this view."""
    yield "activity", Fact(shipment.activity.value, ("shipment",))
    yield "goods_location", known(shipment.goods_location, "shipment:goods_location")
    yield "destination", known(shipment.declared_destination, "shipment:declared_destination")
    yield "buyer_country", _countries(buyers(shipment), _established)
    yield "use_country", _use(shipment)
    for role in Role:
        parties = buyers(shipment) if role is Role.BUYER else shipment.in_role(role)
        if parties:
            yield f"party_country.{role.value}", _countries(parties, _belongs)
    yield "contract_date", _contract(shipment)
    total = _total(shipment.items)
    yield "value.contract_goods", NOT_STATED if total is None else Fact(total, ("shipment:items",))
    yield "end_use", _end_use(shipment)
    for role in Role:
        yield f"party_class.{role.value}", _classes(shipment.in_role(role))


def buyers(shipment: Shipment) -> tuple[Party, ...]:
    """Who buys; where nobody is named as buyer and both consignee and end user are stated, the consignee."""
    named = shipment.in_role(Role.BUYER)
    if named or not shipment.in_role(Role.END_USER):
        return named
    return shipment.in_role(Role.CONSIGNEE)


def transit_facts(
    shipment: Shipment,
    transits: Callable[[str], Truth],
    touched: Iterable[CountryCode],
    ends: Iterable[str],
    whole: Truth,
) -> Iterator[tuple[str, Value]]:
    """``transits.<J>``: T or F by the legs; F where the deal begins or ends; unknown while the legs have a gap.

    Without any leg nothing is said to pass through third countries; coverage names that as not checked.
    """
    for name in ends:
        yield f"transits.{name}", Fact(False, ("shipment",))
    for country in touched:
        truth = transits(country)
        if truth is not Truth.UNKNOWN:
            yield f"transits.{country}", Fact(truth is Truth.TRUE, ("route",))
    settled = whole is Truth.TRUE or (not shipment.route and shipment.activity is not Activity.TRANSIT)
    yield "transits.other", Fact(False, ("route",)) if settled else Unknown(Cause.NOT_STATED, ("route",))


def item_terms(item: Item, direct_product_rules: Iterable[str]) -> Iterator[tuple[str, Value]]:
    """Facts that the item states of itself."""
    for rule in direct_product_rules:
        yield f"direct_product_of.{rule}", known(item.us_direct_product, f"item:{item.id}:us_direct_product")
    here = (f"item:{item.id}",)
    yield "value.item", NOT_STATED if item.value is None else Fact(item.value, here)
    yield "hs", Fact(_DIGITS.sub("", item.hs), here) if item.hs else NOT_STATED
    yield "item_kind", Fact(item.kind.value, here)
    yield "origin", NOT_STATED if item.origin is None else Fact((item.origin,), here)
    yield "content.US", NOT_STATED if item.us_content_percent is None else Fact(item.us_content_percent, here)


def known(value: object, source: str) -> Value:
    return NOT_STATED if value is None else Fact(value, (source,))


def _established(party: Party) -> tuple[CountryCode | None, ...]:
    """Where a party is established; the nationality of a person says it only where nothing else does."""
    here = (party.country, party.seat)
    return here if any(here) else (party.nationality,)


def _belongs(party: Party) -> tuple[CountryCode | None, ...]:
    """Where a party is established, and whose national it is."""
    return (party.country, party.seat, party.nationality)


def _countries(parties: Iterable[Party], of: Callable[[Party], tuple[CountryCode | None, ...]]) -> Value:
    """Countries of the parties; unknown when one of them does not say."""
    found: list[CountryCode] = []
    sources = []
    for party in parties:
        here = [each for each in of(party) if each is not None]
        if not here:
            return Unknown(Cause.NOT_STATED, (f"In which country is {party.name} established?",))
        found += here
        sources.append(f"party:{party.id}")
    return Fact(tuple(dict.fromkeys(found)), tuple(sources)) if sources else NOT_STATED


def _use(shipment: Shipment) -> Value:
    if shipment.end_use is not None and shipment.end_use.place_of_use is not None:
        return Fact((shipment.end_use.place_of_use,), ("shipment:end_use",))
    users = shipment.in_role(Role.END_USER)
    if users or shipment.declared_destination is None:
        return _countries(users, _established)
    # Nobody is named as end user: that is asked for itself. The place of use is taken to be the destination.
    return Fact((shipment.declared_destination,), ("shipment:declared_destination",))


def _contract(shipment: Shipment) -> Value:
    return known(shipment.contract_date, "shipment:contract_date")


def _total(items: Iterable[Item]) -> Money | None:
    amount, currencies = Decimal(0), set()
    for item in items:
        if item.value is None:
            return None
        amount += item.value.amount
        currencies.add(item.value.currency)
    return Money(amount, currencies.pop()) if len(currencies) == 1 else None


def _end_use(shipment: Shipment) -> Value:
    use = shipment.end_use
    if use is None or not use.confirmed or not use.categories:
        return NOT_STATED
    return Fact(use.categories, ("shipment:end_use",))


def _classes(parties: Iterable[Party]) -> Value:
    """Confirmed classes; unknown while one party in the role has none established."""
    found: list[str] = []
    sources = []
    for party in parties:
        if not party.classes:
            return Unknown(Cause.NOT_STATED, (f"Is {party.name} military, police, government or civil?",))
        found += [each.value for each in party.classes]
        sources.append(f"party:{party.id}")
    return Fact(tuple(dict.fromkeys(found)), tuple(sources)) if sources else NOT_STATED
