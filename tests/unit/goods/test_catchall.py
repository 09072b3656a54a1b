"""What came near brings the questions of its programme; what came near to nothing brings none."""

from __future__ import annotations

from typing import Any

from endgate.goods.catchall import catch_all_questions
from endgate.goods.data import GoodsData


def asked(data: GoodsData, result: Any) -> dict[str, tuple[str, ...]]:
    return {f"{each.programme}:{each.id}": each.because for each in catch_all_questions(result, data)}


def test_a_chamber_without_shaker_asks_for_rockets_and_for_a_later_shaker(ask: Any, goods_data: GoodsData) -> None:
    found = asked(goods_data, ask("climatic chamber", temperature_range="-75…+180 °C", vibration_equipment="no shaker"))
    assert {"*:end_user", "*:quantity", "*:specification", "missile:shaker", "missile:aerospace"} <= set(found)
    assert found["missile:shaker"] == ("one_condition_short 9B106.a",)
    assert not any(each.startswith(("nuclear", "chemical")) for each in found)


def test_a_dilute_paste_asks_what_becomes_of_the_chemical(ask: Any, goods_data: GoodsData) -> None:
    item = {"cas": "1313-82-2", "concentration": "12 % w/w"}
    assert "chemical:pure" in asked(goods_data, ask("dye paste with sodium sulphide", item=item))
    assert "chemical:converted" in asked(goods_data, ask("disodium sulphate", item={"cas": "7757-82-6"}))


def test_a_chair_and_a_listed_chemical_ask_nothing(ask: Any, goods_data: GoodsData) -> None:
    assert asked(goods_data, ask("chair")) == {}
    assert asked(goods_data, ask("sodium sulphide flakes", item={"cas": "1313-82-2"})) == {}
