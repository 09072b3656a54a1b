"""The table of distances from a network small enough to see."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from endgate.routes.earth import KM_PER_NM, great_circle_km
from endgate.routes.tabulate import UNREACHED, read_network, tabulate


def line(passage: str | None, *points: tuple[float, float]) -> dict[str, object]:
    return {
        "properties": {"passage": passage},
        "geometry": {"type": "LineString", "coordinates": [list(point) for point in points]},
    }


NETWORK = {
    "features": [
        line(None, (170, 0), (180, 0)),
        line(None, (-180, 0), (-170, 0)),
        line("suez", (170, 0), (170, 1)),
        line(None, (170, 1), (170, 5)),
        line("panama", (-170, 0), (-170, 1)),
        line(None, (-170, 1), (-170, 5)),
        line("northwest", (170, 5), (-170, 5)),
    ]
}


def test_the_date_line_is_no_wall_and_ice_and_canals_are_left_out() -> None:
    lanes, canals = read_network(NETWORK)
    places = {"AAWST": (0.0, 170.0), "BBEST": (0.0, -170.0), "CCNOR": (5.0, 170.0)}
    table = tabulate(lanes, canals, places)
    assert list(table["codes"]) == ["AAWST", "BBEST", "CCNOR"]
    across = great_circle_km(0, 170, 0, -170) / KM_PER_NM
    assert list(table["nm"]) == [round(across), UNREACHED, UNREACHED]
    assert table["suez_length"] == 60
    assert sorted(table["suez"][:, 0]) == [0, UNREACHED]


def test_the_same_network_gives_the_same_bytes(tmp_path: Path) -> None:
    lanes, canals = read_network(NETWORK)
    for name in ("one.npz", "two.npz"):
        np.savez_compressed(tmp_path / name, **tabulate(lanes, canals, {"AAWST": (0.0, 170.0), "BBEST": (0.0, -170.0)}))
    with np.load(tmp_path / "one.npz") as one, np.load(tmp_path / "two.npz") as two:
        assert all((one[name] == two[name]).all() for name in one.files)
