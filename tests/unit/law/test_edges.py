"""The day before and the day, for every edge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.unit.law.conftest import measure_text

from endgate.law.compile import LawBook
from endgate.law.edges import list_turns, status_around, turns
from endgate.terms.truth import Truth

MakeBook = Callable[..., LawBook]


def test_every_edge_turns_on_its_day(make_book: MakeBook) -> None:
    tail = (
        "suspensions: [{id: S, suspends: [M-1], valid: {from: 2005-01-01, to: 2006-01-01}, citation: Act}]\n"
        "repeals: [{id: R, targets: [M-1], on: 2010-01-01, citation: Act}]\n"
    )
    book = make_book(measure_text("M-1", versions="[{valid: {from: 2000-01-01}}]"), tail=tail)
    measure = book.measure("M-1")
    found = {turn.what: status_around(book, measure, turn) for turn in turns(book, measure)}
    assert {what: (before.truth, on.truth) for what, (before, on) in found.items()} == {
        "version 1 begins": (Truth.FALSE, Truth.TRUE),
        "S begins": (Truth.TRUE, Truth.TRUE),
        "S ends": (Truth.TRUE, Truth.TRUE),
        "R takes effect": (Truth.TRUE, Truth.FALSE),
    }
    assert [found[what][1].suspended for what in ("S begins", "S ends")] == [True, False]


def test_an_edge_known_between_two_days_turns_on_both(make_book: MakeBook) -> None:
    versions = "[{valid: {from: {not_before: 2000-01-01, not_after: 2000-02-01}}, attested: [{date: 2000-02-01}]}]"
    book = make_book(measure_text("M-1", versions=versions))
    measure = book.measure("M-1")
    assert [turn.day for turn in turns(book, measure)] == [date(2000, 1, 1), date(2000, 2, 1)]
    around = [status_around(book, measure, turn) for turn in turns(book, measure)]
    assert [(before.truth, on.truth) for before, on in around] == [
        (Truth.FALSE, Truth.UNKNOWN),
        (Truth.UNKNOWN, Truth.TRUE),
    ]


def test_lists_have_edges_too(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1"))
    assert [turn.day for turn in list_turns(book.reference.lists["LATER"])] == [date(2010, 1, 1), date(2010, 2, 1)]
