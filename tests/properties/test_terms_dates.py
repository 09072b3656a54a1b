"""Days, partial dates, edges and interval sets."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from endgate.terms.dates import Edge, Interval, IntervalSet, PartialDate
from endgate.terms.truth import Truth

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 12, 31))
PARTIAL = DAYS.flatmap(
    lambda day: st.sampled_from(
        [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
    )
)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    start = draw(DAYS)
    end = draw(st.none() | st.integers(1, 4000).map(lambda days: start + timedelta(days=days)))
    return Interval.between(start, end)


@settings(deadline=None)
@given(intervals(), DAYS)
def test_an_interval_is_half_open(interval: Interval, day: date) -> None:
    start, end = interval.start.lo, None if interval.end is None else interval.end.lo
    assert start is not None
    assert interval.contains(start) is Truth.TRUE
    assert interval.contains(start - timedelta(days=1)) is Truth.FALSE
    if end is not None:
        assert interval.contains(end) is Truth.FALSE
        assert interval.contains(end - timedelta(days=1)) is Truth.TRUE
    assert interval.contains(day) is Truth.of(start <= day and (end is None or day < end))


@settings(deadline=None)
@given(st.lists(intervals(), max_size=5), DAYS)
def test_a_set_is_the_union_in_any_order(parts: list[Interval], day: date) -> None:
    expected = any(part.contains(day) is Truth.TRUE for part in parts)
    assert IntervalSet(tuple(parts)).contains(day) is Truth.of(expected)
    assert IntervalSet(tuple(reversed(parts))).contains(day) is Truth.of(expected)


@settings(deadline=None)
@given(st.lists(intervals(), max_size=5))
def test_holes_are_outside_and_touch_the_inside(parts: list[Interval]) -> None:
    union = IntervalSet(tuple(parts))
    for hole in union.holes():
        assert hole.start.lo is not None
        assert hole.end is not None
        assert hole.end.lo is not None
        assert union.contains(hole.start.lo) is Truth.FALSE
        assert union.contains(hole.start.lo - timedelta(days=1)) is Truth.TRUE
        assert union.contains(hole.end.lo) is Truth.TRUE


@settings(deadline=None)
@given(PARTIAL, DAYS)
def test_before_agrees_with_every_day_it_can_mean(partial: PartialDate, day: date) -> None:
    answer = partial.before(day)
    assert (answer is Truth.TRUE) == (partial.latest() < day)
    assert (answer is Truth.FALSE) == (partial.earliest() >= day)


@settings(deadline=None)
@given(PARTIAL)
def test_a_partial_date_reads_back(partial: PartialDate) -> None:
    assert PartialDate.parse(str(partial)) == partial
    assert partial.earliest() <= partial.latest()


@settings(deadline=None)
@given(DAYS, DAYS, DAYS)
def test_an_edge_between_two_days_is_unknown_between_them(one: date, other: date, day: date) -> None:
    lo, hi = min(one, other), max(one, other)
    answer = Edge(lo, hi).reached(day)
    assert (answer is Truth.TRUE) == (hi <= day)
    assert (answer is Truth.FALSE) == (lo > day)
    assert Edge(None, None).reached(day) is Truth.UNKNOWN
