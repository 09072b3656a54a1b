"""Syllables of Korean and Chinese names, and what is none."""

from __future__ import annotations

import pytest

from endgate.names.compare import compare
from endgate.names.edges import edge
from endgate.names.forms import analyse
from endgate.names.model import EdgeType, Query
from endgate.names.syllables import name_syllables
from endgate.terms.kinds import PartyKind


@pytest.mark.parametrize(
    "word",
    ["kim", "gim", "ri", "lee", "rhee", "pak", "choe", "chong", "jeong", "ryang", "yang", "shin", "gwang", "hyok"],
)
def test_a_syllable_of_a_korean_name_is_known_in_every_romanisation(word: str) -> None:
    assert word in name_syllables()


@pytest.mark.parametrize("word", ["zhang", "chang", "hsu", "tsai", "xi", "kuo", "qiang", "chih", "tzu", "hsien"])
def test_a_syllable_of_a_chinese_name_is_known_in_pinyin_and_wade_giles(word: str) -> None:
    assert word in name_syllables()


@pytest.mark.parametrize("word", ["nug", "hwag", "nem", "iong", "shol", "zyk", "smith"])
def test_letters_that_make_no_syllable_are_none(word: str) -> None:
    assert word not in name_syllables()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("chol", "shol", EdgeType.ROMANISATION),
        ("hwang", "hwag", EdgeType.SPELLING),
        ("tong", "yong", EdgeType.KNOWN_DISTINCT),
        ("song", "jong", EdgeType.KNOWN_DISTINCT),
    ],
)
def test_another_syllable_is_another_name_and_no_syllable_is_a_misspelling(
    one: str, other: str, expected: EdgeType
) -> None:
    left, right = (analyse(f"Kim {word} Il", PartyKind.PERSON) for word in (one, other))
    tokens = [next(each for each in form.core if each.text == word) for form, word in ((left, one), (right, other))]
    found = edge(tokens[0], tokens[1], person=True)
    assert found is not None
    assert found.type is expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hsu Chih-chiang", "Xu Zhiqiang", True),
        ("LIN Mei-Hsiang", "Lin Meixiang", True),
        ("Chang Chia Hao", "Zhang Jiahao", True),
        ("Hsu Chih-chiang", "Xu Shiqiang", False),
        ("LIN Mei-Hsiang", "Lin Meixian", False),
        ("Kim Chung Il", "Kim Zhong Il", False),
    ],
)
def test_wade_giles_is_read_as_pinyin_where_it_can_be_nothing_else(one: str, other: str, same: bool) -> None:
    left, right = (Query(name, (name,), PartyKind.PERSON) for name in (one, other))
    assert compare(left, right).grade.counts is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Li Jianming", "Li Jianmin", False),
        ("Wang Xiaodong", "Wang Xiaohong", False),
        ("Wang Xiaodong", "Wang Xiaodogn", True),
        ("Tran Quoc Toan", "Tran Quoc Tuan", False),
        ("Trần Quốc Toản", "TRAN Quoc Toan", True),
        ("Tran Quoc Toan", "Tran Quoc Toann", True),
        ("Kim Yongchol", "Kim Yongchul", True),
        ("Lee Marino Fontana", "Lee Merino Fontana", True),
    ],
)
def test_another_syllable_in_a_given_name_is_another_person_and_a_slip_is_none(
    one: str, other: str, same: bool
) -> None:
    left, right = (Query(name, (name,), PartyKind.PERSON) for name in (one, other))
    assert compare(left, right).grade.counts is same
