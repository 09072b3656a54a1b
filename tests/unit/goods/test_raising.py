"""What raises an entry: names with grades within, figures that leave only qualities open, stated parameters."""

from __future__ import annotations

from typing import Any

import pytest

from endgate.goods.data import GoodsData
from endgate.goods.model import Status

EU = "eu-annex1"
STRONG = {"ultimate_tensile_strength": "570 MPa", "outside_diameter": "90 mm"}


@pytest.mark.parametrize(
    "text", ["aluminium alloy 7075-T6 tube", "aluminum 7075 round tube", "tube, aluminium alloy, 7075"]
)
def test_grades_and_shapes_may_stand_within_a_name(ask: Any, text: str) -> None:
    result = ask(text, **STRONG)
    assert result.item_on(EU, "1C202.a")[0] is Status.LISTED
    assert not any(each.path == "1C202.b" for each in result.entry(EU, "1C202").provisions)


def test_a_number_that_is_part_of_another_name_is_no_grade(ask: Any) -> None:
    raised = {each.entry for each in ask("boron-10 powder").on(EU).entries}
    assert "1C225" in raised
    assert "1C011" not in raised


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("tungsten powder 99.5 % spherical 20 µm", "1C117"),
        ("rotary encoder accuracy ±0.4 arcsec", "3A001"),
        ("fiber laser CW 20 kW single mode 1070 nm", "6A005"),
        ("GNSS receiver velocity 900 m/s", "7A105"),
    ],
)
def test_a_wide_word_is_raised_when_its_figures_leave_only_qualities_open(ask: Any, text: str, entry: str) -> None:
    assert ask(text).entry(EU, entry).status is Status.UNDETERMINED


@pytest.mark.parametrize(
    "text", ["solar panel 450 W efficiency 21 %", "rotary vane vacuum pump 8 m3/h", "rotary encoder accuracy 20 arcsec"]
)
def test_everyday_goods_with_such_figures_raise_nothing(ask: Any, text: str) -> None:
    assert ask(text).on(EU).entries == ()


def test_qualities_that_set_goods_apart_are_parameters(goods_data: GoodsData) -> None:
    assert goods_data.setting_apart
    assert goods_data.setting_apart <= set(goods_data.parameters)


def test_stated_figures_raise_what_the_words_come_close_to(ask: Any) -> None:
    over, under = (ask("rack server", adjusted_peak_performance=value) for value in ("71 WT", "60 WT"))
    assert over.entry(EU, "4A003").status is not Status.NOT_LISTED
    assert under.on(EU).entries == ()


def test_a_neighbour_of_another_kind_is_never_listed_by_figures_alone(ask: Any) -> None:
    stated = {"furnace_temperature": "1700 °C", "coil_diameter": "650 mm", "power": "60 kW"}
    result = ask("vacuum induction furnace", **stated)
    assert result.entry(EU, "2B227").status is Status.UNDETERMINED
    assert result.entry(EU, "2B226").status is Status.NOT_LISTED


def test_the_name_of_a_power_supply_is_no_supply_of_its_figures(ask: Any) -> None:
    raised = ask("DC power supply 120 V 600 A, current stability 0.05 % over 8 h")
    assert raised.entry(EU, "3A226").status is Status.LISTED
    assert ask("laser marker, power supply 230 V 16 A").on(EU).entries == ()


@pytest.mark.parametrize(
    "text", ["Hastelloy C-276 heat exchanger", "PTFE lined diaphragm valve", "magnetic drive pump, PVDF lined"]
)
def test_a_material_that_sets_goods_apart_raises_a_wide_word(ask: Any, text: str) -> None:
    assert ask(text).entry(EU, "2B350").status is Status.UNDETERMINED


@pytest.mark.parametrize(
    "text", ["brass ball valve with PTFE seats", "storage tank with glass level gauge", "nickel plated ball valve"]
)
def test_materials_of_everyday_goods_raise_nothing(ask: Any, text: str) -> None:
    assert ask(text).on(EU).entries == ()


@pytest.mark.parametrize(("text", "raised"), [("POCl3", True), ("Na2S", True), ("HF", False), ("KF", False)])
def test_a_long_formula_may_stand_alone(ask: Any, text: str, raised: bool) -> None:
    assert bool(ask(text).on(EU).entries) is raised


def test_an_error_of_length_is_no_common_size(ask: Any) -> None:
    assert ask("CMM, MPE E0 = 0.3+L/1000 µm").item_on(EU, "2B006.a")[0] is Status.LISTED
