"""Figures of trade statistics: planted diversion found at an inspection budget, and the cost of scoring."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from endgate.cli.figures.measure import Figures, processes_measurable, reference_cpu_seconds, run_process
from endgate.routes.statistics.measure import BUDGETS, SEEDS, Found, Measured, measure, scoring_seconds

CELLS = 10_000_000
_AT = dict(zip(BUDGETS, ("0_25", "0_5", "1"), strict=True))
_MIDDLE = BUDGETS.index(0.005)
_LARGE = "import sys; from endgate.routes.statistics.measure import scoring_seconds; scoring_seconds(int(sys.argv[1]))"


def trade_figures(seeds: Sequence[int], cells: int) -> Figures:
    """Recall and precision over made worlds, then time and memory of scoring so many cells (0: not measured)."""
    measured = measure(seeds or SEEDS)
    figures = _found(measured) | _speed(cells)
    return figures | {"seeds": " ".join(map(str, seeds or SEEDS)), "python": sys.version.split()[0]}


def _found(measured: Measured) -> Figures:
    figures: Figures = {
        "recall": round(measured.combined[_MIDDLE].recall, 4),
        "recall_gap": round(measured.gap[_MIDDLE].recall, 4),
        "recall_hard": round(measured.hard[_MIDDLE].recall, 4),
        "missing_flagged": measured.missing_flagged,
        "precision": round(measured.combined[_MIDDLE].precision, 4),
        "precision_hard": round(measured.hard[_MIDDLE].precision, 4),
    }
    for index, budget in enumerate(BUDGETS):
        figures |= _at(_AT[budget], "", measured.combined[index]) | _at(_AT[budget], "_hard", measured.hard[index])
    plain: Figures = {f"recall_{name}": round(value, 4) for name, value in measured.plain.items()}
    return figures | plain | {"judged_cells": measured.cells, "planted_cells": measured.planted}


def _at(budget: str, variant: str, found: Found) -> Figures:
    return {
        f"recall{variant}_at_{budget}": round(found.recall, 4),
        f"precision{variant}_at_{budget}": round(found.precision, 4),
    }


def _speed(cells: int) -> Figures:
    if not cells:
        return {}
    wall, cpu, scored = scoring_seconds(cells)
    rss = run_process(("-c", _LARGE, str(cells))).rss_mb if processes_measurable() else None
    return {
        "cells": scored,
        "score_seconds": round(wall, 2),
        "score_cpu_seconds": round(cpu, 2),
        "score_ratio_to_reference": round(cpu / reference_cpu_seconds(), 1),
        "cells_per_cpu_second": round(scored / cpu),
        "rss_mb": None if rss is None else round(rss),
    }
