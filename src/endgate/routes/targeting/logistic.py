"""Logistic regression by Newton's steps in plain numpy, with weights that are never negative."""

from __future__ import annotations

import numpy as np

from endgate.routes.targeting.declarations import Real

_STILL = 1e-9


def newton(columns: Real, found: Real, ridge: float, steps: int) -> Real:
    """Weights of the constant and of the columns that maximise the likelihood less ``ridge`` / 2 of their squares."""
    table = np.column_stack([np.ones(len(columns)), columns])
    weights = np.zeros(table.shape[1])
    penalty = np.full(table.shape[1], ridge)
    penalty[0] = 0.0
    for _ in range(steps):
        chance = 1.0 / (1.0 + np.exp(-(table @ weights)))
        slope = table.T @ (found - chance) - penalty * weights
        curve = (table * (chance * (1.0 - chance))[:, None]).T @ table + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < _STILL:
            break
    return weights


def never_negative(columns: Real, found: Real, ridge: float, steps: int) -> Real:
    """The same with the columns that would weigh below zero left out (weight 0), one after the other.

    A value found above average must never lower a score: an officer could not follow it.
    """
    kept = np.arange(columns.shape[1])
    while True:
        fitted = newton(columns[:, kept], found, ridge, steps)
        if not len(kept) or fitted[1:].min() >= 0.0:
            break
        kept = np.delete(kept, int(np.argmin(fitted[1:])))
    weights = np.zeros(columns.shape[1] + 1)
    weights[0], weights[kept + 1] = fitted[0], fitted[1:]
    return weights
