"""Figures read from descriptions: taken for parameters, quoted and marked; they may list, and free nothing alone."""

from __future__ import annotations

from typing import Any

import pytest

from endgate.goods.data import GoodsData
from endgate.goods.evaluate import leaves, recombine
from endgate.goods.model import Cause, ItemResult, Status, TraceNode

EU = "eu-annex1"


def _taken(result: ItemResult) -> dict[str, str]:
    return {each.targets[0]: each.value for each in result.identified if each.kind == "figure"}


def _leaf(result: ItemResult, path: str, name: str) -> TraceNode:
    entry = result.entry(EU, path)
    assert entry is not None
    return next(leaf for each in entry.provisions for leaf in leaves(each.trace) if leaf.leaf == name)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("vacuum pump 5 m3/s, 0.05 Pa", {"pumping_speed": "5 m3/s", "ultimate_vacuum": "0.05 Pa"}),
        ("carbon fibre tow, tensile strength 5.6 GPa, 12K", {"ultimate_tensile_strength": "5.6 GPa"}),
        ("maraging steel 1900 MPa", {"ultimate_tensile_strength": "1900 MPa"}),
        (
            "pressure transducer 0-13 kPa ±0.5 % MKS",
            {"pressure_full_scale": "0-13 kPa", "pressure_accuracy_of_full_scale": "±0.5 %"},
        ),
        (
            "Klimaprüfschrank −70…+180 °C mit Shaker 60 kN, 10 g rms",
            {"temperature_range": "−70…+180 °C", "vibration_force": "60 kN", "vibration_acceleration_rms": "10 g rms"},
        ),
    ],
)
def test_a_description_gives_its_figures_to_the_rules(ask: Any, text: str, taken: dict[str, str]) -> None:
    found = _taken(ask(text))
    assert taken.items() <= found.items()
    assert all(quotation in text for quotation in found.values())


def test_a_figure_that_meets_lists_and_says_what_that_rests_on(ask: Any) -> None:
    entry = ask("maraging steel 2000 MPa").entry(EU, "1C216")
    assert entry.status is Status.LISTED
    assert "inferred from the description" in entry.note


def test_a_figure_that_misses_is_to_be_confirmed(ask: Any) -> None:
    result = ask("maraging steel 1900 MPa")
    entry, leaf = result.entry(EU, "1C216"), _leaf(result, "1C216", "a")
    assert (entry.status, entry.cause) == (Status.UNDETERMINED, Cause.UNCONFIRMED)
    assert (leaf.inferred, leaf.supplied, leaf.source) == (True, "1900 MPa", "description:15-23")
    asked = next(each for each in result.questions if each.parameter == "ultimate_tensile_strength")
    assert asked.note == "the description says '1900 MPa': confirm it"


def test_the_same_figure_stated_answers_no(ask: Any) -> None:
    result = ask("maraging steel", ultimate_tensile_strength="1900 MPa")
    assert result.entry(EU, "1C216").status is Status.NOT_LISTED


def test_what_is_stated_beats_what_is_read_from_words(ask: Any) -> None:
    result = ask("maraging steel 2000 MPa", ultimate_tensile_strength="1900 MPa")
    assert result.entry(EU, "1C216").status is Status.NOT_LISTED
    assert not _taken(result)


def test_a_figure_that_meets_an_exclusion_is_to_be_confirmed(ask: Any) -> None:
    result = ask("maraging steel, largest dimension 50 mm", ultimate_tensile_strength="2000 MPa")
    leaf = _leaf(result, "1C216", "x#size")
    assert (leaf.inferred, leaf.cause) == (True, Cause.UNCONFIRMED)
    assert result.entry(EU, "1C216").status is Status.UNDETERMINED


def test_a_trace_with_inferred_figures_reproduces_its_truth(ask: Any) -> None:
    for text in ("maraging steel 1900 MPa", "climatic chamber −40…+90 °C with shaker 3 kN", "carbon tow 6 GPa"):
        for entry in ask(text).on(EU).entries:
            assert all(recombine(each.trace, lambda _: None) is each.truth for each in entry.provisions)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("pressure transmitter 0-10 bar ±0.25 %", "2B230"),
        ("electrolytic capacitor 450 V 100 µF", "3A201"),
        ("vacuum pump 2 m3/s, 1 Pa", "2B231"),
    ],
)
def test_a_wide_word_whose_figures_miss_raises_nothing(ask: Any, text: str, entry: str) -> None:
    assert ask(text).entry(EU, entry) is None


def test_what_the_words_miss_is_shown_and_asked(ask: Any) -> None:
    result = ask("vacuum pump 5 m3/s, 0.05 Pa")
    assert any("pumping speed '5 m3/s' misses ≥ 15 m³/s" in each for each in result.seen)
    asked = {each.parameter: each for each in result.questions}
    assert asked["pumping_speed"].settles == ("2B231",)
    assert "'5 m3/s'" in asked["pumping_speed"].ask


def test_a_wide_word_whose_figures_meet_raises(ask: Any) -> None:
    assert ask("pressure transducer 0-13 kPa ±0.5 %").entry(EU, "2B230").status is Status.UNDETERMINED


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("maraging steel tested at 1900 MPa", "ultimate_tensile_strength"),
        ("maraging steel 1900 MPa, 2100 MPa", "ultimate_tensile_strength"),
        ("beryllium rotor, bag 25 kg", "max_rotor_mass"),
        ("frequency converter, mains 400 V 50 Hz", "operating_frequency"),
        ("carbon fibre tow 5.6 GPa", "ultimate_tensile_strength"),
    ],
)
def test_what_may_be_a_figure_of_something_else_is_taken_for_nothing(ask: Any, text: str, never: str) -> None:
    assert never not in _taken(ask(text))


def test_a_specific_strength_is_worked_out_from_strength_and_density(ask: Any) -> None:
    stated = ask(
        "carbon fibre", ultimate_tensile_strength="3.5 GPa", material_density="1.76 g/cm³", specific_modulus="1 m"
    )
    assumed = ask("carbon fibre", ultimate_tensile_strength="3.5 GPa", specific_modulus="1 m")
    assert stated.entry(EU, "1C210").status is Status.NOT_LISTED
    assert assumed.entry(EU, "1C210").cause is Cause.UNCONFIRMED
    assert ask("carbon fibre", ultimate_tensile_strength="6 GPa").entry(EU, "1C210").status is Status.LISTED


def test_an_error_is_worked_out_as_a_share_of_the_full_scale(ask: Any) -> None:
    said = {"pressure_full_scale": "100 kPa", "sensing_element_material": "alumina", "seal_material": "alumina"}
    assert (
        ask("absolute pressure transducer", measures_absolute_pressure="yes", accuracy="0.1 %", **said)
        .entry(EU, "2B230")
        .status
        is Status.LISTED
    )
    assert (
        ask("absolute pressure transducer", measures_absolute_pressure="yes", accuracy="0.2 %", **said)
        .entry(EU, "2B230")
        .status
        is Status.NOT_LISTED
    )


def test_words_alone_move_nothing_out_of_an_entry(ask: Any) -> None:
    result = ask("machining centre, 5 contouring axes", unidirectional_positioning_repeatability="0.9 µm")
    routed = result.entry(EU, "2B201")
    assert routed is None or routed.status is not Status.NOT_LISTED


def test_a_size_without_a_name_raises_nothing(ask: Any) -> None:
    assert not ask("Manual engine lathe, 1 m between centres").on(EU).entries


def test_a_parameter_that_is_always_named_takes_no_bare_figure(ask: Any) -> None:
    taken = {each.targets[0] for each in ask("CO2 laser 20 kW").identified if each.kind == "figure"}
    assert taken == {"average_output_power"}
    named = {each.targets[0] for each in ask("CO2 laser, peak power 200 kW").identified if each.kind == "figure"}
    assert "laser_peak_power" in named


def test_every_parameter_that_is_always_named_is_one(goods_data: GoodsData) -> None:
    assert goods_data.always_named <= set(goods_data.parameters)
    assert goods_data.always_named
