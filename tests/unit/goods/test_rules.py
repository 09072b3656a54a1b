"""Every shipped numeric leaf: a value above, below and missing, in the law's unit and in another where one is easy."""

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
    "acceleration": ("m/s^2", "g"),
    "force": ("N", "lbf"),
    "pressure": ("Pa", "psi"),
    "power": ("W", "kW"),
    "temperature": ("K", "°C"),
    "mass": ("kg", "lb"),
    "rotational_speed": ("rpm", "Hz"),
    "volume": ("m^3", "L"),
    "speed": ("m/s", "km/h"),
    "frequency": ("Hz", "kHz"),
    "angle": ("arcsec", "mrad"),
    "angular_rate": ("°/s", "°/h"),
    "density": ("kg/m^3", "g/cm^3"),
    "time": ("s", "min"),
    "volume_flow": ("L/h", "m^3/s"),
    "ratio": ("%", "ppm"),
    "energy": ("MeV", "keV"),
    "capacitance": ("µF", "nF"),
    "inductance": ("nH", "µH"),
}


def numeric_leaves() -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    for rules in COMPILED["rules"].values():
        for rule in rules.values():
            for path, provision in rule["provisions"].items():
                stack: list[Any] = [provision.get("when", provision.get("versions"))]
                while stack:
                    node = stack.pop()
                    if isinstance(node, dict):
                        if node.get("op") in ("ge", "gt", "le", "lt"):
                            yield path, node, provision
                        stack.extend(node.values())
                    elif isinstance(node, list):
                        stack.extend(node)


CASES = {f"{path}:{leaf['leaf']}": (leaf, provision) for path, leaf, provision in numeric_leaves()}


def leaf_of(provision: Mapping[str, Any], leaf: Mapping[str, Any], stated: str) -> TraceNode:
    raw = {leaf["parameter"]: (stated, "test")} if stated else {}
    trace = evaluate(provision, "2025-11-15", Context(Statement(raw, DATA), DATA.parameters, {}))
    (found,) = {each.truth: each for each in leaves(trace) if each.leaf == leaf["leaf"]}.values()
    return found


def written(value: Fraction, dimension: str, unit: str) -> str:
    if unit == "":
        return f"{float(value):.9g}"
    (found,) = [each for each in units()[symbol_key(unit)] if each.dimension == dimension][:1]
    return f"{float(found.from_base(value)):.12f} {unit}"


@pytest.mark.parametrize("name", list(CASES))
def test_a_value_above_below_and_missing(name: str) -> None:
    leaf, provision = CASES[name]
    parameter = DATA.parameters[leaf["parameter"]]
    dimension = parameter["dimension"].split("|")[0]
    if dimension == "parts":
        pytest.skip("resolution in parts has no written unit yet")
    figure = Fraction(leaf["value"])
    known = [unit.symbol for rows in units().values() for unit in rows if unit.dimension == dimension]
    for unit in ("",) if dimension == "number" else UNITS.get(dimension, known[:1]):
        above = leaf_of(provision, leaf, written(figure * Fraction(11, 10), dimension, unit)).truth
        below = leaf_of(provision, leaf, written(figure * Fraction(9, 10), dimension, unit)).truth
        towards = leaf["op"] in ("ge", "gt")
        assert (above, below) == ((Truth.TRUE, Truth.FALSE) if towards else (Truth.FALSE, Truth.TRUE)), unit
    assert leaf_of(provision, leaf, "").truth is Truth.UNKNOWN


def test_there_is_a_rule_for_every_entry_of_the_seed() -> None:
    assert len(COMPILED["rules"]["eu-annex1"]) == 37
    assert len(CASES) > 80


@pytest.mark.parametrize(("text", "truth"), [("400 N", Truth.FALSE), ("400.1 N", Truth.TRUE)])
def test_greater_than_is_strict(text: str, truth: Truth) -> None:
    leaf, provision = CASES["9A101.a:a1"]
    assert leaf_of(provision, leaf, text).truth is truth


@pytest.mark.parametrize("text", ["10 g", "98.0665 m/s²"])
def test_equal_in_another_unit_is_equal(text: str) -> None:
    leaf, provision = CASES["9B106.a:a.2#g"]
    assert leaf_of(provision, leaf, text).truth is Truth.TRUE


def test_a_range_of_which_only_the_end_counts() -> None:
    leaf, provision = CASES["9B105:a"]
    assert leaf_of(provision, leaf, "0.4-1.4").truth is Truth.TRUE
    assert leaf_of(provision, leaf, "0.2-0.8").truth is Truth.FALSE
