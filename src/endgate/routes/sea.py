"""Distances by sea from the table of ports, with either canal open or closed, and lengths of land and air legs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np

from endgate.routes.earth import KM_PER_NM, great_circle_km
from endgate.terms.locations import Place, ports_of

_UNREACHED = 65535
SUEZ, PANAMA = "suez", "panama"
LANE_SETS: tuple[frozenset[str], ...] = (frozenset(), frozenset({SUEZ}), frozenset({PANAMA}))
"""The canals taken to be closed: none, Suez, Panama."""


@dataclass(frozen=True)
class SeaTable:
    """Nautical miles between ports without canals, and from each port to both mouths of each canal."""

    index: dict[str, int]
    nm: Any
    mouths: dict[str, Any]
    lengths: dict[str, float]
    between: Any

    @classmethod
    def load(cls) -> SeaTable:
        """Open the table that ships with the package."""
        with as_file(files("endgate").joinpath("data", "routes", "sea_nm.npz")) as path, np.load(path) as stored:
            codes = [str(code) for code in stored["codes"]]
            return cls(
                index={code: number for number, code in enumerate(codes)},
                nm=_square(stored["nm"], len(codes)),
                mouths={name: _open(stored[name]) for name in (SUEZ, PANAMA)},
                lengths={name: float(stored[f"{name}_length"]) for name in (SUEZ, PANAMA)},
                between=_open(stored["suez_panama"]),
            )

    def row(self, code: str, closed: frozenset[str] = frozenset()) -> Any:
        """Nautical miles from a port of the table to every port, infinite where no lane leads. Raises KeyError."""
        start = self.index[code]
        best = self.nm[start].copy()
        for name in (SUEZ, PANAMA):
            if name not in closed:
                mouths, length = self.mouths[name], self.lengths[name]
                for one, other in ((0, 1), (1, 0)):
                    np.minimum(best, mouths[one, start] + length + mouths[other], out=best)
        if not closed & {SUEZ, PANAMA}:
            self._through_both(start, best)
        return best

    def _through_both(self, start: int, best: Any) -> None:
        length = self.lengths[SUEZ] + self.lengths[PANAMA]
        for suez in (0, 1):
            for panama in (0, 1):
                middle = length + self.between[1 - suez, panama]
                np.minimum(best, self.mouths[SUEZ][suez, start] + middle + self.mouths[PANAMA][1 - panama], out=best)
                np.minimum(best, self.mouths[PANAMA][1 - panama, start] + middle + self.mouths[SUEZ][suez], out=best)


def _square(upper: Any, size: int) -> Any:
    square = np.zeros((size, size), dtype=np.float32)
    at = 0
    for number in range(size - 1):
        row = upper[at : at + size - 1 - number]
        square[number, number + 1 :] = row
        square[number + 1 :, number] = row
        at += len(row)
    square[square == _UNREACHED] = np.inf
    return square


def _open(nm: Any) -> Any:
    return np.where(nm == _UNREACHED, np.inf, nm.astype(np.float32))


@cache
def sea_table() -> SeaTable:
    """The table, opened once."""
    return SeaTable.load()


@cache
def _row(code: str, closed: frozenset[str]) -> Any:
    return sea_table().row(code, closed)


@dataclass(frozen=True)
class SeaDistance:
    """Nautical miles between two ports. ``by`` names the tabulated ports that stood in for places outside the table."""

    nm: float
    closed: frozenset[str] = frozenset()
    by: tuple[str, ...] = ()


def sea_distance(start: Place, end: Place, closed: frozenset[str] = frozenset()) -> SeaDistance | None:
    """The shortest way by sea, None where no lane leads. A place outside the table goes by the port next to it in its
    country, along the great circle."""
    one, other = _port(start), _port(end)
    if one is None or other is None:
        return None
    nm = float(_row(one.code, closed)[sea_table().index[other.code]]) + _spur(start, one) + _spur(end, other)
    stood_in = tuple(port.code for place, port in ((start, one), (end, other)) if place != port)
    return SeaDistance(nm, closed, stood_in) if np.isfinite(nm) else None


def _port(place: Place) -> Place | None:
    if place.code in sea_table().index:
        return place
    near = [port for port in ports_of(place.country) if port.code in sea_table().index]
    return min(near, key=lambda port: _spur(place, port), default=None)


def _spur(place: Place, port: Place) -> float:
    return 0.0 if place.code == port.code else great_circle_km(place.lat, place.lon, port.lat, port.lon) / KM_PER_NM


def to_ports(start: Place, ends: Iterable[Place], closed: frozenset[str] = frozenset()) -> list[tuple[Place, float]]:
    """Kilometres by sea from a port to each of the others that a lane reaches."""
    table, own = sea_table(), _port(start)
    if own is None:
        return []
    row, spur = _row(own.code, closed), _spur(start, own)
    found = ((end, (float(row[table.index[end.code]]) + spur) * KM_PER_NM) for end in ends if end.code in table.index)
    return [(end, km) for end, km in found if np.isfinite(km)]
