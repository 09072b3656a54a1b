"""The ranking on the development set of product descriptions, which one person wrote who knows the list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from endgate.goods.bench import queries
from endgate.goods.compile import compile_goods
from endgate.goods.data import GoodsData


def test_recall_stays_where_it_is(shared: Path) -> None:
    lines = (shared / "goods/eval/product_queries.csv").read_text(encoding="utf-8").splitlines()
    measured = queries(lines, GoodsData.load(compile_goods()), as_of=date(2025, 11, 15))
    assert measured["queries"] == 80
    assert measured["recall_at_1"] >= 0.80
    assert measured["recall_at_5"] >= 0.95
    assert (measured["ordinary_listed"], measured["ordinary_raised"]) == (0, 0)
