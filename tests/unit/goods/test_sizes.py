"""Sizes, compositions and forms that one field states for several parameters; words among fillers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from endgate.goods.bench import run_case
from endgate.goods.data import GoodsData
from endgate.goods.sizes import members, read_sizes
from endgate.goods.stated_together import composition, form


@pytest.mark.parametrize(
    ("text", "millimetres"),
    [
        ("Ø150 x 300 mm", [150, 300]),
        ("150 mm diameter x 60 mm length", [150, 60]),
        ("length 300 mm, diameter 150 mm", [150, 300]),
        ("ID 70 mm, wall 30 mm, length 60 mm", [70, 30, 60]),
        ("OD 130 mm, wall 30 mm, length 60 mm", [70, 30, 60]),
        ("300 x 200 x 100 mm", [300, 200, 100]),
        ("200 mm x 200 mm", [200, 200]),
        ("12 in x 6 in", [Fraction("304.8"), Fraction("152.4")]),
        ("1000 (W) x 2,5 (t) mm", [1000, Fraction("2.5")]),
        ("no sizes here", []),
        ("150 x 300", []),
    ],
)
def test_sizes(text: str, millimetres: list[Any]) -> None:
    assert [each.lo * 1000 for each in members(read_sizes(text)) if each.lo is not None] == millimetres


def test_a_composition_is_told_by_elements(goods_data: GoodsData) -> None:
    found = composition(
        "Cr 21 %, Ni 5.5-6 %; 0.3% Ti, austenite 45 % by volume, Fe balance", "x", goods_data.composition_words
    )
    assert {name: text for name, (text, _) in found.items()} == {
        "chromium_content": "21 %",
        "nickel_content": "5.5-6 %",
        "titanium_content": "0.3%",
        "austenite_content": "45 % by volume",
    }


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("sheet 1000 mm wide, 2.5 mm thick", {"sheet_width": "1000 mm", "sheet_thickness": "2.5 mm"}),
        ("plate 2000 x 1000 x 3 mm", {"sheet_width": "1000 mm", "sheet_thickness": "3 mm"}),
        ("tube OD 610 mm, wall 3 mm", {"tube_outer_diameter": "610 mm", "tube_wall_thickness": "3 mm"}),
        ("round bar, diameter 120 mm, length 2 m", {"bar": "120 mm x 120 mm x 2000 mm"}),
        ("bar 120 x 120 x 500 mm", {"bar": "bar 120 x 120 x 500 mm"}),
        ("as drawn", {}),
    ],
)
def test_a_form_is_told_by_its_sizes(text: str, stated: dict[str, str]) -> None:
    assert {name: value for name, (value, _) in form(text, "x").items()} == stated


DUPLEX = {"composition": "Cr 22 %, Ni 5 %, Ti 0.2 %, austenite 50 %"}


@pytest.mark.parametrize(
    ("item", "stated", "status"),
    [
        ("1C118", DUPLEX | {"form": "sheet 1000 mm wide, 2.5 mm thick"}, "listed"),
        ("1C118", DUPLEX | {"form": "sheet 500 mm wide, 2.5 mm thick"}, "not_listed"),
        ("1C118", DUPLEX | {"form": "tube OD 610 mm, wall 3 mm"}, "listed"),
        ("1C118", DUPLEX | {"form": "bar 90 x 90 x 500 mm"}, "not_listed"),
        ("1C118", DUPLEX, "undetermined"),
        ("1C216", {"ultimate_tensile_strength": "297 ksi", "dimensions": "60 x 50 x 40 mm"}, "not_listed"),
        ("1C216", {"ultimate_tensile_strength": "297 ksi", "dimensions": "60 x 50 x 80 mm"}, "listed"),
        (
            "2A226",
            {"nominal_size": "1/4 in", "bellows_seal": "yes", "wetted_material": "316L stainless steel"},
            "not_listed",
        ),
        (
            "2A226",
            {"nominal_size": "DN 25", "bellows_seal": "yes", "wetted_material": "aluminium alloy type 6061"},
            "listed",
        ),
        ("2B350.a", {"internal_volume": "500 L", "wetted_material": "titanium Gr.2"}, "listed"),
        ("2B350.a", {"internal_volume": "500 L", "wetted_material": "stainless steel, not titanium"}, "undetermined"),
        ("9A112", {"range": "162 nm"}, "listed"),
        ("2B121", {"axes": "two-axis", "positioning_accuracy": "±2 arcsec"}, "listed"),
        ("2B122", {"acceleration": "120 g", "slip_rings_or_noncontact": "slip rings, 48 lines"}, "listed"),
        ("2B122", {"acceleration": "120 g", "slip_rings_or_noncontact": "no slip rings"}, "not_listed"),
        ("2B122", {"acceleration": "120 g", "slip_rings_or_noncontact": "slip rings optional"}, "undetermined"),
        ("2B122", {"acceleration": "120 g", "slip_rings_or_noncontact": "yes, 48 lines"}, "listed"),
        ("7A103.c", {"navigation_accuracy_CEP": "0.6 nmi/h"}, "undetermined"),
        ("9A350", {"droplet_VMD": "30 µm", "flow_rate": "0.8 gal/min"}, "listed"),
        ("9A112", {"range": "161 nm"}, "undetermined"),
        ("9A012.a", {"endurance": "1 h 10 min"}, "listed"),
        ("9B105", {"mach_number": "Mach 0.3 to 1.4", "test_section": "600 x 600 mm"}, "listed"),
        ("9B105", {"mach_number": "M 2.5", "test_section": "200 mm x 200 mm"}, "not_listed"),
        ("3A233", {"ion_mass": "250 u", "resolution": "better than 2 parts in 230", "type": "ICP-MS"}, "listed"),
        ("3A233", {"ion_mass": "250 u", "resolution": "2 parts in 230", "type": "ICP-MS"}, "not_listed"),
    ],
)
def test_cases(goods_data: GoodsData, item: str, stated: dict[str, str], status: str) -> None:
    assert run_case({"id": "1", "item": item, "parameters": stated}, goods_data).status == status
