"""Ships that only the legs of the route name, as parties to screen: a listed ship weighs wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from endgate.decide.identity import Screened
from endgate.names.normalise import normal
from endgate.routes.vessels import imo_of, imo_problem, name_of
from endgate.shipment.model import Party, PartyIdentifier, Role, Shipment
from endgate.terms.kinds import IdentifierKind, PartyKind


def with_ships(shipment: Shipment) -> Shipment:
    """The shipment with the ships of its legs among its parties; one that is a party already stays that party."""
    ships = tuple(_ships(shipment))
    return replace(shipment, parties=(*shipment.parties, *ships)) if ships else shipment


def _ships(shipment: Shipment) -> Iterator[Party]:
    known = {mark for party in shipment.parties for mark in _marks(party)}
    for number, leg in enumerate(shipment.route, start=1):
        ship = None if not leg.vessel.strip() else _ship(number, leg.vessel)
        if ship is not None and known.isdisjoint(_marks(ship)):
            known.update(_marks(ship))
            yield ship


def _ship(number: int, told: str) -> Party:
    imo = imo_of(told)
    held = imo is not None and not imo_problem(imo)
    numbers = (PartyIdentifier(IdentifierKind.IMO_SHIP, imo),) if imo is not None and held else ()
    name = name_of(told) or told.strip()
    return Party(f"leg-{number}#vessel", name, (Role.VESSEL,), PartyKind.VESSEL, identifiers=numbers)


def unsure_ships(shipment: Shipment, screened: Mapping[str, Screened]) -> Iterator[str]:
    """A question for each ship without a number whose name a listed ship bears: ships share names and change them."""
    for party in with_ships(shipment).parties:
        numbered = any(each.kind is IdentifierKind.IMO_SHIP for each in party.identifiers)
        if Role.VESSEL in party.roles and not numbered and party.id in screened:
            listed = dict.fromkeys(match.right.name for match in screened[party.id].screening.matches)
            if listed:
                yield f"Which IMO number has the ship {party.name!r}? Listed ships bear this name: {', '.join(listed)}."


def _marks(party: Party) -> set[str]:
    """What tells a ship from another: its number, else its name."""
    numbers = {each.value for each in party.identifiers if each.kind is IdentifierKind.IMO_SHIP}
    return numbers or {normal(party.name)}
