"""The ways as declared, as indicated and as papers show, each with its destination, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from endgate.routes.legs import PAPERS, last_documented
from endgate.routes.paths import Way, chief, locate, plausible_paths
from endgate.shipment.indications import Aspect, Indication
from endgate.shipment.model import Shipment
from endgate.shipment.route import Leg
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth


@dataclass(frozen=True)
class Reading:
    """One reading of the route, with the legs that speak for it."""

    view: str
    destination: CountryCode | None
    legs: tuple[Leg, ...] = ()
    complete: Truth = Truth.UNKNOWN

    def transits(self, country: str) -> Truth:
        """Does this reading pass the country between its ends? U while a gap is open."""
        ends = {self.destination} | ({self.legs[0].start.country} if self.legs else set())
        if country in ends:
            return Truth.FALSE
        if any(country in (leg.start.country, leg.end.country) for leg in self.legs):
            return Truth.TRUE
        return Truth.FALSE if self.complete is Truth.TRUE else Truth.UNKNOWN


def readings(shipment: Shipment, indications: Iterable[Indication]) -> tuple[Reading, ...]:
    """``declared``; ``indicated:<n>`` for each country pointed to; ``documented`` where papers show a leg."""
    return tuple(_readings(shipment, indications))


def _readings(shipment: Shipment, indications: Iterable[Indication]) -> Iterator[Reading]:
    yield _read("declared", shipment, shipment.declared_destination, shipment.route)
    pointed = [each for each in indications if each.aspect is Aspect.DESTINATION and each.country is not None]
    for number, country in enumerate(dict.fromkeys(each.country for each in pointed), start=1):
        yield _read(f"indicated:{number}", shipment, country, shipment.route)
    last = last_documented(shipment.route)
    if last is not None:
        papers = tuple(leg for leg in shipment.route if leg.status in PAPERS)
        yield _read("documented", shipment, last.country, papers)


def _read(view: str, shipment: Shipment, goal: CountryCode | None, legs: tuple[Leg, ...]) -> Reading:
    return Reading(view, goal, legs, _complete(shipment, goal, legs))


def _complete(shipment: Shipment, goal: CountryCode | None, legs: tuple[Leg, ...]) -> Truth:
    if not legs or goal is None:
        return Truth.UNKNOWN
    joined = all(one.end.country == other.start.country for one, other in pairwise(legs))
    starts = Truth.of(None if shipment.goods_location is None else legs[0].start.country == shipment.goods_location)
    return starts & Truth.of(joined and legs[-1].end.country == goal)


def assumed(shipment: Shipment, reading: Reading, as_of: date) -> tuple[Way, ...]:
    """The cheapest ways that would fill the gap of a reading; nobody stated them. Empty where it has none."""
    origin, goal, legs = shipment.goods_location, reading.destination, reading.legs
    if reading.complete is Truth.TRUE or goal is None:
        return ()
    start = locate(legs[-1].end) if legs else None if origin is None else chief(origin)
    end = chief(goal)
    return () if start is None or end is None or start.country == goal else plausible_paths(start, end, as_of)
