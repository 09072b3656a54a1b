"""The lexicon: its quick reading gives what normalisation would."""

from __future__ import annotations

from itertools import combinations

import pytest

from endgate.names.fold import fold
from endgate.names.forms import analyse
from endgate.names.lexicon import _PLAIN, attested, heads, known_distinct, nicknames, organisation_words
from endgate.names.normalise import words
from endgate.names.tables import rows
from endgate.terms.kinds import PartyKind


def test_plain_forms_are_what_normalisation_makes_of_them() -> None:
    table = (*rows("lexicon"), *rows("legal_forms"))
    plain = [form for row in table for form in row["forms"].split(" | ") if _PLAIN.fullmatch(form)]
    assert len(plain) > 500
    assert [form for form in plain if tuple(form.split(" ")) != words(form)] == []


def test_names_known_as_different_share_no_cluster() -> None:
    pairs = [pair for row in rows("distinct") for pair in combinations(row["names"].split(), 2)]
    assert len(pairs) > 500
    assert [pair for pair in pairs if set(heads(pair[0])) & set(heads(pair[1]))] == []
    assert [(a, b) for a, b in pairs if not known_distinct(a, b) and fold(a) != fold(b)] == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("mohammad", "muhamed"),
        ("gaddafi", "qadhafi"),
        ("mykola", "nikolai"),
        ("oleksandrivna", "aleksandrovna"),
        ("volodymyrovych", "vladimirovich"),
        ("artemovich", "artyomovych"),
        ("aiman", "ayman"),
        ("chung", "chong"),
        ("wong", "huang"),
        ("schmitt", "schmidt"),
        ("chowdhury", "chaudhry"),
    ],
)
def test_spellings_of_one_name_share_a_cluster(left: str, right: str) -> None:
    assert set(heads(left)) & set(heads(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("jamal", "kamal"),
        ("bashir", "basir"),
        ("hamed", "hamud"),
        ("hamid", "hamud"),
        ("jafari", "safari"),
        ("amer", "samer"),
        ("tong", "yong"),
        ("jong", "song"),
        ("hasan", "hussein"),
        ("fernandez", "hernandez"),
        ("vladimirovich", "vladislavovich"),
        ("aleksandrovich", "aleksandrovna"),
    ],
)
def test_different_names_share_no_cluster(left: str, right: str) -> None:
    assert not set(heads(left)) & set(heads(right))
    assert known_distinct(left, right) or attested(left) >= 5 or fold(left) != fold(right)


def test_a_short_form_leads_to_its_name() -> None:
    assert "aleksandr" in nicknames()["sasha"]
    assert "francisco" in nicknames()["pancho"]
    assert not nicknames().get("francisco")


def test_tables_state_their_source() -> None:
    tables = "name_variants nicknames distinct lexicon legal_forms numbers person_words compounds digraphs attested"
    for table in (*tables.split(), "abbreviations"):
        assert all(row["source"] for row in rows(table)), table


def test_legal_forms_of_many_countries_have_one_of_seven_classes() -> None:
    table = rows("legal_forms")
    assert {row["concept"] for row in table} - {"company", "corporation"} == {
        "limited", "stock", "partnership", "free_zone", "foundation", "state", "sole_trader",
    }  # fmt: skip
    assert len({country for row in table for country in row["countries"].split()}) >= 25


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("ООО", "limited"), ("Ltd. Şti.", "limited"), ("Sp. z o.o.", "limited"), ("有限责任公司", "limited"),
        ("OAO", "stock"), ("株式会社", "stock"), ("A.Ş.", "stock"), ("سهامی خاص", "stock"), ("S.A. de C.V.", "stock"),
        ("GmbH & Co. KG", "partnership"), ("FZCO", "free_zone"), ("DMCC", "free_zone"), ("Stichting", "foundation"),
        ("ФГУП", "state"), ("ИП", "sole_trader"), ("주식회사", "stock"), ("유한회사", "limited"), ("ش.م.ل", "stock"),
    ],
)  # fmt: skip
def test_a_legal_form_is_known_in_its_script(text: str, concept: str) -> None:
    tokens = words(text)
    match = organisation_words().match(tokens, 0)
    assert match is not None
    assert (match[0], match[1].concept) == (len(tokens), f"legal_form:{concept}")


@pytest.mark.parametrize(
    "same",
    [
        ("bank", "банк", "بانک", "银行", "은행", "bankasi"),
        ("factory", "завод", "工厂", "공장", "fabrika", "کارخانه"),
        ("copper", "медь", "铜", "نحاس", "bakir"),
        ("research institute", "научно-исследовательский институт", "研究所", "연구소"),
        ("trading", "торговый", "贸易", "무역", "ticaret", "للتجارة", "بازرگانی"),
        ("import export", "进出口", "수출입"),
    ],
)
def test_a_concept_has_one_meaning_in_many_languages(same: tuple[str, ...]) -> None:
    assert len({analyse(text, PartyKind.ORGANISATION).core[0].concept for text in same}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("copper", "aluminium"), ("Dubai", "Abu Dhabi"), ("Army", "Navy"), ("car", "tyre")]
)
def test_concepts_that_differ_are_apart(one: str, other: str) -> None:
    concepts = [analyse(f"{text} Xyzzy", PartyKind.ORGANISATION).core[0].concept for text in (one, other)]
    assert all(concepts)
    assert concepts[0] != concepts[1]


@pytest.mark.parametrize(
    ("word", "concept"),
    [
        ("aviatsionnogo", "activity:aviation"),
        ("производственного", "descriptor:production"),
        ("الصناعات", "descriptor:industry"),
        ("الاسلامية", "descriptor:islamic"),
    ],
)
def test_inflected_words_find_their_concept(word: str, concept: str) -> None:
    (token,) = analyse(f"Xyzzy {word}", PartyKind.ORGANISATION).core[1:]
    assert token.concept == concept


SISTER_FORMS = [
    "Владимир Володимир Уладзімір",
    "Николай Микола Мікалай",
    "Дмитрий Дмитро Дзмітрый",
    "Евгений Євген Яўген",
    "Михаил Михайло Міхаіл",
    "Константин Костянтин Канстанцін",
    "Кирилл Кирило Кірыл",
    "Никита Микита Мікіта",
    "Елена Олена Алена",
    "Николаевич Миколайович Мікалаевіч",
    "Сергеевна Сергіївна Сяргееўна",
    "Яковлевич Якович",
    "Юрьевич Юрійович",
]


@pytest.mark.parametrize("forms", SISTER_FORMS)
def test_east_slavic_forms_of_a_name_share_a_cluster(forms: str) -> None:
    shared = [set(heads(word)) for form in forms.split() for word in words(form)]
    assert set.intersection(*shared)
