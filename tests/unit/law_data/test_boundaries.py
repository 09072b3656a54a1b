"""Generated from the shipped law: the day before and the day, for every edge of every measure."""

from __future__ import annotations

from datetime import date

import pytest

from endgate.law.case_tests import run_case
from endgate.law.compile import LawBook, compiled
from endgate.law.edges import Turn, list_turns, turns
from endgate.law.facts import ListStatus
from endgate.law.item_predicates import list_stood
from endgate.law.lint import PACKAGE_LAW
from endgate.law.load import load
from endgate.law.model import Measure, State, TestCase
from endgate.terms.truth import Truth

LOADED = load([PACKAGE_LAW])
BOOK = LawBook.load(compiled(LOADED))
EDGES = [(measure, turn) for measure in LOADED.measures() for turn in turns(BOOK, measure)]
OUT = frozenset({State.NOT_IN_FORCE, State.SUSPENDED})


def inside(measure: Measure, day: date) -> Truth:
    """By the intervals alone, a record at a time, knowing all that the files record."""
    found = Truth.FALSE
    for version in measure.versions:
        found = found | version.valid.interval.contains(day)
    for event in BOOK.revivals.get(measure.id, ()):
        found = found | (Truth.FALSE if event.valid is None else event.valid.interval.contains(day))
    if any(each.on is not None and each.on <= day for each in BOOK.repeals.get(measure.id, ())):
        return Truth.FALSE
    for record in BOOK.suspensions.get(measure.id, ()):
        found = found & ~record.valid.interval.contains(day)
        end = record.valid.interval.end
        if record.ends.certainty == "unconfirmed" and end is not None and end.hi is not None and end.hi <= day:
            found = found & Truth.UNKNOWN
    return found


@pytest.mark.parametrize(("measure", "turn"), EDGES, ids=[f"{m.id}: {turn.what} {turn.day}" for m, turn in EDGES])
def test_the_day_before_and_the_day(measure: Measure, turn: Turn) -> None:
    case = next(each for each in measure.tests if each.expect in (State.APPLIES, State.OPEN))
    for day in (turn.before, turn.day):
        on_the_day = TestCase(turn.what, day, case.facts, case.expect, known_as_of=date.max)
        state = State(run_case(BOOK, measure, on_the_day).got)
        expected = inside(measure, day)
        assert (state in OUT) is (expected is Truth.FALSE), (day, state)
        if expected is Truth.UNKNOWN:
            assert state in (State.OPEN, State.NO), day


@pytest.mark.parametrize("name", sorted(name for name, ref in BOOK.reference.lists.items() if ref.versions))
def test_a_list_lists_nothing_before_it_began(name: str) -> None:
    first, *_ = list_turns(BOOK.reference.lists[name])
    assert list_stood(BOOK.reference, name, first.before) is Truth.FALSE
    assert list_stood(BOOK.reference, name, first.day) is not Truth.FALSE
    assert ListStatus.LISTED == "listed"


def test_there_are_edges_to_test() -> None:
    assert len(EDGES) > 150
