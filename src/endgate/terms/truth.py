"""Three-valued truth (Kleene's strong logic). Leaves the meaning of *unknown* in each case to the rooms above."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NoReturn


class Truth(StrEnum):
    """T, F or U. Has no Boolean value: ``if truth`` would read unknown as yes or no, so it raises TypeError."""

    TRUE = "T"
    FALSE = "F"
    UNKNOWN = "U"

    @staticmethod
    def of(value: bool | None) -> Truth:
        """Map True, False and None to T, F and U."""
        return Truth.UNKNOWN if value is None else Truth.TRUE if value else Truth.FALSE

    def __and__(self, other: Truth) -> Truth:
        if Truth.FALSE in (self, other):
            return Truth.FALSE
        return Truth.UNKNOWN if Truth.UNKNOWN in (self, other) else Truth.TRUE

    def __or__(self, other: Truth) -> Truth:
        if Truth.TRUE in (self, other):
            return Truth.TRUE
        return Truth.UNKNOWN if Truth.UNKNOWN in (self, other) else Truth.FALSE

    def __invert__(self) -> Truth:
        return _NOT[self]

    def __bool__(self) -> NoReturn:
        raise TypeError(f"truth {self.value} has no Boolean value; compare it with Truth.TRUE, FALSE or UNKNOWN")


_NOT = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN}


def all_of(truths: Iterable[Truth]) -> Truth:
    """Conjunction; T of nothing."""
    result = Truth.TRUE
    for truth in truths:
        result = result & truth
    return result


def any_of(truths: Iterable[Truth]) -> Truth:
    """Disjunction; F of nothing."""
    result = Truth.FALSE
    for truth in truths:
        result = result | truth
    return result
