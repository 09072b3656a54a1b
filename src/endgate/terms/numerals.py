"""Numbers as written: groups of three, decimal sign, powers of ten. Keeps both readings where the sign is open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Convention(StrEnum):
    """Which sign is the decimal sign. It decides what ``12,500`` and ``1.250`` mean."""

    POINT = "point"
    COMMA = "comma"
    UNKNOWN = "unknown"


NUMBER = re.compile(
    r"10\^(?P<power>[+-]?\d+)"
    r"|(?P<digits>\d{1,3}(?:[ ']\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*|[.,]\d+)"
    r"(?: ?[x·*] ?10\^(?P<times>[+-]?\d+)|[eE](?P<exponent>[+-]?\d+)(?!\w))?"
)
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})+")

_LONGEST = 200
"""Characters of the longest number that is read; a longer run of digits measures nothing."""


@dataclass(frozen=True)
class Numeral:
    """A written number by convention. ``decides`` is the convention that its own form proves."""

    text: str
    point: Fraction
    comma: Fraction
    decides: Convention = Convention.UNKNOWN

    @property
    def ambiguous(self) -> bool:
        return self.point != self.comma

    def under(self, convention: Convention) -> Fraction:
        return self.comma if convention is Convention.COMMA else self.point

    def negated(self) -> Numeral:
        return Numeral("-" + self.text, -self.point, -self.comma, self.decides)


def numeral(match: re.Match[str]) -> Numeral | None:
    """Read a match of ``NUMBER``; None when its signs fit no convention (``1,25,3``)."""
    text = match.group()
    if len(text) > _LONGEST:
        return None
    if match["power"] is not None:
        exact = _ten(match["power"])
        return None if exact is None else Numeral(text, exact, exact)
    scale = _ten(match["times"] or match["exponent"] or "0")
    point, comma, decides = _readings(match["digits"].replace(" ", "").replace("'", ""))
    if scale is None or (point is None and comma is None):
        return None
    first, second = (comma, comma) if point is None else (point, point if comma is None else comma)
    if first is None or second is None:
        return None
    return Numeral(text, first * scale, second * scale, decides)


def _ten(exponent: str) -> Fraction | None:
    return Fraction(10) ** int(exponent) if abs(int(exponent)) <= 99 else None


def _readings(digits: str) -> tuple[Fraction | None, Fraction | None, Convention]:
    point, comma = _read(digits, ".", ","), _read(digits, ",", ".")
    if not re.search("[.,]", digits) or (point is None) == (comma is None):
        return point, comma, Convention.UNKNOWN
    return point, comma, Convention.COMMA if point is None else Convention.POINT


def _read(digits: str, decimal: str, group: str) -> Fraction | None:
    whole, _, part = digits.partition(decimal)
    if decimal in part or group in part:
        return None
    if group in whole:
        grouped = _GROUPED.fullmatch(whole)
        if grouped is None or whole.startswith("0"):
            return None
        whole = whole.replace(group, "")
    return Fraction(f"{whole or '0'}.{part or '0'}")
