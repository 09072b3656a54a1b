"""Quantities as stated: what is refused, what is asked about, what stands."""

from __future__ import annotations

import pytest

from endgate.shipment.quantities import quantity_problem, unknown_unit


@pytest.mark.parametrize("text", ["0 pieces", "0 kg", "0.0 t", "-3 pieces", "40", "two pallets"])
def test_no_quantity_of_goods(text: str) -> None:
    assert quantity_problem(text)


@pytest.mark.parametrize("text", ["40 pieces", "20 t", "0.5 kg", "3 boxes", "12 Stück", "5 台", "7 rolls", "", "1 lot"])
def test_an_ordinary_quantity_stands_and_asks_nothing(text: str) -> None:
    assert quantity_problem(text) == ""
    assert unknown_unit(text) == ""


@pytest.mark.parametrize(("text", "unit"), [("40 blorps", "blorps"), ("3 gribs", "gribs")])
def test_a_word_that_is_no_unit_is_asked_about(text: str, unit: str) -> None:
    assert quantity_problem(text) == ""
    assert unknown_unit(text) == unit
