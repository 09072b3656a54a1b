"""Red flags of the route, each a pure function of plain values. A flag is a fact to answer, never a verdict."""

from __future__ import annotations

from collections.abc import Iterator

from endgate.routes.detectors.answer import Parameters, parameters, unique, with_closing
from endgate.routes.legs import continues_to, last_documented, on_the_way, passage, place_text, touched
from endgate.shipment.flags import FlagInput
from endgate.shipment.indications import Aspect, Flag, Indication
from endgate.shipment.model import LegMode, Role, Shipment
from endgate.terms.places import CountryCode, landlocked, neighbours
from endgate.terms.truth import Truth

DECLARED_IS_NOT_INDICATED = "RF-045"
EMBARGOED_NEIGHBOUR = "RF-047"
ASKED_OF_EVERY_ROUTE = frozenset({DECLARED_IS_NOT_INDICATED, EMBARGOED_NEIGHBOUR})
"""Open answers of these are questions of every case; those of the others wait for data that nobody gave."""


def leads_to(shipment: Shipment, params: Parameters | None = None) -> tuple[CountryCode, ...] | None:
    """The neighbours of the declared destination to which a leg, a port or a party leads: only of them RF-047 has to
    know whether law restricts them. None where the way is not stated to a country without a sea coast."""
    declared = shipment.declared_destination
    if declared is None or (not shipment.route and landlocked(declared) is Truth.TRUE):
        return None
    near = neighbours(declared)
    named = {country for country, _ in _reasons(shipment, near, params or parameters())}
    last = last_documented(shipment.route)
    forced = set() if last is None else {code for code in near if _may_pass(last.country, declared, code)}
    return tuple(sorted(named | forced))


def _may_pass(place: CountryCode, destination: CountryCode, through: CountryCode) -> bool:
    return passage(place, destination, frozenset({through})) is not Truth.FALSE


def declared_is_not_indicated(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-045, one flag for each other country pointed to. U while claims wait for review or nothing is declared."""
    shipment, unreviewed = given.shipment, given.unreviewed
    declared = shipment.declared_destination
    if declared is None:
        return (Flag(DECLARED_IS_NOT_INDICATED, "destination", Truth.UNKNOWN, {}, missing=("declared destination",)),)
    fired = [*_indicated(declared, given.indications, params), *_documented(shipment, declared)]
    if fired:
        return tuple(with_closing(flag, shipment) for flag in fired)
    if unreviewed:
        missing = (f"review of {unreviewed} claims",)
        return (Flag(DECLARED_IS_NOT_INDICATED, "destination", Truth.UNKNOWN, {"declared": declared}, missing=missing),)
    return (Flag(DECLARED_IS_NOT_INDICATED, "destination", Truth.FALSE, {"declared": declared}),)


def _indicated(declared: CountryCode, indications: tuple[Indication, ...], params: Parameters) -> Iterator[Flag]:
    aspects = {Aspect(word) for word in params.words(DECLARED_IS_NOT_INDICATED, "aspects")}
    pointed: dict[CountryCode, list[Indication]] = {}
    for each in indications:
        if each.aspect in aspects and each.country is not None and each.country != declared:
            pointed.setdefault(each.country, []).append(each)
    for country, same in sorted(pointed.items()):
        claims = unique(claim for each in same for claim in each.claims)
        values = {
            "declared": declared,
            "indicated": country,
            "claims": ", ".join(claims),
            "origins": ", ".join(unique(origin for each in same for origin in each.origins)),
            "modality": ", ".join(unique(each.weakest_modality for each in same if each.weakest_modality)),
        }
        days = [each.known_from for each in same if each.known_from is not None]
        yield Flag(
            id=DECLARED_IS_NOT_INDICATED,
            subject=f"destination {country}",
            fired=Truth.TRUE,
            values={name: value for name, value in values.items() if value},
            sources=tuple(f"claim:{claim}" for claim in claims),
            since=min(days, default=None),
            known_from=min(days, default=None),
            propositions=(f"destination.{country}",),
        )


def _documented(shipment: Shipment, declared: CountryCode) -> Iterator[Flag]:
    last = last_documented(shipment.route)
    if last is None or continues_to(shipment.route, last, declared):
        return
    if on_the_way(last.country, declared) is Truth.FALSE:
        yield Flag(
            id=DECLARED_IS_NOT_INDICATED,
            subject=f"destination {last.country}",
            fired=Truth.TRUE,
            values={"declared": declared, "documented": place_text(last)},
            sources=("route",),
            propositions=(f"destination.{last.country}",),
        )


def embargoed_neighbour(given: FlagInput, params: Parameters) -> tuple[Flag, ...]:
    """RF-047: a neighbour of the declared destination is restricted for an item and something leads there.

    A border alone never fires; it is noted. U without law's restricted destinations, or where the way is not stated.
    """
    shipment, restricted = given.shipment, given.restricted
    declared = shipment.declared_destination
    if declared is None or restricted is None:
        missing = ("declared destination",) if declared is None else ("restricted destinations of the items",)
        return (Flag(EMBARGOED_NEIGHBOUR, "route", Truth.UNKNOWN, {}, missing=missing),)
    flags = []
    for item in shipment.items:
        near = frozenset(neighbours(declared) & set(restricted.get(item.id, ())))
        if near:
            flags.append(with_closing(_neighbour(given, declared, item.id, near, params), shipment))
    return tuple(flags) or (Flag(EMBARGOED_NEIGHBOUR, "route", Truth.FALSE, {"declared": declared}),)


def _neighbour(
    given: FlagInput, declared: CountryCode, item: str, near: frozenset[CountryCode], params: Parameters
) -> Flag:
    shipment = given.shipment
    reasons = tuple(_reasons(shipment, near, params))
    values = {"declared": declared, "restricted neighbours": " ".join(sorted(near))}
    last = last_documented(shipment.route)
    forced = Truth.FALSE if last is None else passage(last.country, declared, near)
    if reasons or forced is Truth.TRUE:
        named = {country for country, _ in reasons} or set(near)
        because = [text for _, text in reasons] or [f"from {last and place_text(last)} no other way leads over land"]
        return Flag(
            EMBARGOED_NEIGHBOUR,
            item,
            Truth.TRUE,
            values | {"because": "; ".join(because)},
            sources=("route", "parties"),
            propositions=tuple(f"destination.{country}" for country in sorted(named)),
        )
    if forced is Truth.UNKNOWN or (not shipment.route and landlocked(declared) is Truth.TRUE):
        return Flag(EMBARGOED_NEIGHBOUR, item, Truth.UNKNOWN, values, missing=("route to the destination",))
    return Flag(EMBARGOED_NEIGHBOUR, item, Truth.FALSE, values | {"context": "they share a border, nothing more"})


def _reasons(shipment: Shipment, near: frozenset[CountryCode], params: Parameters) -> Iterator[tuple[CountryCode, str]]:
    for country in touched(shipment.route):
        if country in near:
            yield country, f"a leg touches {country}"
    port = next((leg.end for leg in reversed(shipment.route) if leg.mode is LegMode.SEA), None)
    if port is not None and port.country in near:
        yield port.country, f"the last port of the sea leg is {place_text(port)}"
    roles = {Role(word) for word in params.words(EMBARGOED_NEIGHBOUR, "roles")}
    for party in shipment.parties:
        for role in party.roles:
            if role in roles and party.country is not None and party.country in near:
                yield party.country, f"{role.value.replace('_', ' ')} {party.name} is established in {party.country}"
