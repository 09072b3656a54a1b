"""Read the legs of a route: which countries they touch, whether they join, where the papers end."""

from __future__ import annotations

from itertools import pairwise

from endgate.shipment.model import Leg, LegPlace, LegStatus, Shipment
from endgate.terms.places import CountryCode, landlocked, neighbours
from endgate.terms.truth import Truth

PAPERS = frozenset({LegStatus.DOCUMENTED, LegStatus.OBSERVED})


def touched(route: tuple[Leg, ...]) -> tuple[CountryCode, ...]:
    """The countries at the ends of the legs, in order, each once."""
    return tuple(dict.fromkeys(place.country for leg in route for place in (leg.start, leg.end)))


def whole(shipment: Shipment) -> Truth:
    """Do the legs run without a gap from where the goods lie to the declared destination? U without a route."""
    route = shipment.route
    if not route:
        return Truth.UNKNOWN
    joined = all(before.end.country == after.start.country for before, after in pairwise(route))
    starts = _same(shipment.goods_location, route[0].start.country)
    return Truth.of(joined) & starts & _same(shipment.declared_destination, route[-1].end.country)


def _same(stated: CountryCode | None, met: CountryCode) -> Truth:
    return Truth.UNKNOWN if stated is None else Truth.of(stated == met)


def last_documented(route: tuple[Leg, ...]) -> LegPlace | None:
    """The last place that transport papers or sightings show."""
    ends = [leg.end for leg in route if leg.status in PAPERS]
    return ends[-1] if ends else None


def continues_to(route: tuple[Leg, ...], place: LegPlace, destination: CountryCode) -> bool:
    """Do stated legs lead on from that place to the destination?"""
    start = max((index for index, leg in enumerate(route) if leg.end == place), default=len(route))
    at = place.country
    for leg in route[start + 1 :]:
        if leg.start.country != at:
            return False
        at = leg.end.country
    return at == destination


def on_the_way(place: CountryCode, destination: CountryCode) -> Truth:
    """May goods for the destination come through that country? U for a neighbour of a landlocked State; F elsewhere.

    Lengths of paths are not compared here.
    """
    if place == destination:
        return Truth.TRUE
    without_port = landlocked(destination) is Truth.TRUE
    return Truth.UNKNOWN if without_port and place in neighbours(destination) else Truth.FALSE


def passage(place: CountryCode, destination: CountryCode, through: frozenset[CountryCode]) -> Truth:
    """Must goods that lie in ``place`` pass one of ``through`` to reach a landlocked destination over land?"""
    if place == destination or landlocked(destination) is not Truth.TRUE or place in neighbours(destination):
        return Truth.FALSE
    between = neighbours(place) & neighbours(destination)
    if not between & through:
        return Truth.FALSE
    return Truth.TRUE if between <= through else Truth.UNKNOWN


def place_text(place: LegPlace) -> str:
    """A place for people: name or UN/LOCODE, with its country."""
    named = place.name or place.locode
    return f"{named} ({place.country})" if named else str(place.country)
