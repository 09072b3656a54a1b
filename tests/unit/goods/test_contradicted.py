"""What is stated against what the description says: where they differ neither frees, and mixed scripts hide nothing."""

from __future__ import annotations

from typing import Any

import pytest

from endgate.goods.model import Status

EU = "eu-annex1"


@pytest.mark.parametrize(
    ("text", "parameters", "path", "status"),
    [
        ("5-axis milling machine", {"axes": "0"}, "2B201", Status.UNDETERMINED),
        ("5-axis milling machine", {"axes": "5"}, "2B201", Status.LISTED),
        ("5-axis simultaneous milling machine", {}, "2B201", Status.LISTED),
        ("five-axis machining centre", {"contouring axes": "0"}, "2B201", Status.UNDETERMINED),
        ("5-axis milling machine", {"number of axes": "0"}, "2B201", Status.UNDETERMINED),
        ("maraging steel tensile strength 2100 MPa", {"tensile strength": "900 MPa"}, "1C216", Status.UNDETERMINED),
        ("maraging steel tensile strength 2100 MPa", {"tensile strength": "2.1 GPa"}, "1C216", Status.LISTED),
    ],
)
def test_a_figure_beside_the_name_of_what_is_stated(
    ask: Any, text: str, parameters: dict[str, str], path: str, status: Status
) -> None:
    entry = ask(text, **parameters).entry(EU, path)
    assert entry is not None
    assert entry.status is status


@pytest.mark.parametrize(
    ("text", "concentration", "path", "status"),
    [
        ("thiodiglycol solution", "0 %", "1C350.1", Status.UNDETERMINED),
        ("mixture with 60 % triethanolamine hydrochloride", "20 %", "1C350.53", Status.UNDETERMINED),
        ("mixture with 60 % triethanolamine hydrochloride", "0 %", "1C350.53", Status.UNDETERMINED),
        ("mixture with 60 % triethanolamine hydrochloride", "55-65 %", "1C350.53", Status.LISTED),
        ("sodium sulphide solution", "20 %", "1C350.50", Status.NOT_LISTED),
    ],
)
def test_a_share_against_the_share_of_the_description(
    ask: Any, text: str, concentration: str, path: str, status: Status
) -> None:
    entry = ask(text, item={"concentration": concentration}).entry(EU, path)
    assert entry is not None
    assert entry.status is status


def test_a_mixed_word_raises_what_the_plain_word_does(ask: Any) -> None:
    plain, mixed = ask("vibration test system"), ask("vibr\u0430tion t\u0435st syst\u0435m")
    assert [each.path for one in mixed.lists for each in one.entries] == [
        each.path for one in plain.lists for each in one.entries
    ]
    assert mixed.on(EU).entries


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Analog to digital converter, 14 bit, 3 GSPS", "3A001.a.5.a"),
        ("Digital to analog converter, 14 bit, 5 GSPS", "3A001.a.5.b"),
    ],
)
def test_a_kind_named_in_its_own_order_goes_before_the_turned_one(ask: Any, text: str, path: str) -> None:
    assert [each.path for each in ask(text).on(EU).entries] == [path]
