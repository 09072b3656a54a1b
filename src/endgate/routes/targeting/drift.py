"""What changed between the declarations a model learned from and those it ranks: base rate, new values, shifts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from endgate.routes.targeting.additive import AdditiveModel
from endgate.routes.targeting.declarations import Declarations
from endgate.routes.targeting.fields import values

_LEAST = 1e-4


@dataclass(frozen=True)
class Drift:
    """One field. ``unseen`` is the share of rows with a value never inspected; ``shift`` the stability index.

    The index sums (share now − share then) × ln(share now / share then) over the values met then, the others as one.
    """

    field: str
    unseen: float
    shift: float

    def __str__(self) -> str:
        return f"{self.field}: {self.unseen:.1%} never met before, shift {self.shift:.2f}"


def drift(model: AdditiveModel, seen: Declarations) -> tuple[Drift, ...]:
    """Drift of each field that the model reads, largest share of unseen values first."""
    found = []
    for feature in model.features:
        if len(feature.fields) > 1 or not len(seen):
            continue
        column = values(seen, feature.fields, model.bands)
        known = np.isin(column, feature.table.values)
        met, counts = np.unique(column[known], return_counts=True)
        now = np.zeros(len(feature.table.values) + 1)
        now[np.searchsorted(feature.table.values, met)] = counts
        now[-1] = (~known).sum()
        then = np.append(feature.table.inspected, 0.0)
        new, old = np.maximum(now / now.sum(), _LEAST), np.maximum(then / then.sum(), _LEAST)
        found.append(Drift(feature.name, float((~known).mean()), float(((new - old) * np.log(new / old)).sum())))
    return tuple(sorted(found, key=lambda each: (-each.unseen, -each.shift, each.field)))
