"""Letters in common, whatever the order of the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endgate.names.letters import letters, orders, shares
from endgate.names.normalise import sorted_text


@pytest.mark.parametrize(("asked", "listed"), [("oamy erza", "AMMY ERZA"), ("monir tshouka", "MONIR CHOUKA")])
def test_a_slip_in_the_first_letter_does_not_move_the_other_words(asked: str, listed: str) -> None:
    assert letters(asked, listed) > 0.8


@given(st.lists(st.text("abcdeh", min_size=1, max_size=6), min_size=1, max_size=5))
def test_the_order_of_the_words_says_nothing(words: list[str]) -> None:
    other = [*words[1:], words[0]]
    assert letters(" ".join(words), " ".join(other)) == 1.0


@given(st.text("ab cd", max_size=14), st.text("ab ce", max_size=14))
def test_letters_in_common_are_the_same_from_both_sides(one: str, other: str) -> None:
    assert letters(one, other) == letters(other, one)


def test_each_listed_name_has_the_best_share_of_any_asked_one() -> None:
    listed = [sorted_text(name) for name in ("Ammy Erza", "Somebody Else")]
    found = shares(["nobody", "oamy erza"], listed)
    assert found[0] == pytest.approx(letters("oamy erza", "Ammy Erza"))
    assert found[1] == pytest.approx(max(letters(each, "Somebody Else") for each in ("nobody", "oamy erza")))


def test_a_name_of_many_words_is_tried_in_alphabetical_order_only() -> None:
    assert orders("g f e d c b a") == ("a b c d e f g",)
    assert len(orders("c b a")) == 5
