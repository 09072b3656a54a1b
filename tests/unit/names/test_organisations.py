"""Rules for names of organisations: what is read in translation, and what keeps two bodies apart."""

from __future__ import annotations

import pytest

from endgate.names.compare import compare
from endgate.names.model import Comparison, Query
from endgate.terms.kinds import PartyKind

ORGANISATION = PartyKind.ORGANISATION


def _compare(left: str, right: str) -> Comparison:
    return compare(Query("left", (left,), ORGANISATION), Query("right", (right,), ORGANISATION))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Русское географическое общество", "Russian Geographical Society", True),
        ("Русское географическое общество", "Russian Historical Society", False),
        ("Следственный комитет Республики Беларусь", "Investigative Committee of the Republic of Belarus", True),
        ("Следственный комитет Республики Беларусь", "State Control Committee of the Republic of Belarus", False),
        ("Министерство юстиции Российской Федерации", "The Ministry of Justice of the Russian Federation", True),
        ("Министерство юстиции Российской Федерации", "The Ministry of Education of the Russian Federation", False),
        ("Уральский институт композиционных материалов", "Ural Institute of Composite Materials", True),
        ("Международный центр квантовых технологий", "International Center for Quantum Technologies", True),
        ("Росфинмониторинг", "Federal Financial Monitoring Service of the Russian Federation", True),
        ("Росфинмониторинг", "Rosgvardia", False),
        ("القاعدة", "Al-Qaida", True),
        ("АО «Смоленский авиационный завод»", "Tactical Missiles Corporation, Smolensk Aviation Plant", True),
        ("АО «Смоленский авиационный завод»", "Tactical Missiles Corporation, Saratov Aviation Plant", False),
    ],
)
def test_offices_sciences_and_products_are_read_in_translation(left: str, right: str, same: bool) -> None:
    assert _compare(left, right).grade.counts is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Qatar National Bank", "Qatar Islamic Bank", False),
        ("Qatar National Bank", "National Bank of Qatar", True),
        ("Tomsk Polytechnic University", "Tomsk State University", False),
        ("Tomsk Polytechnic University", "Томский политехнический университет", True),
        ("Koryo Global Credit Bank", "Koryo Global Trust Bank", True),
        ("Al Rashid Trust", "Al Rashid Hotel", False),
        ("Al Rashid Trust", "Al-Rashid Trust Foundation", True),
    ],
)
def test_bodies_of_one_town_and_of_one_common_name_are_parted_by_what_each_adds(
    left: str, right: str, same: bool
) -> None:
    assert _compare(left, right).grade.counts is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Seventy-First Signal Regiment", "71st Signal Regiment", True),
        ("Seventy-First Signal Regiment", "72nd Signal Regiment", False),
        ("Seventy-First Signal Regiment", "70th Signal Regiment", False),
        ("Twenty First Century Trading", "21 Century Trading", True),
    ],
)
def test_tens_and_ones_in_words_are_one_number(left: str, right: str, same: bool) -> None:
    assert _compare(left, right).grade.counts is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Россельхозбанк", "Russian Agricultural Bank", True),
        ("Росэксимбанк", "Russian Agricultural Bank", False),
        ("中国工商银行", "Industrial and Commercial Bank of China Ltd.", True),
        ("中国建设银行", "Industrial and Commercial Bank of China Ltd.", False),
        ("上海交通大学", "Shanghai Jiao Tong University", True),
        ("上海交通大学", "Shanghai Normal University", False),
        ("Mitsui Bussan K.K.", "三井物産株式会社", True),
        ("Design Bureau of Instrument Engineering", "KB Priborostroyeniya", True),
        ("Design Bureau of Instrument Engineering", "KB Mashinostroyeniya", False),
    ],
)
def test_houses_universities_and_glides_are_read_in_translation(left: str, right: str, same: bool) -> None:
    assert _compare(left, right).grade.counts is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Rim Properties of New York, Corp.", "Rim Properties of New York II Corp.", False),
        ("Arctic LNG 2", "Arctic LNG", False),
        ("Rim Properties of New York I Corp.", "Rim Properties of New York Corp.", True),
        ("Second Academy of Natural Sciences", "2nd Academy of Natural Sciences", True),
    ],
)
def test_a_number_that_one_name_adds_counts_another_firm_of_the_house(left: str, right: str, same: bool) -> None:
    assert _compare(left, right).grade.counts is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("АО Энергия", "Energiya JSC", True),
        ("Концерн Автоматика", "Concern Avtomatika", True),
        ("АО Энергия", "Energy Ltd", False),
        ("АО Торговля", "Trading JSC", False),
        ("Bank JSC", "АО Банк", False),
    ],
)
def test_a_trade_alone_is_a_name_in_a_word_that_few_are_called_by(left: str, right: str, same: bool) -> None:
    assert _compare(left, right).grade.counts is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("عصبة الأنصار", "Asbat al-Ansar", True),
        ("انصار الدين", "Ansar Eddine", True),
        ("Группа РусГидро", "RusHydro", True),
        ("Indian Mujahedeen", "Indian Mujahideen", True),
        ("انصار الشريعة", "Ansar Eddine", False),
    ],
)
def test_words_of_groups_are_read_across_scripts_and_spellings(left: str, right: str, same: bool) -> None:
    assert _compare(left, right).grade.counts is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Dubna Machine-Building Plant", "Dubnenskiy Mashinostroitelniy Zavod AO", True),
        ("Kingisepp Machine-Building Plant", "Kingiseppsky Mashinostroitelniy Zavod AO", True),
        ("Dubna Machine-Building Plant", "Dubovskiy Mashinostroitelniy Zavod AO", False),
        ("Petrov Machine-Building Plant", "Petrovskiy Mashinostroitelniy Zavod AO", False),
    ],
)
def test_a_slavic_adjective_is_the_place_it_is_made_of(left: str, right: str, same: bool) -> None:
    assert _compare(left, right).grade.counts is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Special Purpose Islamic Regiment SPIR", "SPIR", True),
        ("Special Purpose Islamic Regiment SPIR", "Speer GmbH & Co. KG", False),
        ("Institut d'Études Scientifiques Orsay", "Orsay Scientific Studies Institute", True),
        ("La Financiere de l'Europe", "Euro Financial Inc", False),
    ],
)
def test_acronyms_stand_as_spelt_and_only_generic_words_lose_their_article(left: str, right: str, same: bool) -> None:
    assert _compare(left, right).grade.counts is same
