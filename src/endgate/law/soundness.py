"""Lint of what measures mean together: unreachable ones, opposite duties, edges that turn nothing, unheld lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from endgate.law.book import LawBook
from endgate.law.check import all_lists
from endgate.law.compile import compiled
from endgate.law.day import LawDay
from endgate.law.edges import Turn, status_around, turns
from endgate.law.in_force import InForce
from endgate.law.load import Loaded
from endgate.law.model import Measure, ReviewStatus, Version
from endgate.law.reachable import may_hold
from endgate.law.reference import Held, ListKind
from endgate.law.trees import Node
from endgate.terms.faults import Fault, fault_kind
from endgate.terms.truth import Truth

UNREACHABLE = fault_kind(
    "EG6116",
    "measure that can never bite",
    "Its conditions exclude each other, so it is silent where its text speaks.",
    "Compare the conditions with the text; one of them is wrong.",
)
OPPOSITE = fault_kind(
    "EG6117",
    "opposite duties without a declared conflict",
    "One measure asks what the other forbids, and both can bind one actor: neither may win silently.",
    "Name the other measure under conflicts_with, with the way out, or mend the conditions.",
)
DEAD_EDGE = fault_kind(
    "EG6118",
    "edge that turns nothing",
    "A version, suspension or repeal that changes no status on its day is hidden by another record or misdated.",
    "Compare the days with the text.",
)
NOTHING_HOLDS = fault_kind(
    "EG6119",
    "list that no edition can hold",
    "It is called held, but names neither a goods list nor a source nor a list of which it is a part.",
    "Name what holds it, or say held: no.",
)


_FAR = date(2100, 1, 1)


def unsound(loaded: Loaded) -> Iterator[Fault]:
    """Every fault of meaning in what was loaded."""
    book = LawBook.load(compiled(loaded))
    for measure in loaded.measures():
        place = loaded.places[measure.id]
        yield from _unreachable(book, measure, place)
        yield from _dead_edges(book, measure, place)
    yield from _opposite(book, loaded)
    for ref in all_lists(loaded):
        holder = ref.goods if ref.kind is ListKind.ITEM else ref.sources
        if ref.held is not Held.NO and not holder and not ref.part_of:
            yield NOTHING_HOLDS.at(loaded.places.get(ref.id, ref.id), f"{ref.id} is held: {ref.held}")


def _unreachable(book: LawBook, measure: Measure, place: str) -> Iterator[Fault]:
    for number, version in enumerate(measure.versions, start=1):
        day = LawDay(book, _inside(version), date.max)
        if not may_hold(day, _conditions(measure, version), _exceptions(measure, version)):
            yield UNREACHABLE.at(place, f"{measure.id}, version {number}: its conditions can never all be true")


def _inside(version: Version) -> date:
    """The last day of the version: what is only attested from some day on is known by then."""
    start, end = version.valid.interval.start, version.valid.interval.end
    last = _FAR if end is None or end.lo is None else end.lo - timedelta(days=1)
    return max(last, start.lo or last)


def _conditions(measure: Measure, version: Version) -> list[Node]:
    found = [_part(measure, version, name) for name in ("bound", "when", "knowledge")]
    return [each for each in found if each is not None]


def _exceptions(measure: Measure, version: Version) -> list[Node]:
    unless = _part(measure, version, "unless")
    return [] if unless is None else [unless]


def _part(measure: Measure, version: Version, name: str) -> Node | None:
    own = None if version.overrides is None else getattr(version.overrides, name)
    tree = getattr(measure, name) if own is None else own
    return None if tree is None else tree.root


def _dead_edges(book: LawBook, measure: Measure, place: str) -> Iterator[Fault]:
    """A suspension may begin before the measure does: it is dead when neither of its edges turns anything."""
    suspended = {record.id: record for record in book.suspensions.get(measure.id, ())}
    dead = [turn for turn in turns(book, measure) if _turns_nothing(book, measure, turn)]
    for turn in dead:
        record = turn.what.partition(" ")[0]
        edges = [each for each in turns(book, measure) if each.what.partition(" ")[0] == record]
        if record not in suspended or all(each in dead for each in edges):
            yield DEAD_EDGE.at(place, f"{measure.id}: {turn.what} on {turn.day}, and nothing changes")


def _turns_nothing(book: LawBook, measure: Measure, turn: Turn) -> bool:
    before, on = status_around(book, measure, turn)
    return _said(before) == _said(on)


def _said(status: InForce) -> tuple[object, ...]:
    if status.truth is Truth.FALSE:
        return (Truth.FALSE,)
    return (status.truth, status.version, status.suspended, status.event)


def _opposite(book: LawBook, loaded: Loaded) -> Iterator[Fault]:
    counting = [
        each for each in loaded.measures() if each.review.status is not ReviewStatus.UNREVIEWED and each.versions
    ]
    for one, two in combinations(counting, 2):
        if _oppose(one, two) and not _declared(one, two) and _meet(book, one, two):
            yield OPPOSITE.at(loaded.places[one.id], f"{one.id} and {two.id} ask opposite things of one actor")


def _oppose(one: Measure, two: Measure) -> bool:
    duties = [set(each.then.duties) for each in (one, two)]
    for first, second, other in ((duties[0], duties[1], two), (duties[1], duties[0], one)):
        asked = {each.removeprefix("do:") for each in first if each.startswith("do:")}
        refused = {each.removeprefix("refrain:") for each in second if each.startswith("refrain:")}
        if asked & refused or f"not_comply_with:{other.id}" in first:
            return True
    return False


def _declared(one: Measure, two: Measure) -> bool:
    return two.id in {each.measure for each in one.conflicts_with} or one.id in {
        each.measure for each in two.conflicts_with
    }


def _meet(book: LawBook, one: Measure, two: Measure) -> bool:
    """Is there a day and a row on which both can bite?"""
    for first in one.versions:
        for second in two.versions:
            on = min(_inside(first), _inside(second))
            if all(each.valid.interval.contains(on) is not Truth.FALSE for each in (first, second)):
                day = LawDay(book, on, date.max)
                wanted = [*_conditions(one, first), *_conditions(two, second)]
                if may_hold(day, wanted, [*_exceptions(one, first), *_exceptions(two, second)]):
                    return True
    return False
