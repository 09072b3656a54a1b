"""Dates as they are known: partial dates, edges known only between two days, half-open intervals and sets of them.

No function here reads a clock. An unknown component stays unknown; nothing is filled in by likelihood.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from endgate.terms.truth import Truth, any_of

Day = date
"""A calendar day; the name leaves ``date`` free for fields."""

_ISO = re.compile(r"(?P<circa>~)?(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A year, a month or a day. ``circa`` says that the source itself was not sure."""

    year: int
    month: int | None = None
    day: int | None = None
    circa: bool = False

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        self.earliest()
        self.latest()

    def earliest(self) -> date:
        """First day it can mean. Raises ValueError for an impossible date."""
        return date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    def latest(self) -> date:
        """Last day it can mean."""
        if self.month is None:
            return date(self.year, 12, 31)
        day = calendar.monthrange(self.year, self.month)[1] if self.day is None else self.day
        return date(self.year, self.month, day)

    def exact(self) -> date | None:
        """The day, when the source gave one without doubt."""
        return None if self.day is None or self.circa else self.earliest()

    def before(self, day: date) -> Truth:
        """Does it lie before ``day``?"""
        if self.circa:
            return Truth.UNKNOWN
        if self.latest() < day:
            return Truth.TRUE
        return Truth.FALSE if self.earliest() >= day else Truth.UNKNOWN

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``1966``, ``1966-09``, ``1966-09-08``, each with ``~`` before it for circa. Raises ValueError."""
        match = _ISO.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a date like 1966, 1966-09 or 1966-09-08")
        month, day = match["month"], match["day"]
        return cls(int(match["year"]), int(month) if month else None, int(day) if day else None, bool(match["circa"]))

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return ("~" if self.circa else "") + "-".join(parts)

    @classmethod
    def from_json(cls, raw: Any) -> PartialDate:
        if not isinstance(raw, str):
            raise ValueError(f"{raw!r} is not a date in quotation marks")
        return cls.parse(raw)

    def to_json(self) -> str:
        return str(self)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^~?\d{4}(-\d{2}(-\d{2})?)?$", "description": "a year, month or day"}


def read_day(text: str) -> date:
    """Read a full ISO day. Raises ValueError with the reason (``2009-02-30`` is impossible, ``2009`` is no day)."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
        raise ValueError(f"{text!r} is not a day like 2009-06-01")
    return date.fromisoformat(text.strip())


@dataclass(frozen=True)
class Edge:
    """One end of an interval: it lies on a day in ``[lo, hi]``. ``None`` on a side means unbounded on that side."""

    lo: date | None
    hi: date | None

    def __post_init__(self) -> None:
        if self.lo is not None and self.hi is not None and self.lo > self.hi:
            raise ValueError(f"edge runs backwards: {self.lo} > {self.hi}")

    @classmethod
    def on(cls, day: date) -> Edge:
        return cls(day, day)

    def reached(self, day: date) -> Truth:
        """Has this edge been reached on ``day`` (edge ≤ day)?"""
        if self.hi is not None and self.hi <= day:
            return Truth.TRUE
        if self.lo is not None and self.lo > day:
            return Truth.FALSE
        return Truth.UNKNOWN

    def __str__(self) -> str:
        if self.lo == self.hi and self.lo is not None:
            return self.lo.isoformat()
        return f"[{self.lo or '…'}..{self.hi or '…'}]"

    def spoken(self) -> str:
        """As words: a day, ``some day from … to …``, ``… at the earliest`` or ``… at the latest``."""
        if self.lo is not None and self.hi is not None:
            return self.lo.isoformat() if self.lo == self.hi else f"some day from {self.lo} to {self.hi}"
        if self.lo is not None:
            return f"{self.lo} at the earliest"
        return "an unknown day" if self.hi is None else f"{self.hi} at the latest"


@dataclass(frozen=True)
class Interval:
    """Half-open ``[start, end)``. An end of None is open: no end is known and none is supposed."""

    start: Edge
    end: Edge | None = None

    @classmethod
    def between(cls, start: date, end: date | None = None) -> Interval:
        """An interval with exact ends. Raises ValueError when it is empty or runs backwards."""
        if end is not None and end <= start:
            raise ValueError(f"interval is empty or runs backwards: {start} to {end}")
        return cls(Edge.on(start), None if end is None else Edge.on(end))

    def contains(self, day: date) -> Truth:
        ended = Truth.FALSE if self.end is None else self.end.reached(day)
        return self.start.reached(day) & ~ended

    def __str__(self) -> str:
        return f"{self.start}/{'' if self.end is None else self.end}"

    def spoken(self) -> str:
        """As words: ``since 2017-09-01 until 2020-10-18``."""
        return f"since {self.start.spoken()}" + ("" if self.end is None else f" until {self.end.spoken()}")


@dataclass(frozen=True)
class IntervalSet:
    """A set of days with holes, as the union of half-open intervals in any order."""

    intervals: tuple[Interval, ...] = ()

    def contains(self, day: date) -> Truth:
        return any_of(interval.contains(day) for interval in self.intervals)

    def edges(self) -> tuple[date, ...]:
        """Every exactly known edge, ascending; tests look at the day before and the day of each."""
        ends = [edge for i in self.intervals for edge in (i.start, i.end) if edge is not None]
        return tuple(sorted({edge.lo for edge in ends if edge.lo is not None and edge.lo == edge.hi}))

    def holes(self) -> tuple[Interval, ...]:
        """The gaps that lie surely between two intervals whose edges are exact."""
        exact = [(i.start.lo, None if i.end is None else i.end.lo) for i in self.intervals if _is_exact(i)]
        bounded = sorted(((lo, hi) for lo, hi in exact if lo is not None), key=lambda pair: pair[0])
        gaps: list[Interval] = []
        reach: date | None = None
        for start, end in bounded:
            if reach is not None and start > reach:
                gaps.append(Interval.between(reach, start))
            if end is None:
                break
            reach = end if reach is None else max(reach, end)
        return tuple(gaps)


def _is_exact(interval: Interval) -> bool:
    edges = (interval.start,) if interval.end is None else (interval.start, interval.end)
    return all(edge.lo is not None and edge.lo == edge.hi for edge in edges)


def day_before(day: date) -> date:
    return day - timedelta(days=1)
