"""From any text to clean words."""

from __future__ import annotations

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from endgate.names.abjad import reads_like
from endgate.names.fold import fold, is_syllable, korean_fold
from endgate.names.forms import analyse
from endgate.names.guess import guess
from endgate.names.model import TokenClass
from endgate.names.normalise import names_in, normal, strip_marks, words
from endgate.names.romanise import script_of
from endgate.terms.kinds import PartyKind


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
        ("В.В.Бахирева", "vv bakhireva"),
        ("J.P.Morgan", "jp morgan"),
        ("M.D.S.", "mds"),
        ("U.S. Steel", "us steel"),
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
        ("Institute of Things (MITEC)", ["Institute of Things", "MITEC", "Institute of Things MITEC"]),
        ("HAQQANI NETWORK (HQN)", ["HAQQANI NETWORK", "HQN", "HAQQANI NETWORK HQN"]),
        ("BANK SADERAT (BASRA)", ["BANK SADERAT"]),
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


_LETTERS = (
    string.ascii_letters
    + "ÄöüßıİłøåñçéабвгдщьЁїєіґўαβγουςابتثجحخدذرزسشصضطظعغفقكلمنهويیکگپچژ"
    + "אבגדהולם王小川平壤贸易第三김정은제カナの0123456789"
)
_PUNCTUATION = " .,;:/()[]{}'\"«»“”’‘`´-–—_&+*№²¹\u200c\u200f\u202e\ufeff\x00\ud800🚢"
ANY_NAME = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from(_LETTERS + _PUNCTUATION), max_size=60),
    st.text(st.characters(exclude_categories=()), max_size=40),
)


@given(ANY_NAME)
@example("İ")
@example("o\u0301\u200c")
@example("ﷺ ﬁ Ǆ")
@example("ǅ̌")
@example("\ud800")
@example("A" * 10_000)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normal(text)
    assert normal(once) == once


@given(ANY_NAME)
def test_every_text_has_a_form_under_every_kind(text: str) -> None:
    for kind in PartyKind:
        form = analyse(text, kind)
        assert all(token.text for token in (*form.core, *form.free))
    assert guess(text) in PartyKind
    assert all(each.text for each in names_in(text))


@given(ANY_NAME)
def test_stripping_marks_leaves_only_text(text: str) -> None:
    stripped = strip_marks(text)
    assert strip_marks(stripped) == stripped
    assert not any(char in stripped for char in "\x00\u200b\u200f\u202e\ufeff🚢")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme² Ltd*", "acme ltd"),
        ("№ 9", "no 9"),
        ("ﻤﺣﻤﺩ", "محمد"),
        ("مـحـمـد", "محمد"),
        ("مُحَمَّد", "محمد"),
        ("١٢٣ ۴۵۶", "123 456"),
        ("می‌روم", "می روم"),
        ("İstanbul IŞIK ısı", "istanbul isik isi"),
        ("Straße", "strasse"),
        ("A.B.C. Co", "abc co"),
        ("O’Neil d'Or", "oneil dor"),
        ("A & B + C", "a and b and c"),
        ("ВиталийАнатольевич", "vitaliy anatolevich"),
    ],
)
def test_the_steps_of_normalising(text: str, expected: str) -> None:
    assert normal(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("X formerly known as Y Ltd", ["X", "Y Ltd"]),
        ("Acme d/b/a Widgets", ["Acme", "Widgets"]),
        ("Orion Lines FZE (formerly Caspian Freight FZE)", ["Orion Lines FZE", "Caspian Freight FZE"]),
        ("Orion Lines FZE, previously: Caspian Freight", ["Orion Lines FZE", "Caspian Freight"]),
        ("Orion Lines FZE (formerly located in Baku)", ["Orion Lines FZE"]),
        ("Orion Lines (formerly of Baku)", ["Orion Lines"]),
        (
            "Missiles Corporation, Perm Aviation Plant",
            ["Missiles Corporation, Perm Aviation Plant", "Perm Aviation Plant"],
        ),
        ("Missiles Corporation, Limited Liability Company", ["Missiles Corporation, Limited Liability Company"]),
        ("Perm Trading Company, Moscow", ["Perm Trading Company, Moscow"]),
        ("Foo, alias Bar Baz", ["Foo", "Bar Baz"]),
        ("Foo (Shanghai) Co., Ltd.", ["Foo Shanghai Co., Ltd."]),
        ("John Smith (Иван Кузнецов)", ["John Smith", "Иван Кузнецов"]),
        ("One; Two\nThree", ["One", "Two", "Three"]),
        ("Министерство финансов or МинФин", ["Министерство финансов", "МинФин"]),
        ("Віктор Булюк and Виктор Булюк", ["Віктор Булюк", "Виктор Булюк"]),
        ("Abdul Haq and Sons", ["Abdul Haq and Sons"]),
        (
            "Trading House / Handelshaus Alpha",
            ["Trading House / Handelshaus Alpha", "Trading House", "Handelshaus Alpha"],
        ),
    ],
)
def test_further_contained_names(text: str, expected: list[str]) -> None:
    assert [each.text for each in names_in(text)] == expected


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("SMITH, John", "smith"),
        ("ABDUL RAHMAN, Ali", "abdulrahman"),
        ("Smith, Jr.", ""),
        ("John Smith, PhD", ""),
    ],
)
def test_a_comma_parts_family_and_given_names(text: str, family: str) -> None:
    form = analyse(text, PartyKind.PERSON)
    assert [token.text for token in form.core if token.token_class is TokenClass.FAMILY] == ([family] if family else [])


def test_a_comma_before_a_legal_form_says_company() -> None:
    assert guess("Zhongxing Machine, Co., Ltd.") is PartyKind.ORGANISATION
    assert guess("ACME, Inc") is PartyKind.ORGANISATION
    assert guess("PETROVSKY, Ilya") is PartyKind.PERSON


def test_a_name_of_east_asian_syllables_has_no_particles() -> None:
    form = analyse("Do Van An", PartyKind.PERSON)
    assert [token.text for token in form.core] == ["do", "van", "an"]
