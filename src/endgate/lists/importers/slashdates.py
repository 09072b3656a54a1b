"""Dates as British and Australian lists write them: ``13/04/2018``, ``00/00/1945``, ``dd/11/1970``, ``1946``."""

from __future__ import annotations

import re

from endgate.lists.errors import IMPOSSIBLE_DATE
from endgate.lists.importers.contract import ImportReport
from endgate.lists.model import Birth
from endgate.lists.textdates import read_birth, read_text_date
from endgate.terms.dates import PartialDate

_SLASHED = re.compile(r"(?:(?P<day>\d{1,2}|dd)/)?(?P<month>\d{1,2}|mm)/(?P<year>\d{4})", re.IGNORECASE)
_ABOUT = re.compile(r"(?:approximately|circa|about) ", re.IGNORECASE)


def read_slash_date(text: str) -> PartialDate | None:
    """Read one date, partial where day or month is zero or a literal letter. None when it cannot be read."""
    match = _SLASHED.fullmatch(text)
    if match is None:
        return read_text_date(text)
    day, month = (int(match[part]) if (match[part] or "").isdigit() else 0 for part in ("day", "month"))
    if day and not month:
        return None
    try:
        return PartialDate(int(match["year"]), month or None, day or None)
    except ValueError:
        return None


def read_slash_birth(text: str) -> Birth | None:
    """Read one date of birth, exact, partial, about or from..to; None when it cannot be read."""
    body = _ABOUT.sub("", text, count=1)
    day = read_slash_date(body)
    return read_birth(text) if day is None else Birth(day, day, body != text, text)


def read_stated_day(text: str, where: str, report: ImportReport) -> PartialDate | None:
    """A day of listing or amendment; one that cannot be read costs the field only. Empty text is no fault."""
    day = read_slash_date(text)
    if text and day is None:
        report.quarantine_field(IMPOSSIBLE_DATE.at(where, f"{text!r} is not a day"))
    return day
