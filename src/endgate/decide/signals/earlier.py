"""What the exporter's earlier shipments say of this one: who asked, since when a buyer is known, what was sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from endgate.names.facts import address_key
from endgate.names.model import QueryAddress
from endgate.names.normalise import normal
from endgate.routes.detectors.demand import kilograms
from endgate.shipment.flags import Demand, Enquiry, FlagFacts, History, Profile
from endgate.shipment.model import Item, Party, Role, Shipment
from endgate.terms.kinds import IdentifierKind

_BUYERS = (Role.BUYER, Role.CONSIGNEE, Role.END_USER)
_KINDS = {IdentifierKind.PHONE: "phone", IdentifierKind.EMAIL: "email", IdentifierKind.WEBSITE: "domain"}
_YEAR = 365
WHOLE_REGISTER = "shipments"
"""In ``registers_complete``: all earlier shipments are given, so a buyer among none of them is new."""


def from_earlier(shipment: Shipment, earlier: Iterable[Shipment]) -> FlagFacts:
    """Facts of the shipments up to this one's day, of the same exporter; itself counts as the last enquiry."""
    before = [each for each in earlier if each.id != shipment.id and each.date <= shipment.date]
    mine = [each for each in before if _same_supplier(each, shipment)]
    return FlagFacts(
        profiles=dict(_known_since(shipment, mine)),
        demand=dict(_sent(shipment, mine)),
        history=History(tuple(each for one in (*mine, shipment) for each in _enquiries(one, shipment))),
    )


def with_earlier(stated: FlagFacts, found: FlagFacts) -> FlagFacts:
    """What a person stated, completed by what the earlier shipments say."""
    profiles = dict(stated.profiles)
    for party, each in found.profiles.items():
        known = profiles.get(party, Profile())
        profiles[party] = known if known.first_trade is not None else replace(known, first_trade=each.first_trade)
    demand = dict(stated.demand)
    for item, sent in found.demand.items():
        demand[item] = replace(demand.get(item, Demand()), sent_before=sent.sent_before)
    history = found.history if stated.history is None else stated.history
    return replace(stated, profiles=profiles, demand=demand, history=history)


def _same_supplier(one: Shipment, other: Shipment) -> bool:
    mine, theirs = one.in_role(Role.EXPORTER), other.in_role(Role.EXPORTER)
    return any(same_party(a, b) for a in mine for b in theirs)


def same_party(one: Party, other: Party) -> bool:
    """Equal names, or a number that both state."""
    numbers = {(each.kind, each.value) for each in one.identifiers} & {
        (each.kind, each.value) for each in other.identifiers if each.kind not in _KINDS
    }
    return bool(numbers) or normal(one.name) == normal(other.name)


def _buyers(shipment: Shipment) -> tuple[Party, ...]:
    return tuple(party for party in shipment.parties if any(role in party.roles for role in _BUYERS))


def _known_since(shipment: Shipment, before: Sequence[Shipment]) -> Iterator[tuple[str, Profile]]:
    whole = WHOLE_REGISTER in shipment.registers_complete
    for party in _buyers(shipment):
        days = [each.date for each in before if any(same_party(party, other) for other in _buyers(each))]
        first = min(days, default=shipment.date if whole else None)
        if first is not None:
            yield party.id, Profile(first_trade=first, source="earlier shipments")


def _sent(shipment: Shipment, before: Sequence[Shipment]) -> Iterator[tuple[str, Demand]]:
    """Kilograms of the same goods to the same country in the twelve months before."""
    for item in shipment.items:
        masses = [
            mass
            for each in before
            if each.declared_destination == shipment.declared_destination and _within(each.date, shipment.date)
            for other in each.items
            if _same_goods(item, other) and (mass := kilograms(other.quantity)) is not None
        ]
        if masses:
            yield item.id, Demand(sent_before=Decimal(repr(round(sum(masses), 3))))


def _within(earlier: date, day: date) -> bool:
    return 0 <= (day - earlier).days <= _YEAR


def _same_goods(one: Item, other: Item) -> bool:
    codes = [re.sub(r"\D", "", each.hs)[:6] for each in (one, other)]
    if len(codes[0]) == 6 and codes[0] == codes[1]:
        return True
    return bool(one.cas and one.cas == other.cas) or normal(one.description) == normal(other.description)


def _enquiries(one: Shipment, asked: Shipment) -> Iterator[Enquiry]:
    """One enquiry for each buyer and each item that this shipment is about, under its description here."""
    member = ", ".join(party.name for party in one.in_role(Role.EXPORTER))
    users = ", ".join(party.name for party in one.in_role(Role.END_USER))
    items = [mine.description for mine in asked.items if any(_same_goods(mine, other) for other in one.items)]
    for party in _buyers(one):
        for item in items:
            yield Enquiry(one.id, party.name, item, one.date, member, users, identifiers=_identifiers(party))


def _identifiers(party: Party) -> dict[str, str]:
    numbers = (each for each in party.identifiers if each.kind in _KINDS)
    found = {_KINDS[each.kind]: "".join(each.value.casefold().split()) for each in numbers}
    for each in party.addresses:
        key = address_key(QueryAddress(each.text, each.city, each.postal_code, each.country or party.country))
        if key:
            found.setdefault("address", key)
    return found
