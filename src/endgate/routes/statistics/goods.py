"""Codes of goods in trade statistics: six digits, a shorter heading, or all goods together."""

from __future__ import annotations

from functools import cache

from endgate.routes.statistics.observations import TOTAL

_LENGTHS = (2, 4, 6)


@cache
def code_of(text: str) -> str | None:
    """The code as text with its leading zeros, ``TOTAL`` for all goods, None for anything else.

    An odd number of digits has lost a leading zero.
    """
    word = text.strip().upper()
    if word in {TOTAL, "ALL"}:
        return TOTAL
    if not (word.isascii() and word.isdigit()):
        return None
    padded = word.zfill(len(word) + len(word) % 2)
    return padded if len(padded) in _LENGTHS else None
