"""From any text to clean words."""

from __future__ import annotations

import pytest

from endgate.names.abjad import reads_like
from endgate.names.fold import fold, is_syllable, korean_fold
from endgate.names.normalise import names_in, normal, words
from endgate.names.romanise import script_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S.A. Foo & Co., Ltd.", "sa foo and co ltd"),
        ("Рособоронэкспорт", "rosoboroneksport"),
        ("王小川", "wang xiao chuan"),
        ("김정은", "gim jeong eun"),
        ("Müller", "muller"),
        ("ＡＣＭＥ　Ｌｔｄ", "acme ltd"),
        ("O’Neil", "oneil"),
        ("Ѕоnу", "sony"),
        ("a\u202eb\u200bc", "abc"),
        ("TANKER7", "tanker 7"),
        ("🚢 ?", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert normal(text) == expected


def test_known_words_in_han_stay_in_their_script() -> None:
    assert words("平壤贸易有限公司")[-2:] == ("贸易", "有限公司")


def test_arabic_keeps_one_spelling_for_one_sound() -> None:
    assert words("علي") == words("علی")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FOO CO (a.k.a. BAR LTD)", ["FOO CO", "BAR LTD"]),
        ("First Name; Second Name", ["First Name", "Second Name"]),
        ("Mirel Makina, and any successor, sub-unit, or subsidiary thereof", ["Mirel Makina"]),
        ("Institute of Things (MITEC)", ["Institute of Things", "MITEC"]),
        ("INSTITUTE OF THINGS (LONDON)", ["INSTITUTE OF THINGS"]),
        ("PORT (branch located in Aden)", ["PORT"]),
    ],
)
def test_contained_names(text: str, expected: list[str]) -> None:
    assert [each.text for each in names_in(text)] == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [("shcherbakov", "scherbakoff"), ("sergey", "sergei"), ("hussein", "husain"), ("mueller", "muller")],
)
def test_fold_joins_romanisations(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [("hamid", "hadi"), ("jong", "song"), ("karim", "kamal")])
def test_fold_keeps_names_apart(left: str, right: str) -> None:
    assert fold(left) != fold(right)


def test_korean_syllables() -> None:
    assert is_syllable("kwang")
    assert not is_syllable("smith")
    assert korean_fold("kwang") == korean_fold("gwang")
    assert korean_fold("sok") != korean_fold("song")


@pytest.mark.parametrize(
    ("native", "latin", "expected"),
    [
        ("محمد", "mohammad", 2),
        ("حسن", "hassan", 2),
        ("مهدی", "mehdi", 2),
        ("مهدی", "mohammad", 0),
        ("بهرامی", "ebrahimi", 0),
    ],
)
def test_arabic_script_reads_like(native: str, latin: str, expected: int) -> None:
    assert reads_like(native, latin) == expected


def test_script_of() -> None:
    assert [script_of(text) for text in ("abc", "абв", "محمد", "김", "王", "12")] == [
        "Latn",
        "Cyrl",
        "Arab",
        "Hang",
        "Hani",
        "Zyyy",
    ]
