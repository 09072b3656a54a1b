"""Finds what cannot be in the legs of a route: codes, countries, movements, days, ships. The other legs still count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from endgate.routes.errors import (
    BAD_LOCODE,
    BAD_VESSEL,
    CODE_AND_COUNTRY,
    IMPOSSIBLE_LEG,
    LEG_DATES,
    WRONG_FLAG,
)
from endgate.routes.paths import apart, chief, locate, over_land
from endgate.routes.vessels import contradiction, imo_of, imo_problem
from endgate.shipment.model import Shipment
from endgate.shipment.route import Leg, LegMode, LegPlace
from endgate.terms.faults import Fault
from endgate.terms.kinds import IdentifierKind
from endgate.terms.locations import CodeState, LocationKind, code_state, place
from endgate.terms.places import landlocked
from endgate.terms.truth import Truth

FERRY_KM = 2500.0
"""Great circle up to which a lorry or waggon may still have crossed the sea by ferry: a judgement."""
_LAND = frozenset({LegMode.ROAD, LegMode.RAIL})


def route_faults(shipment: Shipment) -> tuple[Fault, ...]:
    """Every fault of the route, with its path in the shipment."""
    found = [fault for index, leg in enumerate(shipment.route) for fault in _leg(shipment, leg, f"$.route[{index}]")]
    for index, (before, after) in enumerate(pairwise(shipment.route), start=1):
        if before.arrives is not None and after.departs is not None and after.departs < before.arrives:
            what = f"leg departs {after.departs}, before the last one arrives {before.arrives}"
            found.append(LEG_DATES.at(f"$.route[{index}].departs", what))
    return (*found, *_flags(shipment))


def impossible(shipment: Shipment) -> frozenset[int]:
    """Which legs are no movement at all, by index."""
    return frozenset(index for index, leg in enumerate(shipment.route) if any(_movement(shipment, leg, "$")))


def _leg(shipment: Shipment, leg: Leg, where: str) -> Iterator[Fault]:
    for name, end in (("start", leg.start), ("end", leg.end)):
        yield from _code(end, f"{where}.{name}.locode")
    yield from _movement(shipment, leg, where)
    if leg.departs is not None and leg.arrives is not None and leg.arrives < leg.departs:
        yield LEG_DATES.at(f"{where}.arrives", f"leg arrives {leg.arrives}, before it departs {leg.departs}")
    digits = imo_of(leg.vessel)
    problem = "" if digits is None else imo_problem(digits)
    if problem:
        yield BAD_VESSEL.at(f"{where}.vessel", problem)


def _code(end: LegPlace, where: str) -> Iterator[Fault]:
    if not end.locode:
        return
    if code_state(end.locode) is CodeState.MALFORMED:
        yield BAD_LOCODE.at(where, f"{end.locode!r} is no UN/LOCODE")
    elif end.locode.strip().upper()[:2] != end.country:
        yield CODE_AND_COUNTRY.at(
            where, f"{end.locode} lies in {end.locode.strip().upper()[:2]}, stated is {end.country}"
        )


def _movement(shipment: Shipment, leg: Leg, where: str) -> Iterator[Fault]:
    start, end = locate(leg.start), locate(leg.end)
    if start is not None and start == end:
        yield IMPOSSIBLE_LEG.at(where, f"leg begins and ends in {start.name}")
    if leg.mode is LegMode.SEA:
        for each in (leg.start, leg.end):
            found = place(each.locode) if each.locode else None
            ashore = found is not None and found.kind is LocationKind.PORT
            if landlocked(each.country) is Truth.TRUE and not ashore:
                yield IMPOSSIBLE_LEG.at(
                    where, f"leg by sea at {each.name or each.locode or each.country}, which has no sea"
                )
    if leg.mode in _LAND and _overseas(leg, leg.departs or shipment.date):
        yield IMPOSSIBLE_LEG.at(where, f"no land joins {leg.start.country} and {leg.end.country}, stated is {leg.mode}")


def _overseas(leg: Leg, day: date) -> bool:
    """Do seas part the two countries, too wide for a ferry, a bridge or a tunnel?"""
    if over_land(leg.start.country, leg.end.country, day):
        return False
    start, end = locate(leg.start) or chief(leg.start.country), locate(leg.end) or chief(leg.end.country)
    return start is not None and end is not None and apart(start, end) > FERRY_KM


def _flags(shipment: Shipment) -> Iterator[Fault]:
    """The flag of a vessel beside the one that its MMSI names."""
    for index, party in enumerate(shipment.parties):
        for each in party.identifiers:
            if each.kind is IdentifierKind.MMSI and party.flag is not None:
                told = contradiction(each.value, (party.flag,))
                if told:
                    yield WRONG_FLAG.at(f"$.parties[{index}].flag", told)
