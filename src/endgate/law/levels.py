"""Kleene's three values as small numbers, which is what closures and masks compute with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from endgate.terms.truth import Truth

FALSE, UNKNOWN, TRUE = 0, 1, 2
"""Kleene's order: AND is the least, OR the greatest, NOT turns them round."""

TRUTHS = (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)
LEVELS = {Truth.FALSE: FALSE, Truth.UNKNOWN: UNKNOWN, Truth.TRUE: TRUE}

Closure = Callable[[Any], int]
"""Takes the levels of a row by atom number (what is missing is read when asked for); gives the level of a tree."""
