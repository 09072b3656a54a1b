"""The days on which a measure's status turns: every edge of its versions, suspensions, revivals, repeals and lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from endgate.law.book import LawBook
from endgate.law.in_force import InForce, in_force
from endgate.law.model import Measure
from endgate.law.reference import ListRef
from endgate.law.valid import Valid
from endgate.terms.dates import Edge

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Turn:
    """One edge: what begins or ends there, and the day from which it has."""

    what: str
    day: date

    @property
    def before(self) -> date:
        return self.day - _ONE_DAY


def turns(book: LawBook, measure: Measure) -> Iterator[Turn]:
    """Every edge of a measure. An edge known only between two days turns on both of them."""
    for number, version in enumerate(measure.versions, start=1):
        yield from _of_interval(f"version {number}", version.valid)
    for record in book.suspensions.get(measure.id, ()):
        yield from _of_interval(record.id, record.valid)
    for event in (*book.revivals.get(measure.id, ()), *book.repeals.get(measure.id, ())):
        if event.valid is not None:
            yield from _of_interval(event.id, event.valid)
        if event.on is not None:
            yield Turn(f"{event.id} takes effect", event.on)


def list_turns(ref: ListRef) -> Iterator[Turn]:
    """Every edge of a list with dated versions."""
    for number, version in enumerate(ref.versions, start=1):
        yield from _of_interval(f"version {number} of {ref.id}", version.valid)


def _of_interval(what: str, valid: Valid) -> Iterator[Turn]:
    yield from _of_edge(f"{what} begins", valid.interval.start)
    if valid.interval.end is not None:
        yield from _of_edge(f"{what} ends", valid.interval.end)


def _of_edge(what: str, edge: Edge) -> Iterator[Turn]:
    for day in dict.fromkeys((edge.lo, edge.hi)):
        if day is not None and day not in (date.min, date.max):
            yield Turn(what, day)


def status_around(book: LawBook, measure: Measure, turn: Turn) -> tuple[InForce, InForce]:
    """The status on the day before and on the day, with everything known that the book records."""
    before, on = (in_force(book, measure, day, date.max) for day in (turn.before, turn.day))
    return before, on
