"""The leaves that decided a case, by the names of the reference set."""

from __future__ import annotations

import csv
import json
from importlib.resources import files

import pytest

from endgate.goods.bench import cases
from endgate.goods.data import GoodsData
from endgate.goods.deciding import decided, names

FULL = {
    "temperature_range": "-70…+180 °C",
    "simulated_altitude": "60 000 ft",
    "vibration_acceleration_rms": "100 m/s2",
    "vibration_force": "600 kgf",
    "vibration_frequency_band": "5 Hz-3 kHz",
}
CHAMBER = ("9B106.a", FULL, "listed")
WEAK = ("9B106.a", {**FULL, "vibration_force": "3 kN"}, "not_listed")
BARE = ("9B106.a", {"temperature_range": "-75…+180 °C"}, "undetermined")
TUNNEL = ("9B105", {"mach_number": "2.5", "test_section": "200 mm"}, "not_listed")
TABLE = (
    "2B120",
    {"axes": "2", "slip_rings_or_noncontact": "yes", "positioning_accuracy": "3 arcsec", "medical": "yes"},
    "not_listed",
)


def test_names_stand_between_commas() -> None:
    assert names("a1a, a2_force") == ("a1a", "a2_force")
    assert names("") == ()


@pytest.mark.parametrize(
    ("case", "leaf", "share"),
    [
        (CHAMBER, "a2_accel,a2_force", 1.0),
        (CHAMBER, "no_such_leaf", 0.0),
        (WEAK, "a2_force", 1.0),
        (WEAK, "a2_accel", 0.0),
        (BARE, "a2_band", 1.0),
        (BARE, "a1b", 0.0),
        (TUNNEL, "x", 1.0),
        (TUNNEL, "a", 0.0),
        (TABLE, "note", 1.0),
    ],
)
def test_named_leaves_are_held_to_the_result(
    goods_data: GoodsData, case: tuple[str, dict[str, str], str], leaf: str, share: float
) -> None:
    item, parameters, expected = case
    line = {"id": "1", "item": item, "parameters": parameters, "expected": expected, "decisive_leaf": leaf}
    measured = cases([json.dumps(line)], goods_data)
    assert (measured["accuracy"], measured["leaf_cases"], measured["leaf_accuracy"]) == (1.0, 1, share)


def test_nothing_was_decided_without_a_trace() -> None:
    assert not decided("9B106.a", ("a1a",), None)


def test_every_leaf_of_the_table_is_a_leaf_of_our_rule(goods_data: GoodsData) -> None:
    text = files("endgate").joinpath("data/goods/bench/seed_leaves.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        provisions = goods_data.rules["eu-annex1"][row["item"].split(".")[0]]["provisions"]
        said = json.dumps([each for path, each in provisions.items() if path.startswith(row["item"])])
        assert all(f'"leaf": "{leaf}"' in said for leaf in row["ours"].split("|")), row
