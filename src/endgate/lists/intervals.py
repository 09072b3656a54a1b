"""When a designation was in force, from what was seen and what publishers state, with bounds where nobody can know.

Evidence goes in, runs come out, and a run answers for a day. Two times: a question *known as of* K uses only
evidence published by K. Nothing here knows how evidence is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from endgate.terms.dates import Edge
from endgate.terms.truth import Truth

_DAY = timedelta(days=1)


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
    whole: bool = True
    """Was a whole list seen? Else the entry's own date says that it had not been published by then."""


@dataclass(frozen=True)
class StatedStart:
    """The publisher states that the listing began on a day in ``[lo, hi]``."""

    lo: date
    hi: date
    published: date
    basis: str = ""


@dataclass(frozen=True)
class StatedEnd:
    """The publisher states a delisting or expiry on a day in ``[lo, hi]``; the first day not in force.

    It ends the listing even where the entry is still printed afterwards.
    """

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
    lacking: tuple[date, ...] = ()
    """Days inside the bounds whose whole list lacks the entry, of a run that is only stated."""

    def contains(self, day: date) -> Truth:
        if day in self.lacking:
            return Truth.FALSE
        ended = Truth.FALSE if self.end is None else self.end.reached(day)
        return self.start.reached(day) & ~ended


@dataclass(frozen=True)
class Standing:
    """Answer for one day: listed (T), not listed (F) or uncertain (U), with the run that says so and why.

    ``ahead``: not listed on the day, but from a later one on.
    """

    truth: Truth
    basis: str
    run: Run | None = None
    ahead: bool = False


def listing_intervals(evidence: Iterable[Evidence], known_as_of: date | None = None) -> tuple[Run, ...]:
    """Compute the runs of one designation, oldest first, from evidence published by ``known_as_of`` (None: all).

    A run whose start is unbounded and which ends by the first absence says that nothing is known of the days before.
    """
    known = [each for each in evidence if known_as_of is None or each.published <= known_as_of]
    if not known:
        return (Run(Edge(None, None), Edge(None, None), (), ("nothing had been published that is held here",)),)
    if all(isinstance(each, Absence) and not each.whole for each in known):
        last = max(each.day for each in known if isinstance(each, Absence))
        return (Run(Edge(last, None), Edge(None, None), (), ("no list of that time is held here",)),)
    present = sorted({each.day for each in known if isinstance(each, Presence)})
    absent = sorted({each.day for each in known if isinstance(each, Absence)} - set(present))
    runs = _observed(present, absent)
    for start in sorted((each for each in known if isinstance(each, StatedStart)), key=lambda each: each.lo):
        runs = _apply_start(runs, start, absent)
    runs = _open_past(runs, absent)
    for event in sorted((each for each in known if isinstance(each, EventFact)), key=lambda each: each.day):
        runs = _apply_event(runs, event)
    for end in sorted((each for each in known if isinstance(each, StatedEnd)), key=lambda each: each.lo):
        runs = _apply_end(runs, end)
    return tuple(runs)


def _observed(present: Sequence[date], absent: Sequence[date]) -> list[Run]:
    """Presences not separated by an absence form one run, bounded by the absences on either side."""
    groups: dict[int, list[date]] = {}
    for day in present:
        groups.setdefault(sum(gone < day for gone in absent), []).append(day)
    return [_bounded(days, absent, before) for before, days in sorted(groups.items())]


def _bounded(days: list[date], absent: Sequence[date], before: int) -> Run:
    start = Edge(absent[before - 1] + _DAY if before else None, days[0])
    end = Edge(days[-1] + _DAY, absent[before]) if before < len(absent) else None
    return Run(start, end, tuple(days), (f"seen in the lists of {days[0]} to {days[-1]}",))


def _apply_start(runs: list[Run], stated: StatedStart, absent: Sequence[date]) -> list[Run]:
    """Pin the start of the run it fits, or prove an earlier run that an absence ended."""
    for index, run in enumerate(runs):
        pinned = _meet(run.start, stated.lo, stated.hi)
        if pinned is not None:
            text = f"the publisher states {_days(stated.lo, stated.hi)} as listing date"
            return _put(runs, index, replace(run, start=pinned, basis=_add(run.basis, stated.basis or text)))
    for index, run in enumerate(runs):
        if run.start.hi is not None and run.start.hi < stated.lo and (run.end is None or _by(stated.lo, run.end)):
            text = f"listing date {_days(stated.lo, stated.hi)} is later than a list that holds the entry"
            return _put(runs, index, replace(run, conflicts=_add(run.conflicts, text)))
    gone = next((day for day in absent if day > stated.hi), None)
    if gone is None:
        return runs or ([] if any(day >= stated.lo for day in absent) else [_only_stated(stated)])
    text = f"listing date {_days(stated.lo, stated.hi)} stated, absent from the list of {gone}"
    lacking = tuple(day for day in absent if stated.lo <= day <= gone)
    earlier = Run(
        Edge(stated.lo, stated.hi), Edge(stated.lo + _DAY, gone), (), (stated.basis or text,), lacking=lacking
    )
    return sorted([*runs, earlier], key=_order)


def _only_stated(stated: StatedStart) -> Run:
    """A listing that the publisher dates, where no list of the time is held: it stands until something ends it."""
    text = f"the publisher states {_days(stated.lo, stated.hi)} as listing date; no list of that time is held here"
    return Run(Edge(stated.lo, stated.hi), None, (), (stated.basis or text,))


def _by(day: date, end: Edge) -> bool:
    return end.hi is None or day <= end.hi


def _order(run: Run) -> tuple[date, date]:
    return run.start.lo or date.min, run.start.hi or date.max


def _open_past(runs: list[Run], absent: Sequence[date]) -> list[Run]:
    """Before the first list that lacks it nothing is known, unless the publisher states the first listing date."""
    if not absent or (runs and _known_before(runs[0], absent[0])):
        return runs
    nothing = f"no evidence before the list of {absent[0]}, which lacks the entry"
    return [Run(Edge(None, absent[0]), Edge(None, absent[0]), (), (nothing,)), *runs]


def _known_before(first: Run, absence: date) -> bool:
    return first.start.hi is not None and first.start.hi < absence


def _apply_event(runs: list[Run], event: EventFact) -> list[Run]:
    """Pin the bound the event fits; an event that fits none contradicts the run it falls on."""
    for index, run in enumerate(runs):
        edge = run.start if event.what == "start" else run.end
        if edge is None or not (run.seen or run.start.lo is not None):
            continue
        pinned = _meet(edge, event.day, event.day)
        if pinned is not None and pinned.hi == event.day:
            basis = _add(run.basis, event.basis or f"event of {event.day}")
            changed = replace(run, start=pinned) if event.what == "start" else replace(run, end=pinned)
            return _put(runs, index, replace(changed, basis=basis))
    for index, run in enumerate(runs):
        if event.what == "end" and run.end is None and run.seen and event.day > run.seen[-1]:
            basis = _add(run.basis, event.basis or f"event of {event.day}")
            return _put(runs, index, replace(run, end=Edge.on(event.day), basis=basis))
    for index, run in enumerate(runs):
        if run.contains(event.day) is Truth.TRUE:
            text = f"event of {event.day} ({event.what}) falls where the lists say otherwise: {event.basis}".rstrip(
                ": "
            )
            return _put(runs, index, replace(run, conflicts=_add(run.conflicts, text)))
    return runs


def _apply_end(runs: list[Run], stated: StatedEnd) -> list[Run]:
    """End the latest run that may have begun by then. A stated end counts even where the entry is printed later."""
    for index in range(len(runs) - 1, -1, -1):
        run = runs[index]
        if run.start.lo is not None and run.start.lo >= stated.hi:
            continue
        if run.end is not None and run.end.hi is not None and run.end.hi < stated.lo and run.seen:
            return runs
        start = run.start
        if start.hi is not None and start.hi > stated.hi:
            start = Edge(start.lo, stated.hi)
        text = stated.basis or f"the publisher states {_days(stated.lo, stated.hi)} as end"
        ended = replace(run, start=start, end=Edge(stated.lo, stated.hi), basis=_add(run.basis, text))
        return _put(runs, index, ended)
    return runs


def _meet(edge: Edge, lo: date, hi: date) -> Edge | None:
    """The part of ``edge`` that lies within ``[lo, hi]``, or None when they are apart."""
    low = lo if edge.lo is None else max(edge.lo, lo)
    high = hi if edge.hi is None else min(edge.hi, hi)
    return Edge(low, high) if low <= high else None


def _days(lo: date, hi: date) -> str:
    return str(lo) if lo == hi else f"{lo} to {hi}"


def _add(texts: tuple[str, ...], text: str) -> tuple[str, ...]:
    return texts if text in texts else (*texts, text)


def _put(runs: list[Run], index: int, run: Run) -> list[Run]:
    return [*runs[:index], run, *runs[index + 1 :]]


def status(runs: Iterable[Run], day: date) -> Standing:
    """Was the designation in force on ``day``? No run at all means not listed as far as whole lists were seen."""
    known = tuple(runs)
    ahead = _next(known, day)
    best = Standing(Truth.FALSE, "not in the list on this day", ahead, ahead is not None)
    for run in known:
        truth = run.contains(day)
        if truth is Truth.TRUE:
            return Standing(truth, "; ".join(run.basis), run)
        if truth is Truth.UNKNOWN:
            best = Standing(truth, _doubt(run, day), run)
    return best


def _next(runs: Sequence[Run], day: date) -> Run | None:
    """The first listing, where it begins after the day; a past of which nothing is known is no earlier one."""
    known = [run for run in runs if run.seen or run.start.lo is not None]
    return known[0] if known and known[0].start.reached(day) is Truth.FALSE else None


def _doubt(run: Run, day: date) -> str:
    """Say which end is in doubt and between which days it lies."""
    if run.start.lo is None and not run.seen:
        return "; ".join(run.basis)
    if run.start.reached(day) is not Truth.TRUE:
        return f"began on a day in {run.start}; a list of a day between would settle it"
    return f"ended on a day in {run.end}; a list of a day between would settle it"
