"""Tells of a declared tariff code whether the Harmonized System of its day has it. Decides nothing about control."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from endgate.goods.data import GoodsData
from endgate.goods.errors import BAD_TARIFF, OTHER_REVISION
from endgate.terms.faults import Fault

_DIGITS = re.compile(r"\d{4,10}")
_SIX = 6


def tariff_fault(code: str, day: date, data: GoodsData, where: str = "hs") -> Fault | None:
    """The fault of a tariff code on a day; None where the six digits stand in the revision in force, or none is said.

    Further digits are national and are not looked at.
    """
    digits = re.sub(r"[ .\-]", "", code)
    if digits == "":
        return None
    if _DIGITS.fullmatch(digits) is None or len(digits) == _SIX - 1:
        return BAD_TARIFF.at(where, f"{code!r} is not a tariff code of four, or of six to ten digits")
    year = revision_on(day, data)
    found = revisions_of(digits, data)
    if not found:
        return BAD_TARIFF.at(where, f"{digits[:_SIX]} is in no revision of the Harmonized System from 1992 on")
    if year in found:
        return None
    held = ", ".join(str(each) for each in found)
    return OTHER_REVISION.at(
        where, f"{digits[:_SIX]} is not in the revision of {year} (in force on {day}), but in {held}"
    )


def revision_on(day: date, data: GoodsData) -> int:
    """The revision in force on a day; the oldest held for days before it."""
    years = _years(data)
    return max((year for year in years if year <= day.year), default=years[0])


def revisions_of(digits: str, data: GoodsData) -> tuple[int, ...]:
    """The revisions that have a code of six digits, or a heading of four (bare, or filled up with noughts)."""
    six = digits[:_SIX].ljust(_SIX, "0")
    flags = data.tariff_codes.get(six[:4] if six.endswith("00") else six, "")
    return tuple(year for year, flag in zip(_years(data), flags, strict=False) if flag == "1")


def _years(data: GoodsData) -> Sequence[int]:
    years: Sequence[int] = data.part("tariff")["revisions"]
    return years
