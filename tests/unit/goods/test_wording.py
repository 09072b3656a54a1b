"""Words that are denied raise nothing; words that only look denied still do (specification 10.6)."""

from __future__ import annotations

from typing import Any

import pytest

from endgate.goods.data import GoodsData
from endgate.goods.model import Status
from endgate.goods.wording import Terms, clauses, mentions

EU = "eu-annex1"


@pytest.mark.parametrize(
    "text",
    [
        "Walk-in test room, no altitude simulation, no shaker fitted",
        "Walk-in test room without any built-in vibration table",
        "Test room, vibration table not included",
        "Test room with vibration table (not supplied)",
        "Test room; shaker: none",
        "Not included: vibration table",
        "Test room not equipped with a vibration table or shaker",
        "Oven, no altitude simulation or vibration table",
        "Oven with neither altitude simulation nor slip table",
        "Optical anti-vibration table",
        "Prüfraum ohne Rütteltisch",
        "Prüfraum, kein Shaker eingebaut",
        "Prüfraum, nicht mit Rütteltisch ausgestattet",
        "Prüfraum (Shaker nicht enthalten)",
        "Salle d'essai sans pot vibrant",
        "Salle d'essai, pas de pot vibrant",
        "Salle d'essai non équipée de pot vibrant",
        "Salle d'essai, pot vibrant non fourni",
        "Помещение без вибростенд",
        "测试室, 无振动台",
    ],
)
def test_denied_words_raise_nothing(ask: Any, text: str) -> None:
    assert ask(text).on(EU).entries == ()


@pytest.mark.parametrize(
    "text",
    [
        "Shaker system without amplifier",
        "Not calibrated vibration table",
        "Item no 5 vibration table",
        "Vibration table, no less than 50 kN",
        "Not only a vibration table",
        "Oven without humidity but with vibration table",
        "Vibration table with no load limit",
        "Vibration table, not included: amplifier",
        "Without packaging, vibration table",
        "Rütteltisch ohne Verstärker",
        "Rütteltisch, nicht nur für Fahrzeuge",
        "Pot vibrant sans amplificateur",
        "Vibration table optional",
    ],
)
def test_words_that_are_not_denied_raise_their_entry(ask: Any, text: str) -> None:
    assert [each.entry for each in ask(text).on(EU).entries] == ["2B116"]


@pytest.mark.parametrize(
    "text",
    [
        "Climatic test chamber, temperature cycling, no altitude simulation, no shaker fitted",
        "Klimakammer ohne Schwingtisch, ohne Shaker",
        "Enceinte climatique sans pot vibrant",
    ],
)
def test_the_chamber_stays_a_chamber(ask: Any, text: str) -> None:
    result = ask(text, temperature_range="-60…+130 °C")
    assert [each.entry for each in result.on(EU).entries] == ["9B106"]
    assert result.entry(EU, "9B106.a").status is Status.UNDETERMINED


@pytest.mark.parametrize("text", ["Camera, no military use, not for missiles", "Kamera, nicht für Raketen"])
def test_hedges_set_nothing_to_true(ask: Any, text: str) -> None:
    assert ask(text).on(EU).entries == ()


@pytest.mark.parametrize(
    "fit",
    [
        "no shaker, no interface for one",
        "no shaker fitted; no port for one",
        "ohne Shaker, keine Schnittstelle",
        "sans pot vibrant, aucune interface",
    ],
)
@pytest.mark.parametrize("altitude", ["none, ground level only", "no", "ground level", "keine", "aucune", "n/a"])
def test_denied_parameters_are_read(ask: Any, fit: str, altitude: str) -> None:
    result = ask(
        "climatic chamber", temperature_range="-75…+180 °C", vibration_equipment=fit, simulated_altitude=altitude
    )
    assert result.faults == ()
    assert result.entry(EU, "9B106.a").status is Status.NOT_LISTED


def test_parts_of_a_parameter_that_disagree_settle_nothing(ask: Any) -> None:
    result = ask("climatic chamber", temperature_range="-75…+180 °C", vibration_equipment="no shaker, shaker port")
    assert [fault.code for fault in result.faults] == ["EG4103"]
    assert result.entry(EU, "9B106.a").status is Status.UNDETERMINED


def test_no_altitude_and_a_narrow_range_free_a_chamber_with_its_shaker(ask: Any) -> None:
    stated = {"temperature_range": "-20…+60 °C", "vibration_equipment": "fitted"}
    assert ask("climatic chamber", **stated).entry(EU, "9B106.a").status is Status.UNDETERMINED
    denied = ask("climatic chamber", **stated, simulated_altitude="none, ground level only")
    assert denied.entry(EU, "9B106.a").status is Status.NOT_LISTED


def test_clauses_keep_decimals_together() -> None:
    assert clauses("Oven 1,5 kW, no fan: none (A)") == "oven 1 5 kw | no fan : none | a |"


def test_terms_are_whole_words_with_plurals() -> None:
    found = Terms(["shaker", "vibration table", "台"]).find("shakers, vibration tables, shakerless 振动台 shaker_1")
    assert [(match.term, match.start, match.end) for match in found] == [
        ("shaker", 0, 7),
        ("vibration table", 9, 25),
        ("台", 40, 41),
    ]
    assert mentions("two shakers", ["Shaker"])
    assert not mentions("ashaker shakery", ["Shaker"])


def test_the_longest_term_wins(goods_data: GoodsData) -> None:
    assert [match.term for match in Terms(["shaker", "shaker system"]).find("a shaker system")] == ["shaker system"]
    assert goods_data.families.find("a climatic test chamber")[0].term == "climatic test chamber"
