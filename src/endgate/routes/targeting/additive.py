"""The additive model: a score is a constant and one term a feature, each of which can be read off a table."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from endgate.routes.targeting.declarations import Declarations, Real
from endgate.routes.targeting.errors import NOTHING_LEARNED, OTHER_MODEL, TargetingError
from endgate.routes.targeting.fields import Bands, values
from endgate.routes.targeting.logistic import never_negative
from endgate.routes.targeting.odds import OddsTable, log_odds, out_of_fold
from endgate.routes.targeting.settings import JOINED, Settings, features, settings

SCHEMA = "endgate.targeting/1"


@dataclass(frozen=True)
class Feature:
    """One term: fields, weight, and the counts that its log-odds come from."""

    fields: tuple[str, ...]
    weight: float
    table: OddsTable

    @property
    def name(self) -> str:
        return JOINED.join(self.fields)


@dataclass(frozen=True)
class Term:
    """What one feature adds to one score, with the inspections it rests on."""

    field: str
    value: str
    adds: float
    hits: int
    inspected: int

    def __str__(self) -> str:
        return f"{self.field} = {self.value or '(empty)'}: {self.adds:+.2f} ({self.hits} of {self.inspected} inspected)"


@dataclass(frozen=True)
class AdditiveModel:
    """``base`` is the share of inspections that found something. Scores are log-odds; they rank, and prove nothing."""

    base: float
    inspected: int
    smoothing: float
    constant: float
    bands: Bands
    features: tuple[Feature, ...]

    @classmethod
    def learn(cls, seen: Declarations, given: Settings | None = None) -> AdditiveModel:
        """Fit on inspected declarations. Raises TargetingError (EG5803) unless both outcomes are there."""
        chosen = given or settings()
        known = seen.select(~np.isnan(seen.found))
        found = known.found
        if not 0 < found.sum() < len(found) or len(found) < chosen.folds:
            what = f"{len(known)} inspected declarations, {found.sum():.0f} of them with a hit"
            raise TargetingError(NOTHING_LEARNED.at("declarations", what))
        base = float(found.mean())
        bands = Bands.of(known, chosen.bands)
        folds = np.random.default_rng(chosen.seed).integers(0, chosen.folds, len(known))
        columns = [values(known, fields, bands) for fields in features()]
        apart = [out_of_fold(column, found, folds, base, chosen.smoothing) for column in columns]
        weights = never_negative(np.column_stack(apart), found, chosen.ridge, chosen.steps)
        kept = tuple(
            Feature(fields, float(weight), OddsTable.count(column, found)[0])
            for fields, weight, column in zip(features(), weights[1:], columns, strict=True)
            if weight > 0.0
        )
        return cls(base, len(known), chosen.smoothing, float(weights[0]), bands, kept)

    def scores(self, seen: Declarations) -> Real:
        """The score of every declaration."""
        total = np.full(len(seen), self.constant)
        for feature in self.features:
            inspected, hits = feature.table.look_up(values(seen, feature.fields, self.bands))
            total += feature.weight * log_odds(inspected, hits, self.base, self.smoothing)
        return total

    def explain(self, seen: Declarations, row: int) -> tuple[Term, ...]:
        """The terms of one score, largest first; with the constant they add up to it. Unknown values add nothing."""
        one = seen.select(np.array([row]))
        terms = []
        for feature in self.features:
            column = values(one, feature.fields, self.bands)
            inspected, hits = feature.table.look_up(column)
            if not inspected[0]:
                continue
            adds = feature.weight * log_odds(inspected, hits, self.base, self.smoothing)
            terms.append(Term(feature.name, str(column[0]), float(adds[0]), int(hits[0]), int(inspected[0])))
        return tuple(sorted(terms, key=lambda term: (-abs(term.adds), term.field)))

    def to_json(self) -> dict[str, Any]:
        """Tables of counts as JSON; :meth:`from_json` gives the same scores."""
        return {
            "schema": SCHEMA,
            "base": self.base,
            "inspected": self.inspected,
            "smoothing": self.smoothing,
            "constant": self.constant,
            "bands": {name: list(edges) for name, edges in self.bands.edges.items()},
            "features": [
                {"fields": list(each.fields), "weight": each.weight, "table": _table_json(each.table)}
                for each in self.features
            ],
        }

    @classmethod
    def from_json(cls, raw: Any) -> AdditiveModel:
        """Read what :meth:`to_json` wrote. Raises TargetingError (EG5804) for anything else."""
        try:
            if raw["schema"] != SCHEMA:
                raise ValueError(f"schema {raw['schema']!r}")
            bands = Bands({name: tuple(map(float, edges)) for name, edges in raw["bands"].items()})
            terms = tuple(
                Feature(tuple(each["fields"]), float(each["weight"]), _table(each["table"])) for each in raw["features"]
            )
            figures = [float(raw[name]) for name in ("base", "smoothing", "constant")]
            if not all(math.isfinite(each) for each in figures) or not 0.0 < figures[0] < 1.0:
                raise ValueError("a figure is out of range")
            return cls(figures[0], int(raw["inspected"]), figures[1], figures[2], bands, terms)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise TargetingError(OTHER_MODEL.at("model", f"{error!r}")) from error


def _table_json(table: OddsTable) -> dict[str, list[int]]:
    pairs = zip(table.values, table.hits, table.inspected, strict=True)
    return {str(value): [int(hits), int(inspected)] for value, hits, inspected in pairs}


def _table(raw: dict[str, list[int]]) -> OddsTable:
    names = sorted(raw)
    counts = np.array([raw[name] for name in names], dtype=float).reshape(-1, 2)
    return OddsTable(np.array(names), counts[:, 1], counts[:, 0])


def dumps(model: AdditiveModel) -> bytes:
    """The model as the bytes of a file; the same model gives the same bytes."""
    return (json.dumps(model.to_json(), ensure_ascii=False, separators=(",", ":")) + "\n").encode()
