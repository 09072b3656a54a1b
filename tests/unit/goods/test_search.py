"""The ranking by words: it proposes in a fixed order and never raises or lists anything by itself."""

from __future__ import annotations

import csv
import json
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from endgate.goods.bench import queries
from endgate.goods.data import GoodsData
from endgate.goods.search import build_index, search, tokens

DOCUMENTS = {"1A001": "pressure vessel steel", "1A002": "pressure valve", "1D001": "software for a pressure valve"}


def test_tokens_are_folded_stemmed_and_stopped() -> None:
    assert tokens("Valves for Köln, 5-axis GRINDING", ("for",)) == ["valve", "koln", "5", "axis", "grind"]


def test_rare_words_weigh_more_and_matches_are_named() -> None:
    index = build_index(DOCUMENTS, ["for", "a"])
    (first, *_) = search("a steel vessel under pressure", index)
    assert (first.entry, first.matched) == ("1A001", ("steel", "vessel", "pressure"))


def test_software_comes_later_for_tangible_goods() -> None:
    index = build_index({"1D001": "pressure valve", "2A001": "pressure valve"}, [])
    assert [each.entry for each in search("valve", index)] == ["2A001", "1D001"]
    assert [each.entry for each in search("valve", index, tangible=False)] == ["1D001", "2A001"]


def test_order_of_the_documents_does_not_matter() -> None:
    turned = dict(reversed(DOCUMENTS.items()))
    assert build_index(DOCUMENTS, []) == build_index(turned, [])


def test_nothing_in_common_proposes_nothing() -> None:
    assert search("bicycle", build_index(DOCUMENTS, [])) == ()
    assert search("", build_index(DOCUMENTS, [])) == ()


@pytest.mark.parametrize(
    ("text", "entry"),
    [("night vision tube", "6A002"), ("fermenter 50 litres", "2B352"), ("hydrophone array", "6A001")],
)
def test_own_words_find_their_entry(goods_data: GoodsData, text: str, entry: str) -> None:
    assert entry in [each.entry for each in search(text, goods_data.part("search"))[:5]]


def test_likeness_raises_nothing(ask: Any) -> None:
    assert ask("night vision tube").on("eu-annex1").entries == ()


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


def test_every_entry_of_words_is_on_the_list(goods_data: GoodsData) -> None:
    text = files("endgate").joinpath("data", "goods", "entry_words.csv").read_text(encoding="utf-8")
    entries = [row["entry"] for row in csv.DictReader(text.splitlines())]
    assert len(entries) == len(set(entries))
    assert all(goods_data.items[entry]["eu_2025"] == "yes" for entry in entries)
    assert json.dumps(goods_data.part("search"))


def test_the_best_by_words_are_shown_as_seen(ask: Any) -> None:
    assert ask("night vision tube").seen[0] == "6A002: words in common: night, vision, tube"
    assert len(ask("laser radar camera with carbon fibre tube").seen) == 5
