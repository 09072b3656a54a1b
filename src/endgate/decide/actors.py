"""Who is judged: each party in an acting role (a branch as its head's legal person), and each State touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from endgate.shipment.model import Form, Party, Role, Shipment
from endgate.terms.places import CountryCode

_OFFICES = (Form.BRANCH, Form.REPRESENTATIVE_OFFICE)


@dataclass(frozen=True)
class Actor:
    """One actor. ``party`` is the party that acts (for a branch, the branch); ``state`` is set for a State."""

    id: str
    name: str
    party: Party | None = None
    state: CountryCode | None = None


def actors(shipment: Shipment) -> tuple[Actor, ...]:
    """Private actors in the order of the file, then States in the order of their codes."""
    private = tuple(_private(shipment))
    states = tuple(Actor(f"state:{code}", f"State {code}", state=code) for code in sorted(_states(shipment)))
    return private + states


def supplier_unknown(shipment: Shipment) -> bool:
    """Does nobody stand on the supplying side of the deal?"""
    return not any(_private(shipment))


def _private(shipment: Shipment) -> Iterator[Actor]:
    parties = {party.id: party for party in shipment.parties}
    acting_heads = {party.head for party in shipment.parties if party.form in _OFFICES and _acts(party)}
    for party in shipment.parties:
        if not _acts(party) or party.id in acting_heads:
            continue
        head = parties.get(party.head) if party.form in _OFFICES else None
        if head is None:
            yield Actor(party.id, party.name, party)
        else:
            yield Actor(head.id, f"{head.name}, acting through {party.name}", party)


def _acts(party: Party) -> bool:
    return any(role.acts for role in party.roles)


def _states(shipment: Shipment) -> set[CountryCode]:
    """States whose nationals or territory have a part in the supply: seats of the acting persons, where goods lie."""
    parties = {party.id: party for party in shipment.parties}
    found = set()
    for party in shipment.parties:
        if _acts(party):
            person = parties.get(party.head, party) if party.form in _OFFICES else party
            found |= {party.country if party.form in _OFFICES else None, person.seat, person.nationality}
            if Role.PARENT not in party.roles or party.participates:
                found.add(party.country)
    found.add(shipment.goods_location)
    return {code for code in found if code not in (None, shipment.declared_destination)}
