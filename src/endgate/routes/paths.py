"""Lengths of legs and the shortest way to a destination, with canals closed at will and borders as they stood."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from endgate.routes.earth import KM_PER_NM, great_circle_km
from endgate.routes.sea import sea_distance, to_ports
from endgate.shipment.route import Leg, LegMode, LegPlace
from endgate.terms.locations import LocationKind, Place, place, place_named, ports_of
from endgate.terms.places import Traffic, landlocked, neighbours, traffic
from endgate.terms.truth import Truth

LAND_FACTOR = 1.3
"""Kilometres by road or rail per kilometre of great circle: a judgement, not a measurement."""


@dataclass(frozen=True)
class Way:
    """A way in kilometres, with the port where it leaves the sea (empty over land) and the countries it touches."""

    km: float
    by: str
    countries: tuple[str, ...]


def locate(end: LegPlace) -> Place | None:
    """The place of one end of a leg: by UN/LOCODE, else by name in its country."""
    found = place(end.locode) if end.locode else None
    if found is not None and found.country == end.country:
        return found
    return place_named(end.name, end.country) if end.name else None


@cache
def main_places() -> dict[str, str]:
    """Each country's capital, or its chief place in our list, by country code."""
    text = files("endgate").joinpath("data", "geo", "main_places.csv").read_text(encoding="utf-8")
    return {row["country"]: row["place"] for row in csv.DictReader(text.splitlines())}


def chief(country: str) -> Place | None:
    """The place that stands for a country where no other is stated."""
    code = main_places().get(country)
    return None if code is None else place(code)


def leg_km(leg: Leg, closed: frozenset[str] = frozenset()) -> float | None:
    """Kilometres of a leg by its mode, None where an end has no known position or no lane leads."""
    start, end = locate(leg.start), locate(leg.end)
    if start is None or end is None:
        return None
    if leg.mode is LegMode.SEA:
        found = sea_distance(start, end, closed)
        return None if found is None else found.nm * KM_PER_NM
    factor = 1.0 if leg.mode in (LegMode.AIR, LegMode.POST) else LAND_FACTOR
    return factor * apart(start, end)


def apart(one: Place, other: Place) -> float:
    """Great circle between two places in kilometres."""
    return great_circle_km(one.lat, one.lon, other.lat, other.lon)


@lru_cache(maxsize=4096)
def shortest(
    start: Place, end: Place, on: date, closed: frozenset[str] = frozenset(), by_sea: bool = False
) -> Way | None:
    """The shortest way over sea and land, no closed border crossed; None where none is known. ``by_sea`` leaves out
    the way over land alone, so that a voyage is compared with voyages."""
    ways = _by_sea(start, end, on, closed) if by_sea else _ways(start, end, on, closed)
    return min(ways, key=lambda way: way.km, default=None)


def plausible_paths(start: Place, end: Place, on: date, limit: int = 3) -> tuple[Way, ...]:
    """The cheapest ways, one for each set of countries touched; all of them assumed, none stated."""
    best: dict[tuple[str, ...], Way] = {}
    for way in sorted(_ways(start, end, on, frozenset()), key=lambda each: each.km):
        best.setdefault(way.countries, way)
    return tuple(best.values())[:limit]


def _ways(start: Place, end: Place, on: date, closed: frozenset[str]) -> Iterator[Way]:
    if over_land(start.country, end.country, on):
        yield Way(LAND_FACTOR * apart(start, end), "", _unique(start.country, end.country))
    yield from _by_sea(start, end, on, closed)


def _by_sea(start: Place, end: Place, on: date, closed: frozenset[str]) -> Iterator[Way]:
    arrivals = arrival_ports(end, on)
    for port in _departure_ports(start, on):
        spur = 0.0 if port.code == start.code else LAND_FACTOR * apart(start, port)
        for last, km in to_ports(port, arrivals, closed):
            onward = 0.0 if last.code == end.code else LAND_FACTOR * apart(last, end)
            touched = _unique(start.country, port.country, last.country, end.country)
            yield Way(spur + km + onward, last.code, touched)


def _unique(*codes: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(code) for code in codes))


def _departure_ports(start: Place, on: date) -> tuple[Place, ...]:
    if start.kind is LocationKind.PORT:
        return (start,)
    return tuple(sorted(arrival_ports(start, on), key=lambda port: apart(start, port))[:4])


@lru_cache(maxsize=1024)
def arrival_ports(end: Place, on: date) -> tuple[Place, ...]:
    """Ports from which goods reach a place over land: its own country's, or, without a sea coast, those of neighbours
    up to two open borders away."""
    if end.kind is LocationKind.PORT:
        return (end, *ports_of(end.country))
    if landlocked(end.country) is not Truth.TRUE and ports_of(end.country):
        return ports_of(end.country)
    first = [code for code in neighbours(end.country) if traffic(end.country, code, on) is not Traffic.CLOSED]
    second = [
        further
        for code in first
        if landlocked(code) is Truth.TRUE or not ports_of(code)
        for further in neighbours(code)
        if traffic(code, further, on) is not Traffic.CLOSED
    ]
    return tuple(port for code in dict.fromkeys((*sorted(first), *sorted(second))) for port in ports_of(code))


@lru_cache(maxsize=4096)
def over_land(start: str, end: str, on: date) -> bool:
    """Do borders that are not known to be closed join the two countries?"""
    seen, edge = {start}, [start]
    while edge and end not in seen:
        edge = [code for code in dict.fromkeys(code for each in edge for code in _onward(each, on)) if code not in seen]
        seen.update(edge)
    return end in seen


def _onward(code: str, on: date) -> Iterable[str]:
    return (each for each in sorted(neighbours(code)) if traffic(code, each, on) is not Traffic.CLOSED)
