"""The tables of law that is known by its title alone (``law_not_held.csv``) and of how it weighs (``unheld.toml``)."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

ANYWHERE = "*"


class Breadth(StrEnum):
    """Which deals with its destinations a regime touches, as far as its title tells."""

    ANY = "any"
    RAISED = "raised"
    MILITARY = "military"
    CHEMICAL = "chemical"
    TOLD = "told"


@dataclass(frozen=True)
class Regime:
    """One row. ``scope`` is the SCOPE measure that carries the law abroad; ``valid`` is half-open.

    ``humanitarian`` is what to ask besides where the goods may be food, medicine or medical devices.
    """

    id: str
    law_of: str
    destinations: tuple[str, ...]
    breadth: Breadth
    scope: str
    valid: tuple[date | None, date | None]
    encoded_as: str
    title: str
    ask: str
    humanitarian: str
    source: str

    def on(self, day: date) -> bool:
        first, end = self.valid
        return (first is None or first <= day) and (end is None or day < end)


@cache
def regimes() -> tuple[Regime, ...]:
    """Every regime that is known by its title alone, in the order of the table."""
    return tuple(_regime(row) for row in csv.DictReader(_text("law_not_held.csv").splitlines()))


@cache
def weights() -> Mapping[str, Any]:
    """The judgements of ``unheld.toml``."""
    return tomllib.loads(_text("unheld.toml"))


def law_of(authority: str) -> str:
    """Whose law a publisher's authority speaks: its code as law writes it."""
    return str(weights()["authorities"].get(authority, authority))


def _text(name: str) -> str:
    return files("endgate").joinpath("data", "decide", name).read_text(encoding="utf-8")


def _regime(row: Mapping[str, str]) -> Regime:
    return Regime(
        id=row["id"],
        law_of=row["law_of"],
        destinations=tuple(row["destinations"].split()),
        breadth=Breadth(row["reach"]),
        scope=row["scope"],
        valid=(_day(row["from"]), _day(row["to"])),
        encoded_as=row["encoded_as"],
        title=row["title"],
        ask=row["ask"],
        humanitarian=row["humanitarian"],
        source=row["source"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
