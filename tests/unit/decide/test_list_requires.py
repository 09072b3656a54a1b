"""The fact ``list_requires``: what the US country chart says of a listed item, per destination and day."""

from __future__ import annotations

from datetime import date

import pytest

from endgate.decide.facts.items import required
from endgate.goods.classify import classify
from endgate.goods.compile import compile_goods
from endgate.goods.data import GoodsData
from endgate.goods.model import ItemResult
from endgate.law.facts import Cause, Fact, Unknown, Value
from endgate.law.reference import ListKind, ListRef
from endgate.shipment.model import ClaimedClassification, Item
from endgate.terms.places import CountryCode

DAY = date(2026, 11, 23)
REFS = [ListRef("US-CCL", ListKind.ITEM, goods="us-ccl"), ListRef("EU-ANNEX-I", ListKind.ITEM, goods="eu-annex1")]


@pytest.fixture(scope="module")
def goods() -> GoodsData:
    return GoodsData.load(compile_goods())


@pytest.fixture(scope="module")
def sulphide(goods: GoodsData) -> ItemResult:
    return classify([Item("1", "sodium sulphide flakes", cas="1313-82-2")], goods, as_of=DAY)[0]


def fact(result: ItemResult, country: str, goods: GoodsData, day: date = DAY) -> dict[str, Value]:
    return dict(required(result, CountryCode(country) if country else None, REFS, goods, day))


def test_marked_and_unmarked_destinations(sulphide: ItemResult, goods: GoodsData) -> None:
    assert list(fact(sulphide, "AM", goods)) == ["list_requires.US-CCL"]
    armenia, germany = fact(sulphide, "AM", goods), fact(sulphide, "DE", goods)
    assert armenia["list_requires.US-CCL"].value is True
    assert germany["list_requires.US-CCL"].value is False


def test_an_older_day_is_not_held(sulphide: ItemResult, goods: GoodsData) -> None:
    value = fact(sulphide, "AM", goods, date(2026, 7, 22))["list_requires.US-CCL"]
    assert isinstance(value, Unknown)
    assert value.cause is Cause.NOT_HELD
    assert value.leaves == ("the country chart of 2026-07-22 is not held (held: 2026-07-23)",)
    assert isinstance(fact(sulphide, "AM", goods, date(2026, 7, 23))["list_requires.US-CCL"], Fact)


def test_an_embargoed_destination_points_to_its_part(goods: GoodsData) -> None:
    claim = ClaimedClassification("us-ccl", "9B106", "A. Officer", date(2026, 10, 1))
    (result,) = classify([Item("1", "part", classifications=(claim,))], goods, as_of=DAY)
    value = fact(result, "IR", goods)["list_requires.US-CCL"]
    assert isinstance(value, Unknown)
    assert all("part 746" in leaf for leaf in value.leaves)
    assert value.cause is Cause.UNDETERMINED


def test_without_a_destination_it_is_not_stated(sulphide: ItemResult, goods: GoodsData) -> None:
    value = fact(sulphide, "", goods)["list_requires.US-CCL"]
    assert isinstance(value, Unknown)
    assert value.cause is Cause.NOT_STATED


def test_an_item_that_is_not_listed_is_left_to_its_classification(goods: GoodsData) -> None:
    (result,) = classify([Item("1", "bicycle")], goods, as_of=DAY)
    assert fact(result, "AM", goods) == {}
