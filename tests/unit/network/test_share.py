"""Shares as people write them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from endgate.network.errors import NetworkError
from endgate.network.model import Share

F100 = Fraction(100)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("50 %", Share(Fraction(50), Fraction(50))),
        ("50.0%", Share(Fraction(50), Fraction(50))),
        ("50,5", Share(Fraction("50.5"), Fraction("50.5"))),
        ("33.333 %", Share(Fraction("33.333"), Fraction("33.333"))),
        ("1/3", Share(Fraction(100, 3), Fraction(100, 3))),
        ("25-50 %", Share(Fraction(25), Fraction(50), lo_open=True)),
        ("50-75", Share(Fraction(50), Fraction(75), lo_open=True, hi_open=True)),
        ("75-100", Share(Fraction(75), F100)),
        ("10 – 20 %", Share(Fraction(10), Fraction(20))),
        (">75", Share(Fraction(75), F100, lo_open=True)),
        ("≥ 50 %", Share(Fraction(50), F100)),
        ("more than 50 %", Share(Fraction(50), F100, lo_open=True)),
        ("<25", Share(Fraction(0), Fraction(25), hi_open=True)),
        ("up to 10 %", Share(Fraction(0), Fraction(10))),
        ("minority", Share(Fraction(0), Fraction(50), lo_open=True, hi_open=True)),
        ("majority", Share(Fraction(50), F100, lo_open=True)),
        ("", Share()),
    ],
)
def test_shares_are_intervals(text: str, share: Share) -> None:
    assert Share.parse(text) == share


@pytest.mark.parametrize("text", ["half of it", "1/0", "n/a", "EG"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(NetworkError) as caught:
        Share.parse(text)
    assert caught.value.faults[0].code == "EG3501"


@pytest.mark.parametrize("text", ["120 %", "-5 %", "50-25", "3/2", ">101"])
def test_what_no_share_can_be_is_out_of_range(text: str) -> None:
    with pytest.raises(NetworkError) as caught:
        Share.parse(text)
    assert caught.value.faults[0].code == "EG3507"


def test_a_hull_covers_both() -> None:
    assert Share.parse("25-50").hull(Share.parse("50-75")) == Share(Fraction(25), Fraction(75), True, True)
    assert Share.parse("25-50").hull(Share.parse("25")) == Share(Fraction(25), Fraction(50))
