"""Ordinary goods whose words sound controlled raise nothing; the controlled goods beside them still do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from endgate.goods.model import Status
from endgate.goods.wording import Enumerations, clauses

EU, ML = "eu-annex1", "eu-ml"


def _raised(result: Any) -> set[str]:
    return {entry.entry for list_id in (EU, ML) for entry in result.on(list_id).entries}


@pytest.mark.parametrize(
    "text",
    [
        "windscreen glass for vehicles, aircraft, spacecraft or vessels",
        "dashboard clocks for vehicles, aircraft, spacecraft and ships",
        "Aircraft and spacecraft seats",
        "Scheiben für Kraftfahrzeuge, Luftfahrzeuge, Raumfahrzeuge oder Wasserfahrzeuge",
        "reaction engines other than turbojets",
        "rescue boats, other than warships",
        "Rettungsboote, ausgenommen Kriegsschiffe",
        "muffle furnace except hot isostatic presses",
        "toy drone for children",
        "Spielzeug Drohne",
        "amusement park ride with motion simulator",
        "canned frigate tuna",
        "huile de ricin, bidon 20 l",
        "graines de ricin",
        "SARS-CoV vaccine",
        "foundry soufflerie de chauffage",
        "drone battery 14.8 V 5000 mAh",
        "laser engraver 10 W 450 nm",
        "film capacitor 10 µF 400 VAC",
        "rotary vane vacuum pump 8 m3/h 0.1 mbar",
        "fibre laser marking machine 20 W 1064 nm",
        "fish finder sonar 200 kHz 100 m",
        "IGBT module 1200 V 75 A Tj max 175 °C",
        "RF power transistor 50 W 175 MHz",
    ],
)
def test_words_in_passing_raise_nothing(ask: Any, text: str) -> None:
    assert _raised(ask(text)) == set()


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("spacecraft bus", "9A004"),
        ("turbojet engine", "9A101"),
        ("warship", "ML9"),
        ("drone, other than toys", "9A012"),
        ("unmanned aircraft and vessels", "9A012"),
        ("hot isostatic press other than for toys", "2B004"),
        ("motion simulator for flight training", "2B120"),
        ("ricin, 5 mg vial", "1C351"),
        ("soufflerie supersonique", "9B105"),
    ],
)
def test_the_controlled_goods_beside_them_are_raised(ask: Any, text: str, entry: str) -> None:
    assert entry in _raised(ask(text))


def test_ordinary_goods_with_figures_seldom_raise_anything(ask: Any) -> None:
    """At most five in a hundred; a frequency inverter is asked whether it goes beyond 600 Hz."""
    lines = Path(__file__).with_name("ordinary_with_figures.csv").read_text(encoding="utf-8").splitlines()[1:]
    raising = [line for line in lines if _raised(ask(line))]
    assert len(lines) == 48
    assert raising == ["frequency inverter 7.5 kW 400 V 50/60 Hz"]


def test_a_toy_whose_parameters_are_stated_is_looked_at(ask: Any) -> None:
    assert "9A012" in _raised(ask("toy drone", endurance="2 h"))


def test_what_is_named_for_another_thing_is_not_that_thing(ask: Any) -> None:
    assert ask("reagents for SARS-CoV").entry(EU, "1C351").status is Status.UNDETERMINED


@pytest.mark.parametrize("text", ["acids other than hydrogen fluoride", "cleaner sans triéthanolamine"])
def test_a_chemical_left_out_by_the_words_is_not_met(ask: Any, text: str) -> None:
    assert _raised(ask(text)) == set()


@pytest.mark.parametrize("text", ["salt of methylphosphonic acid and urea", "esters of methylphosphonic acid"])
def test_what_is_made_of_a_listed_chemical_is_asked_about(ask: Any, text: str) -> None:
    assert ask(text).entry(EU, "1C350").status is Status.UNDETERMINED


def test_an_enumeration_masks_only_what_is_named_in_passing() -> None:
    run = Enumerations([(3, ["spacecraft"], ["vehicles", "ships"])])
    assert run.masked(clauses("for vehicles, spacecraft and ships")) == "for vehicles | | and ships"
    assert run.masked(clauses("spacecraft and ships")) == "spacecraft and ships"
    assert run.masked(clauses("spacecraft")) == "spacecraft"
