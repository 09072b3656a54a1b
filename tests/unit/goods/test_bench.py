"""The benches: every listed chemical is found, no ordinary one is, and cases name parameters that somebody reads."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from importlib.resources import files

import pytest

from endgate.goods.bench import cases, chemicals, precursors, run_case
from endgate.goods.data import GoodsData
from endgate.goods.folding import fold

DAY = date(2025, 11, 15)
NAMES = [
    "overall_sound_pressure_level",
    "rated_acoustic_power",
    "rate",
    "rate_resolution",
    "rate_accuracy",
    "test_section",
    "tube_wall_thickness",
    "tube_inner_diameter",
    "cylinder",
    "tube",
    "block",
    "chromium_content",
    "nickel_content",
    "titanium_content",
    "austenite_content",
    "form",
    "droplet_VMD",
    "flow_rate",
    "usable_in_missiles",
    "designed_for_missiles",
    "designed_for_aircraft",
    "controlled_beyond_natural_vision",
    "vibration_interface",
    "medical",
    "type",
    "dimensions",
    "largest_dimension",
    "temperature_range",
]


def test_every_listed_chemical_is_found_by_number_and_by_name(goods_data: GoodsData) -> None:
    found = precursors(goods_data, as_of=DAY)
    assert (found["chemicals"], found["failing"]) == (98, [])


def test_no_ordinary_chemical_raises_anything(goods_data: GoodsData) -> None:
    text = files("endgate").joinpath("data/goods/bench/ordinary_chemicals.csv").read_text(encoding="utf-8")
    found = chemicals(text.splitlines(), goods_data, as_of=DAY)
    assert (found["chemicals"], found["failing"]) == (389, [])


def test_every_written_name_is_found(goods_data: GoodsData) -> None:
    text = files("endgate").joinpath("data/goods/chemical_names.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["kind"] != "formula"]
    lines = ["name,cas,expected_provision"]
    for row in rows:
        listed = goods_data.part("chemicals")[row["cas"]]
        quoted = row["name"].replace('"', '""')
        lines.append(f'"{quoted}",,{listed["military"] or listed["eu_path"]}')
    assert chemicals(lines, goods_data, as_of=DAY)["failing"] == []


VARIANTS = {
    "capitals": str.upper,
    "no hyphens": lambda name: name.replace("-", " "),
    "long hyphens": lambda name: name.replace("-", "–"),
    "American": lambda name: name.replace("ulph", "ulf"),
    "Greek": lambda name: name.replace("(beta)", "β"),
    "a blank in the locants": lambda name: name.replace(",", ", "),
    "hydrate": lambda name: f"{name} hydrate",
    "labelled": lambda name: f"{name}-d6",
    "with its maker": lambda name: f"{name}/Merck, 25 kg drum",
    "with a share": lambda name: f"drums of {name} 99 %",
}


@pytest.mark.parametrize("how", VARIANTS)
def test_every_listed_name_is_found_however_it_is_written(goods_data: GoodsData, how: str) -> None:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(["name", "cas", "expected_provision"])
    for row in goods_data.part("chemicals").values():
        for name in re.split(r" or |: ", re.sub(r" \([A-Z]+\)$", "", row["name"])):
            writer.writerow([VARIANTS[how](name), "", row["eu_path"]])
    assert chemicals(sheet.getvalue().splitlines(), goods_data, as_of=DAY)["failing"] == []


@pytest.mark.parametrize(
    ("share", "destination", "expected"),
    [
        ("20 %", "Germany", "NONE"),
        ("20 %", "IL", "1C350.1"),
        ("9 %", "EG", "NONE"),
        ("20 %", "", "1C350.1"),
        ("20 %", "TW", "1C350.1"),
        ("30 %", "DE", "NONE"),
        ("31 %", "DE", "1C350.1"),
    ],
)
def test_a_mixture_is_judged_by_its_destination(
    goods_data: GoodsData, share: str, destination: str, expected: str
) -> None:
    lines = [
        "name,cas,concentration_by_weight,destination,expected_provision",
        f"thiodiglycol mixture,111-48-8,{share},{destination},{expected}",
    ]
    assert chemicals(lines, goods_data, as_of=DAY)["failing"] == []


@pytest.mark.parametrize("name", NAMES)
def test_case_names_are_parameters_or_aliases(goods_data: GoodsData, name: str) -> None:
    assert name in goods_data.parameters or fold(name) in goods_data.aliases


def test_a_case_assumes_unsaid_chapeaux_towards_control(goods_data: GoodsData) -> None:
    case = {"id": "1", "item": "9B105", "parameters": {"mach_number": "4"}, "expected": "listed"}
    result = run_case(case, goods_data)
    assert result.status == "listed"
    assert result.trace is not None
    score = cases([json.dumps(case)], goods_data)
    assert (score["accuracy"], score["false_not_listed"]) == (1.0, 0)


def test_a_case_with_an_open_leaf_stays_open(goods_data: GoodsData) -> None:
    case = {"id": "2", "item": "9B105", "parameters": {"mach_number": "2"}, "expected": "undetermined"}
    assert cases([json.dumps(case)], goods_data)["accuracy"] == 1.0


def test_an_unknown_name_is_reported(goods_data: GoodsData) -> None:
    case = {"id": "3", "item": "9B117", "parameters": {"colour": "red"}, "expected": "undetermined"}
    assert cases([json.dumps(case)], goods_data)["unread_names"] == ["colour"]
