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


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Ivanov I.I.", "Ivanov Ivan Ivanovich", True),
        ("А.С. Дроздов", "Drozdov Andrei Sergeevich", True),
        ("J.P. Moreau", "Jean Pierre Moreau", True),
        ("TUFAIL, S.M.", "Tufail, S.M.", True),
        ("Ivanov P.I.", "Ivanov Ivan Ivanovich", False),
        ("TUFAIL, S.M.", "Tufail, A.M.", False),
    ],
)
def test_initials_without_blanks_stand_for_two_names(left: str, right: str, same: bool) -> None:
    assert _compare(left, right, PERSON).grade.counts is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("EKLUND, Leif Robert", "EKLUND, Robert", True),
        ("TYURIN, Vladimir Anatolievich", "TYURIN, Anatolievich", True),
        ("Victor Muhammad Amin", "Muhammad Amin", False),
        ("HAMSHO, Ali Muhammad", "HAMSHO, Muhammad", False),
        ("ESCARRA MALAVE, Leif Hermann Eduardo", "ESCARRA MALAVE, Hermann Eduardo", False),
    ],
)
def test_a_first_name_left_out_in_the_north_is_no_child_s(left: str, right: str, same: bool) -> None:
    assert _compare(left, right, PERSON).grade.counts is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Zoubair Abou", "Abou Zoubair", True),
        ("Jihad Salim Alamah", "Jihad Salem Alame", True),
        ("Jihad Salim Alamah", "Jihad Salman Alame", False),
        ("Kim Bu", "Bu Hyon Kim", False),
    ],
)
def test_a_kunya_may_stand_last_and_salem_is_salim(left: str, right: str, same: bool) -> None:
    assert _compare(left, right, PERSON).grade.counts is same


def test_words_in_other_habits_of_writing_help_to_read_the_last_one() -> None:
    assert _compare("Yon Tshong Nem", "YO'N, Cho'ng-Nam", PERSON).grade.counts
    assert not _compare("Yon Tshong Nim", "YO'N, Cho'ng-Nam", PERSON).grade.counts


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Golden Satr", "Golden Star", True),
        ("Golden Stag", "Golden Star", False),
    ],
)
def test_two_letters_exchanged_in_a_short_word_are_a_slip(left: str, right: str, same: bool) -> None:
    assert _compare(left, right, VESSEL).grade.counts is same
