"""Whatever figures a description carries: they are quoted as they stand, and free nothing by themselves."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from endgate.goods.classify import classify
from endgate.goods.compile import compile_goods
from endgate.goods.data import GoodsData
from endgate.goods.figures import figures
from endgate.goods.model import ItemResult, Status
from endgate.shipment.model import Item

DATA = GoodsData.load(json.loads(json.dumps(compile_goods())))
DAY = date(2025, 11, 15)
GOODS = st.sampled_from(
    [
        "maraging steel",
        "climatic chamber with shaker",
        "hot isostatic press",
        "vacuum pump",
        "frequency converter",
        "carbon fibre tow",
        "pressure transducer",
        "fibre laser",
        "towed array",
        "GaN transistor",
        "machining centre",
        "drone",
        "vibration test system",
    ]
)
UNITS = st.sampled_from(
    ["MPa", "GPa", "m3/s", "l/s", "Pa", "mbar", "kHz", "GHz", "kVA", "W", "kW", "nm", "µm", "mm", "m"]
)
MORE_UNITS = st.sampled_from(["°C", "K", "kN", "g rms", "%", "h", "min", "ns", "J", "kg", "axes", "bar", "km", "l", ""])
FIGURE = st.tuples(
    st.sampled_from(["", "max. ", "≥ ", "±", "0-", "-70…+", "at "]),
    st.decimals(min_value="0.001", max_value="99999", places=3),
    st.one_of(UNITS, MORE_UNITS),
).map(lambda parts: f"{parts[0]}{parts[1]} {parts[2]}".rstrip())
TEXT = st.tuples(GOODS, st.lists(FIGURE, max_size=4)).map(lambda parts: f"{parts[0]}, {', '.join(parts[1])}")


def asked(text: str) -> ItemResult:
    return classify([Item("1", text)], DATA, as_of=DAY)[0]


def refused(result: ItemResult) -> set[str]:
    return {each.entry for each in result.on("eu-annex1").entries if each.status is Status.NOT_LISTED}


@given(st.text(max_size=80))
def test_any_text_gives_figures_that_stand_in_it(text: str) -> None:
    for each in figures(text):
        assert text[each.start : each.end].rstrip() == each.quotation
        assert each.quotation != ""


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_figures_in_words_free_nothing(text: str) -> None:
    bare = text.partition(",")[0]
    assert refused(asked(text)) <= refused(asked(bare))


@settings(max_examples=40, deadline=None)
@given(TEXT)
def test_every_figure_taken_is_quoted(text: str) -> None:
    for each in asked(text).identified:
        if each.kind == "figure":
            assert each.value in text
            assert all(name in DATA.parameters for name in each.targets)
