"""Figures of extraction: proposals of the rules against texts labelled by hand, pooled over a folder."""

from __future__ import annotations

import time
from importlib.resources import files
from pathlib import Path

from endgate.cli.errors import NOTHING_TO_MEASURE, NothingToMeasureError
from endgate.cli.figures.measure import Figures
from endgate.evidence.errors import EvidenceError
from endgate.evidence.extract.gold import GoldText, gold_texts
from endgate.evidence.extract.propose import scored_form
from endgate.evidence.extract.score import Counts, score

DEVELOPMENT = Path(str(files("endgate").joinpath("data", "evidence", "development")))


def evidence_figures(folder: Path) -> Figures:
    """Extract from every labelled text of a folder and score. Raises NothingToMeasureError."""
    counts = Counts()
    spent = 0.0
    for each in _texts(folder):
        began = time.process_time()
        predicted = scored_form(each.text)
        spent += time.process_time() - began
        counts.add(score(each.gold, predicted))
    return {**counts.figures(), "cpu_seconds": round(spent, 3)}


def _texts(folder: Path) -> tuple[GoldText, ...]:
    try:
        found = gold_texts(folder)
    except EvidenceError as error:
        raise NothingToMeasureError(*error.faults) from error
    if not found:
        raise NothingToMeasureError(NOTHING_TO_MEASURE.at(str(folder), "it holds no file of labelled claims"))
    return found
