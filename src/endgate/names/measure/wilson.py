"""How far a share that was counted may be from the true one."""

from __future__ import annotations

from math import sqrt

_Z = 1.959964
"""Two-sided 95 %."""


def wilson(hits: int, cases: int) -> tuple[float, float]:
    """The interval of 95 % around hits out of cases (Wilson 1927); 0 to 1 without a case."""
    if cases == 0:
        return 0.0, 1.0
    share = hits / cases
    wide = _Z * _Z / cases
    middle = (share + wide / 2) / (1 + wide)
    half = _Z * sqrt(share * (1 - share) / cases + wide / (4 * cases)) / (1 + wide)
    return max(0.0, middle - half), min(1.0, middle + half)
