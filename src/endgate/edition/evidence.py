"""Turns the stored evidence of one designation into the lists room's terms and asks it for the intervals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from endgate.edition.model import ListingStatus
from endgate.lists.intervals import (
    Absence,
    EventFact,
    Evidence,
    Presence,
    StatedEnd,
    StatedStart,
    listing_intervals,
    status,
)
from endgate.lists.model import Designation
from endgate.terms.dates import day_before

_BEFORE_ANY_LIST = date(1900, 1, 1)


@dataclass(frozen=True)
class StoredContent:
    """One content as the edition remembers it; it stands at its position in its source's evidence bits."""

    days: tuple[date, ...]
    absent_on: date
    basis: str


@dataclass(frozen=True)
class StoredEvidence:
    """What is known of one designation: bits of contents that held it, bits of those that would, stated dates."""

    seen: int
    asked: int
    stated: tuple[tuple[str, date, date, date], ...]
    events: tuple[EventFact, ...]


def evidence_of(stored: StoredEvidence, contents: Sequence[StoredContent]) -> Iterator[Evidence]:
    """All evidence of one designation, in no order that matters."""
    for position, content in enumerate(contents):
        bit = 1 << position
        if stored.seen & bit:
            yield from (Presence(day, day, content.basis) for day in content.days)
        elif stored.asked & bit:
            yield from (Absence(day, _published(day, content), content.basis) for day in _absent_days(content))
    for what, lo, hi, published in stored.stated:
        yield from _stated(what, lo, hi, published)
    yield from stored.events


def events_by_listing(rows: Iterable[tuple[str, ...]]) -> dict[tuple[str, str, str], tuple[EventFact, ...]]:
    """Events by source, programme and reference, from rows of the table ``event``, oldest first."""
    found: dict[tuple[str, str, str], tuple[EventFact, ...]] = {}
    for source, programme, reference, what, day, basis in sorted(set(rows), key=lambda row: row[4]):
        key, on = (source, programme, reference), date.fromisoformat(day)
        found[key] = (*found.get(key, ()), EventFact(what, on, on, basis))
    return found


def _stated(what: str, lo: date, hi: date, published: date) -> Iterable[Evidence]:
    if what == "start":
        return (StatedStart(lo, hi, published),)
    if what == "end":
        return (StatedEnd(lo, hi, published),)
    basis = f"entry not published before {lo}"
    before = (_BEFORE_ANY_LIST, day_before(lo))
    return tuple(Absence(day, published, basis, whole=False) for day in before)


def _absent_days(content: StoredContent) -> Iterable[date]:
    """A list of unsure day proves presence by its last possible day and absence by its first."""
    return content.days if len(content.days) > 1 else (content.absent_on,)


def _published(day: date, content: StoredContent) -> date:
    return day if day in content.days else content.days[-1]


def standing(
    designation: Designation,
    stored: StoredEvidence,
    contents: Sequence[StoredContent],
    *,
    as_of: date,
    known_as_of: date | None,
) -> ListingStatus:
    """Answer for one designation and one day."""
    runs = listing_intervals(evidence_of(stored, contents), known_as_of)
    found = status(runs, as_of)
    run = found.run
    return ListingStatus(
        designation=designation,
        truth=found.truth,
        start=None if run is None else run.start,
        end=None if run is None else run.end,
        basis=found.basis,
        source=designation.source,
        cited=() if run is None else run.basis,
        conflicts=tuple(text for each in runs for text in each.conflicts),
        ahead=found.ahead,
    )
