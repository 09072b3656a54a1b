"""Headings of datasheets: names with their unit behind them, and words that only qualify them."""

from __future__ import annotations

from typing import Any

import pytest

from endgate.goods.data import GoodsData
from endgate.goods.headings import parameters_of, with_unit

EU = "eu-annex1"


@pytest.mark.parametrize(
    ("heading", "parameter", "unit"),
    [
        ("Power [kW]", "furnace_power", "kW"),
        ("power_kW", "furnace_power", "kW"),
        ("Coil diameter, mm", "induction_coil_diameter", "mm"),
        ("Temp. range (°C)", "temperature_range", "°C"),
        ("Temperaturbereich in °C", "temperature_range", "°C"),
        ("Leistung / kW", "furnace_power", "kW"),
        ("rated power", "furnace_power", ""),
        ("max. furnace power (kW)", "furnace_power", "kW"),
        ("min. coil diameter", "induction_coil_diameter", ""),
        ("force (sine)", "vibration_force", ""),
    ],
)
def test_a_heading_is_a_parameter_and_a_unit(heading: str, parameter: str, unit: str, goods_data: GoodsData) -> None:
    meant, found = parameters_of(heading, goods_data.aliases, goods_data.parameters)
    assert parameter in meant
    assert found == unit


@pytest.mark.parametrize(
    "heading", ["min. furnace power", "max. coil diameter", "colour", "power (of attorney)", "max"]
)
def test_a_bound_that_the_parameter_does_not_ask_for_is_unknown(heading: str, goods_data: GoodsData) -> None:
    assert (
        parameters_of(heading, goods_data.aliases, goods_data.parameters) == ((), "")
        or not (parameters_of(heading, goods_data.aliases, goods_data.parameters)[0])
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [("60", "60 kW"), ("5 … 60", "5 … 60 kW"), ("≥ 1,5", "≥ 1,5 kW"), ("60 W", "60 W"), ("n/a", "n/a"), ("", "")],
)
def test_a_value_keeps_its_own_unit(text: str, read: str) -> None:
    assert with_unit(text, "kW") == read


def test_units_of_headings_decide(ask: Any) -> None:
    stated = {"Power [kW]": "60", "max. temperature (°C)": "1700", "Coil diameter, mm": "300", "vacuum": "yes"}
    result = ask("vacuum induction furnace", **stated)
    assert result.coverage.unread == ()
    open_leaves = result.entry(EU, "2B226").open_leaves
    assert not any(leaf in open_leaves for leaf in ("2B226.a a.1", "2B226.a a.2", "2B226.a a.3"))
