"""Dates as documents write them: the year may be missing, and every date says what it rests on.

No component is ever supplied by a clock or by likelihood; a bound is not a value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from endgate.terms.dates import PartialDate
from endgate.terms.truth import Truth

_WRITTEN = re.compile(r"(?:(?P<year>\d{4})|-)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
_LEAP_YEAR = 2000  # any leap year: tells whether a day exists in some year


class DateBasis(StrEnum):
    """What a date rests on."""

    STATED = "stated"
    DERIVED = "derived"
    BOUNDED = "bounded"
    FILE_CLAIM = "file_claim"
    FORM = "form"
    REVIEWER = "reviewer"
    SOURCE = "source"
    EXIF = "exif"
    ESTIMATE = "estimate"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class WrittenDate:
    """A date with the components that the source gives: ``2009-07``, ``2009-07-03``, ``--02-03`` (year not stated)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.year is None and self.month is None:
            raise ValueError("a date needs a year or a month")
        PartialDate(_LEAP_YEAR if self.year is None else self.year, self.month, self.day)

    def partial(self) -> PartialDate | None:
        """The same as a partial date; None when the year is not stated."""
        return None if self.year is None else PartialDate(self.year, self.month, self.day)

    @classmethod
    def parse(cls, text: str) -> WrittenDate:
        """Read ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``, ``--MM`` or ``--MM-DD``. Raises ValueError."""
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a date like 2009, 2009-07, 2009-07-03 or --02-03 (year not stated)")
        year, month, day = (None if part is None else int(part) for part in match.group("year", "month", "day"))
        return cls(year, month, day)

    def __str__(self) -> str:
        parts = ["-" if self.year is None else f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @classmethod
    def from_json(cls, raw: Any) -> WrittenDate:
        if not isinstance(raw, str):
            raise ValueError(f"{raw!r} is not a date in quotation marks")
        return cls.parse(raw)

    def to_json(self) -> str:
        return str(self)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        pattern = r"^(\d{4}(-\d{2}(-\d{2})?)?|--\d{2}(-\d{2})?)$"
        return {"type": "string", "pattern": pattern, "description": "a date; --MM-DD where the year is not stated"}


@dataclass(frozen=True)
class When:
    """A date or a span of time with its words, its bounds and its basis. ``derived_from`` names what it leans on."""

    text: str = ""
    value: WrittenDate | None = None
    earliest: PartialDate | None = None
    latest: PartialDate | None = None
    basis: DateBasis = DateBasis.STATED
    derived_from: str = ""
    candidates: tuple[WrittenDate, ...] = ()

    def __post_init__(self) -> None:
        low, high = self.bounds()
        if low is not None and high is not None and low > high:
            raise ValueError(f"the date runs backwards: not before {low}, not after {high}")

    def bounds(self) -> tuple[date | None, date | None]:
        """First and last day it can mean; None on a side that nothing bounds."""
        partial = None if self.value is None else self.value.partial()
        lows = [each.earliest() for each in (partial, self.earliest) if each is not None and not each.circa]
        highs = [each.latest() for each in (partial, self.latest) if each is not None and not each.circa]
        return max(lows, default=None), min(highs, default=None)

    def after(self, other: PartialDate) -> Truth:
        """Does it lie wholly after ``other``?"""
        low, high = self.bounds()
        if other.circa:
            return Truth.UNKNOWN
        if low is not None and low > other.latest():
            return Truth.TRUE
        return Truth.FALSE if high is not None and high <= other.earliest() else Truth.UNKNOWN


def reached(since: PartialDate, day: date) -> Truth:
    """Had a day known only in part come by ``day`` (since ≤ day)?"""
    return since.before(day + timedelta(days=1))
