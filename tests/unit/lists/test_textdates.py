"""Dates in publishers' words."""

from __future__ import annotations

import pytest

from endgate.lists.textdates import read_birth


@pytest.mark.parametrize(
    ("text", "first", "last", "circa"),
    [
        ("08 Sep 1966", "1966-09-08", "1966-09-08", False),
        ("Sep 1966", "1966-09", "1966-09", False),
        ("1966", "1966", "1966", False),
        ("circa 1966", "1966", "1966", True),
        ("1967 to 1969", "1967", "1969", False),
        ("01 Jan 1967 to 31 Dec 1969", "1967-01-01", "1969-12-31", False),
        ("circa 1961-1963", "1961", "1963", True),
        ("1977/1978", "1977", "1978", False),
        ("Between Aug. and Sep. 1977", "1977-08", "1977-09", False),
        ("November, 1975", "1975-11", "1975-11", False),
        ("1958-02-22", "1958-02-22", "1958-02-22", False),
    ],
)
def test_readable(text: str, first: str, last: str, circa: bool) -> None:
    birth = read_birth(text)
    assert birth is not None
    assert (str(birth.earliest), str(birth.latest), birth.circa, birth.raw) == (first, last, circa, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30-35 years old",
        "24/06/1402 (Hijri Calendar)",
        "31 Feb 1977",
        "01/02/1970",
        "1969 to 1967",
        "Foo 1970",
        "0000",
    ],
)
def test_not_guessed(text: str) -> None:
    assert read_birth(text) is None
