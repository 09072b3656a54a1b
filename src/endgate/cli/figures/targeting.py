"""Figures of targeting: learn from the earlier declarations, rank the later ones, read their outcome once."""

from __future__ import annotations

import time
from pathlib import Path

from endgate.cli.errors import NOTHING_TO_MEASURE, NothingToMeasureError
from endgate.cli.figures.measure import Figures, reference_cpu_seconds
from endgate.routes.targeting.additive import AdditiveModel
from endgate.routes.targeting.boosted import available, boosted_scores
from endgate.routes.targeting.declarations import Declarations, Real, joined, read_declarations
from endgate.routes.targeting.drift import drift
from endgate.routes.targeting.measures import area, at_budget
from endgate.routes.targeting.rounds import play
from endgate.routes.targeting.settings import settings

BUDGETS = {"1": 0.01, "2": 0.02, "5": 0.05, "10": 0.10, "20": 0.20}
_PARTS = ("train", "valid", "test")
_DRIFTED = 3


def targeting_figures(folder: Path, part: str = "test", share: float = 0.0) -> Figures:
    """Learn from train and valid, rank test; with ``part`` valid, learn from train alone (what settings are chosen on).

    ``share`` above 0 also plays the later part week by week at that budget. Raises NothingToMeasureError (EG9101) when
    a part is missing.
    """
    parts = {name: read_declarations(_file(folder, name)) for name in _PARTS[: _PARTS.index(part) + 1]}
    later = parts.pop(part)
    earlier = joined(list(parts.values()))
    cpu = time.process_time()
    model = AdditiveModel.learn(earlier)
    spent = time.process_time() - cpu
    cpu = time.process_time()
    scores = model.scores(later)
    ranked = time.process_time() - cpu
    return {
        **_quality("", scores, later),
        "base_rate": round(float(later.found.mean()), 4),
        "base_rate_learned": round(model.base, 4),
        "learned_from": model.inspected,
        "ranked": len(later),
        "set_aside": earlier.set_aside + later.set_aside,
        "features": [f"{each.name}: {each.weight:.3f}" for each in model.features],
        "drift": [str(each) for each in drift(model, later)[:_DRIFTED]],
        "learn_cpu_seconds": round(spent, 2),
        "learn_ratio_to_reference": round(spent / reference_cpu_seconds(), 1),
        "rows_per_cpu_second": round(len(later) / ranked),
        **_boosted(earlier, later),
        **(_played(earlier, later, share) if share else {}),
        "meaning": "concern indicator; no finding of law reads it",
    }


def _quality(prefix: str, scores: Real, later: Declarations) -> Figures:
    figures: Figures = {f"{prefix}auc": round(area(scores, later.found), 4)}
    for name, share in BUDGETS.items():
        found = at_budget(scores, later.found, share)
        figures[f"{prefix}precision_at_{name}"] = round(found.precision, 4)
        figures[f"{prefix}recall_at_{name}"] = round(found.recall, 4)
    return figures


def _boosted(earlier: Declarations, later: Declarations) -> Figures:
    if not available():
        return {"boosted_auc": None, "boosted_skipped": "scikit-learn is not installed; pip install endgate[targeting]"}
    return _quality("boosted_", boosted_scores(earlier, later), later)


def _played(earlier: Declarations, later: Declarations, share: float) -> Figures:
    """Hits and their worth apart, summed over the weeks."""
    rounds = list(play(earlier, later, share, settings().seed))
    hits, inspected = sum(each.hits for each in rounds), sum(each.inspected for each in rounds)
    all_hits, worth = sum(each.hits_of_all for each in rounds), sum(each.worth for each in rounds)
    return {
        "rounds": len(rounds),
        "rounds_inspected": inspected,
        "rounds_precision": round(hits / inspected, 4),
        "rounds_recall": round(hits / max(all_hits, 1), 4),
        "rounds_worth_recall": round(worth / max(sum(each.worth_of_all for each in rounds), 1.0), 4),
    }


def _file(folder: Path, part: str) -> Path:
    found = sorted(path for path in folder.iterdir() if part in path.name and ".csv" in path.name)
    if len(found) != 1:
        names = ", ".join(path.name for path in found) or "none"
        what = f"one file of CSV with {part!r} in its name is needed, met: {names}"
        raise NothingToMeasureError(NOTHING_TO_MEASURE.at(str(folder), what))
    return found[0]
