"""Plays inspection week by week: only what was inspected gets an outcome, and a part of the budget is drawn by lot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from endgate.routes.targeting.additive import AdditiveModel
from endgate.routes.targeting.declarations import Declarations, Real, joined
from endgate.routes.targeting.odds import Whole

EXPLORED = 0.1
_WEEK = np.timedelta64(7, "D")


@dataclass(frozen=True)
class Round:
    """One week. ``worth`` is the tax at the declared rate on what the hits declared, ``worth_of_all`` on all hits."""

    first: str
    declared: int
    inspected: int
    hits: int
    hits_of_all: int
    worth: float
    worth_of_all: float


def play(learned: Declarations, later: Declarations, share: float, seed: int) -> Iterator[Round]:
    """Inspect ``share`` of each week by the model of all outcomes known before it; a tenth of that by lot.

    The lot keeps the model from seeing only what it already suspects.
    """
    rng = np.random.default_rng(seed)
    known = learned
    start = later.days.min()
    week = (later.days - start) // _WEEK
    for number in np.unique(week):
        now = later.select(week == number)
        chosen = _chosen(AdditiveModel.learn(known), now, share, rng)
        inspected = now.select(chosen)
        worth = _worth(now) * now.found
        yield Round(
            first=str(start + number * _WEEK),
            declared=len(now),
            inspected=len(inspected),
            hits=int(inspected.found.sum()),
            hits_of_all=int(now.found.sum()),
            worth=float(worth[chosen].sum()),
            worth_of_all=float(worth.sum()),
        )
        known = joined([known, inspected])


def _chosen(model: AdditiveModel, now: Declarations, share: float, rng: np.random.Generator) -> Whole:
    budget = max(1, int(len(now) * share))
    by_lot = round(budget * EXPLORED)
    ranked = np.argsort(-model.scores(now), kind="stable")
    first, rest = ranked[: budget - by_lot], ranked[budget - by_lot :]
    drawn = rng.choice(rest, min(by_lot, len(rest)), replace=False)
    return np.concatenate([first, drawn])


def _worth(seen: Declarations) -> Real:
    rates = np.array([_rate(text) for text in seen.text["tax rate"]])
    worth: Real = seen.numbers["item price"] * rates / 100.0
    return worth


def _rate(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
