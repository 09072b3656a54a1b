"""Names in their own script meet their Latin spellings, and only those."""

from __future__ import annotations

import pytest

from endgate.names.abjad import heard, reads_like
from endgate.names.compare import compare
from endgate.names.compounds import merge_names
from endgate.names.forms import analyse
from endgate.names.hebrew import sounds_like
from endgate.names.honours import nominative
from endgate.names.keys import of_whole, skeleton_keys
from endgate.names.model import Query
from endgate.names.normalise import words
from endgate.names.romanise import plain_han, syllables
from endgate.terms.kinds import PartyKind

PEOPLE = [
    ("عبد الحق وثيق", "Abdul-Haq Wassiq"),
    ("علی آقااحمدی", "AGHA AHMADI, Ali"),
    ("عبداله محرابي", "MEHRABI, Abdollah"),
    ("سالم نور الدين", "SALEM NOR ELDIN"),
    ("حمید رضا شریفی", "Hamidreza Sharifi"),
    ("محمدحسین زیبایی‌نژاد", "ZIBAEE NEJAD, Mohammad Hossein"),
    ("عزیز الرحمان خان", "Azizur Rahman Khan"),
    ("Сергей Шойгу", "Sergei Shoygu"),
    ("КОВАЛЬОВ Володимир Миколайович", "KOVALEV Vladimir Nikolaevich"),
    ("Фёдор Щербаков", "Fedor Scherbakov"),
    ("ЛукашенкоАлександр Григорьевич", "LUKASHENKA Alyaksandr Hryhoryavich"),
    ("김정은", "KIM Jong Un"),
    ("이명박", "LEE Myung-bak"),
    ("최룡해", "CHOE Ryong-hae"),
    ("王小川", "XIAOCHUAN WANG"),
    ("王小川", "Wang Xiao Chuan"),
    ("曾庆红", "ZENG Qinghong"),
    ("單偉建", "Shan Weijian"),
    ("בנימין נתניהו", "Benjamin Netanyahu"),
    ("יוסף כהן", "Yosef Cohen"),
    ("Χρήστος Παπαδόπουλος", "Christos Papadopoulos"),
    ("გიორგი ბერიძე", "Giorgi Beridze"),
    ("Հակոբյան Արմեն", "Armen Hakobyan"),
    ("Nguyễn Văn Đức", "NGUYEN Van Duc"),
    ("Łukasz Wałęsa", "Lukasz Walesa"),
    ("Şükrü Çağlayan", "Sukru Caglayan"),
    ("Bjørn Ødegård", "Bjorn Odegard"),
]

OTHERS = [
    ("محمد حسن", "Mohammad Hussein"),
    ("احمد کریمی", "Ahmad Akrami"),
    ("حسین قاسمی", "Hassan Hashemi"),
    ("김정은", "KIM Jong Nam"),
    ("王小川", "Wang Xiaoming"),
    ("Сергей Иванов", "Sergei Ivashov"),
    ("בנימין נתניהו", "Jonathan Netanyahu"),
]


@pytest.mark.parametrize(("native", "latin"), PEOPLE)
def test_a_person_is_found_by_the_native_name(native: str, latin: str) -> None:
    result = compare(Query("l", (native,), PartyKind.PERSON), Query("r", (latin,), PartyKind.PERSON))
    assert result.grade.counts, result.text


@pytest.mark.parametrize(("native", "latin"), OTHERS)
def test_another_person_is_not(native: str, latin: str) -> None:
    result = compare(Query("l", (native,), PartyKind.PERSON), Query("r", (latin,), PartyKind.PERSON))
    assert not result.grade.counts, result.text


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("شرکت نفت ملی پارس", "Pars National Oil Company"),
        ("بانک صنعت و معدن پارس", "Bank of Industry and Mine Pars"),
        ("Завод «Электроприбор»", "Zavod Elektropribor"),
        ("АО «Казанский вертолетный завод Сокол»", "Kazan Helicopter Plant Sokol JSC"),
        ("平壤光明贸易有限公司", "Pyongyang Guangming Trading Co., Ltd."),
        ("شركة زادنا للتجارة", "Zadna Trading Company"),
        ("АО «НПП «Прибой» им. С.С. Голубинского»", "Research and Production Enterprise Priboy JSC"),
        ("ОКБ им. А.С.Ветрова", "Experimental Design Bureau named after A.S. Vetrov"),
        ("ФГУП «Завод имени академика П.Н. Волынского»", "FSUE Plant named after Academician P.N. Volynsky"),
        ("Невельское ПКБ, АО", "Nevelskoe Design Bureau JSC"),
        ("Ижевские беспилотные системы", "Izhevsk Unmanned Systems"),
    ],
)
def test_an_organisation_is_found_by_its_translated_words(native: str, latin: str) -> None:
    kind = PartyKind.ORGANISATION
    result = compare(Query("l", (native,), kind), Query("r", (latin,), kind))
    assert result.grade.counts, result.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aldermoor Leather Company", "Aldermoor Shoes Company"),
        ("Aldermoor Compressors", "Aldermoor Turbines"),
        ("85th Brigade", "85th Regiment"),
        ("ОКБ им. А.С. Ветрова", "Experimental Design Bureau named after A.S. Morozov"),
    ],
)
def test_words_of_one_field_are_not_one_word(one: str, other: str) -> None:
    kind = PartyKind.ORGANISATION
    result = compare(Query("l", (one,), kind), Query("r", (other,), kind))
    assert not result.grade.counts, result.text


@pytest.mark.parametrize(
    ("genitive", "name"),
    [
        ("yakovleva", "yakovlev"),
        ("dzerzhinskogo", "dzerzhinskiy"),
        ("sukhogo", "sukhoy"),
        ("chelomeya", "chelomey"),
        ("shevchenka", "shevchenko"),
        ("mintsa", "mints"),
        ("ilenko", "ilenko"),
    ],
)
def test_whoever_is_honoured_stands_in_the_nominative(genitive: str, name: str) -> None:
    assert nominative(genitive) == name


def test_a_short_name_of_the_honoured_is_no_initial() -> None:
    kind = PartyKind.ORGANISATION
    pak, kim = (f"Aldermoor Factory named after {name}" for name in ("B.D. Pak", "Kim"))
    assert "pak" in [token.text for token in analyse(pak, kind).core]
    assert "kim" in [token.text for token in analyse(kim, kind).core]
    assert "bd" not in [token.text for token in analyse(pak, kind).core]


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("فضل رحيم", "fazl rahim"),
        ("مراد فتحی", "murad fathi"),
        ("علی اصغر نوروزی", "aliasghar nowruzi"),
        ("حسن نژاد", "hasan nejad"),
        ("ضیا الرحمان مدنی", "ziaurrahman madani"),
        ("משה שרביט", "moshe sharvit"),
        ("דוד חסדאי", "david chasdai"),
    ],
)
def test_letters_are_heard_in_more_than_one_way(native: str, latin: str) -> None:
    spellings = (native, *heard(native))
    forms = [analyse(text, PartyKind.PERSON) for text in spellings]
    assert set(skeleton_keys(analyse(latin, PartyKind.PERSON))) & {
        key for form in forms for key in skeleton_keys(form) if of_whole(key)
    }


@pytest.mark.parametrize(
    ("native", "latin", "expected"),
    [
        ("حسن", "hussein", 0),
        ("حسین", "hasan", 0),
        ("جمال", "gamal", 2),
        ("جمال", "kamal", 0),
        ("سعید", "saad", 0),
        ("عالیزی", "alizai", 2),
        ("اسحاقزی", "ishakzai", 2),
        ("فتحی", "fathi", 2),
        ("لکحل", "lakhal", 2),
        ("رضا", "reza", 2),
        ("رضا", "rida", 2),
        ("قاسم", "ghasem", 2),
        ("محمد", "ahmad", 0),
    ],
)
def test_a_long_vowel_is_written(native: str, latin: str, expected: int) -> None:
    assert reads_like(native, latin) == expected


@pytest.mark.parametrize(
    ("native", "latin", "expected"), [("כהנ", "cohen", 2), ("לוי", "levy", 2), ("דוד", "moshe", 0), ("חיימ", "haim", 2)]
)
def test_hebrew_consonants(native: str, latin: str, expected: int) -> None:
    assert sounds_like(native, latin) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("abd al rahman", "abdulrahman"),
        ("abd el kader", "abdelkader"),
        ("nur al din", "nuruddin"),
        ("salah eddine", "salahuddin"),
        ("ahmadi nejad x", "ahmadinejad x"),
        ("ali reza karimi", "alireza karimi"),
        ("saif allah x", "saifullah x"),
        ("habib ur rahman", "habiburrahman"),
        ("عبد الله", "عبداله"),
        ("نور الدين", "نورالدین"),
    ],
)
def test_names_of_several_words_are_one(one: str, other: str) -> None:
    assert merge_names(words(one)) == merge_names(words(other))


def test_a_name_of_two_words_keeps_both() -> None:
    assert merge_names(("ali", "reza")) == ("ali", "reza")


def test_traditional_han_is_written_simplified() -> None:
    assert plain_han("長安海連技術") == "长安海连技术"


@pytest.mark.parametrize(
    ("run", "expected"),
    [("曾国藩", "zeng guo fan"), ("单于", "shan yu"), ("厦门", "xia men"), ("重庆", "chong qing"), ("이오", "yi oh")],
)
def test_readings(run: str, expected: str) -> None:
    assert " ".join(syllables(run)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第三十八研究所", ("no", "38")),
        ("第二自然科学院", ("no", "2")),
        ("제2자연과학원", ("no", "2")),
        ("第百二", ("no", "102")),
    ],
)
def test_ordinals_become_numbers(text: str, expected: tuple[str, ...]) -> None:
    assert words(text)[:2] == expected


def test_han_among_kana_is_not_read_as_chinese() -> None:
    assert words("オウム真理教") == ("オウム真理教",)


def test_arabic_prepositions_are_words_of_their_own() -> None:
    assert words("للتنمية والاستثمار") == ("ل", "التنمیه", "و", "الاستثمار")
    assert words("والي") == ("والی",)


def test_a_form_keeps_its_native_letters() -> None:
    assert analyse("張偉 (Zhang Wei)", PartyKind.PERSON).native == "张伟"
    assert analyse("Zhang Wei", PartyKind.PERSON).native == ""


def test_homophones_in_one_script_are_two_names() -> None:
    result = compare(Query("l", ("张伟",), PartyKind.PERSON), Query("r", ("章伟",), PartyKind.PERSON))
    assert not result.grade.counts


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("삼성전자 주식회사", "Samsung Electronics Co., Ltd."),
        ("현대중공업", "Hyundai Heavy Industries"),
        ("三菱重工業株式会社", "Mitsubishi Heavy Industries, Ltd."),
        ("清华大学", "Tsinghua University"),
    ],
)
def test_houses_of_the_far_east_are_known_in_their_own_letters(native: str, latin: str) -> None:
    one, other = (Query(name, (name,), PartyKind.ORGANISATION) for name in (native, latin))
    assert compare(one, other).grade.counts
