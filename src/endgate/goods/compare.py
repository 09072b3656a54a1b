"""Compares one reading with one figure of law, exactly (specification 8.3). Knows no rule and no item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from endgate.terms.quantity import Meaning, Value
from endgate.terms.truth import Truth, all_of

Leaf = Mapping[str, Any]
T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def extreme(value: Value, capability: str) -> Value:
    """The end of a range that a *capable of* condition asks about: its most (max) or its least (min)."""
    if value.meaning is not Meaning.RANGE or capability not in ("max", "min"):
        return value
    end = value.hi if capability == "max" else value.lo
    return replace(value, lo=end, hi=end, lo_open=False, hi_open=False, meaning=Meaning.EXACT)


def at_least(value: Value, figure: Fraction, strict: bool) -> Truth:
    """Is the true value ≥ figure (> when strict)?"""
    if value.lo is not None and (value.lo > figure or (value.lo == figure and (not strict or value.lo_open))):
        return T
    if value.hi is not None and (value.hi < figure or (value.hi == figure and (strict or value.hi_open))):
        return F
    return U


def at_most(value: Value, figure: Fraction, strict: bool) -> Truth:
    """Is the true value ≤ figure (< when strict)?"""
    return ~at_least(value, figure, not strict)


def _between(value: Value, leaf: Leaf) -> Truth:
    low = at_least(value, Fraction(leaf["lo"]), bool(leaf.get("lo_open")))
    return low & at_most(value, Fraction(leaf["hi"]), bool(leaf.get("hi_open")))


def _ends(value: Value) -> tuple[Fraction | None, Fraction | None]:
    """Lower and upper end of what the thing covers; None where the words leave it open."""
    if value.meaning is Meaning.RANGE:
        return value.lo, value.hi
    if value.meaning is Meaning.EXACT and "max" in value.qualifiers:
        return None, value.hi
    return (value.lo, None) if value.meaning is Meaning.AT_LEAST else (None, value.hi)


def _spans(value: Value, below: Fraction, above: Fraction) -> Truth:
    low, high = _ends(value)
    reaches_down = U if low is None else Truth.of(low < below)
    reaches_up = U if high is None else Truth.of(high > above)
    return reaches_down & reaches_up


def _covers(value: Value, leaf: Leaf) -> Truth:
    low, high = _ends(value)
    starts = U if low is None else Truth.of(low <= Fraction(leaf["lo"]))
    ends = U if high is None else Truth.of(high >= Fraction(leaf["hi"]))
    return starts & ends


def _overlaps(value: Value, leaf: Leaf) -> Truth:
    """Does what the thing covers touch the band of the law?"""
    if value.meaning is not Meaning.RANGE:
        return _between(value, leaf)
    starts = at_most(extreme(value, "min"), Fraction(leaf["hi"]), bool(leaf.get("hi_open")))
    return starts & at_least(extreme(value, "max"), Fraction(leaf["lo"]), bool(leaf.get("lo_open")))


def _reaches(value: Value, leaf: Leaf) -> Truth:
    low = value.lo if value.meaning is Meaning.RANGE else value.hi
    return U if low is None else Truth.of(low <= Fraction(leaf["hi"]))


_SIMPLE: dict[str, Callable[[Value, Fraction], Truth]] = {
    "ge": lambda value, figure: at_least(value, figure, False),
    "gt": lambda value, figure: at_least(value, figure, True),
    "le": lambda value, figure: at_most(value, figure, False),
    "lt": lambda value, figure: at_most(value, figure, True),
}
_COMPOSED: dict[str, Callable[[Value, Leaf], Truth]] = {
    "between": _between,
    "covers": _covers,
    "reaches": _reaches,
    "overlaps": _overlaps,
    "spans": lambda value, leaf: _spans(value, Fraction(leaf["below"]), Fraction(leaf["above"])),
}


def compare(value: Value, leaf: Leaf, capability: str) -> Truth:
    """Truth of a numeric leaf for one reading."""
    if leaf["op"] in _SIMPLE:
        return _SIMPLE[leaf["op"]](extreme(value, capability), Fraction(leaf["value"]))
    if leaf["op"] == "between":
        return _between(extreme(value, capability), leaf)
    return _COMPOSED[leaf["op"]](value, leaf)


def compare_rounded(value: Value, leaf: Leaf, capability: str) -> Truth:
    """The same for the bracketed figures of a rounded pair (``223 K (-50 °C)``)."""
    return compare(value, {**leaf, **leaf["rounded"]}, capability)


def compare_sizes(members: tuple[Value, ...], leaf: Leaf) -> Truth:
    """Are all dimensions at least those asked? In the order of the leaf's labels, or largest to largest."""
    figures = [Fraction(each) for each in leaf["at_least"]]
    if len(members) != len(figures):
        return U
    values = list(members)
    if leaf.get("sorted"):
        figures.sort()
        values.sort(key=lambda each: Fraction(0) if each.lo is None else each.lo)
    return all_of(at_least(value, figure, False) for value, figure in zip(values, figures, strict=True))


def margin(value: Value, leaf: Leaf, capability: str) -> Fraction | None:
    """Lead over the threshold towards control: kelvin for temperatures, else a ratio; negative when short."""
    op = leaf["op"]
    if op == "spans":
        low, high = _ends(value)
        if low is None or high is None:
            return None
        return min(Fraction(leaf["below"]) - low, high - Fraction(leaf["above"]))
    if op == "covers":
        low, high = _ends(value)
        return None if high is None else high / Fraction(leaf["hi"]) - 1
    if op not in _SIMPLE:
        return None
    shown, figure = extreme(value, capability), Fraction(leaf["value"])
    number = shown.exact if shown.exact is not None else shown.lo if shown.hi is None else shown.hi
    if number is None or figure == 0:
        return None
    if value.dimension == "temperature":
        lead = number - figure
        return lead if op in ("ge", "gt") else -lead
    ratio = number / figure - 1
    return ratio if op in ("ge", "gt") else -ratio
