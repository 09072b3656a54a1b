"""Vessels as a route names them: IMO ship number against company number, and the flag State that an MMSI names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from endgate.terms.dates import Interval
from endgate.terms.ids import valid_imo_company, valid_imo_ship
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

_IMO = re.compile(r"(?:\bIMO[ :.#-]*(?P<told>\d[\d ]*)|^(?P<bare>\d{7})$)", re.IGNORECASE)


@dataclass(frozen=True)
class Spell:
    """One claim on a vessel's identity over an interval: flag, name, owner, manager, class or MMSI."""

    aspect: str
    value: str
    term: Interval
    source: str = ""


@dataclass(frozen=True)
class Vessel:
    """A vessel by its IMO ship number, with everything else about it as claims over intervals."""

    imo: str
    spells: tuple[Spell, ...] = ()

    def on(self, aspect: str, day: date) -> tuple[str, ...]:
        """What is claimed of an aspect for that day; several values are a contradiction, shown as such."""
        held = (each for each in self.spells if each.aspect == aspect and each.term.contains(day) is Truth.TRUE)
        return tuple(dict.fromkeys(each.value for each in held))

    def flag(self, day: date) -> CountryCode | None:
        """The flag on the day of a leg, None when nobody knows or claims differ."""
        flags = self.on("flag", day)
        return CountryCode(flags[0]) if len(flags) == 1 else None


def imo_of(text: str) -> str | None:
    """The digits of the IMO number that a leg's vessel is given by, None where it is given by name alone."""
    found = _IMO.search(text.strip())
    if found is None:
        return None
    return re.sub(r"\D", "", found["told"] or found["bare"])


def name_of(text: str) -> str:
    """The name that a leg's vessel is given by, without its number; empty where it is given by number alone."""
    return _IMO.sub(" ", text).strip(" ,;:/()-")


def imo_problem(digits: str) -> str:
    """Why the digits are no ship's number; empty when they are one."""
    if valid_imo_ship(digits):
        return ""
    if valid_imo_company(digits):
        return f"{digits} is the number of a company, not of a ship"
    return f"{digits!r} is not an IMO ship number: " + (
        "check digit" if len(digits) == 7 else "seven digits are needed"
    )


@cache
def _identification_digits() -> dict[str, str]:
    text = files("endgate").joinpath("data", "geo", "maritime_digits.csv").read_text(encoding="utf-8")
    return {row["digits"]: row["country"] for row in csv.DictReader(text.splitlines())}


def flag_of_mmsi(mmsi: str) -> CountryCode | None:
    """The State whose maritime identification digits begin the number, None when the table does not hold them."""
    code = _identification_digits().get(re.sub(r"\D", "", mmsi)[:3])
    return None if code is None else CountryCode(code)


def contradiction(mmsi: str, flags: Iterable[str]) -> str:
    """A note where the number names another flag State than those stated; empty otherwise."""
    named, stated = flag_of_mmsi(mmsi), tuple(flags)
    if named is None or not stated or named in stated:
        return ""
    return f"MMSI {mmsi} names {named}, stated is {', '.join(stated)}"
