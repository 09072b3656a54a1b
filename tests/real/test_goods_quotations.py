"""Every line quoted for the development descriptions stands word for word in the official text."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from endgate.goods.classify import classify
from endgate.goods.compile import compile_goods
from endgate.goods.data import GoodsData
from endgate.goods.importers.reading import read_control_list
from endgate.goods.quotations import quotations, verify
from endgate.shipment.model import Item


def test_every_quotation_and_path_stands_in_the_text(shared: Path) -> None:
    file = shared / "goods/eu_annex1_2025-11/annex_02021R0821-20251115.json.gz"
    text = read_control_list(file.read_bytes(), file.name)
    rows = csv.DictReader((shared / "goods/eval/product_queries.csv").read_text(encoding="utf-8").splitlines())
    items = [Item(str(at), row["query"]) for at, row in enumerate(rows)]
    results = classify(items, GoodsData.load(compile_goods()), as_of=date(2025, 11, 15))
    quoted = [each for result in results for each in quotations(result, text)]
    cited = {p.path for result in results for e in result.on("eu-annex1").entries for p in e.provisions}
    assert len(quoted) > 200
    assert verify(quoted, text) == ()
    assert sorted(path for path in cited if not text.at(path)) == []
