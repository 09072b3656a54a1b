from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.unit.law.conftest import measure_text

from endgate.law.compile import LawBook
from endgate.law.in_force import in_force
from endgate.terms.dates import read_day

MakeBook = Callable[..., LawBook]

STAY = """
suspensions:
  - id: STAY-1
    suspends: [M-1]
    valid: {from: 2025-11-10, to: 2026-11-10}
    known_from: 2025-11-10
    ends: {certainty: unconfirmed, ask: "Was the stay extended?"}
"""


def status(book: LawBook, as_of: str, known: str | None = None) -> str:
    day = read_day(as_of)
    found = in_force(book, book.measure("M-1"), day, day if known is None else read_day(known))
    return "SUSPENDED" if found.suspended else found.truth.value + ("?" if found.uncertain else "")


@pytest.mark.parametrize(
    ("versions", "as_of", "expected"),
    [
        ("[{valid: {from: 2009-08-27, to: 2021-09-09}}]", "2009-08-26", "F"),
        ("[{valid: {from: 2009-08-27, to: 2021-09-09}}]", "2009-08-27", "T"),
        ("[{valid: {from: 2009-08-27, to: 2021-09-09}}]", "2021-09-08", "T"),
        ("[{valid: {from: 2009-08-27, to: 2021-09-09}}]", "2021-09-09", "F"),
        ("[{valid: {from: {not_after: 2012-10-18}}}]", "2009-06-01", "U"),
        ("[{valid: {from: {not_after: 2012-10-18}}}]", "2012-10-18", "T"),
        ("[{valid: {from: {not_before: 2006-10-14, not_after: 2006-11-03}}}]", "2006-10-13", "F"),
        ("[{valid: {from: {not_before: 2006-10-14, not_after: 2006-11-03}}}]", "2006-10-14", "U"),
        ("[{valid: {from: {not_before: 2006-10-14, not_after: 2006-11-03}}}]", "2006-11-03", "T"),
        ("[{valid: {from: open}}]", "1900-01-01", "T"),
        ("[]", "2020-01-01", "F"),
    ],
)
def test_versions(make_book: MakeBook, versions: str, as_of: str, expected: str) -> None:
    assert status(make_book(measure_text("M-1", versions=versions)), as_of) == expected


def test_a_version_published_later_was_not_known(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", versions="[{valid: {from: 2010-01-01}, known_from: 2012-01-01}]"))
    assert status(book, "2011-01-01") == "F"
    assert status(book, "2011-01-01", "2012-01-01") == "T"


@pytest.mark.parametrize(
    ("as_of", "known", "expected"),
    [
        ("2025-11-09", None, "T"),
        ("2025-11-10", None, "SUSPENDED"),
        ("2026-11-09", None, "SUSPENDED"),
        ("2026-11-10", None, "U?"),
        ("2026-11-23", None, "U?"),
        ("2026-01-01", "2025-10-31", "T"),
    ],
)
def test_a_stay_whose_end_nobody_confirmed(make_book: MakeBook, as_of: str, known: str | None, expected: str) -> None:
    assert status(make_book(measure_text("M-1"), tail=STAY), as_of, known) == expected


def test_an_extension_is_one_new_record(make_book: MakeBook) -> None:
    more = (
        STAY + "  - {id: STAY-2, suspends: [M-1], valid: {from: 2026-11-10, to: 2027-11-10}, known_from: 2026-11-08}\n"
    )
    book = make_book(measure_text("M-1"), tail=more)
    assert status(book, "2026-11-10") == "SUSPENDED"
    assert status(book, "2027-11-10") == "T"


def test_a_lapse_is_known_from_the_day_it_was_recorded(make_book: MakeBook) -> None:
    more = STAY + "    confirmation: {status: lapsed, date: 2026-11-15, source: notice}\n"
    book = make_book(measure_text("M-1"), tail=more)
    assert status(book, "2026-11-12", "2026-11-14") == "U?"
    assert status(book, "2026-11-12", "2026-11-15") == "T"


def test_repeals_and_revivals_are_records(make_book: MakeBook) -> None:
    tail = """
repeals: [{id: R-1, targets: [M-1], on: 2016-01-16}]
"""
    book = make_book(measure_text("M-1"), tail=tail)
    assert [status(book, day) for day in ("2016-01-15", "2016-01-16")] == ["T", "F"]
    tail = """
revivals: [{id: V-1, targets: [M-1], valid: {from: 2025-09-28}}]
"""
    book = make_book(measure_text("M-1", versions="[{valid: {from: 2006-12-23, to: 2016-01-16}}]"), tail=tail)
    assert [status(book, day) for day in ("2016-01-16", "2025-09-27", "2025-09-28")] == ["F", "F", "T"]


def test_the_version_that_speaks_brings_its_own_text(make_book: MakeBook) -> None:
    versions = (
        "[{valid: {from: 2000-01-01, to: 2010-01-01}}, {valid: {from: 2010-01-01}, overrides: {then: {class: FREEZE}}}]"
    )
    book = make_book(measure_text("M-1", versions=versions))
    numbers = [in_force(book, book.measure("M-1"), day, day).version for day in (date(2009, 12, 31), date(2010, 1, 1))]
    assert numbers == [1, 2]
