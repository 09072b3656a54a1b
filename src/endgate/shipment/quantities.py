"""Is a stated quantity a number of 0 or more with a unit? What the quantity means is left to ``terms.quantity``."""

from __future__ import annotations

import re

_QUANTITY = re.compile(r"(?P<sign>[-−–]?)\s*(?P<number>[0-9][0-9.,'’\s]*)(?P<unit>.*)", re.DOTALL)


def quantity_problem(text: str) -> str:
    """Say what is wrong with a quantity as written; empty when nothing is (or none is stated)."""
    if not text.strip():
        return ""
    match = _QUANTITY.fullmatch(text.strip())
    if match is None:
        return f"{text!r} has no number"
    if match["sign"]:
        return f"{text!r} is negative"
    if not any(char.isalpha() for char in match["unit"]):
        return f"{text!r} has no unit"
    return ""
