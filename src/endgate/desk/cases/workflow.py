"""How a case moves, read from ``data/desk/workflow.yaml``: states, outcomes by disposition, who must see what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Clock:
    """A limit in force since a day: so many days, all of them or working days only."""

    since: date
    days: int
    working_days: bool


@dataclass(frozen=True)
class Workflow:
    """The workflow in force. ``follow`` and ``milder`` are outcomes by disposition; ``weekend`` counts Monday as 0."""

    clocks: tuple[Clock, ...]
    amber_percent: int
    watch_days: int
    weekend: frozenset[int]
    holidays: frozenset[date]
    moves: dict[str, tuple[str, ...]]
    working: tuple[str, ...]
    follow: dict[str, tuple[str, ...]]
    milder: dict[str, tuple[str, ...]]
    releasing: tuple[str, ...]
    grave_concerns: tuple[str, ...]
    advice: tuple[str, ...]

    def clock(self, day: date) -> Clock:
        """The limit in force for a case that opens on a day."""
        return max((each for each in self.clocks if each.since <= day), key=lambda each: each.since)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.holidays

    def may_move(self, state: str, to: str) -> bool:
        return to in self.moves[state]

    def outcomes(self, disposition: str) -> tuple[str, ...]:
        """Outcomes that can be chosen at all for a disposition."""
        return self.follow[disposition] + self.milder[disposition]

    def overrides(self, disposition: str, outcome: str) -> bool:
        """Is the outcome milder than what the engine says?"""
        return outcome in self.milder[disposition]

    def four_eyes(self, disposition: str, concern: str, outcome: str) -> bool:
        """Must a second person sign?"""
        if self.overrides(disposition, outcome):
            return True
        return outcome in self.releasing and concern in self.grave_concerns


@cache
def workflow() -> Workflow:
    """The workflow of the package."""
    text = resources.files("endgate").joinpath("data", "desk", "workflow.yaml").read_text(encoding="utf-8")
    raw: dict[str, Any] = yaml.safe_load(text)
    return Workflow(
        clocks=tuple(Clock(each["since"], int(each["days"]), bool(each["working_days"])) for each in raw["clocks"]),
        amber_percent=int(raw["amber_percent"]),
        watch_days=int(raw["watch_days"]),
        weekend=frozenset(_DAYS.index(each) for each in raw["weekend"]),
        holidays=frozenset(each["day"] for each in raw["holidays"]),
        moves={state: tuple(each["to"]) for state, each in raw["states"].items()},
        working=tuple(raw["working"]),
        follow={name: tuple(each["follow"]) for name, each in raw["outcomes"].items()},
        milder={name: tuple(each["milder"]) for name, each in raw["outcomes"].items()},
        releasing=tuple(raw["releasing"]),
        grave_concerns=tuple(raw["four_eyes"]["concern"]),
        advice=tuple(raw["advice"]),
    )
