"""Is a stated quantity a number above 0 with a unit? What it means, and words of units, are left to others."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from endgate.terms.quantity import read
from endgate.terms.quantity_model import Problem, Reading

_NO_VALUE = frozenset({Problem.NO_NUMBER, Problem.LABEL})
_WORD = re.compile(r"[^\W\d_]+")


def quantity_problem(text: str) -> str:
    """Say what is wrong with a quantity as written; empty when nothing is (or none is stated).

    A number with an unknown word after it (``3 boxes``) is a stated quantity; ``unknown_unit`` names it.
    """
    if not text.strip():
        return ""
    reading = read(text)
    if reading.problem in _NO_VALUE or not any(char.isdecimal() for char in text):
        return f"{text!r} has no number"
    if any(value.lo is not None and value.lo < 0 for value in reading.values):
        return f"{text!r} is negative"
    if reading.values and all(value.lo == 0 and value.hi in (None, 0) for value in reading.values):
        return f"{text!r} is nothing at all"
    named = _has_unit(reading) or any(char.isalpha() for char in reading.unparsed)
    return "" if named else f"{text!r} has no unit"


def unknown_unit(text: str) -> str:
    """The words that stand where a unit should, when none of them is a unit or counts packages; else empty."""
    reading = read(text)
    if not text.strip() or _has_unit(reading):
        return ""
    words = _WORD.findall(reading.unparsed.casefold())
    return "" if not words or any(word in _counting_words() for word in words) else reading.unparsed.strip()


def _has_unit(reading: Reading) -> bool:
    return any(value.unit for value in reading.values)


@cache
def _counting_words() -> frozenset[str]:
    text = files("endgate").joinpath("data", "shipment", "counting_words.csv").read_text(encoding="utf-8")
    return frozenset(row["word"] for row in csv.DictReader(text.splitlines()))
