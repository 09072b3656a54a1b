"""Is a stated quantity a number of 0 or more with a unit? What it means, and words of units, are left to others."""

from __future__ import annotations

from endgate.terms.quantity import Problem, read

_NO_VALUE = frozenset({Problem.NO_NUMBER, Problem.LABEL})


def quantity_problem(text: str) -> str:
    """Say what is wrong with a quantity as written; empty when nothing is (or none is stated).

    A number with an unknown word after it (``3 boxes``) is a stated quantity; nobody can compare it, that is all.
    """
    if not text.strip():
        return ""
    reading = read(text)
    if reading.problem in _NO_VALUE or not any(char.isdecimal() for char in text):
        return f"{text!r} has no number"
    if any(value.lo is not None and value.lo < 0 for value in reading.values):
        return f"{text!r} is negative"
    named = any(value.unit for value in reading.values) or any(char.isalpha() for char in reading.unparsed)
    return "" if named else f"{text!r} has no unit"
