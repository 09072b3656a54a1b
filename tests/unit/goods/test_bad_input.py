"""Input that is absurd, contradicting or without end: coded answers, never a clear, in bounded work."""

from __future__ import annotations

from typing import Any

import pytest

from endgate.goods.candidates import subject
from endgate.goods.data import GoodsData
from endgate.goods.model import Cause, Status
from endgate.shipment.model import Item

EU = "eu-annex1"
FULL = {"temperature_range": "-70…+180 °C", "acceleration_rms": "11 g", "vibration_frequency": "10-2500 Hz"}


def _codes(result: Any) -> set[str]:
    return {fault.code for fault in result.faults}


@pytest.mark.parametrize("altitude", ["9" * 5000 + " m", "1e999 km", "-5 km", "NaN m", "5 kg"])
def test_absurd_figures_decide_nothing(ask: Any, altitude: str) -> None:
    result = ask("climatic chamber", altitude=altitude)
    assert result.entry(EU, "9B106").status is Status.UNDETERMINED
    assert _codes(result) & {"EG4103", "EG4104"}


def test_a_negative_count_frees_nothing(ask: Any) -> None:
    result = ask("milling machine", axes="-5", repeatability="0.8 µm", travel="500 mm")
    assert result.entry(EU, "2B001").status is Status.UNDETERMINED
    assert "EG4103" in _codes(result)


@pytest.mark.parametrize("stated", [("3 kN", "6 kN"), ("6 kN", "3 kN")])
def test_two_figures_for_one_parameter_free_nothing(ask: Any, stated: tuple[str, str]) -> None:
    result = ask("climatic chamber", **FULL, **{"force": stated[0], "max force": stated[1]})
    assert result.entry(EU, "9B106").status is Status.UNDETERMINED
    assert "EG4105" in _codes(result)


def test_two_figures_that_agree_decide(ask: Any) -> None:
    over = ask("climatic chamber", **FULL, **{"force": "6 kN", "max force": "6000 N", "vibration": "fitted"})
    assert over.item_on(EU, "9B106.a")[0] is Status.LISTED
    under = ask("climatic chamber", **FULL, **{"force": "3 kN", "max force": "2 kN", "vibration": "fitted"})
    assert under.entry(EU, "9B106").status is Status.NOT_LISTED


def test_words_that_contradict_each_other_are_a_fault(ask: Any) -> None:
    result = ask("ball valve", nominal_size="50 mm", MOC="PTFE lined", **{"body material": "brass"})
    assert result.entry(EU, "2B350").status is Status.UNDETERMINED
    assert "EG4121" in _codes(result)


@pytest.mark.parametrize("claims", [(), (("eu-annex1", "not_listed"),)])
def test_a_description_that_was_not_read_whole_is_never_clear(ask: Any, claims: tuple[tuple[str, str], ...]) -> None:
    result = ask("chair " * 20000 + "gas centrifuge", claims=claims)
    for each in result.lists:
        assert each.status is Status.UNDETERMINED, each.list
    assert result.on(EU).cause is Cause.UNREADABLE
    assert "EG4120" in _codes(result)


@pytest.mark.parametrize("text", ["5-axis milling machine 3 µm, " * 300, "7 kW pump " * 800])
def test_repetition_reads_few_figures(goods_data: GoodsData, text: str) -> None:
    made = subject(Item("1", text), goods_data)
    assert len(made.figures) <= 60
    assert len(made.readings) < 400


def test_a_run_of_letters_is_no_compound(ask: Any) -> None:
    assert ask("x" * 7000).on(EU).entries == ()
