"""Properties of evaluation: a stronger value never frees an item, and a trace reproduces its own truth."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from endgate.goods.classify import classify
from endgate.goods.compile import compile_goods
from endgate.goods.data import GoodsData
from endgate.goods.evaluate import recombine
from endgate.goods.model import Status
from endgate.shipment.model import Item

DATA = GoodsData.load(json.loads(json.dumps(compile_goods())))
DAY = date(2025, 11, 15)
RANK = {Status.NOT_LISTED: 0, Status.UNDETERMINED: 1, Status.LISTED: 2}
low = st.one_of(st.none(), st.integers(min_value=-90, max_value=0))
number = st.one_of(st.none(), st.integers(min_value=0, max_value=120))


def chamber(cold: int | None, hot: int, force: int | None, rms: int | None, top: int | None) -> dict[str, str]:
    stated = {"temperature_range": None if cold is None else f"{cold}…+{hot} °C"}
    stated["vibration_force"] = None if force is None else f"{force} kN"
    stated["vibration_acceleration_rms"] = None if rms is None else f"{rms} g rms"
    stated["vibration_frequency_band"] = None if top is None else f"5-{top * 50 + 100} Hz"
    return {name: text for name, text in stated.items() if text is not None}


def status(stated: dict[str, str]) -> Status:
    (result,) = classify([Item("1", "climatic chamber", parameters=stated)], DATA, as_of=DAY)
    entry = result.entry("eu-annex1", "9B106")
    assert entry is not None
    for provision in entry.provisions:
        assert recombine(provision.trace, lambda _: None) is provision.truth
    return entry.status


@given(low, st.integers(min_value=20, max_value=200), number, number, number, st.integers(min_value=0, max_value=3))
def test_a_stronger_value_never_frees(
    cold: int | None, hot: int, force: int | None, rms: int | None, top: int | None, which: int
) -> None:
    weaker = status(chamber(cold, hot, force, rms, top))
    values = [cold, force, rms, top]
    if values[which] is None:
        return
    values[which] += -20 if which == 0 else 20
    stronger = status(chamber(values[0], hot, *values[1:]))
    assert RANK[stronger] >= RANK[weaker]


@given(st.sampled_from(sorted(DATA.part("chemicals"))), st.integers(min_value=1, max_value=99))
def test_a_greater_share_never_frees_a_chemical(cas: str, share: int) -> None:
    def of(percent: int) -> int:
        item = Item("1", "aqueous solution of a chemical", cas=cas, concentration=f"{percent} % w/w")
        (result,) = classify([item], DATA, as_of=DAY)
        return max(RANK[entry.status] for each in result.lists for entry in each.entries)

    assert of(min(99, share + 5)) >= of(share)


@given(
    st.text(max_size=60), st.text(max_size=20), st.dictionaries(st.text(max_size=12), st.text(max_size=12), max_size=3)
)
def test_any_text_is_answered(description: str, cas: str, parameters: dict[str, str]) -> None:
    (result,) = classify([Item("1", description, cas=cas, parameters=parameters)], DATA, as_of=DAY)
    assert {each.list for each in result.lists} == {row["list"] for row in DATA.lists}
