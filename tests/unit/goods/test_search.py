"""The ranking by words: it proposes in a fixed order and never raises or lists anything by itself."""

from __future__ import annotations

import csv
import json
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from endgate.goods.bench import queries
from endgate.goods.data import GoodsData
from endgate.goods.search import search
from endgate.goods.tokens import tokens
from endgate.goods.wordindex import Settings, Term, WordIndex, build_index
from endgate.goods.wording import clauses

LANGUAGES = ("en", "de", "fr", "es", "ru", "zh", "tr", "fa")
TERMS = (
    Term("1A001", "pressure vessel steel"),
    Term("1A002", "pressure valve"),
    Term("1D001", "software for a pressure valve"),
)
SPELLINGS = (("fibre", "fiber"), ("yse", "yze"))


def index_of(*terms: Term, **settings: Any) -> WordIndex:
    return WordIndex(json.loads(json.dumps(build_index(terms, Settings(**settings)))))


def entries(text: str, index: WordIndex, **options: Any) -> list[str]:
    return [each.entry for each in search(text, index, **options)]


def test_tokens_are_folded_stemmed_and_stopped() -> None:
    assert tokens(clauses("Valves for Köln GRINDING"), ("for",)) == ["valve", "koln", "grind"]


def test_spellings_of_two_countries_are_one_word() -> None:
    assert tokens("fibre analyser", (), SPELLINGS) == tokens("fiber analyzers", (), SPELLINGS)


@pytest.mark.parametrize(
    ("one", "other"), [("helium-3", "helium 3"), ("5-axis", "5 axis"), ("C-300", "C300"), ("He-3 tube", "he3 tube")]
)
def test_numbers_count_joined_to_their_word(one: str, other: str) -> None:
    assert set(tokens(clauses(one))) & set(tokens(clauses(other))) - {"tube"}


def test_a_bare_number_says_nothing_and_a_standards_number_much() -> None:
    assert tokens("150 mm 7075 1.6358") == ["mm", "150mm", "7075", "mm7075", "1.6358"]


def test_signs_are_compared_in_pairs() -> None:
    assert tokens("碳纤维 泵") == ["碳纤", "纤维", "泵"]


def test_rare_words_weigh_more_and_matches_are_named() -> None:
    (first, *_) = search("a steel vessel under pressure", index_of(*TERMS, stop=("for", "a")))
    assert (first.entry, first.matched) == ("1A001", ("steel", "vessel", "pressure"))


def test_a_whole_term_beats_pieces_of_several() -> None:
    index = index_of(Term("2A001", "scroll pump"), Term("2A002", "scroll saw"), Term("2A002", "fuel pump station"))
    assert entries("scroll pump", index)[0] == "2A001"


def test_software_comes_later_for_tangible_goods() -> None:
    index = index_of(Term("1D001", "pressure valve"), Term("2A001", "pressure valve"))
    assert entries("valve", index) == ["2A001", "1D001"]
    assert entries("valve", index, tangible=False) == ["1D001", "2A001"]


def test_software_comes_first_where_the_words_name_it() -> None:
    cues = {"software": ["software"], "accessory": ["with"]}
    index = index_of(Term("1D001", "pressure valve"), Term("2A001", "pressure valve"), cues=cues)
    assert entries("valve software", index) == ["1D001", "2A001"]
    assert entries("valve with software", index) == ["2A001", "1D001"]


def test_what_goods_are_for_says_less_than_what_they_are() -> None:
    index = index_of(Term("1A001", "coolant"), Term("2A001", "server"), cues={"purpose": ["for"]})
    assert entries("coolant for server", index) == ["1A001", "2A001"]
    assert entries("server for coolant", index) == ["2A001", "1A001"]


def test_another_ending_and_a_compound_are_understood() -> None:
    index = index_of(Term("1A001", "бронежилет"), Term("2A001", "solid motor"), synonyms={"feststoff": ["solid"]})
    assert entries("бронежилета", index) == ["1A001"]
    assert entries("Feststoffmotoren", index) == ["2A001"]


def test_a_synonym_helps_and_weighs_less_than_the_word() -> None:
    index = index_of(Term("1A001", "oven"), Term("2A001", "furnace"), synonyms={"oven": ["furnace"]})
    assert entries("oven", index) == ["1A001", "2A001"]


def test_two_words_written_apart_are_tried_as_one() -> None:
    assert entries("turbo pump", index_of(Term("9A006", "turbopump"), Term("1A001", "oven"))) == ["9A006"]


def test_order_of_the_terms_does_not_matter() -> None:
    assert build_index(TERMS, Settings()) == build_index(tuple(reversed(TERMS)), Settings())


def test_nothing_in_common_proposes_nothing() -> None:
    assert search("bicycle", index_of(*TERMS)) == ()
    assert search("", index_of(*TERMS)) == ()


@pytest.mark.parametrize(
    ("text", "entry"),
    [("night vision scope", "6A002"), ("fermenter 50 litres", "2B352"), ("hydrophone array", "6A001")],
)
def test_own_words_find_their_entry(goods_data: GoodsData, text: str, entry: str) -> None:
    assert entry in [each.entry for each in search(text, goods_data.word_index)[:5]]


def test_likeness_raises_nothing(ask: Any) -> None:
    assert ask("night vision scope").on("eu-annex1").entries == ()


def test_queries_count_ordinary_goods_apart(goods_data: GoodsData) -> None:
    lines = [
        "query,acceptable_eu_items,author",
        "climatic chamber,9B106|2B116,x",
        "bicycle,NONE,x",
        "zzz,1A001,x",
    ]
    measured = queries(lines, goods_data, as_of=date(2025, 11, 15))
    assert (measured["queries"], measured["recall_at_1"], measured["recall_at_5"]) == (2, 0.5, 0.5)
    assert (measured["ordinary"], measured["ordinary_listed"], measured["ordinary_raised"]) == (1, 0, 0)
    assert measured["failing"] == ["zzz: [] for 1A001"]


def _vocabulary() -> list[dict[str, str]]:
    folder = files("endgate").joinpath("data", "goods", "vocabulary")
    texts = [each.read_text(encoding="utf-8") for each in folder.iterdir() if each.name.endswith(".csv")]
    return [row for text in texts for row in csv.DictReader(text.splitlines())]


def test_every_entry_of_the_list_has_vocabulary_and_every_row_an_entry(goods_data: GoodsData) -> None:
    rows = _vocabulary()
    listed = {code for code, row in goods_data.items.items() if row["eu_2025"] == "yes"} - {"4D002", "4D003"}
    assert {row["entry"] for row in rows} == listed
    assert len({(row["entry"], row["term"].lower()) for row in rows}) == len(rows)
    assert all(row["term"] and row["source"] and row["language"] in LANGUAGES for row in rows)


def test_terms_are_terms_and_no_sentences() -> None:
    assert max(len(row["term"]) for row in _vocabulary()) <= 80


def test_the_best_by_words_are_shown_as_seen(ask: Any) -> None:
    assert ask("night vision scope").seen[0] == "6A003: words in common: night, vision, scope, sight"
    assert len(ask("laser radar camera with carbon fibre tube").seen) == 5


def _traders(half: str) -> list[str]:
    lines = Path(__file__).with_name("traders_queries.csv").read_text(encoding="utf-8").splitlines()
    return [lines[0], *(line for line in lines if line.endswith(f",{half}"))]


@pytest.mark.parametrize("half", ["held", "looked", "later", "names", "last", "fresh", "second"])
def test_traders_words_find_their_entry(goods_data: GoodsData, half: str) -> None:
    measured = queries(_traders(half), goods_data, as_of=date(2025, 11, 15))
    assert measured["queries"] >= (30 if half == "second" else 90)
    assert (measured["recall_at_1"] >= 0.8, measured["recall_at_5"] >= 0.95) == (True, True), measured
    assert (measured["ordinary_listed"], measured["ordinary_raised"]) == (0, 0)
