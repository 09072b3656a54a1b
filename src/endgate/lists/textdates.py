"""Dates as publishers write them in running text (``08 Sep 1966``, ``circa 1966``, ``1967 to 1969``).

What cannot be read is not guessed: the reader gives None and the caller keeps the text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from endgate.lists.model import Birth
from endgate.terms.dates import PartialDate

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_FORMS = (
    re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"),
    re.compile(r"(?P<day>\d{1,2})\.? (?P<word>[A-Za-z]{3,9})\.?,? ?(?P<year>\d{4})"),
    re.compile(r"(?P<word>[A-Za-z]{3,9})\.?,? (?:(?P<day>\d{1,2}),? )?(?P<year>\d{4})"),
)
_CIRCA = re.compile(r"(?:circa|approximately|approx\.?|c\.|ca\.) ?", re.IGNORECASE)
_RANGE = re.compile(r" to | and |/| ?- ?(?=\d{4}$)")
_BETWEEN = re.compile(r"between ", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")


@lru_cache(maxsize=65536)
def read_text_date(text: str) -> PartialDate | None:
    """Read one day, month or year. None when the text is none of these or the day does not exist."""
    for form in _FORMS:
        match = form.fullmatch(text)
        if match is not None:
            return _build(match.groupdict())
    return None


def _build(parts: dict[str, str | None]) -> PartialDate | None:
    word, month, day = parts.get("word"), parts.get("month"), parts.get("day")
    number = _MONTHS.get(word.lower()) if word else int(month) if month else None
    if word and number is None:
        return None
    try:
        return PartialDate(int(parts["year"] or 0), number, int(day) if day else None)
    except ValueError:
        return None


def _read_ends(text: str) -> list[PartialDate | None]:
    """Both ends of a range; a first end without a year has the year of the last (``Aug. and Sep. 1977``)."""
    parts = [_CIRCA.sub("", part).strip() for part in _RANGE.split(text)]
    year = _YEAR.search(parts[-1])
    if year is not None and not any(char.isdigit() for char in parts[0]):
        parts[0] = f"{parts[0]} {year[0]}"
    return [read_text_date(part) for part in parts]


def read_birth(text: str) -> Birth | None:
    """Read a date of birth, exact, partial, about or from..to. None when it cannot be read or runs backwards."""
    plain = " ".join(text.split())
    about = _CIRCA.match(plain)
    body = plain[about.end() :] if about else plain
    ends = [read_text_date(body)]
    if ends[0] is None:
        ends = _read_ends(_BETWEEN.sub("", body))
    first, last = ends[0], ends[-1]
    if first is None or last is None or len(ends) > 2 or first.earliest() > last.latest():
        return None
    return Birth(first, last, about is not None or "circa" in body, plain)
