"""Relations between facts."""

from __future__ import annotations

import pytest

from endgate.names.compare import compare
from endgate.names.facts import Span, birth_relation, clean_id
from endgate.names.model import Grade, Query, QueryIdentifier
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind


def span(text: str) -> Span:
    date = PartialDate.parse(text)
    return Span(date, date, date.circa)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("1966-09-08", "1966-09-08", "same_day"),
        ("1966-09", "1966-09-08", "same_month"),
        ("1966", "1966-09-08", "compatible"),
        ("~1966", "1967-09-08", "circa_near"),
        ("1966-08-09", "1966-09-08", "day_month_flipped"),
        ("1966-09-18", "1966-09-28", "digit_slip"),
        ("1966", "1967", "near_year"),
        ("1966-03-01", "1966-09-28", "different_day_same_year"),
        ("1966", "1970", "different_year"),
        ("1966-03-01", "1986-09-28", "far"),
    ],
)
def test_birth(left: str, right: str, expected: str) -> None:
    assert birth_relation(span(left), span(right)) == expected
    assert birth_relation(span(right), span(left)) == expected


def test_identifiers_are_cleaned() -> None:
    assert clean_id(IdentifierKind.IMO_SHIP, "IMO No. 9187629") == "9187629"
    assert clean_id(IdentifierKind.SWIFT_BIC, "KDBKKPPYXXX") == clean_id(IdentifierKind.SWIFT_BIC, "KDBKKPPY")
    assert clean_id(IdentifierKind.PASSPORT, "0000000") == ""
    assert clean_id(IdentifierKind.TAX_ID, "N/A") == ""


def person(birth: str = "", number: str = "") -> Query:
    births = (PartialDate.parse(birth),) if birth else ()
    numbers = (QueryIdentifier(IdentifierKind.INN, number),) if number else ()
    return Query("x", ("Petr Galushkin",), PartyKind.PERSON, births, (), numbers)


def test_missing_facts_move_nothing() -> None:
    assert compare(person("1966"), person()).score == compare(person(), person()).score


def test_far_birth_contradicts() -> None:
    result = compare(person("1966-03-01"), person("1986-09-28"))
    assert result.grade is Grade.CONTRADICTED
    assert result.score <= 0.60


def test_exclusive_numbers() -> None:
    assert compare(person(number="7707083893"), person(number="77 0708 3893")).grade is Grade.IDENTIFIED
    assert compare(person(number="7707083893"), person(number="7736050003")).grade is Grade.CONTRADICTED
