"""Length measurement errors of the form ``A + L/K``: how they are written, how they lie to the law's figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from endgate.terms.quantity import Convention, Value, read
from endgate.terms.truth import Truth

_NUMBER = r"\d+(?:[.,]\d+)?"
_FORM = re.compile(
    rf"(?:(?:E0?,?\s*)?MPE\w*\s*[:=]?\s*)?(?:[±<≤]\s*)?\(?\s*(?P<base>{_NUMBER})\s*(?P<early>µm|um|μm|nm)?"
    rf"(?:\s*\+\s*(?P<share>{_NUMBER})?\s*[*·×x]?\s*L\s*/\s*(?P<per>{_NUMBER}))?\s*\)?\s*(?P<late>µm|um|μm|nm)?",
    re.IGNORECASE,
)
_MILLIMETRE = Fraction(1, 1000)


@dataclass(frozen=True)
class LengthError:
    """An error of ``base`` metres plus ``slope`` metres per metre measured."""

    base: Fraction
    slope: Fraction


def read_length_error(text: str) -> LengthError | None:
    """Read ``1.9 + L/350 µm`` (L and its divisor in millimetres, the error in µm unless nm is written)."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        return None
    unit = match["late"] or match["early"]
    if unit is None and match["per"] is None:
        return None
    metre = read(f"1 {unit or 'µm'}", "length", convention=Convention.POINT).value
    if metre is None or metre.exact is None:
        return None
    per = _number(match["per"] or "1")
    if per == 0:
        return None
    share = _number(match["share"] or "1") if match["per"] else Fraction(0)
    return LengthError(_number(match["base"]) * metre.exact, share / per * metre.exact / _MILLIMETRE)


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def at_most_anywhere(error: LengthError, leaf: Mapping[str, Any], reach: Value | None) -> Truth:
    """Does the error meet the law's ``base + L/per`` at any length that the thing measures?

    ``reach`` is the longest length measured; it matters only where a steeper law overtakes the error on the way.
    """
    base = Fraction(leaf["base"])
    slope = Fraction(1, 1000000) / _MILLIMETRE / Fraction(leaf["per"])
    if error.base <= base:
        return Truth.TRUE
    if error.slope >= slope:
        return Truth.FALSE
    crossing = (error.base - base) / (slope - error.slope)
    if reach is None or reach.hi is None or reach.lo is None:
        return Truth.UNKNOWN
    if reach.hi >= crossing:
        return Truth.TRUE
    return Truth.FALSE
