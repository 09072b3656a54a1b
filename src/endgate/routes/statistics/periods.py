"""Periods as offices spell them: ``Aug. 2024``, ``202408-Aug. 2024``, ``201952-Jan.-Dec. 2019``, ``Y2019``."""

from __future__ import annotations

import re
from functools import cache

WHOLE_YEAR = 0
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FRENCH = {"févr": 2, "fevr": 2, "avr": 4, "mai": 5, "juin": 6, "juil": 7, "août": 8, "aout": 8, "déc": 12}
_YEAR = re.compile(r"Y?(\d{4})(?:52)?")
_MONTH_NUMBER = re.compile(r"(\d{4})-?(\d{2})")
_NAMED = re.compile(r"(?:\d{6}-)?(?P<first>[^\W\d]+)\.?(?:-(?P<last>[^\W\d]+)\.?)? (?P<year>\d{4})")


@cache
def period_of(text: str) -> tuple[int, int]:
    """Year and month; month 0 is the whole year. Raises ValueError for anything else, quarters included."""
    word = text.strip()
    if match := _YEAR.fullmatch(word):
        return int(match[1]), WHOLE_YEAR
    if match := _MONTH_NUMBER.fullmatch(word):
        return int(match[1]), _checked(int(match[2]))
    match = _NAMED.fullmatch(word)
    if match is None:
        raise ValueError(f"{text!r} is no year and no month")
    first, last = _month(match["first"]), match["last"]
    if last is None:
        return int(match["year"]), first
    if (first, _month(last)) != (1, 12):
        raise ValueError(f"{text!r} is neither a month nor a whole year")
    return int(match["year"]), WHOLE_YEAR


def _month(word: str) -> int:
    low = word.casefold()
    if low in _FRENCH:
        return _FRENCH[low]
    if low[:3] in _MONTHS:
        return _MONTHS.index(low[:3]) + 1
    raise ValueError(f"{word!r} is no month")


def _checked(month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(f"{month} is no month")
    return month
