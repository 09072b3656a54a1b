"""What the shipment itself says of its parties, and their addresses beside those of listed parties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from endgate.decide.identity import Screened, Standing
from endgate.edition.opened import Edition
from endgate.lists.model import ListedParty
from endgate.names.facts import address_key
from endgate.names.facts.addresses import Place, address_relation, read_address
from endgate.names.facts.gather import address_keys
from endgate.names.keys import stable_hash
from endgate.names.model import QueryAddress
from endgate.routes.detectors.answer import parameters
from endgate.shipment.flags import AddressMatch, Profile
from endgate.shipment.model import Party, Shipment
from endgate.terms.kinds import PartyKind

_LEVELS = {"same": "exact", "same_building": "building"}
_MASS = ("RF-026", "companies")


def profiles(shipment: Shipment) -> dict[str, Profile]:
    """What the shipment states: when an organisation was founded, and that all its addresses are post boxes."""
    stated = {party.id: _profile(party) for party in shipment.parties}
    return {party: each for party, each in stated.items() if each != Profile()}


def _profile(party: Party) -> Profile:
    exact = [each for each in party.birth if each.earliest() == each.latest()]
    founded = exact[0].earliest() if exact and party.kind is PartyKind.ORGANISATION else None
    boxes = [_read(party, index).box for index in range(len(party.addresses))]
    kind = "po_box" if boxes and all(boxes) else ""
    if founded is None and not kind:
        return Profile()
    return Profile(incorporated=founded, address_class=kind, source=f"party:{party.id}")


def _asked(party: Party, index: int) -> QueryAddress:
    each = party.addresses[index]
    return QueryAddress(each.text, each.city, each.postal_code, each.country or party.country)


def _read(party: Party, index: int) -> Place:
    return read_address(_asked(party, index))


def addresses(
    shipment: Shipment, screened: Mapping[str, Screened], edition: Edition
) -> tuple[AddressMatch, ...] | None:
    """Listed parties at the house of a party that is not itself confirmed to be one of them.

    None where no party states an address that names a house.
    """
    stated = [(party, key) for party in shipment.parties for key in _keys(party)]
    if not stated:
        return None
    return tuple(dict.fromkeys(each for party, key in stated for each in _at(party, key, screened, edition)))


def _keys(party: Party) -> Iterator[str]:
    found = (address_key(_asked(party, index)) for index in range(len(party.addresses)))
    yield from dict.fromkeys(key for key in found if key)


def _at(party: Party, key: str, screened: Mapping[str, Screened], edition: Edition) -> Iterator[AddressMatch]:
    rows = edition.names.lookup("addr", [stable_hash(key)]).tolist()
    itself = _itself(party, screened)
    mass = len(rows) >= parameters().number(*_MASS)
    for row in rows:
        listed = edition.party(edition.names.party_id(row))
        if listed is not None and listed.party_id not in itself and key in address_keys(listed):
            yield AddressMatch(party.id, listed.primary_name, _level(party, listed), True, mass, listed.party_id)


def _itself(party: Party, screened: Mapping[str, Screened]) -> frozenset[str]:
    known = screened.get(party.id)
    identities = () if known is None else known.identities
    return frozenset(each.listed for each in identities if each.standing is Standing.CONFIRMED)


def _level(party: Party, listed: ListedParty) -> str:
    """How near the closest pair of addresses lies; equal keys are at least one building."""
    theirs = [
        read_address(QueryAddress(", ".join(each.lines) or each.raw, each.city, each.postal_code, each.country))
        for each in listed.addresses
    ]
    pairs = {address_relation(_read(party, index), place) for index in range(len(party.addresses)) for place in theirs}
    return next((_LEVELS[each] for each in _LEVELS if each in pairs), "building")
