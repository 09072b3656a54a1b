"""Computes the table of sea distances: ``python -m endgate.routes.tabulate NETWORK PORTS OUT``.

NETWORK is a GeoJSON of sea lanes with a ``passage`` on its straits and canals (Eurostat's marnet as searoute carries
it), PORTS the list of places. Only distances are written, rounded to whole nautical miles, and none of the geometry.
The two canals are left out of the table and kept as distances to their mouths, so that each can be closed at will.
"""

from __future__ import annotations

import csv
import gzip
import heapq
import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from endgate.routes.earth import EARTH_RADIUS_KM, KM_PER_NM, great_circle_km

CANALS = ("suez", "panama")
CLOSED = frozenset({"northwest", "bering"})
"""Passages through ice: no regular lane, though the network has them."""
CASPIAN = (36.0, 46.6, 47.6, 55.0)
"""South, west, north, east. Only rivers lead there, which the network draws as lanes."""

UNREACHED = 65535
Point = tuple[float, float]
Graph = dict[Point, dict[Point, float]]


def main(arguments: Sequence[str]) -> None:
    """Read network and ports, write the table."""
    network, ports, out = (Path(each) for each in arguments)
    lanes, canals = read_network(json.loads(_text(network)))
    rows = [row for row in csv.DictReader(ports.read_text(encoding="utf-8").splitlines()) if row["kind"] == "port"]
    places = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in rows}
    np.savez_compressed(out, **tabulate(lanes, canals, places))


def _text(path: Path) -> str:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")


def read_network(geojson: Mapping[str, Any]) -> tuple[Graph, dict[str, Graph]]:
    """The open lanes without canals, and each canal by itself. Longitudes are wrapped, so that 180° is no wall."""
    lanes: Graph = {}
    canals: dict[str, Graph] = {name: {} for name in CANALS}
    for feature in geojson["features"]:
        passage = feature["properties"].get("passage") or ""
        if passage in CLOSED:
            continue
        graph = canals.get(passage, lanes)
        for line in _lines(feature["geometry"]):
            for one, other in pairwise(line):
                _join(graph, one, other)
    return lanes, canals


def _lines(geometry: Mapping[str, Any]) -> Iterator[list[Point]]:
    parts = geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]
    for part in parts:
        yield [(round(lat, 5), round((lon + 180) % 360 - 180, 5)) for lon, lat in part]


def _join(graph: Graph, one: Point, other: Point) -> None:
    length = great_circle_km(*one, *other) / KM_PER_NM
    if one != other and _in_caspian(one) == _in_caspian(other):
        graph.setdefault(one, {})[other] = length
        graph.setdefault(other, {})[one] = length


def _in_caspian(point: Point) -> bool:
    south, west, north, east = CASPIAN
    return south <= point[0] <= north and west <= point[1] <= east


def tabulate(lanes: Graph, canals: Mapping[str, Graph], places: Mapping[str, Point]) -> dict[str, Any]:
    """Arrays of the table: ``codes``, the upper triangle ``nm`` row by row, and for each canal mouths and length."""
    codes = sorted(places)
    nodes = list(lanes)
    nearest = [_nearest(nodes, places[code]) for code in codes]
    spurs = np.array([spur for _, spur in nearest])
    reached = _from_each({node for node, _ in nearest}, lanes)
    order = [node for node, _ in nearest]
    parts = []
    for index, node in enumerate(order):
        row = np.array([reached[node].get(other, math.inf) for other in order[index + 1 :]])
        parts.append(_rounded(row + spurs[index] + spurs[index + 1 :]))
    return {"codes": np.array(codes), "nm": np.concatenate(parts), **_mouths(lanes, canals, nearest)}


def _mouths(lanes: Graph, canals: Mapping[str, Graph], nearest: Sequence[tuple[Point, float]]) -> dict[str, Any]:
    """For each canal its length and the distance of every port to both mouths; and from mouth to mouth."""
    table: dict[str, Any] = {}
    ways = {}
    for name, canal in canals.items():
        first, last, length = _ends(canal, lanes)
        ways[name] = {mouth: _distances(lanes, mouth) for mouth in (first, last)}
        rows = [[way.get(node, math.inf) + spur for node, spur in nearest] for way in ways[name].values()]
        table |= {name: _rounded(np.array(rows)), f"{name}_length": np.array(round(length))}
    between = [[way.get(mouth, math.inf) for mouth in ways["panama"]] for way in ways["suez"].values()]
    return {**table, "suez_panama": _rounded(np.array(between))}


def _from_each(starts: Iterable[Point], graph: Graph) -> dict[Point, dict[Point, float]]:
    wanted = set(starts)
    found = {}
    for start in sorted(wanted):
        way = _distances(graph, start)
        found[start] = {node: way[node] for node in wanted if node in way}
    return found


def _rounded(nm: Any) -> Any:
    return np.where(np.isfinite(nm), np.rint(np.minimum(nm, UNREACHED - 1)), UNREACHED).astype(np.uint16)


def _nearest(nodes: Sequence[Point], place: Point) -> tuple[Point, float]:
    """The node next to a place and the great circle to it, in nautical miles."""
    grid = np.radians(np.array(nodes))
    lat, lon = math.radians(place[0]), math.radians(place[1])
    haversine = (
        np.sin((grid[:, 0] - lat) / 2) ** 2 + math.cos(lat) * np.cos(grid[:, 0]) * np.sin((grid[:, 1] - lon) / 2) ** 2
    )
    index = int(np.argmin(haversine))
    return nodes[index], 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(float(haversine[index]))) / KM_PER_NM


def _ends(canal: Graph, lanes: Graph) -> tuple[Point, Point, float]:
    """The two nodes where a canal meets open lanes, the farthest apart along it, and the length between."""
    mouths = sorted(node for node in canal if node in lanes)
    ways = {mouth: _distances(canal, mouth) for mouth in mouths}
    pairs = [(ways[one].get(other, 0.0), one, other) for one in mouths for other in mouths]
    length, one, other = max(pairs)
    return one, other, length


def _distances(graph: Graph, start: Point) -> dict[Point, float]:
    done: dict[Point, float] = {}
    heap = [(0.0, start)]
    while heap:
        length, node = heapq.heappop(heap)
        if node in done:
            continue
        done[node] = length
        for other, step in graph.get(node, {}).items():
            if other not in done:
                heapq.heappush(heap, (length + step, other))
    return done


if __name__ == "__main__":
    main(sys.argv[1:])
