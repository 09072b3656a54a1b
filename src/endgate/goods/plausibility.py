"""Finds figures of one item that cannot stand together (an inside wider than its outside); they then settle nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from endgate.goods.data import GoodsData
from endgate.goods.errors import IMPOSSIBLE_TOGETHER
from endgate.goods.supplied import State, Statement, Supplied
from endgate.terms.faults import Fault
from endgate.terms.quantity import Value, read


def impossible_together(statement: Statement, data: GoodsData) -> list[Fault]:
    """Name every pair of ``impossible.csv`` that the stated figures break, and take those figures out of use."""
    found: list[Fault] = []
    for row in data.part("impossible"):
        if not all(statement.given(name) for name in row["smaller"].split("+")):
            continue
        parts = [statement[name] for name in row["smaller"].split("+")]
        whole = statement[row["larger"]] if row["larger"] in data.parameters else None
        if whole is not None and not statement.given(row["larger"]):
            continue
        figures = [*parts, *([] if whole is None else [whole])]
        if any(each.state is not State.READ for each in figures) or _same_source(figures):
            continue
        if _breaks(parts, _top(whole, row["larger"]), row["or_equal"] == "yes"):
            found.append(_set_aside(statement, figures, row["reason"]))
    return found


def _same_source(figures: Sequence[Supplied]) -> bool:
    """One statement read for two parameters says nothing about how they lie to each other."""
    return len({each.source for each in figures}) < len(figures)


def _top(whole: Supplied | None, written: str) -> Fraction | None:
    if whole is None:
        return read(written, "mass_fraction").values[0].hi
    tops = [value.hi for value in whole.values]
    return None if None in tops or not tops else max(top for top in tops if top is not None)


def _breaks(parts: Sequence[Supplied], top: Fraction | None, or_equal: bool) -> bool:
    lows = [min((low for value in each.values if (low := _least(value)) is not None), default=None) for each in parts]
    if top is None or any(low is None for low in lows):
        return False
    total = sum((low for low in lows if low is not None), Fraction(0))
    return total > top if or_equal else total >= top


def _least(value: Value) -> Fraction | None:
    """``up to 50 mm`` says nothing of the least."""
    return None if "max" in value.qualifiers else value.lo


def _set_aside(statement: Statement, figures: Sequence[Supplied], reason: str) -> Fault:
    shown = ", ".join(f"{each.parameter.replace('_', ' ')} {each.raw!r}" for each in figures)
    fault = IMPOSSIBLE_TOGETHER.at(figures[0].source, f"{shown}: {reason}")
    for each in figures:
        statement[each.parameter] = replace(each, state=State.UNREADABLE, fault=fault)
    return fault
