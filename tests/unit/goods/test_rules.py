"""Every shipped numeric leaf: a value that meets it, one that misses it, none at all; in two systems of units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pytest

from endgate.goods.compile import compile_goods
from endgate.goods.data import GoodsData
from endgate.goods.evaluate import Context, evaluate, leaves
from endgate.goods.model import TraceNode
from endgate.goods.supplied import Statement
from endgate.terms.truth import Truth
from endgate.terms.units import symbol_key, units

COMPILED = compile_goods()
DATA = GoodsData.load(COMPILED)
UNITS = {
    "length": ("m", "in"),
    "fine_length": ("µm", "in"),
    "far_length": ("km", "nmi"),
    "acceleration": ("m/s^2", "g"),
    "force": ("N", "lbf"),
    "pressure": ("Pa", "psi"),
    "power": ("W", "kW"),
    "apparent_power": ("VA", "kVA"),
    "temperature": ("K", "°C"),
    "mass": ("kg", "lb"),
    "rotational_speed": ("rpm", "Hz"),
    "volume": ("m^3", "L"),
    "area": ("m^2", "ft^2"),
    "speed": ("m/s", "km/h"),
    "frequency": ("Hz", "kHz"),
    "frame_rate": ("fps", "kfps"),
    "angle": ("arcsec", "mrad"),
    "angular_rate": ("°/s", "°/h"),
    "angular_random_walk": ("°/√h", "deg/sqrt(h)"),
    "angular_acceleration": ("rad/s^2", "°/s^2"),
    "density": ("kg/m^3", "g/cm^3"),
    "area_density": ("kg/m^2", "g/cm^2"),
    "mass_concentration": ("mg/m^3", "g/l"),
    "time": ("s", "min"),
    "volume_flow": ("L/h", "m^3/s"),
    "mass_flow": ("kg/h", "kg/s"),
    "ratio": ("%", "ppm"),
    "mass_fraction": ("wt%", "ppmw"),
    "volume_fraction": ("vol%", "ppmv"),
    "energy": ("MeV", "keV"),
    "voltage": ("V", "kV"),
    "current": ("A", "mA"),
    "current_rate": ("A/s", "A/µs"),
    "specific_energy": ("J/kg", "Wh/kg"),
    "specific_power": ("W/kg", "W/g"),
    "area_rate": ("m^2/s", "km^2/h"),
    "current_density": ("mA/mm^2", "A/cm^2"),
    "resistance": ("Ω", "kΩ"),
    "resistivity": ("Ω·cm", "Ω·m"),
    "capacitance": ("µF", "nF"),
    "inductance": ("nH", "µH"),
    "magnetic_flux_density": ("T", "Gs"),
    "magnetic_noise": ("pT/√Hz", "nT/√Hz"),
    "electric_field_noise": ("nV/(m·√Hz)", "µV/m/√Hz"),
    "absorbed_dose": ("Gy", "krad(Si)"),
    "dose_rate": ("Gy/s", "Mrad(Si)/s"),
    "activity": ("GBq", "Ci"),
    "specific_activity": ("GBq/kg", "Ci/kg"),
    "particle_rate": ("n/s", "Mn/s"),
    "impulse": ("N·s", "lbf·s"),
    "data_rate": ("bit/s", "Gbit/s"),
    "sample_rate": ("S/s", "MSPS"),
    "specific_fuel_consumption": ("kg/(N·h)", "lb/(lbf·h)"),
    "brake_fuel_consumption": ("kg/kWh", "lb/(hp·h)"),
    "specific_unbalance": ("g·mm/kg", "µm"),
    "thermal_expansion": ("1/K", "ppm/K"),
    "amount_of_substance": ("mol", "mmol"),
    "nucleotide_count": ("bp", "kbp"),
    "atomic_mass": ("u", "Da"),
    "number": ("",),
    "information": ("bit",),
    "weighted_teraflops": ("WT",),
    "sound_level": ("dB OASPL",),
    "level": ("dB",),
    "carrier_ratio_level": ("dBc",),
    "parts": ("",),
}
ONE_SYSTEM = {"number", "information", "weighted_teraflops", "sound_level", "level", "carrier_ratio_level", "parts"}
"""A bare count, a count of bits, a computed rating and logarithms have no second system of units."""
FULL = {"mass_fraction", "volume_fraction"}

Case = tuple[Mapping[str, Any], Mapping[str, Any], str]


def numeric_leaves() -> Iterator[tuple[str, Case]]:
    for rules in COMPILED["rules"].values():
        for rule in rules.values():
            for path, provision in rule["provisions"].items():
                blocks = provision.get("versions") or [{"from": "2025-11-15", "when": provision["when"]}]
                for block in blocks:
                    for leaf in _numeric(block["when"]):
                        yield f"{path}:{leaf['leaf']}@{block['from']}", (leaf, provision, block["from"])


def _numeric(root: Any) -> Iterator[Mapping[str, Any]]:
    stack = [root]
    while stack:
        node = stack.pop()
        if "leaf" in node:
            if node["op"] not in ("in", "is"):
                yield node
        else:
            stack.extend(node["of"])


CASES = dict(numeric_leaves())


def leaf_of(provision: Mapping[str, Any], leaf: Mapping[str, Any], stated: str, day: str = "2025-11-15") -> TraceNode:
    raw = {leaf["parameter"]: (stated, "test")} if stated else {}
    trace = evaluate(provision, day, Context(Statement(raw, DATA), DATA.parameters, {}))
    (found,) = {each.truth: each for each in leaves(trace) if each.leaf == leaf["leaf"]}.values()
    return found


def written(value: Fraction, dimension: str, unit: str) -> str:
    if dimension == "parts":
        return f"1 part in {float(1 / value):.9g}"
    if unit == "":
        return f"{float(value):.9g}"
    (found,) = [each for each in units()[symbol_key(unit)] if each.dimension == dimension][:1]
    digits, sign, power = f"{float(found.from_base(value)):.12g}".partition("e")
    return f"{digits}{'0' * (digits[-4:-3] == '.')}{sign}{power} {unit}"  # three decimals alone might be thousands


def band(low: Fraction, high: Fraction, dimension: str, unit: str) -> str:
    return f"{written(low, dimension, unit)} to {written(high, dimension, unit)}"


def stronger(figure: Fraction, dimension: str) -> Fraction:
    """A tenth more; of a share by weight half way to the whole, since nothing is more than all of it."""
    raised = figure + abs(figure) / 10
    return (1 + figure) / 2 if dimension in FULL and raised > 1 else raised


def statements(leaf: Mapping[str, Any], dimension: str, unit: str) -> list[tuple[str, Truth]]:
    """What to state of a leaf, and what must come of it."""
    yes, no, op = Truth.TRUE, Truth.FALSE, leaf["op"]
    if op in ("ge", "gt", "le", "lt"):
        figure = Fraction(leaf["value"])
        more, less = stronger(figure, dimension), figure - abs(figure) / 10
        above, below = (yes, no) if op in ("ge", "gt") else (no, yes)
        return [(written(more, dimension, unit), above), (written(less, dimension, unit), below)]
    if op == "size":
        asked = [Fraction(each) for each in leaf["at_least"]]
        sizes = [(asked, yes), ([each * Fraction(9, 10) for each in asked], no)]
        return [(" x ".join(f"{float(e * 1000):.6g}" for e in each) + " mm", truth) for each, truth in sizes]
    if op == "mpe":
        base = Fraction(leaf["base"]) * 1000000
        per = int(leaf["per"])
        wide = f"{float(base * 11 / 10):.4f} + L/{per // 2}"
        return [(f"{float(base * 9 / 10):.4f} + L/{per // 2} µm", yes), (f"({wide}) µm", no)]
    low, high = (Fraction(leaf[key]) for key in (("below", "above") if op == "spans" else ("lo", "hi")))
    step = (high - low) / 10 or high / 10
    wide = band(low - min(step, low / 2), high + step, dimension, unit)
    narrow = band(low + step, high - step, dimension, unit)
    above, inside = written(high + step, dimension, unit), written((low + high) / 2, dimension, unit)
    if op in ("spans", "covers"):
        return [(wide, yes), (narrow, no)]
    if op == "reaches":
        return [
            (band(low, high + step, dimension, unit), yes),
            (band(high + step, high + 2 * step, dimension, unit), no),
        ]
    below = [(written(low - min(step, low / 2), dimension, unit), no)] if low else []
    return [(wide if op == "overlaps" else inside, yes), (above, no), *below]


@pytest.mark.parametrize("name", list(CASES))
def test_a_value_above_below_and_missing(name: str) -> None:
    leaf, provision, day = CASES[name]
    dimension = DATA.parameters[leaf["parameter"]]["dimension"].split("|")[0]
    for unit in UNITS[dimension]:
        for stated, truth in statements(leaf, dimension, unit):
            assert leaf_of(provision, leaf, stated, day).truth is truth, stated
    assert leaf_of(provision, leaf, "", day).truth is Truth.UNKNOWN or leaf.get("implied_by")


def test_every_dimension_with_a_second_system_is_tested_in_two() -> None:
    assert {name for name, known in UNITS.items() if len(known) < 2} == ONE_SYSTEM


def test_the_rules_are_as_wide_as_promised() -> None:
    rules = COMPILED["rules"]["eu-annex1"]
    assert len(rules) >= 140
    assert sum(len(rule["provisions"]) for rule in rules.values()) >= 280
    assert len(CASES) > 400


@pytest.mark.parametrize(("text", "truth"), [("400 N", Truth.FALSE), ("400.1 N", Truth.TRUE)])
def test_greater_than_is_strict(text: str, truth: Truth) -> None:
    leaf, provision, _ = CASES["9A101.a:a1@2025-11-15"]
    assert leaf_of(provision, leaf, text).truth is truth


@pytest.mark.parametrize("text", ["10 g", "98.0665 m/s²"])
def test_equal_in_another_unit_is_equal(text: str) -> None:
    leaf, provision, _ = CASES["9B106.a:a.2#g@2025-11-15"]
    assert leaf_of(provision, leaf, text).truth is Truth.TRUE


def test_a_range_of_which_only_the_end_counts() -> None:
    leaf, provision, _ = CASES["9B105:a@2025-11-15"]
    assert leaf_of(provision, leaf, "0.4-1.4").truth is Truth.TRUE
    assert leaf_of(provision, leaf, "0.2-0.8").truth is Truth.FALSE
