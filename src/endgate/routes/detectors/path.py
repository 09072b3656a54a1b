"""Red flags of the way itself: RF-010 abnormal route, RF-032 circuitous route or payment, RF-023 hub of diversion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from endgate.routes.detectors.answer import Parameters, clear, fires, open_on, rows, settle
from endgate.routes.legs import place_text
from endgate.routes.paths import LAND_FACTOR, apart, chief, leg_km, locate, shortest
from endgate.routes.sea import LANE_SETS
from endgate.shipment.flags import FlagInput, Watch
from endgate.shipment.indications import Flag
from endgate.shipment.model import Role, Shipment
from endgate.shipment.route import Leg, LegMode
from endgate.terms.dates import Interval
from endgate.terms.locations import Place
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

ABNORMAL_ROUTE, CIRCUITOUS, HUB = "RF-010", "RF-032", "RF-023"


@dataclass(frozen=True)
class Travelled:
    """The stated way with every position known; ``reaches`` tells whether it ends in the declared destination."""

    legs: tuple[Leg, ...]
    start: Place
    last: Place
    end: Place
    reaches: bool
    mode: LegMode


def travelled(given: FlagInput) -> Travelled | str:
    """The stated way, or what is missing to measure it."""
    route, declared = given.shipment.route, given.shipment.declared_destination
    if not route or declared is None:
        return "declared destination" if declared is None else "legs of the route"
    for leg in route:
        for end in (leg.start, leg.end):
            if locate(end) is None:
                return f"position of {place_text(end)}"
    for before, after in pairwise(route):
        if before.end.country != after.start.country:
            return f"leg from {place_text(before.end)} to {place_text(after.start)}"
    start, last = locate(route[0].start), locate(route[-1].end)
    goal = last if last is not None and last.country == declared else chief(declared)
    if start is None or last is None or goal is None:
        return f"place of destination in {declared}"
    return Travelled(route, start, last, goal, last.country == declared, _main_mode(route))


def _main_mode(route: tuple[Leg, ...]) -> LegMode:
    modes = {leg.mode for leg in route}
    return next((mode for mode in (LegMode.SEA, LegMode.AIR) if mode in modes), LegMode.ROAD)


def abnormal_route(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-010: far longer than the shortest way under every set of open canals, and no regular service.

    A way that stops before the destination is measured with the shortest onward way, which only makes it shorter: it
    may fire, and is U where it does not.
    """
    way = travelled(given)
    if isinstance(way, str):
        return (open_on(ABNORMAL_ROUTE, "route", way),)
    lengths = [each for closed in LANE_SETS if (each := _lengths(way, given.as_of, closed)) is not None]
    if not lengths:
        return (open_on(ABNORMAL_ROUTE, "route", "a way by sea or land to compare with"),)
    done, least = min(lengths, key=lambda pair: pair[0] / max(pair[1], 1.0))
    at = params.number(ABNORMAL_ROUTE, "air_ratio" if way.mode is LegMode.AIR else "ratio")
    extra = params.number(ABNORMAL_ROUTE, "extra_km")
    ratio = done / max(least, 1.0)
    values = {"km": done, "shortest km": least, "ratio": ratio, "extra km": done - least, "fires from ratio": at}
    if ratio >= at and done - least >= extra and not _regular(way):
        return (fires(ABNORMAL_ROUTE, "route", values, ("route",), [_goal(way)]),)
    if not way.reaches:
        return (open_on(ABNORMAL_ROUTE, "route", f"legs from {way.last.name} to {way.end.country}", values=values),)
    return (clear(ABNORMAL_ROUTE, "route", values),)


def _goal(way: Travelled) -> str:
    beyond = [leg.end.country for leg in way.legs if leg.end.country not in (way.start.country, way.end.country)]
    return f"destination.{beyond[-1] if beyond else way.end.country}"


def _lengths(way: Travelled, on: date, closed: frozenset[str]) -> tuple[float, float] | None:
    """Kilometres stated and least kilometres under one set of closed canals."""
    stated = [leg_km(leg, closed) for leg in way.legs]
    onward = None if way.reaches else shortest(way.last, way.end, on, closed)
    if way.mode is LegMode.AIR:
        least: float | None = apart(way.start, way.end)
    else:
        found = shortest(way.start, way.end, on, closed, way.mode is LegMode.SEA)
        least = None if found is None else found.km
    if least is None or any(km is None for km in stated) or (not way.reaches and onward is None):
        return None
    done = sum(km for km in stated if km is not None) + _between(way.legs)
    return done + (0.0 if onward is None else onward.km), least


def _between(legs: tuple[Leg, ...]) -> float:
    """Land kilometres between the end of one leg and the start of the next where both lie in one country."""
    pairs = [(locate(before.end), locate(after.start)) for before, after in pairwise(legs)]
    return sum(LAND_FACTOR * apart(one, other) for one, other in pairs if one is not None and other is not None)


@cache
def _services() -> frozenset[tuple[str, str, str, str]]:
    return frozenset((row["from"], row["to"], row["mode"], row["via"]) for row in rows("services.csv"))


def _regular(way: Travelled) -> bool:
    vias = {leg.end.country for leg in way.legs}
    ends = (way.start.country, way.end.country, way.mode.value)
    return any((*ends, via) in _services() for via in vias)


def circuitous(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-032: many transshipments, a country entered again, a leg away from the destination, or a winding payment."""
    return settle(CIRCUITOUS, "route", (*_winding_route(given, params), *_winding_payment(given, params)))


def _winding_route(given: FlagInput, params: Parameters) -> Iterator[Flag]:
    route = given.shipment.route
    if not route:
        yield open_on(CIRCUITOUS, "route", "legs of the route")
        return
    stops = _transshipments(given)
    if len(stops) >= params.number(CIRCUITOUS, "transshipments"):
        yield fires(CIRCUITOUS, "route", {"transshipments": stops}, ("route",))
    again = _entered_again(route)
    if again:
        yield fires(CIRCUITOUS, "route", {"left and entered again": again}, ("route",))
    yield from _away(given, params)


def _transshipments(given: FlagInput) -> tuple[str, ...]:
    ends = {given.shipment.goods_location, given.shipment.declared_destination}
    stops = [leg.end for leg in given.shipment.route[:-1]]
    return tuple(place_text(stop) for stop in stops if stop.country not in ends)


def _entered_again(route: tuple[Leg, ...]) -> tuple[CountryCode, ...]:
    passed = [route[0].start.country]
    for leg in route:
        for place in (leg.start, leg.end):
            if place.country != passed[-1]:
                passed.append(place.country)
    return tuple(dict.fromkeys(code for index, code in enumerate(passed) if code in passed[:index]))


def _away(given: FlagInput, params: Parameters) -> Iterator[Flag]:
    """A leg that leads farther from the destination, unless its end lies on a near-shortest way."""
    way = travelled(given)
    if isinstance(way, str):
        yield open_on(CIRCUITOUS, "route", way)
        return
    direct = apart(way.start, way.end)
    share, slack = params.number(CIRCUITOUS, "away_share"), params.number(CIRCUITOUS, "on_shortest")
    for leg in way.legs:
        start, end = locate(leg.start), locate(leg.end)
        if start is None or end is None or apart(end, way.end) - apart(start, way.end) < share * direct:
            continue
        if not _on_shortest(way, end, given.as_of, slack):
            values = {
                "leg": f"{start.name} to {end.name}",
                "farther by km": apart(end, way.end) - apart(start, way.end),
            }
            yield fires(CIRCUITOUS, "route", values, ("route",))
            return
    yield clear(CIRCUITOUS, "route")


def _on_shortest(way: Travelled, stop: Place, on: date, slack: float) -> bool:
    by_sea = way.mode is LegMode.SEA
    first, rest = shortest(way.start, stop, on), shortest(stop, way.end, on)
    whole = shortest(way.start, way.end, on, by_sea=by_sea)
    return None not in (first, rest, whole) and first.km + rest.km <= slack * whole.km  # type: ignore[union-attr]


def _winding_payment(given: FlagInput, params: Parameters) -> Iterator[Flag]:
    sides = {party.country for party in given.shipment.parties}
    for payment in given.facts.payments or ():
        strange = tuple(code for code in dict.fromkeys(payment.passes) if code not in sides)
        if len(strange) >= params.number(CIRCUITOUS, "payment_countries"):
            yield fires(CIRCUITOUS, f"payment by {payment.payer}", {"passes": strange}, ("payments",))


@cache
def _hubs() -> tuple[tuple[str, str, str, Interval], ...]:
    return tuple(
        (row["hub"], row["for"], row["tag"], _term(row["valid_from"], row["valid_to"])) for row in rows("hubs.csv")
    )


def _term(first: str, last: str) -> Interval:
    return Interval.between(date.fromisoformat(first), date.fromisoformat(last) if last else None)


def is_hub(country: str | None, embargoed: str, tag: str, on: date) -> bool:
    """Is the country on record as a hub of diversion to the embargoed one for such goods on that day?"""
    return any(
        (hub, target) == (country, embargoed) and (not kind or not tag or tag.startswith(kind))
        and term.contains(on) is Truth.TRUE
        for hub, target, kind, term in _hubs()
    )  # fmt: skip


def transshipment_hub(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-023: watched goods pass a country through which such goods are diverted to an embargoed one."""
    del params
    if given.facts.watches is None:
        return (open_on(HUB, "route", "what law watches the items for"),)
    if given.shipment.declared_destination is None:
        return (open_on(HUB, "route", "declared destination"),)
    return settle(HUB, "route", [*_hub_answers(given), clear(HUB, "route")])


def hub_targets(shipment: Shipment, watches: Iterable[Watch], on: date) -> tuple[CountryCode, ...]:
    """Destinations watched for, to which something of this way is a hub: of them law has to be asked."""
    points = dict(_points(shipment))
    watched = dict.fromkeys((watch.country, watch.tag) for watch in watches)
    return tuple(
        dict.fromkeys(
            country
            for country, tag in watched
            if country != shipment.declared_destination and any(is_hub(at, country, tag, on) for at in points)
        )
    )


def _hub_answers(given: FlagInput) -> Iterator[Flag]:
    declared, points = given.shipment.declared_destination, dict(_points(given.shipment))
    for watch in given.facts.watches or ():
        if watch.country == declared:
            continue
        for country, what in points.items():
            if not is_hub(country, watch.country, watch.tag, given.as_of):
                continue
            values = {"hub": country, "what lies there": what, "for": watch.country, "watched as": watch.tag}
            barred = _restricted_there(given, watch)
            if barred is None:
                yield open_on(
                    HUB, watch.item, f"whether law bars item {watch.item} from {watch.country}", values=values
                )
            elif barred:
                yield fires(HUB, watch.item, values, ("hubs.csv",), [f"destination.{watch.country}"], watch.since)


def _restricted_there(given: FlagInput, watch: Watch) -> bool | None:
    if watch.restricted is not None or given.restricted is None:
        return watch.restricted
    return watch.country in given.restricted.get(watch.item, ())


def _points(shipment: Shipment) -> Iterator[tuple[CountryCode, str]]:
    """Where the goods are handed over on the way; in the destination itself only where another uses them."""
    ends = (shipment.goods_location, shipment.declared_destination)
    for party in shipment.parties:
        if party.country in (None, shipment.declared_destination):
            continue
        if party.country is not None and {Role.INTERMEDIATE_CONSIGNEE, Role.BUYER} & set(party.roles):
            yield party.country, party.name
    for leg in shipment.route[:-1]:
        if leg.end.country not in ends:
            yield leg.end.country, place_text(leg.end)
    same = shipment.in_role(Role.END_USER) == shipment.in_role(Role.CONSIGNEE)
    if shipment.declared_destination is not None and not same:
        yield shipment.declared_destination, "consignee is not the end user"
