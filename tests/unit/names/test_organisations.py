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
