"""Is a measure in force on a day, as it could be known on another: versions, revivals, repeals, suspensions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from endgate.law.book import LawBook
from endgate.law.model import Event, Measure, Suspension, Version
from endgate.law.valid import Moment
from endgate.terms.dates import Edge
from endgate.terms.truth import Truth


@dataclass(frozen=True)
class InForce:
    """Truth, the version that speaks (its number from 1), suspension, and what must be asked where it is unknown."""

    truth: Truth
    version: int = 0
    suspended: bool = False
    uncertain: bool = False
    event: str = ""
    ask: str = ""


def in_force(book: LawBook, measure: Measure, as_of: date, known_as_of: date) -> InForce:
    """The status of a measure on ``as_of`` by the records that existed on ``known_as_of``."""
    base = _by_versions(measure, as_of, known_as_of)
    base = _revived(base, measure, book.revivals.get(measure.id, ()), as_of, known_as_of)
    base = _repealed(base, book.repeals.get(measure.id, ()), as_of, known_as_of)
    if base.truth is Truth.FALSE:
        return base
    return _suspended(base, book.suspensions.get(measure.id, ()), as_of, known_as_of)


def _known(moment: Moment | None, otherwise: Edge, day: date) -> Truth:
    return (otherwise if moment is None else moment.edge).reached(day)


def _by_versions(measure: Measure, as_of: date, known_as_of: date) -> InForce:
    best = InForce(Truth.FALSE)
    for number, version in enumerate(measure.versions, start=1):
        truth = _of_version(version, as_of, known_as_of)
        if truth is Truth.TRUE:
            return InForce(truth, number)
        if truth is Truth.UNKNOWN and best.truth is Truth.FALSE:
            ask = f"Was {measure.citation} in force on {as_of} in this wording?"
            best = InForce(truth, number, ask=ask)
    return best


def _of_version(version: Version, as_of: date, known_as_of: date) -> Truth:
    interval = version.valid.interval
    return interval.contains(as_of) & _known(version.known_from, interval.start, known_as_of)


def _revived(base: InForce, measure: Measure, events: Iterable[Event], as_of: date, known_as_of: date) -> InForce:
    for event in events:
        if event.valid is None or base.truth is Truth.TRUE:
            continue
        truth = event.valid.interval.contains(as_of) & _known(event.known_from, event.valid.interval.start, known_as_of)
        if truth is Truth.TRUE or (truth is Truth.UNKNOWN and base.truth is Truth.FALSE):
            base = InForce(truth, len(measure.versions), event=event.id)
    return base


def _repealed(base: InForce, events: Iterable[Event], as_of: date, known_as_of: date) -> InForce:
    for event in events:
        if (
            event.on is not None
            and event.on <= as_of
            and _known(event.known_from, Edge.on(event.on), known_as_of) is Truth.TRUE
        ):
            return InForce(Truth.FALSE, base.version, event=event.id)
    return base


def _suspended(base: InForce, records: Iterable[Suspension], as_of: date, known_as_of: date) -> InForce:
    visible = [each for each in records if _visible(each, known_as_of)]
    for each in visible:
        if each.valid.interval.contains(as_of) is Truth.TRUE:
            return InForce(base.truth, base.version, suspended=True, event=each.id)
    for each in visible:
        if each.valid.interval.contains(as_of) is Truth.UNKNOWN:
            return InForce(Truth.UNKNOWN, base.version, uncertain=True, event=each.id, ask=_ask(each))
    ended = [each for each in visible if _end_day(each) is not None and _end_day(each) <= as_of]  # type: ignore[operator]
    last = max(ended, key=lambda each: str(_end_day(each)), default=None)
    if last is None or not _in_doubt(last, known_as_of):
        return base
    return InForce(Truth.UNKNOWN, base.version, uncertain=True, event=last.id, ask=_ask(last))


def _visible(record: Suspension, known_as_of: date) -> bool:
    return _known(record.known_from, record.valid.interval.start, known_as_of) is not Truth.FALSE


def _end_day(record: Suspension) -> date | None:
    end = record.valid.interval.end
    return None if end is None else end.hi


def in_doubt_since(record: Suspension, today: date) -> date | None:
    """The day from which nobody knows whether the suspension still holds, when it has passed."""
    end = _end_day(record)
    return end if end is not None and end <= today and _in_doubt(record, today) else None


def _in_doubt(record: Suspension, known_as_of: date) -> bool:
    """The end is unconfirmed, and nobody had recorded by then that the suspension lapsed."""
    if record.ends.certainty != "unconfirmed":
        return False
    said = record.confirmation
    if said is None or said.status != "lapsed":
        return True
    return (said.date if said.known_from is None else said.known_from) > known_as_of


def _ask(record: Suspension) -> str:
    return record.ends.ask or f"Does the suspension {record.id} still hold?"
