"""What a written quantity reads as: interval and meaning, a label, or why it was not read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from endgate.terms.numerals import Convention


class Meaning(StrEnum):
    """What the written words say about the true value."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"
    NOMINAL = "nominal"
    APPROX = "approx"


class Problem(StrEnum):
    """Why a text yields no usable value."""

    NOT_STATED = "not_stated"
    NO_NUMBER = "no_number"
    NO_UNIT = "no_unit"
    WRONG_DIMENSION = "wrong_dimension"
    UNPARSED = "unparsed"
    IMPOSSIBLE = "impossible"
    LABEL = "label"


@dataclass(frozen=True)
class Value:
    """One reading: the true value lies in ``[lo, hi]`` (base unit of the dimension; None is unbounded).

    ``lo_open`` and ``hi_open`` exclude the end itself (*more than*). For a RANGE the thing covers the whole interval.
    ``± x`` alone is the RANGE ``[-x, x]`` with the qualifier ``plus_minus``; ``max. x`` is EXACT with ``max``.
    """

    lo: Fraction | None
    hi: Fraction | None
    meaning: Meaning
    dimension: str
    unit: str
    qualifiers: tuple[str, ...] = ()
    lo_open: bool = False
    hi_open: bool = False
    convention: Convention = Convention.UNKNOWN

    @property
    def exact(self) -> Fraction | None:
        """The single number, where the reading is one."""
        return self.lo if self.lo == self.hi else None

    def apart_from(self, other: Value) -> bool:
        """Have the two readings no number in common, ends counted?"""
        pairs = ((self, other), (other, self))
        return any(below.hi is not None and above.lo is not None and below.hi < above.lo for below, above in pairs)


@dataclass(frozen=True)
class Label:
    """A standard's label (``ISO 492 class 2``, ``DN 50``, ``IP67``): never a bare number."""

    system: str
    grade: str
    or_better: bool = False


@dataclass(frozen=True)
class Reading:
    """All readings of one text. ``unparsed`` keeps what could not be read; then nobody may rely on ``values``."""

    raw: str
    values: tuple[Value, ...] = ()
    unparsed: str = ""
    problem: Problem | None = None
    members: tuple[Value, ...] = ()
    label: Label | None = None
    notes: tuple[str, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Do several readings stand beside each other?"""
        return len(self.values) > 1

    @property
    def value(self) -> Value | None:
        """The one reading, when the text was read whole and has only one."""
        return self.values[0] if len(self.values) == 1 and self.problem is None else None
