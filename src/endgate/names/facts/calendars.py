"""Years and days of the solar and the lunar Hijri calendar as days of the civil (Gregorian) calendar."""

from __future__ import annotations

from datetime import date, timedelta

from endgate.terms.dates import PartialDate

_SOLAR_NEW_YEAR = date(1925, 3, 21)
_SOLAR_YEAR = 1304
_LUNAR_DAY_ONE = date(622, 7, 19)
_LUNAR_LEAP = frozenset({2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29})


def solar_span(day: PartialDate) -> tuple[date, date]:
    """First and last day that a date of the solar Hijri calendar can mean. Raises ValueError for a day it has not.

    Exact from 1244 to 1472 (33-year cycle).
    """
    start = _SOLAR_NEW_YEAR + timedelta(days=_solar_days(day.year))
    length = 366 if _solar_leap(day.year) else 365
    return _within(start, [31] * 6 + [30] * 5 + [length - 336], day)


def _solar_days(year: int) -> int:
    """Days from the new year of 1304 to that of ``year``."""
    low, high = sorted((_SOLAR_YEAR, year))
    days = sum(366 if _solar_leap(each) else 365 for each in range(low, high))
    return days if year >= _SOLAR_YEAR else -days


def _solar_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8


def lunar_span(day: PartialDate) -> tuple[date, date]:
    """First and last day that a date of the tabular lunar Hijri calendar can mean, a day more on each side.

    Months begin when the moon is seen, so the table is right to a day or so.
    """
    months = [30 - number % 2 for number in range(12)]
    months[11] += day.year % 30 in _LUNAR_LEAP
    before = day.year - 1
    leaps = sum(1 for each in range(1, before % 30 + 1) if each in _LUNAR_LEAP) + 11 * (before // 30)
    first, last = _within(_LUNAR_DAY_ONE + timedelta(days=354 * before + leaps), months, day)
    return first - timedelta(days=1), last + timedelta(days=1)


def _within(start: date, months: list[int], day: PartialDate) -> tuple[date, date]:
    if day.month is None:
        return start, start + timedelta(days=sum(months) - 1)
    first = start + timedelta(days=sum(months[: day.month - 1]))
    if day.day is None:
        return first, first + timedelta(days=months[day.month - 1] - 1)
    if day.day > months[day.month - 1]:
        raise ValueError(f"month {day.month} of {day.year} has no day {day.day}")
    return (first + timedelta(days=day.day - 1),) * 2
