"""Measures on several days side by side."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date

from tests.unit.law.conftest import measure_text

from endgate.law.compile import LawBook
from endgate.law.days_table import days_csv, days_html, days_table, turning_days

MakeBook = Callable[..., LawBook]
ENDS = "[{valid: {from: 2000-01-01, to: 2010-01-01}}]"


def both(make_book: MakeBook) -> LawBook:
    return make_book(measure_text("M-1", versions=ENDS) + measure_text("M-2"))


def test_each_day_has_its_own_column(make_book: MakeBook) -> None:
    book = both(make_book)
    ended, stands = days_table(book, book.measures(), [date(2010, 1, 1), date(2009, 12, 31), date(1999, 12, 31)])
    assert list(ended.on.values()) == ["not in force", "in force", "not in force"]
    assert list(stands.on.values()) == ["not in force", "in force", "in force"]
    assert list(ended.on) == sorted(ended.on)
    assert ended.changes


def test_what_stands_alike_does_not_change(make_book: MakeBook) -> None:
    book = both(make_book)
    _, stands = days_table(book, book.measures(), [date(2005, 1, 1), date(2015, 1, 1)])
    assert not stands.changes


def test_a_span_shows_the_days_on_which_something_turns(make_book: MakeBook) -> None:
    book = both(make_book)
    first, last = date(1999, 6, 1), date(2020, 1, 1)
    assert turning_days(book, book.measures(), first, last) == (first, date(2000, 1, 1), date(2010, 1, 1), last)
    assert turning_days(book, book.measures(), date(2000, 1, 1), date(2009, 12, 31)) == (
        date(2000, 1, 1),
        date(2009, 12, 31),
    )


def test_the_days_head_the_columns(make_book: MakeBook) -> None:
    book = both(make_book)
    rows = days_table(book, book.measures(), [date(2009, 12, 31), date(2010, 1, 1)])
    first, _ = csv.DictReader(io.StringIO(days_csv(rows)))
    assert (first["measure"], first["2009-12-31"], first["2010-01-01"]) == ("M-1", "in force", "not in force")
    page = days_html(book, rows)
    assert '<th scope="col">2010-01-01</th>' in page
    assert "<td>in force</td><td><strong>not in force</strong></td>" in page
    assert "<script" not in page
