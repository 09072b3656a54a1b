"""Dates of birth: how they are read, how they relate, and when they exclude."""

from __future__ import annotations

from datetime import date

import pytest

from endgate.names.facts import births_out_of_reach, stated_faults
from endgate.names.facts.calendars import lunar_span, solar_span
from endgate.names.facts.dates import birth_relation, excludes, plausible, read_spans, relate_births
from endgate.names.facts.model import Facts, Span
from endgate.names.model import FactRelation
from endgate.terms.dates import PartialDate
from endgate.terms.places import CountryCode

IRAN = frozenset({"IR"})


def span(text: str) -> Span:
    first, _, last = text.partition("/")
    earliest = PartialDate.parse(first)
    return Span(earliest, PartialDate.parse(last) if last else earliest, earliest.circa)


def facts(*dates: str, country: str = "", listed_on: date | None = None) -> Facts:
    countries = (("nationality", CountryCode(country)),) if country else ()
    return Facts(tuple(map(span, dates)), countries, listed_on=listed_on)


def related(ours: Facts, theirs: Facts) -> FactRelation:
    (fact,) = relate_births(ours, theirs)
    (swapped,) = relate_births(theirs, ours)
    assert (fact.relation, fact.effect) == (swapped.relation, swapped.effect)
    return fact


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("1966-09-08", "1966-09-08", "same_day"),
        ("1966-09", "1966-09-08", "same_month"),
        ("1966-09", "1966-10-08", "near_year"),
        ("1966", "1966-09-08", "compatible"),
        ("1967/1969", "1968-05-01", "compatible"),
        ("1967/1969", "1966/1967", "compatible"),
        ("1967/1969", "1970", "near_year"),
        ("1967/1969", "1973", "different_year"),
        ("1967/1969", "1975", "far"),
        ("~1966", "1967-09-08", "circa_near"),
        ("~1966", "1968-12-31", "circa_near"),
        ("~1966", "1969-02-01", "different_year"),
        ("~1947", "1962-02-18", "far"),
        ("1966-08-09", "1966-09-08", "day_month_flipped"),
        ("1966-13-09", "1966-09-13", "impossible"),
        ("1966-09-18", "1966-09-28", "digit_slip"),
        ("1966-09-12", "1966-09-21", "digit_slip"),
        ("1956-09-12", "1965-09-12", "digit_slip"),
        ("1956-09-12", "1966-09-12", "digit_slip"),
        ("1956", "1966", "far"),
        ("1966", "1967", "near_year"),
        ("1966-12-30", "1967-01-02", "near_year"),
        ("1966-03-01", "1966-09-28", "different_day_same_year"),
        ("1966", "1970", "different_year"),
        ("1966-03-01", "1986-09-28", "far"),
    ],
)
def test_relation(left: str, right: str, expected: str) -> None:
    if expected == "impossible":
        with pytest.raises(ValueError, match="month"):
            span(left)
        return
    assert birth_relation(span(left), span(right)) == expected
    assert birth_relation(span(right), span(left)) == expected


def test_first_of_january_is_a_year() -> None:
    (read,) = read_spans([span("1960-01-01")], frozenset())
    assert (str(read), read.notes) == ("1960", ("placeholder",))
    assert related(facts("1960-01-01"), facts("1960-07-05")).relation == "compatible"


def test_new_year_of_iran_is_a_year_for_iranians_alone() -> None:
    assert str(read_spans([span("1960-03-21")], IRAN)[0]) == "1960"
    assert str(read_spans([span("1960-03-21")], frozenset({"FR"}))[0]) == "1960-03-21"
    assert related(facts("1960-03-21", country="IR"), facts("1960-07-05")).relation == "compatible"
    assert related(facts("1960-03-21", country="FR"), facts("1960-07-05")).relation == "different_day_same_year"


@pytest.mark.parametrize(
    ("solar", "civil"),
    [("1357-11-22", (1979, 2, 11)), ("1399-01-01", (2020, 3, 20)), ("1400-01-01", (2021, 3, 21))],
)
def test_days_of_the_solar_calendar(solar: str, civil: tuple[int, int, int]) -> None:
    assert solar_span(PartialDate.parse(solar)) == (date(*civil), date(*civil))


def test_years_of_other_calendars() -> None:
    assert solar_span(PartialDate(1340)) == (date(1961, 3, 21), date(1962, 3, 20))
    first, last = lunar_span(PartialDate(1400, 1, 1))
    assert first <= date(1979, 11, 20) <= last
    with pytest.raises(ValueError, match="no day 31"):
        solar_span(PartialDate(1340, 7, 31))


def test_a_hijri_year_meets_the_civil_one_and_says_so() -> None:
    fact = related(facts("1340", country="IR"), facts("1961-06-01"))
    assert (fact.relation, fact.notes) == ("compatible", ("solar_hijri",))
    lunar = related(facts("1380", country="AF"), facts("1960-09-01"))
    assert (lunar.relation, lunar.notes) == ("compatible", ("lunar_hijri",))
    assert related(facts("1340"), facts("1961", country="IR")).relation == "compatible"


def test_a_hijri_year_of_somebody_else_is_a_fault_of_data() -> None:
    fact = related(facts("1340", country="FR"), facts("1961", country="FR"))
    assert (fact.relation, fact.effect) == ("implausible", 0)


def test_implausible_ages_contradict_nothing() -> None:
    listed = date(2006, 12, 23)
    assert plausible(span("1954"), listed)
    assert plausible(span("1896"), listed)
    assert not plausible(span("1895"), listed)
    assert not plausible(span("2007-01-01"), listed)
    fact = related(facts("1960-05-04"), facts("2011-05-04", listed_on=listed))
    assert (fact.relation, fact.effect) == ("implausible", 0)
    assert not excludes(fact)


def test_the_best_of_several_dates_counts() -> None:
    assert related(facts("1960-05-04", "1975"), facts("1975-02-02", "1980")).relation == "compatible"
    assert related(facts("1960"), facts()).relation == "missing"
    assert not list(relate_births(facts(), facts()))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [("1966", "1969", True), ("~1966", "1970", False), ("~1966", "1980", True), ("1966", "1967", False)],
)
def test_when_a_birth_excludes(left: str, right: str, expected: bool) -> None:
    assert excludes(related(facts(left), facts(right))) is expected


@pytest.mark.parametrize(
    ("stated", "country", "codes"),
    [
        ("1960-05-04", "", []),
        ("1340", "IR", []),
        ("1340", "", ["EG3009"]),
        ("2030", "", ["EG3009"]),
        ("1880", "", ["EG3009"]),
    ],
)
def test_births_that_cannot_be_right_are_said(stated: str, country: str, codes: list[str]) -> None:
    side = facts(stated, country=country) if country else facts(stated)
    read = Facts(read_spans(side.birth, frozenset({country})), side.countries)
    day = date(2026, 11, 25)
    found = (*stated_faults("q", read), *births_out_of_reach("q", read, day))
    assert [fault.code for fault in found] == codes
