"""Ports, airports, railheads and border crossings: our own list with rounded positions, and UN/LOCODEs as written.

The list holds at most 3,000 places; a code that it does not hold may still exist.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from endgate.terms.places import CountryCode, known_codes

_SHAPE = re.compile(r"[A-Z]{2}[A-Z2-9]{3}")


class LocationKind(StrEnum):
    """What a place is to the movement of goods. Sea access is told by ``PORT`` alone."""

    PORT = "port"
    AIRPORT = "airport"
    RAIL = "rail"
    BORDER = "border"
    INLAND = "inland"


@dataclass(frozen=True)
class Place:
    """A place with its position in degrees, rounded. ``code`` is a UN/LOCODE, or our own with a hyphen."""

    code: str
    name: str
    country: CountryCode
    kind: LocationKind
    lat: float
    lon: float
    source: str = ""


class CodeState(StrEnum):
    """What can be said of a UN/LOCODE as written."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"
    MALFORMED = "malformed"


@cache
def _places() -> dict[str, Place]:
    text = files("endgate").joinpath("data", "geo", "places.csv").read_text(encoding="utf-8")
    return {
        row["code"]: Place(
            row["code"],
            row["name"],
            CountryCode(row["country"]),
            LocationKind(row["kind"]),
            float(row["lat"]),
            float(row["lon"]),
            row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    }


@cache
def _by_country() -> dict[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for place in _places().values():
        found[place.country] = (*found.get(place.country, ()), place)
    return found


@cache
def ports_of(country: str) -> tuple[Place, ...]:
    """The listed seaports of a country; those of the Caspian are among them."""
    return tuple(place for place in _by_country().get(country, ()) if place.kind is LocationKind.PORT)


def places_of(country: str) -> tuple[Place, ...]:
    """Every listed place of a country."""
    return _by_country().get(country, ())


def code_state(code: str) -> CodeState:
    """Is it a UN/LOCODE of our list, one that only a fuller list could tell, or none at all?"""
    plain = code.strip().upper().replace(" ", "")
    if plain in _places():
        return CodeState.LISTED
    shaped = _SHAPE.fullmatch(plain) is not None and plain[:2] in known_codes()
    return CodeState.NOT_LISTED if shaped else CodeState.MALFORMED


def place(code: str) -> Place | None:
    """The place of a code, None when the list does not hold it."""
    return _places().get(code.strip().upper().replace(" ", ""))


@cache
def place_named(name: str, country: str) -> Place | None:
    """The place of that name in the country (``Poti``, ``Hamburg``), None when absent or when two places share it."""
    wanted = name.casefold().strip()
    found = [each for each in _by_country().get(country, ()) if each.name.casefold() == wanted]
    ports = [each for each in found if each.kind is LocationKind.PORT]
    if len(found) > 1 and len(ports) == 1:
        return ports[0]
    return found[0] if len(found) == 1 else None
