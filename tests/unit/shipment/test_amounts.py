"""What is left on a licence against what is shipped: compared only where the two are of one kind."""

from __future__ import annotations

from decimal import Decimal

import pytest

from endgate.shipment.amounts import enough_left
from endgate.shipment.model import Item, Licence, LicenceKind


def licence(quantity: str | None, unit: str = "", used: str | None = None) -> Licence:
    held = None if quantity is None else Decimal(quantity)
    spent = None if used is None else Decimal(used)
    return Licence("L1", "BAFA", LicenceKind.INDIVIDUAL, quantity=held, quantity_used=spent, unit=unit)


def left(granted: Licence, *quantities: str) -> str:
    return enough_left(granted, [Item(str(i), "goods", quantity=each) for i, each in enumerate(quantities)]).value


@pytest.mark.parametrize(
    ("granted", "shipped", "answer"),
    [
        (licence("500", "kg"), "2 t", "F"),
        (licence("500", "kg"), "0.4 t", "T"),
        (licence("2", "t"), "4000 lb", "T"),
        (licence("500", "g"), "400 g", "T"),
        (licence("500", "g"), "0.6 kg", "F"),
        (licence("1500", "kg"), "1,500 kg", "T"),
        (licence("1.5", "kg"), "1,500 kg", "U"),
        (licence("500", "kg"), "about 480 kg", "U"),
        (licence("500", "kg"), "2 x 25 kg", "U"),
        (licence("5", "l"), "4 kg", "U"),
        (licence("3", used="2"), "1 piece", "T"),
        (licence("3", used="2"), "2 Stück", "F"),
        (licence("3", "pcs"), "3 шт.", "T"),
        (licence("10", "drums"), "9 drums", "T"),
        (licence("10", "drum"), "11 drums", "F"),
        (licence("10", "drums"), "9 boxes", "U"),
        (licence("500"), "2 t", "U"),
        (licence("500"), "2 drums", "U"),
        (licence("5"), "", "U"),
        (licence(None), "2 t", "T"),
    ],
)
def test_left_against_shipped(granted: Licence, shipped: str, answer: str) -> None:
    assert left(granted, shipped) == answer


def test_lines_of_one_licence_are_taken_together() -> None:
    assert left(licence("3", "pieces"), "2 pieces", "1 piece") == "T"
    assert left(licence("3", "pieces"), "2 pieces", "2 pieces") == "F"
    assert left(licence("3", "pieces"), "2 pieces", "20 kg") == "U"
