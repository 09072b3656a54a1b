"""Goods named outright raise their entry, rule or none; look-alikes raise nothing; word order does not count."""

from __future__ import annotations

from typing import Any

import pytest

from endgate.goods.data import GoodsData
from endgate.goods.model import ItemResult
from endgate.goods.wordorder import AnyOrder
from endgate.shipment.model import ItemKind

OURS = ("eu-annex1", "eu-ml", "us-usml", "us-ccl")


def raised(result: ItemResult) -> dict[str, str]:
    """Status by entry, less the US twins of EU entries."""
    entries = [entry for list_id in OURS for entry in result.on(list_id).entries]
    return {entry.entry: entry.status.value for entry in entries if not entry.raised_by.startswith("twin")}


@pytest.mark.parametrize(
    ("said", "entry", "status"),
    [
        ("sarin", "ML7", "listed"),
        ("VX, 1 kg", "ML7", "listed"),
        ("ricin", "1C351", "listed"),
        ("saxitoxin standard", "1C351", "undetermined"),
        ("chlorine trifluoride", "1C238", "listed"),
        ("uranium hexafluoride", "0C001", "listed"),
        ("UDMH", "1C111", "undetermined"),
        ("boron-10 powder", "1C225", "undetermined"),
        ("tritium gas", "1C235", "undetermined"),
        ("assault rifle", "ML1", "undetermined"),
        ("mortar, 81 mm", "ML2", "undetermined"),
        ("155 mm shells", "ML3", "undetermined"),
        ("cruise missile", "ML4", "undetermined"),
        ("Bronze plaque; Kampfpanzer", "ML6", "undetermined"),
        ("body armour", "ML13", "undetermined"),
        ("warship", "ML9", "undetermined"),
        ("fighter aircraft", "USML.VIII", "undetermined"),
        ("maraging steel", "1C216", "undetermined"),
        ("carbon fiber prepregs", "1C010", "undetermined"),
        ("gas centrifuges", "0B001", "undetermined"),
        ("krytron", "3A228", "undetermined"),
    ],
)
def test_goods_named_outright_raise_their_entry(ask: Any, said: str, entry: str, status: str) -> None:
    assert raised(ask(said)).get(entry) == status


@pytest.mark.parametrize("number", ["107-44-8", "7790-91-2", "505-60-2", "57-14-7", "121-82-4"])
def test_a_number_names_goods_too(ask: Any, number: str) -> None:
    assert raised(ask("a drum", item={"cas": number}))


@pytest.mark.parametrize(
    "said",
    [
        "toy assault rifle",
        "ammunition box, empty",
        "rifle cleaning kit",
        "VX patch cable",
        "Dijon mustard",
        "mortar for bricks",
        "fish tank",
        "submarine cable repeater",
        "scale model of a battle tank",
        "hydrazine hydrate 24 %",
        "CO2 laser engraving machine",
        "gun cabinet",
        "paper guillotine",
    ],
)
def test_what_only_looks_like_it_raises_nothing(ask: Any, said: str) -> None:
    assert raised(ask(said)) == {}


def test_a_list_that_is_not_held_says_so_of_what_it_names(ask: Any) -> None:
    found = ask("hand grenade").on("eu-ml")
    assert (found.status.value, found.cause.value) == ("undetermined", "no_rule")
    assert "not encoded" in found.entries[0].note


def test_an_entry_of_a_later_text_is_not_raised_before_it(ask: Any) -> None:
    assert "4A507" in raised(ask("AI accelerator server"))
    assert "4A507" not in raised(ask("AI accelerator server", on="2021-09-09"))


@pytest.mark.parametrize(
    ("said", "entry"),
    [
        ("Shaker, electrodynamic", "2B116"),
        ("Prepreg, carbon fiber", "1C010"),
        ("Steel, maraging, in bars", "1C216"),
        ("missile, cruise", "ML4"),
        ("centrifuges (gas)", "0B001"),
        ("fibre prepreg carbon", "1C010"),
        ("Flow-forming machines", "2B009"),
        ("armored fighting vehicle", "ML6"),
    ],
)
def test_the_order_and_spelling_of_words_do_not_count(ask: Any, said: str, entry: str) -> None:
    assert entry in raised(ask(said))


@pytest.mark.parametrize("said", ["shaker table, no electrodynamic shaker", "gas, centrifugal pump"])
def test_words_of_other_clauses_make_no_term(ask: Any, said: str) -> None:
    assert raised(ask(said)) == {}


def test_terms_stand_once_where_they_stand() -> None:
    terms = AnyOrder(["carbon fibre", "gas mask"], [("fibre", "fiber")])
    assert [match.term for match in terms.find("fiber carbon | mask gas | carbon steel fibre")] == [
        "carbon fibre",
        "gas mask",
    ]
    assert [match.term for match in terms.inverted("mask | full face | gas")] == ["gas mask"]


def test_software_for_raised_goods_raises_the_entries_that_serve_them(ask: Any) -> None:
    assert {"2D001", "2D101", "2D201"} <= set(raised(ask("software for flow forming machine")))
    assert "0E001" in raised(ask("gas centrifuge rotor drawings", item={"kind": ItemKind.TECHNOLOGY}))
    assert not {"2D001", "2D101"} & set(raised(ask("flow forming machine with control software")))


MEETS = "20 mm, photocathode area 25 cm², anode rise time 0.5 ns"
"""Figures that meet what a wide word has to be told with."""
UNRAISABLE = {
    "4D002": "its number is not used",
    "4D003": "its number is not used",
}


def by_chemical(data: GoodsData) -> set[str]:
    return {row["eu_path"].split(".")[0] for row in data.part("chemicals").values()}


def test_every_entry_of_the_list_can_be_raised_by_a_plain_phrase(goods_data: GoodsData, ask: Any) -> None:
    """Each A, B, C entry by a phrase of its own; D and E by theirs, or with the goods they serve."""
    phrases: dict[str, list[str]] = {}
    for part in ("families", "named"):
        terms = goods_data.part(part)["terms"] if part == "named" else goods_data.part(part)
        for term, targets in terms.items():
            for list_id, entry, *_ in targets:
                if list_id == "eu-annex1":
                    phrases.setdefault(entry, []).append(term)
    served = set(goods_data.part("intangibles"))
    known = by_chemical(goods_data) | served | set(UNRAISABLE)
    missing = [
        code
        for code, row in goods_data.items.items()
        if row["eu_2025"] == "yes"
        and code not in known
        and not any(code in raised(ask(said)) for term in phrases.get(code, ()) for said in (term, f"{term}, {MEETS}"))
    ]
    assert missing == []


@pytest.mark.parametrize("list_id", ["eu-ml", "us-usml"])
def test_every_entry_of_a_military_list_can_be_raised(goods_data: GoodsData, ask: Any, list_id: str) -> None:
    phrases: dict[str, list[str]] = {}
    for term, targets in goods_data.part("named")["terms"].items():
        for target_list, entry, *_ in targets:
            if target_list == list_id:
                phrases.setdefault(entry, []).append(term)
    stem = "ML" if list_id == "eu-ml" else "USML."
    wanted = {entry for entry in goods_data.part("list_entries") if entry.startswith(stem)}
    assert len(wanted) == (22 if list_id == "eu-ml" else 21)
    assert {each for each in wanted if any(each in raised(ask(term)) for term in phrases[each])} == wanted
