"""Words that mix letters of two scripts are read in one of them."""

from __future__ import annotations

import pytest

from endgate.terms.lookalikes import in_one_script, one_script


@pytest.mark.parametrize(
    ("mixed", "expected"),
    [
        ("ѕоnу", "sony"),
        ("kuryshоva", "kuryshova"),
        ("завальськa", "завальська"),
        ("вiктор", "вiктор"),
        ("bерфь", "верфь"),
        ("ретroleum", "petroleum"),
        ("иван", "иван"),
        ("petrov", "petrov"),
    ],
)
def test_look_alikes_fold_to_the_script_of_the_word(mixed: str, expected: str) -> None:
    assert one_script(mixed) == expected


@pytest.mark.parametrize(
    ("mixed", "read"),
    [
        ("vibr\u0430tion t\u0435st syst\u0435m", "vibration test system"),
        ("S\u043edium sulphid\u0435", "Sodium sulphide"),
        ("магниевый cплав", "магниевый сплав"),
        ("5 μm, 3 kΩ, 4 кВт", "5 μm, 3 kΩ, 4 кВт"),
    ],
)
def test_words_of_two_scripts(mixed: str, read: str) -> None:
    assert in_one_script(mixed) == read
