"""Which goods may be food, medicine or medical devices: by a declared code, else by what the description names."""

from __future__ import annotations

import pytest

from endgate.decide.facts.goods_kinds import kinds_of
from endgate.shipment.model import Item, ItemKind
from endgate.terms.truth import Truth


def kinds(description: str, hs: str = "") -> dict[str, Truth]:
    return {kind.kind: truth for kind, truth in kinds_of(Item("1", description, hs=hs)).items()}


@pytest.mark.parametrize(
    ("hs", "kind"),
    [
        ("1001.99", "food"),
        ("0201", "food"),
        ("2309", "food"),
        ("3004.31", "medicine"),
        ("9018", "medical_device"),
        ("9022.14", "medical_device"),
    ],
)
def test_a_declared_code_settles_the_kind(hs: str, kind: str) -> None:
    assert kinds("anything", hs) == {kind: Truth.TRUE}


@pytest.mark.parametrize("hs", ["0101", "2401", "2501", "2901", "3101", "9017", "9023", "9401"])
def test_a_code_beside_the_ranges_is_none_of_them_whatever_the_words(hs: str) -> None:
    assert kinds("Wheat", hs) == {}


@pytest.mark.parametrize(
    ("description", "kind"),
    [
        ("Wheat", "food"),
        ("Milling wheat, in bulk", "food"),
        ("Human insulin (vials)", "medicine"),
        ("Electric wheelchairs", "medical_device"),
    ],
)
def test_words_leave_it_open(description: str, kind: str) -> None:
    assert kinds(description) == {kind: Truth.UNKNOWN}


@pytest.mark.parametrize(
    "description", ["Wheat mill", "Insulin pump controller", "Buckwheat cracker line", "Sugar refinery valve", ""]
)
def test_what_is_made_for_such_goods_is_none_of_them(description: str) -> None:
    assert kinds(description) == {}


def test_software_is_no_food() -> None:
    assert kinds_of(Item("1", "Wheat", kind=ItemKind.SOFTWARE)) == {}
