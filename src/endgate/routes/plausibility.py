"""Is the declared destination plausible, aspect by aspect? Flags grouped, never added up; there is no total."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from endgate.shipment.indications import Flag
from endgate.shipment.model import Party, Shipment
from endgate.terms.truth import Truth


class Verdict(StrEnum):
    """What one aspect says of the declared destination."""

    PLAUSIBLE = "plausible"
    IMPLAUSIBLE = "implausible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Plausibility:
    """One aspect with the flags that decided it and what is missing. A free zone is context and never a reason."""

    aspect: str
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def _rows(name: str) -> list[dict[str, str]]:
    text = files("endgate").joinpath("data", "routes", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _aspects() -> dict[str, frozenset[str]]:
    return {row["aspect"]: frozenset(row["flags"].split()) for row in _rows("plausibility.csv")}


def plausibility(shipment: Shipment, flags: Iterable[Flag]) -> tuple[Plausibility, ...]:
    """The verdict of every aspect: implausible where a flag fired, plausible where all were answered and none did."""
    given = tuple(flags)
    return (
        *(_aspect(name, [flag for flag in given if flag.id in ids]) for name, ids in _aspects().items()),
        *_zones(shipment),
    )


def _aspect(name: str, flags: list[Flag]) -> Plausibility:
    fired = tuple(f"{flag.id} {flag.subject}" for flag in flags if flag.fired is Truth.TRUE)
    missing = tuple(dict.fromkeys(text for flag in flags for text in flag.missing))
    if fired:
        return Plausibility(name, Verdict.IMPLAUSIBLE, fired, missing)
    verdict = Verdict.UNKNOWN if missing or not flags else Verdict.PLAUSIBLE
    return Plausibility(name, verdict, (), missing)


@cache
def _zone_tokens() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple((row["country"], row["zone"], tuple(row["tokens"].split("|"))) for row in _rows("free_zones.csv"))


def _zones(shipment: Shipment) -> Iterator[Plausibility]:
    found = tuple(dict.fromkeys(zone for party in shipment.parties for zone in _zones_of(party)))
    if found:
        reasons = tuple(f"an address lies in {zone}: goods may leave without entering the market" for zone in found)
        yield Plausibility("free_zone", Verdict.UNKNOWN, reasons, ("where the goods go from the free zone",))


def _zones_of(party: Party) -> Iterator[str]:
    for address in party.addresses:
        text = f"{address.text} {address.city}".casefold()
        country = address.country or party.country
        for code, zone, tokens in _zone_tokens():
            if country == code and any(token in text for token in tokens):
                yield zone
