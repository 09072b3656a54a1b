"""Dates as written: nothing is filled in, and a bound is not a value."""

from __future__ import annotations

import pytest

from endgate.evidence.dates import When, WrittenDate, reached
from endgate.terms.codec import decode
from endgate.terms.dates import PartialDate, read_day
from endgate.terms.faults import EndgateError
from endgate.terms.truth import Truth

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


@pytest.mark.parametrize("text", ["2009", "2009-07", "2009-07-03", "--02-03", "--02", "--02-29"])
def test_written_dates_read_back(text: str) -> None:
    assert str(WrittenDate.parse(text)) == text


@pytest.mark.parametrize("text", ["--", "-", "--13", "--02-30", "2009-02-29", "09", "2009-7", "April 2008", ""])
def test_impossible_dates_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        WrittenDate.parse(text)


def test_a_year_that_is_not_stated_stays_unknown() -> None:
    assert WrittenDate.parse("--02-03").partial() is None
    assert When(value=WrittenDate.parse("--02-03")).bounds() == (None, None)


def test_bounds_narrow_and_do_not_run_backwards() -> None:
    when = decode(When, {"value": "--02-03", "earliest": "2010-02-03", "basis": "bounded"})
    assert when.bounds() == (read_day("2010-02-03"), None)
    with pytest.raises(EndgateError, match="backwards"):
        decode(When, {"value": "2009-07", "earliest": "2009-08-01"})


@pytest.mark.parametrize(
    ("captured", "sale", "truth"),
    [
        ("2007-11", "2007-10", T),
        ("2007-10", "2007-10-15", U),
        ("2007-10-15", "2007-10-15", F),
        ("2007-09", "2007-10", F),
        ("--11-01", "2007-10", U),
        ("2009", "~2007", U),
    ],
)
def test_after_is_three_valued(captured: str, sale: str, truth: Truth) -> None:
    assert When(value=WrittenDate.parse(captured)).after(PartialDate.parse(sale)) is truth


@pytest.mark.parametrize(
    ("since", "day", "truth"),
    [
        ("2023-02-03", "2023-02-03", T),
        ("2023-02-03", "2023-02-02", F),
        ("2023-02", "2023-02-15", U),
        ("2023-02", "2023-02-28", T),
    ],
)
def test_a_day_known_in_part_is_reached(since: str, day: str, truth: Truth) -> None:
    assert reached(PartialDate.parse(since), read_day(day)) is truth
