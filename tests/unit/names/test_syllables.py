"""Syllables of Korean and Chinese names, and what is none."""

from __future__ import annotations

import pytest

from endgate.names.edges import edge
from endgate.names.forms import analyse
from endgate.names.model import EdgeType
from endgate.names.syllables import name_syllables
from endgate.terms.kinds import PartyKind


@pytest.mark.parametrize(
    "word",
    ["kim", "gim", "ri", "lee", "rhee", "pak", "choe", "chong", "jeong", "ryang", "yang", "shin", "gwang", "hyok"],
)
def test_a_syllable_of_a_korean_name_is_known_in_every_romanisation(word: str) -> None:
    assert word in name_syllables()


@pytest.mark.parametrize("word", ["zhang", "chang", "hsu", "tsai", "xi", "kuo", "qiang"])
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
