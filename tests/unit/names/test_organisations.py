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
