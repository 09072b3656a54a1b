"""Laws of listing intervals over arbitrary evidence."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

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
from endgate.terms.truth import Truth

START = date(2000, 1, 1)
days = st.integers(0, 400).map(lambda n: START + timedelta(days=n))
seen = days.map(lambda day: Presence(day, day))
gone = days.map(lambda day: Absence(day, day))
stated = st.tuples(days, st.integers(0, 40), days).map(
    lambda t: StatedStart(t[0], t[0] + timedelta(days=t[1]), max(t[0] + timedelta(days=t[1]), t[2]))
)
ends = st.tuples(days, days).map(lambda t: StatedEnd(t[0], t[0], t[1]))
events = st.tuples(st.sampled_from(("start", "end")), days).map(lambda t: EventFact(t[0], t[1], t[1]))
lists = st.lists(seen | gone, min_size=1, max_size=12)
anything = st.lists(seen | gone | stated | ends | events, min_size=1, max_size=14)


@given(lists, st.lists(stated | events, max_size=4))
def test_what_was_seen_is_never_denied(observed: list[Evidence], said: list[Evidence]) -> None:
    runs = listing_intervals([*observed, *said])
    present = {each.day for each in observed if isinstance(each, Presence)}
    absent = {each.day for each in observed if isinstance(each, Absence)} - present
    for day in present:
        assert status(runs, day).truth is Truth.TRUE
    for day in absent:
        assert status(runs, day).truth is Truth.FALSE


@given(lists)
def test_between_two_presences_without_absence_it_was_listed(observed: list[Evidence]) -> None:
    present = sorted(each.day for each in observed if isinstance(each, Presence))
    absent = {each.day for each in observed if isinstance(each, Absence)} - set(present)
    runs = listing_intervals(observed)
    for first, last in pairwise(present):
        if not any(first < day < last for day in absent):
            assert status(runs, first + (last - first) / 2).truth is Truth.TRUE


@given(anything, days)
def test_known_as_of_uses_nothing_younger(evidence: list[Evidence], known: date) -> None:
    old = [each for each in evidence if each.published <= known]
    assert listing_intervals(evidence, known) == listing_intervals(old)


@given(anything, st.randoms(use_true_random=False))
def test_order_does_not_matter(evidence: list[Evidence], random: object) -> None:
    shuffled = list(evidence)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    there = [status(listing_intervals(evidence), START + timedelta(days=n)).truth for n in range(0, 400, 7)]
    again = [status(listing_intervals(shuffled), START + timedelta(days=n)).truth for n in range(0, 400, 7)]
    assert there == again


@given(days, days)
def test_expiry_ends_what_is_still_printed(expiry: date, printed: date) -> None:
    evidence = [Presence(START, START), Presence(printed, printed), StatedEnd(expiry, expiry, START)]
    assert status(listing_intervals(evidence), max(expiry, printed)).truth is Truth.FALSE


@given(st.lists(gone, min_size=1, max_size=5))
def test_never_seen_is_never_listed_and_the_past_stays_open(observed: list[Evidence]) -> None:
    runs = listing_intervals(observed)
    first = min(each.day for each in observed if isinstance(each, Absence))
    assert status(runs, first).truth is Truth.FALSE
    assert status(runs, first - timedelta(days=1)).truth is Truth.UNKNOWN
