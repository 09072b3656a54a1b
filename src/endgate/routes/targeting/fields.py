"""Values of features: fields as written, headings of a code, bands of amounts, and crosses of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from endgate.routes.targeting.declarations import Declarations, Real, Text
from endgate.routes.targeting.settings import JOINED

_HEADINGS = {"HS4": 4, "HS2": 2}
_LEAST_MASS = 0.1
AMOUNTS = ("price band", "mass band", "unit value band")


@dataclass(frozen=True)
class Bands:
    """Upper edges of the bands of each amount: item price, net mass, price by kilogram; in the file's units."""

    edges: Mapping[str, tuple[float, ...]]

    @classmethod
    def of(cls, seen: Declarations, count: int) -> Bands:
        """Bands that hold about equally many of the declarations."""
        shares = np.linspace(0.0, 1.0, count + 1)[1:-1]
        edges = {name: np.unique(np.quantile(_amount(seen, name), shares)) for name in AMOUNTS}
        return cls({name: tuple(float(edge) for edge in each) for name, each in edges.items()})

    def text(self, seen: Declarations, name: str) -> Text:
        """Each amount as its band: ``up to 12.5``, ``12.5 to 40``, ``above 900``."""
        edges = self.edges[name]
        inner = [f"{low:g} to {high:g}" for low, high in pairwise(edges)]
        labels = [f"up to {edges[0]:g}", *inner, f"above {edges[-1]:g}"] if edges else ["any"]
        return np.array(labels)[np.searchsorted(np.array(edges), _amount(seen, name))]


def _amount(seen: Declarations, name: str) -> Real:
    price, mass = seen.numbers["item price"], seen.numbers["net mass"]
    if name == "price band":
        return price
    return mass if name == "mass band" else price / np.maximum(mass, _LEAST_MASS)


def values(seen: Declarations, fields: tuple[str, ...], bands: Bands) -> Text:
    """The value of a feature for every declaration, as text; crossed fields stand beside each other."""
    column = _field(seen, fields[0], bands)
    for field in fields[1:]:
        column = np.char.add(np.char.add(column, JOINED), _field(seen, field, bands))
    return column


def _field(seen: Declarations, field: str, bands: Bands) -> Text:
    if field in _HEADINGS:
        return seen.text["HS6"].astype(f"U{_HEADINGS[field]}")
    return bands.text(seen, field) if field in AMOUNTS else seen.text[field]
