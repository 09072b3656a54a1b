"""Precedents: kept for ever, recalled by key or likeness, with what changed since and what conflicts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from endgate.goods.assessments import FILE, Likeness, assess, key_of, precedents, record, recorded
from endgate.goods.data import GoodsData
from endgate.goods.errors import GoodsError
from endgate.shipment.model import Item

OLD, NEW = date(2021, 9, 9), date(2025, 11, 15)
CHAMBER = Item("1", "climatic chamber", maker="Acme", part_number="CC-1", parameters={"altitude": "20 km"})
COMPUTER = Item("2", "supercomputer", maker="Acme", part_number="S-9", parameters={"APP": "50 WT"})


def kept(data: GoodsData, item: Item, code: str, on: date = NEW, by: str = "A. Officer", **more: Any) -> Any:
    return assess(item, "eu-annex1", code.split(","), data, by=by, on=on, **more)


def test_what_is_recorded_is_read_again(goods_data: GoodsData, tmp_path: Path) -> None:
    first, second = kept(goods_data, CHAMBER, "9B106.a"), kept(goods_data, COMPUTER, "not_listed", note="below 70 WT")
    record(tmp_path, first)
    before = (tmp_path / FILE).read_bytes()
    record(tmp_path, second)
    assert recorded(tmp_path) == (first, second)
    assert (tmp_path / FILE).read_bytes().startswith(before)


def test_a_torn_line_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"id": "torn', encoding="utf-8")
    with pytest.raises(GoodsError) as refused:
        recorded(tmp_path)
    assert "assessments.jsonl:1" in refused.value.faults[0].where


@pytest.mark.parametrize(
    ("code", "by"), [("9B106.a", ""), ("9Z999", "A"), ("3A501", "A"), ("9B106,not_listed", "A"), ("", "A")]
)
def test_what_cannot_be_kept(goods_data: GoodsData, code: str, by: str) -> None:
    with pytest.raises(GoodsError) as refused:
        kept(goods_data, CHAMBER, code, on=OLD, by=by)
    assert refused.value.faults[0].code == "EG4118"


def test_likeness(goods_data: GoodsData) -> None:
    known = [kept(goods_data, CHAMBER, "9B106.a")]

    def how(item: Item) -> list[Likeness]:
        return [each.likeness for each in precedents(item, known, goods_data, as_of=NEW)]

    assert how(Item("9", "anything at all", maker="ACME", part_number="cc-1")) == [Likeness.SAME_ITEM]
    assert how(Item("9", "chamber", maker="Acme", part_number="CC-2", parameters={"Altitude": "20 km"})) == [
        Likeness.SAME_PARAMETERS
    ]
    assert how(Item("9", "Climatic Chamber", maker="Other", parameters={"altitude": "20 km"})) == [Likeness.SAME_WORDS]
    assert how(Item("9", "climatic chamber", maker="Other", parameters={"altitude": "5 km"})) == []
    assert how(Item("9", "", maker="Other")) == []


def test_a_key_without_part_number_is_of_words_and_parameters() -> None:
    one, other = Item("1", "Pump", parameters={"a": "1", "b": "2"}), Item("2", "pump", parameters={"b": "2", "A": "1"})
    assert key_of(one) == key_of(other)
    assert key_of(one) != key_of(Item("3", "pump"))


def test_what_changed_since(goods_data: GoodsData) -> None:
    same = precedents(CHAMBER, [kept(goods_data, CHAMBER, "9B106.a")], goods_data, as_of=NEW)
    assert same[0].changed == ()
    older = precedents(COMPUTER, [kept(goods_data, COMPUTER, "4A003.b", on=OLD)], goods_data, as_of=NEW)
    assert any("4A003.b has other conditions since 2025-11-15" in each for each in older[0].changed)
    unlisted = precedents(COMPUTER, [kept(goods_data, COMPUTER, "not_listed", on=OLD)], goods_data, as_of=NEW)
    assert any("entries may have been added" in each for each in unlisted[0].changed)
    chamber = precedents(CHAMBER, [kept(goods_data, CHAMBER, "9B106.a", on=OLD)], goods_data, as_of=NEW)
    assert not any("other conditions" in each for each in chamber[0].changed)


def test_conflicts_are_shown_and_a_superseded_one_is_not(goods_data: GoodsData) -> None:
    first = kept(goods_data, CHAMBER, "9B106.a")
    second = kept(goods_data, CHAMBER, "not_listed", by="B. Officer")
    both = precedents(CHAMBER, [first, second], goods_data, as_of=NEW)
    assert all(each.conflicts for each in both)
    assert "not_listed" in next(each for each in both if each.assessment == first).conflicts[0]
    third = kept(goods_data, CHAMBER, "9B106.a", by="B. Officer", old=second.id)
    settled = precedents(CHAMBER, [first, second, third], goods_data, as_of=NEW)
    assert [each.conflicts for each in settled] == [(), ()]
