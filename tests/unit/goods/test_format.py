"""What an edition holds of goods is read by the program that compiled it, and by none that expects other parts."""

from __future__ import annotations

import pytest

from endgate.goods.compile import compile_goods
from endgate.goods.data import FORMAT, GoodsData
from endgate.goods.errors import GoodsError

PARTS = {
    "endgate.goods/2": (
        "aliases annex_iv assumed authorisations blocking_words catch_all_questions chemical_names chemicals"
        " composition_words consumer_words derived distinct distinct_cas entry_terms enumerations families"
        " figure_contexts format forms formulas history impossible intangibles items kinds list_entries lists"
        " look_alikes members mixture_words mixtures named named_exclusions negations parameters passing_words"
        " presumptions programmes relations rules search tariff us_chart us_exceptions versions words"
    )
}


def test_parts_do_not_change_without_another_format() -> None:
    assert " ".join(sorted(compile_goods())) == PARTS[FORMAT]


@pytest.mark.parametrize("older", [{"format": "endgate.goods/1"}, {}])
def test_goods_of_another_version_are_told(older: dict[str, str]) -> None:
    with pytest.raises(GoodsError) as raised:
        GoodsData.load(older)
    assert [fault.code for fault in raised.value.faults] == ["EG4122"]
