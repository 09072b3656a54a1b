"""Runs the cases that every red flag carries: one where it fires, one where it just does not, one that stays open."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from endgate.routes.detectors.run import run
from endgate.shipment.flags import FlagFacts, FlagInput
from endgate.shipment.indications import Indication
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode
from endgate.terms.truth import Truth, any_of


@dataclass(frozen=True)
class FlagCase:
    """One case of ``data/routes/cases.json``, told in a line of words."""

    flag: str
    expect: Truth
    name: str
    given: FlagInput

    def met(self) -> Truth:
        """What the detector answers: T where any of its flags fired."""
        return any_of(flag.fired for flag in run(self.given, [self.flag]))


def flag_cases() -> tuple[FlagCase, ...]:
    """Every case that ships. Raises EndgateError where one cannot be read."""
    raw = json.loads(files("endgate").joinpath("data", "routes", "cases.json").read_text(encoding="utf-8"))
    return tuple(_case(raw["base"], each, number) for number, each in enumerate(raw["cases"]))


def _case(base: Mapping[str, Any], raw: Mapping[str, Any], number: int) -> FlagCase:
    where = f"$.cases[{number}]"
    shipment = decode(Shipment, {**base, **raw.get("shipment", {})}, where=f"{where}.shipment")
    given = FlagInput(
        shipment=shipment,
        as_of=shipment.date,
        indications=decode(tuple[Indication, ...], raw.get("indications", []), where=f"{where}.indications"),
        unreviewed=raw.get("unreviewed", 0),
        restricted={item: tuple(codes) for item, codes in raw["restricted"].items()} if "restricted" in raw else None,
        facts=decode(FlagFacts, raw.get("facts", {}), where=f"{where}.facts"),
    )
    return FlagCase(raw["flag"], Truth(raw["expect"]), raw["name"], given)


def failures() -> Iterator[str]:
    """A line for every case whose answer is not the one it states."""
    for case in flag_cases():
        met = case.met()
        if met is not case.expect:
            yield f"{case.flag} {case.name}: expected {case.expect.value}, got {met.value}"
