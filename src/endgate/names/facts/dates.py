"""Dates of birth (and of building): read with the party's own habits of writing them, and related as sets of spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from endgate.names.facts.calendars import lunar_span, solar_span
from endgate.names.facts.effects import effect, effects, limits
from endgate.names.facts.model import Facts, Span
from endgate.names.model import FactRelation
from endgate.names.tables import settings
from endgate.terms.dates import PartialDate

BIRTH = "birth_date"


def read_spans(spans: Iterable[Span], countries: frozenset[str]) -> tuple[Span, ...]:
    """Each date as what it may mean for a party of those countries.

    A placeholder day becomes its year; a year of another calendar becomes the civil days of each calendar in use there.
    """
    return tuple(dict.fromkeys(each for span in spans for each in _readings(span, countries)))


def _readings(span: Span, countries: frozenset[str]) -> Iterable[Span]:
    calendar = settings("facts")["calendar"]
    if calendar["first"] <= span.earliest.year <= span.latest.year <= calendar["last"]:
        return _of_other_calendars(span, countries, calendar)
    return (_placeholder(span, countries),)


def _of_other_calendars(span: Span, countries: frozenset[str], calendar: dict[str, Any]) -> Iterable[Span]:
    found = False
    for name, convert in (("solar", solar_span), ("lunar", lunar_span)):
        if not countries & frozenset(calendar[name]):
            continue
        try:
            first, last = convert(span.earliest)[0], convert(span.latest)[1]
        except ValueError:
            continue
        found = True
        yield Span(_partial(first), _partial(last), span.circa, (*span.notes, f"{name}_hijri"))
    if not found:
        yield span


def _partial(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


@cache
def _placeholders() -> dict[tuple[int, int], frozenset[str]]:
    rows = settings("facts")["placeholder"]
    return {(row["month"], row["day"]): frozenset(row["countries"]) for row in rows}


def _placeholder(span: Span, countries: frozenset[str]) -> Span:
    day = span.exact
    where = None if day is None else _placeholders().get((day.month, day.day))
    if day is None or where is None or (where and not where & countries):
        return span
    return Span(PartialDate(day.year), PartialDate(day.year), span.circa, (*span.notes, "placeholder"))


def birth_days(facts: Facts) -> tuple[date, ...]:
    """The days of birth that are known to the day; a day that stands for its year is none."""
    return tuple(dict.fromkeys(day for span in facts.birth if (day := span.exact) is not None))


def plausible(span: Span, listed_on: date | None) -> bool:
    """Can a party of a list that day have been born then? A date that fails is a fault of the data, not a fact."""
    first, last = span.earliest.earliest(), span.latest.latest()
    if listed_on is None:
        return first.year > int(settings("facts")["calendar"]["last"])
    return first <= listed_on and last.year >= listed_on.year - int(limits()["oldest"])


def birth_relation(left: Span, right: Span) -> str:
    """How two dates of birth relate. Symmetric."""
    a, b = left.exact, right.exact
    if a is not None and b is not None:
        return "same_day" if a == b else _two_days(a, b)
    gap = _gap(left, right)
    if gap <= 0:
        return "same_month" if _same_month(left, right) else "compatible"
    if not left.sure or not right.sure:
        return "circa_near" if gap <= 365 * int(limits()["circa_years"]) + 1 else _by_years(gap // 365)
    return _by_years(max(1, _years_between(left, right)))


def _gap(left: Span, right: Span) -> int:
    """Days between the spans; zero or less where they overlap."""
    starts, ends = (left.earliest.earliest(), right.earliest.earliest()), (left.latest.latest(), right.latest.latest())
    return (max(starts) - min(ends)).days


def _years_between(left: Span, right: Span) -> int:
    return max(left.earliest.year, right.earliest.year) - min(left.latest.year, right.latest.year)


def _same_month(left: Span, right: Span) -> bool:
    if not (left.sure and right.sure):
        return False
    months = [(each.year, each.month) for span in (left, right) for each in (span.earliest, span.latest)]
    return len(set(months)) == 1 and months[0][1] is not None


def _two_days(a: date, b: date) -> str:
    if a.year == b.year and (a.month, a.day) == (b.day, b.month):
        return "day_month_flipped"
    if _slip(a, b):
        return "digit_slip"
    if a.year == b.year:
        return "different_day_same_year"
    return "near_year" if abs(a - b) <= timedelta(days=366) else _by_years(abs(a.year - b.year))


def _slip(a: date, b: date) -> bool:
    """Is one digit wrong (of the last of the year, of month or day; of the decade too), or are neighbours swapped?"""
    one, two = a.strftime("%Y%m%d"), b.strftime("%Y%m%d")
    differing = [index for index in range(8) if one[index] != two[index]]
    if len(differing) == 1:
        return differing[0] > 1
    swapped = len(differing) == 2 and differing[1] == differing[0] + 1 and differing[0] > 1
    return swapped and one[differing[0]] == two[differing[1]] and one[differing[1]] == two[differing[0]]


def _by_years(years: int) -> str:
    return "near_year" if years <= 1 else "different_year" if years <= limits()["apart_years"] else "far"


def relate_births(ours: Facts, theirs: Facts) -> Iterable[FactRelation]:
    """The best relation over both sets of dates, with how they were read."""
    if not ours.birth and not theirs.birth:
        return
    sides = [_read_together(each, ours, theirs) for each in (ours, theirs)]
    left, right = (tuple(map(str, side)) for side in sides)
    mine, other = (
        [span for span in side if plausible(span, facts.listed_on)]
        for side, facts in zip(sides, (ours, theirs), strict=True)
    )
    if not mine or not other:
        relation = "missing" if not left or not right else "implausible"
        yield FactRelation(BIRTH, relation, left, right, notes=_notes(*sides))
        return
    pairs = [(birth_relation(a, b), a, b) for a in mine for b in other]
    relation, a, b = max(pairs, key=lambda pair: (effects(BIRTH)[pair[0]], pair[0]))
    notes = (*_notes((a,), (b,)), *(("circa",) if not (a.sure and b.sure) else ()))
    yield FactRelation(BIRTH, relation, left, right, effect(BIRTH, relation), notes=notes)


def _read_together(side: Facts, ours: Facts, theirs: Facts) -> tuple[Span, ...]:
    """A side's dates, read again where the other side's countries tell how such a party counts."""
    if not any(_telling(span) for span in side.birth):
        return side.birth
    return read_spans(side.birth, frozenset(str(country) for _, country in (*ours.countries, *theirs.countries)))


def _telling(span: Span) -> bool:
    day = span.earliest
    return day.year <= settings("facts")["calendar"]["last"] or (day.month, day.day) in _placeholders()


def _notes(*sides: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for side in sides for span in side for note in span.notes))


def excludes(fact: FactRelation) -> bool:
    """Does a date of birth exclude that the two are one? Never where a source was not sure and the gap is small."""
    if fact.type != BIRTH:
        return False
    return fact.relation == "far" or (fact.relation == "different_year" and "circa" not in fact.notes)
