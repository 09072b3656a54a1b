"""When a designation was in force, from what was seen and what publishers state, with bounds where nobody can know.

Evidence goes in, runs come out, and a run answers for a day. Two times: a question *known as of* K uses only
evidence published by K. Nothing here knows how evidence is stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from endgate.terms.dates import Edge
from endgate.terms.truth import Truth


@dataclass(frozen=True, order=True)
class Presence:
    """The designation stands in the publisher's list of ``day`` (any scope)."""

    day: date
    published: date
    basis: str = ""


@dataclass(frozen=True, order=True)
class Absence:
    """A whole list of ``day`` (scope ``full`` or ``full_members``) does not hold the designation."""

    day: date
    published: date
    basis: str = ""


@dataclass(frozen=True)
class StatedStart:
    """The publisher states that the listing began on a day in ``[lo, hi]``."""

    lo: date
    hi: date
    published: date
    basis: str = ""


@dataclass(frozen=True)
class StatedEnd:
    """The publisher states a delisting or expiry on a day in ``[lo, hi]``; the first day not in force."""

    lo: date
    hi: date
    published: date
    basis: str = ""


@dataclass(frozen=True)
class EventFact:
    """A dated event that starts (``what="start"``) or ends (``"end"``) a listing, with its citation."""

    what: str
    day: date
    published: date
    basis: str = ""


Evidence = Presence | Absence | StatedStart | StatedEnd | EventFact


@dataclass(frozen=True)
class Run:
    """One listing without a known break, half-open. An end of None is open. ``seen`` is empty for a run only stated."""

    start: Edge
    end: Edge | None
    seen: tuple[date, ...] = ()
    basis: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()

    def contains(self, day: date) -> Truth:
        ended = Truth.FALSE if self.end is None else self.end.reached(day)
        return self.start.reached(day) & ~ended


@dataclass(frozen=True)
class Standing:
    """Answer for one day: listed (T), not listed (F) or uncertain (U), with the run that says so and why."""

    truth: Truth
    basis: str
    run: Run | None = None


def listing_intervals(evidence: Iterable[Evidence], known_as_of: date | None = None) -> tuple[Run, ...]:
    """Compute the runs of one designation, oldest first, from evidence published by ``known_as_of`` (None: all)."""
    raise NotImplementedError


def status(runs: Iterable[Run], day: date) -> Standing:
    """Was the designation in force on ``day``? No run at all means not listed as far as whole lists were seen."""
    raise NotImplementedError
