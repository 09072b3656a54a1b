"""What the comparison of two reports answers: one cell a series and year, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from endgate.terms.faults import Fault


class CellState(StrEnum):
    """``missing``: one side has not, or not wholly, reported the year; nothing is said of it."""

    OK = "ok"
    MISSING = "missing"


@dataclass(frozen=True)
class Cell:
    """One flow in one year, in the file's currency. A pointer to look, never a verdict.

    ``delta``, ``jump`` and ``collapse`` are natural logarithms against the reference years: of partner's imports over
    exports, of exports, of exports of the same goods to an embargoed destination. ``excess`` is what exports exceed
    their mean by.
    """

    exporter: str
    importer: str
    code: str
    period: str
    state: CellState
    exp: float | None = None
    imp: float | None = None
    delta: float | None = None
    z: float | None = None
    jump: float | None = None
    collapse: float | None = None
    excess: float | None = None
    score: float | None = None
    flagged: bool = False
    rank: int | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "exporter": self.exporter,
            "importer": self.importer,
            "code": self.code,
            "period": self.period,
            "state": self.state.value,
            "exp": _rounded(self.exp, 2),
            "imp": _rounded(self.imp, 2),
            "delta": _rounded(self.delta, 4),
            "flagged": self.flagged,
            "rank": self.rank,
            "z": _rounded(self.z, 2),
            "jump": _rounded(self.jump, 4),
            "collapse": _rounded(self.collapse, 4),
            "excess": _rounded(self.excess, 2),
            "score": _rounded(self.score, 4),
            "reason": self.reason,
            "notes": list(self.notes),
        }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


@dataclass(frozen=True)
class Anomalies:
    """The cells of a comparison, by year and rank, and what it could not compare.

    ``one_sided`` counts series whose partner reports nothing; ``not_compared`` names those with too few
    reference years.
    """

    unit: str
    reference: tuple[int, int]
    cells: tuple[Cell, ...]
    reconciled: bool = False
    one_sided: int = 0
    not_compared: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "unit": self.unit,
            "reference": f"{self.reference[0]}-{self.reference[1]}",
            "reconciled": self.reconciled,
            "concern_only": True,
            "cells": [cell.to_json() for cell in self.cells],
            "one_sided": self.one_sided,
            "not_compared": list(self.not_compared),
            "notes": list(self.notes),
            "counts": self.counts,
            "faults": [fault.to_json() for fault in self.faults],
        }
