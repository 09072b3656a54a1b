"""Boosted trees on the same log-odds, as a yardstick for the additive model; needs the extra ``targeting``."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

import numpy as np

from endgate.routes.targeting.declarations import Declarations, Real
from endgate.routes.targeting.errors import EXTRA_ABSENT, TargetingError
from endgate.routes.targeting.fields import Bands, values
from endgate.routes.targeting.odds import OddsTable, log_odds, out_of_fold
from endgate.routes.targeting.settings import features, settings

_TREES = {"max_iter": 300, "learning_rate": 0.05, "max_leaf_nodes": 31, "l2_regularization": 1.0, "random_state": 0}


def available() -> bool:
    """Is scikit-learn installed here?"""
    return importlib.util.find_spec("sklearn") is not None


def boosted_scores(learned: Declarations, seen: Declarations) -> Real:
    """Scores of ``seen`` by trees grown on ``learned``. Raises TargetingError (EG5805) without scikit-learn."""
    if not available():
        raise TargetingError(EXTRA_ABSENT.at("--boosted", "scikit-learn is not installed"))
    ensemble: Any = importlib.import_module("sklearn.ensemble")
    before, now = _columns(learned, seen)
    trees = ensemble.HistGradientBoostingClassifier(**_TREES).fit(before, learned.found)
    scores: Real = np.asarray(trees.decision_function(now), dtype=np.float64)
    return scores


def _columns(learned: Declarations, seen: Declarations) -> tuple[Real, Real]:
    """Log-odds of every feature, amounts, and how often each crossed value was inspected."""
    chosen = settings()
    base = float(learned.found.mean())
    bands = Bands.of(learned, chosen.bands)
    folds = np.random.default_rng(chosen.seed).integers(0, chosen.folds, len(learned))
    before: list[Real] = [np.log1p(learned.numbers[name]) for name in sorted(learned.numbers)]
    now: list[Real] = [np.log1p(seen.numbers[name]) for name in sorted(seen.numbers)]
    for fields in features():
        column = values(learned, fields, bands)
        before.append(out_of_fold(column, learned.found, folds, base, chosen.smoothing))
        inspected, hits = OddsTable.count(column, learned.found)[0].look_up(values(seen, fields, bands))
        now.append(log_odds(inspected, hits, base, chosen.smoothing))
    return np.column_stack(before), np.column_stack(now)
