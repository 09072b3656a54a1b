"""Lasers, sonars, microwave parts and radios: descriptions with figures, as their makers write them."""

from __future__ import annotations

from typing import Any

import pytest

from endgate.goods.model import Status

EU = "eu-annex1"


@pytest.mark.parametrize(
    ("text", "path", "parameters"),
    [
        ("fibre laser 1070 nm", "6A005.a", {"average_output_power": "6 kW", "continuous_wave": "yes"}),
        ("fibre laser 1900 nm", "6A005.a", {"average_output_power": "150 W", "continuous_wave": "yes"}),
        ("Nd:YAG laser", "6A005.b", {"wavelength": "1064 nm", "pulse_energy": "5 J", "pulse_width": "8 ns"}),
        ("excimer laser", "6A005.d.4", {"wavelength": "248 nm", "pulse_energy": "11 J"}),
        ("Ti:sapphire laser", "6A005.c", {"wavelength": "700-1000 nm", "average_output_power": "25 W"}),
        ("GaN transistor", "3A001.b.3", {"frequency": "8-12 GHz", "output power": "45.5 dBm"}),
        ("MMIC amplifier", "3A001.b.2", {"frequency": "90-100 GHz", "output power": "1 mW"}),
        ("lithium-ion cell", "3A001.e.1.b", {"energy density": "400 Wh/kg"}),
        ("absolute encoder", "3A001.f", {"encoder_accuracy": "0.9 arcsec", "absolute_encoder": "yes"}),
        (
            "direction finder",
            "5A001.e",
            {"frequency": "20-3000 MHz", "bandwidth": "20 MHz", "signal duration": "500 µs"},
        ),
        ("phased array antenna", "5A001.d", {"frequency": "37-40 GHz", "ERP": "25 dBm"}),
        ("acoustic modem", "5A001.b.1", {"frequency": "10-15 kHz"}),
        ("towed array", "6A001.a.2.b", {"group spacing": "6.25 m"}),
        ("hydrophone", "6A001.a.2.a", {"depth": "1500 m", "sensitivity": "-200 dB"}),
    ],
)
def test_figures_beyond_the_law_are_listed(ask: Any, text: str, path: str, parameters: dict[str, str]) -> None:
    result = ask(text, **parameters)
    assert result.item_on(EU, path)[0] is Status.LISTED, [(e.path, e.open_leaves) for e in result.on(EU).entries]


@pytest.mark.parametrize(
    ("text", "path", "parameters"),
    [
        ("fibre laser 1070 nm", "6A005.a", {"average_output_power": "400 W", "continuous_wave": "yes"}),
        ("GaN transistor", "3A001.b.3", {"frequency": "2-2.6 GHz", "output power": "45.5 dBm"}),
        ("lithium-ion cell", "3A001.e.1.b", {"energy density": "270 Wh/kg"}),
        ("phased array antenna", "5A001.d", {"frequency": "10-12 GHz", "ERP": "25 dBm"}),
        ("acoustic modem", "5A001.b.1", {"frequency": "25-40 kHz", "electronic_beam_steering": "no"}),
    ],
)
def test_figures_below_it_are_not(ask: Any, text: str, path: str, parameters: dict[str, str]) -> None:
    assert ask(text, **parameters).item_on(EU, path)[0] is not Status.LISTED


def test_a_power_beyond_both_modes_needs_no_mode(ask: Any) -> None:
    """Single or multiple mode: above the higher of both figures the mode does not matter."""
    said = {"continuous_wave": "yes", "wavelength": "900 nm"}
    assert ask("fibre laser", average_output_power="90 W", **said).item_on(EU, "6A005.a")[0] is Status.LISTED
    assert ask("fibre laser", average_output_power="60 W", **said).item_on(EU, "6A005.a")[0] is Status.UNDETERMINED


def test_the_figures_of_laser_diodes_changed_with_the_text(ask: Any) -> None:
    said = {"wavelength": "1450 nm", "average_output_power": "1.8 W", "single_transverse_mode": "yes"}
    assert ask("laser diode", on="2021-09-09", **said).item_on(EU, "6A005.d.1.a")[0] is Status.LISTED
    assert ask("laser diode", on="2025-11-15", **said).item_on(EU, "6A005.d.1.a")[0] is not Status.LISTED


@pytest.mark.parametrize(
    "text", ["laser pointer 650 nm 5 mW", "laser printer 230 V", "lithium-ion cell 3.7 V 250 Wh/kg"]
)
def test_ordinary_goods_beside_them_raise_nothing(ask: Any, text: str) -> None:
    assert not ask(text).on(EU).entries


def test_figures_alone_make_no_goods_of_a_kind(ask: Any) -> None:
    """20 kW would list a carbon monoxide laser; a laser of no named kind is asked which it is."""
    result = ask("laser", average_output_power="20 kW", wavelength="400 nm")
    assert result.item_on(EU, "6A005.d.2")[0] is Status.UNDETERMINED
    assert "kind" in {each.parameter for each in result.questions}
