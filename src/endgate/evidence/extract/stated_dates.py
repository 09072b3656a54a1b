"""Dates that a text states, with only the components that it prints. No clock, no likely year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from endgate.evidence.dates import DateBasis, When, WrittenDate

_MONTHS = (
    "jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|ma[yi]|june?|juni|july?|juli|aug(?:ust)?|"
    "sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?"
)
_NUMBERS = {
    "jan": 1, "feb": 2, "mar": 3, "mär": 3, "apr": 4, "may": 5, "mai": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip
_DATE = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?P<m1>{_MONTHS})\b\.?(?:,?\s+(?P<y1>(?:19|20)\d\d)\b)?"
    rf"|(?P<m2>{_MONTHS})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+(?P<y2>(?:19|20)\d\d)\b)?"
    rf"|(?P<m3>{_MONTHS})\b\.?,?\s+(?P<y3>(?:19|20)\d\d)\b"
    rf"|(?P<a>\d{{1,2}})[/.](?P<b>\d{{1,2}})[/.](?P<y4>\d{{4}}|\d\d)\b"
    rf"|(?<=in )(?P<y5>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^(?:[A-ZÄÖÜ][\w .,'-]{2,40}?[,-]\s*|date:\s*|datum:\s*)", re.IGNORECASE)


@dataclass(frozen=True)
class Dated:
    """A date and where it stands."""

    start: int
    end: int
    when: When


def dates(text: str, start: int = 0, end: int | None = None) -> Iterator[Dated]:
    """Dates of a stretch of folded text."""
    for match in _DATE.finditer(text, start, len(text) if end is None else end):
        when = _when(match)
        if when is not None:
            yield Dated(match.start(), match.end(), when)


def dateline(text: str) -> When | None:
    """The date that a text gives itself: in its first lines, at the start of one or after "Date:"."""
    offset = 0
    for line in text.splitlines(keepends=True)[:12]:
        lead = _DATELINE.match(line)
        for found in dates(text, offset, offset + len(line)):
            before = text[offset : found.start].strip()
            if not before or (lead is not None and found.start - offset <= lead.end() + 12):
                return found.when
        offset += len(line)
    return None


def _when(match: re.Match[str]) -> When | None:
    try:
        if match["a"] is not None:
            return _ordered(match)
        return When(text=match.group(), value=_written(match), basis=DateBasis.STATED)
    except ValueError:
        return None


def _written(match: re.Match[str]) -> WrittenDate:
    if match["iso"] is not None:
        return WrittenDate.parse(match["iso"])
    if match["y5"] is not None:
        return WrittenDate(int(match["y5"]))
    name = match["m1"] or match["m2"] or match["m3"]
    year, day = match["y1"] or match["y2"] or match["y3"], match["d1"] or match["d2"]
    return WrittenDate(int(year) if year else None, _NUMBERS[name[:3].lower()], int(day) if day else None)


def _ordered(match: re.Match[str]) -> When:
    """A date in figures: a value when only one order is possible, else candidates."""
    first, second, year = int(match["a"]), int(match["b"]), match["y4"]
    years = [int(year)] if len(year) == 4 else [1900 + int(year), 2000 + int(year)]
    pairs = dict.fromkeys(((first, second), (second, first)))
    possible = tuple(
        WrittenDate(each, month, day) for each in years for day, month in pairs if 1 <= month <= 12 and 1 <= day <= 28
    ) or tuple(WrittenDate(each, month, day) for each in years for day, month in pairs if month <= 12)
    if len(possible) == 1:
        return When(text=match.group(), value=possible[0], basis=DateBasis.STATED)
    return When(text=match.group(), candidates=possible, basis=DateBasis.STATED)
