"""Spellings that one region or script gives its names, each with a pair where it bites and one where it does not."""

from __future__ import annotations

import pytest

from endgate.names.compare import compare
from endgate.names.model import Comparison, Query
from endgate.terms.kinds import PartyKind

PERSON, VESSEL = PartyKind.PERSON, PartyKind.VESSEL


def _compare(left: str, right: str, kind: PartyKind) -> Comparison:
    return compare(Query("left", (left,), kind), Query("right", (right,), kind))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Siarhei Haurylenka", "Sergei Gavrilenko", True),
        ("Siarhei Haurylenka", "Sergei Vasilenko", False),
        ("Ubayd Allah Yousafzai", "Obaidullah Yusufzai", True),
        ("Anvar Sodiqov", "Anvar Sadykov", True),
        ("Anvar Sodiqov", "Anvar Sobirov", False),
        ("Rövşən Hacıyev", "Rovshan Hajiyev", True),
        ("Cho Hyun-woo", "Jo Hyon U", True),
        ("O Jong Gil", "Oh Jong-gil", True),
        ("Kim Yong O", "Kim Yong U", False),
        ("Lee J. O.", "Lee Jong O", False),
        ("OO, U Tin", "OO, Tin", True),
    ],
)
def test_spellings_of_the_east_of_europe_and_of_asia_meet(left: str, right: str, same: bool) -> None:
    assert _compare(left, right, PERSON).grade.counts is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Kum Un San 3", "Kum San 3", False),
        ("Kum Un San 3", "KUMUNSAN-3", True),
    ],
)
def test_a_syllable_more_is_another_ship(left: str, right: str, same: bool) -> None:
    assert _compare(left, right, VESSEL).grade.counts is same
