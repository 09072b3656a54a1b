"""The table of units answers symbol by symbol, prefixed forms included."""

from __future__ import annotations

from fractions import Fraction

import pytest

from endgate.terms.quantity import read
from endgate.terms.units import unit_at, units, units_of


@pytest.mark.parametrize(
    ("key", "symbol", "factor"),
    [("kN", "kN", 1000), ("um", "um", "1/1000000"), ("µm", "µm", "1/1000000"), ("m", "m", 1)],
)
def test_prefixed_units_are_made_when_asked(key: str, symbol: str, factor: object) -> None:
    assert next((unit.symbol, unit.factor) for unit in units_of(key)) == (symbol, Fraction(str(factor)))


def test_unknown_and_unprefixable_symbols_give_nothing() -> None:
    assert units_of("") == units_of("kft2x") == units_of("hft") == ()


def test_the_whole_table_is_what_the_symbols_give() -> None:
    whole = units()
    assert len(whole) > 1000
    assert all(units_of(key) == same for key, same in whole.items())


def test_case_counts_unless_only_one_unit_fits() -> None:
    assert "kHz" in {unit.symbol for unit in unit_at("10 KHZ", 3)[1]}  # type: ignore[index]
    assert {unit.symbol for unit in unit_at("5 mN", 2)[1]} == {"mN"}  # type: ignore[index]
    assert {unit.symbol for unit in unit_at("5 MN", 2)[1]} == {"MN"}  # type: ignore[index]


@pytest.mark.parametrize("written", ["20 ºC", "20 º C", "20 °C", "20 ℃"])
def test_the_ordinal_sign_is_read_as_a_degree(written: str) -> None:
    assert [value.exact for value in read(written, "temperature").values] == [Fraction("293.15")]
