"""Red flags of the route, each a pure function of plain values. A flag is a fact to answer, never a verdict."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from endgate.routes.legs import continues_to, last_documented, on_the_way, passage, touched
from endgate.shipment.indications import Aspect, Flag, Indication
from endgate.shipment.model import LegMode, LegPlace, Role, Shipment
from endgate.terms.places import CountryCode, landlocked, neighbours
from endgate.terms.truth import Truth

DECLARED_IS_NOT_INDICATED = "RF-045"
EMBARGOED_NEIGHBOUR = "RF-047"


@cache
def _parameters() -> dict[tuple[str, str], tuple[str, ...]]:
    text = files("endgate").joinpath("data", "routes", "flags.csv").read_text(encoding="utf-8")
    return {(row["flag"], row["parameter"]): tuple(row["value"].split()) for row in csv.DictReader(text.splitlines())}


def declared_is_not_indicated(
    shipment: Shipment, indications: Iterable[Indication], unreviewed: int = 0
) -> tuple[Flag, ...]:
    """RF-045, one flag for each other country pointed to. U while claims wait for review or nothing is declared."""
    declared = shipment.declared_destination
    if declared is None:
        return (Flag(DECLARED_IS_NOT_INDICATED, "destination", Truth.UNKNOWN, {}, missing=("declared destination",)),)
    fired = [*_indicated(declared, tuple(indications)), *_documented(shipment, declared)]
    if fired:
        return tuple(_closed(flag, shipment) for flag in fired)
    if unreviewed:
        missing = (f"review of {unreviewed} claims",)
        return (Flag(DECLARED_IS_NOT_INDICATED, "destination", Truth.UNKNOWN, {"declared": declared}, missing=missing),)
    return (Flag(DECLARED_IS_NOT_INDICATED, "destination", Truth.FALSE, {"declared": declared}),)


def _indicated(declared: CountryCode, indications: tuple[Indication, ...]) -> Iterator[Flag]:
    aspects = {Aspect(word) for word in _parameters()[DECLARED_IS_NOT_INDICATED, "aspects"]}
    pointed: dict[CountryCode, list[Indication]] = {}
    for each in indications:
        if each.aspect in aspects and each.country is not None and each.country != declared:
            pointed.setdefault(each.country, []).append(each)
    for country, same in sorted(pointed.items()):
        claims = _unique(claim for each in same for claim in each.claims)
        values = {
            "declared": declared,
            "indicated": country,
            "claims": ", ".join(claims),
            "origins": ", ".join(_unique(origin for each in same for origin in each.origins)),
            "modality": ", ".join(_unique(each.weakest_modality for each in same if each.weakest_modality)),
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


def embargoed_neighbour(shipment: Shipment, restricted: Mapping[str, tuple[str, ...]] | None) -> tuple[Flag, ...]:
    """RF-047: a neighbour of the declared destination is restricted for an item and something leads there.

    A border alone never fires; it is noted. U without law's restricted destinations, or where the way is not stated.
    """
    declared = shipment.declared_destination
    if declared is None or restricted is None:
        missing = ("declared destination",) if declared is None else ("restricted destinations of the items",)
        return (Flag(EMBARGOED_NEIGHBOUR, "route", Truth.UNKNOWN, {}, missing=missing),)
    flags = []
    for item in shipment.items:
        near = frozenset(neighbours(declared) & set(restricted.get(item.id, ())))
        if near:
            flags.append(_closed(_neighbour(shipment, declared, item.id, near), shipment))
    return tuple(flags) or (Flag(EMBARGOED_NEIGHBOUR, "route", Truth.FALSE, {"declared": declared}),)


def _neighbour(shipment: Shipment, declared: CountryCode, item: str, near: frozenset[CountryCode]) -> Flag:
    reasons = tuple(_reasons(shipment, near))
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


def _reasons(shipment: Shipment, near: frozenset[CountryCode]) -> Iterator[tuple[CountryCode, str]]:
    for country in touched(shipment.route):
        if country in near:
            yield country, f"a leg touches {country}"
    port = next((leg.end for leg in reversed(shipment.route) if leg.mode is LegMode.SEA), None)
    if port is not None and port.country in near:
        yield port.country, f"the last port of the sea leg is {place_text(port)}"
    roles = {Role(word) for word in _parameters()[EMBARGOED_NEIGHBOUR, "roles"]}
    for party in shipment.parties:
        for role in party.roles:
            if role in roles and party.country is not None and party.country in near:
                yield party.country, f"{role.value.replace('_', ' ')} {party.name} is established in {party.country}"


def place_text(place: LegPlace) -> str:
    """A place for people: name or UN/LOCODE, with its country."""
    named = place.name or place.locode
    return f"{named} ({place.country})" if named else str(place.country)


def _closed(flag: Flag, shipment: Shipment) -> Flag:
    """Carry over how a person closed the same flag."""
    for known in shipment.flags:
        if (known.id, known.subject) == (flag.id, flag.subject) and known.closed_by:
            return dataclasses.replace(
                flag, closed_by=known.closed_by, closed_on=known.closed_on, closed_how=known.closed_how
            )
    return flag


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
