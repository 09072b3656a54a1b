"""Names in Han letters as Japan and Hong Kong read them, and what such a reading may not do."""

from __future__ import annotations

import pytest

from endgate.names.compare import compare
from endgate.names.model import Query
from endgate.names.readings import other_readings
from endgate.terms.kinds import PartyKind


@pytest.mark.parametrize(
    ("letters", "reading"),
    [
        ("田中健二", "Tanaka Kenji"),
        ("佐々木 太郎", "Sasaki Taro"),
        ("高橋正", "Takahashi Tadashi"),
        ("黄志强", "Wong Chikeung"),
        ("曾國強", "Tsang Kwokkeung"),
        ("欧阳志明", "Au Yeung Chiming"),
    ],
)
def test_a_name_of_known_parts_is_read(letters: str, reading: str) -> None:
    assert reading in other_readings(letters)


@pytest.mark.parametrize("text", ["北京航空航天大学", "鈴木", "王", "Tanaka", "", "黄𠮷强", "たなか"])
def test_other_texts_have_no_further_reading(text: str) -> None:
    assert other_readings(text) == ()


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("田中健二", "TANAKA, Kenji", True),
        ("田中健二", "TANAKA, Shoji", False),
        ("鈴木一郎", "Ichiro Suzuki", True),
        ("鈴木一郎", "Jiro Suzuki", False),
        ("陈大文", "Chan Tai Man", True),
        ("陈大文", "Chan Siu Ming", False),
        ("黄志强", "Wong Chi Keung", True),
        ("黄志强", "王智强", False),
    ],
)
def test_a_reading_is_compared_and_letters_outrank_it(left: str, right: str, same: bool) -> None:
    one, other = (Query(side, (side,), PartyKind.PERSON) for side in (left, right))
    assert compare(one, other).grade.counts is same
    assert compare(other, one).grade.counts is same
