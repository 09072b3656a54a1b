"""Whether conditions can be true together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from endgate.law.compile import LawBook
from endgate.law.day import LawDay
from endgate.law.reachable import may_hold
from endgate.law.trees import read_node

TO_BAD = {"destination_in": {"group": "BAD"}}
LISTED = {"item_on": {"list": "HELD"}}


@pytest.mark.parametrize(
    ("tree", "possible"),
    [
        (TO_BAD, True),
        ({"all": []}, True),
        ({"any": []}, False),
        ({"all": [TO_BAD, {"destination_in": {"group": "ZZ"}}]}, False),
        ({"all": [TO_BAD, {"destination_in": {"group": "WIDE"}}]}, True),
        ({"all": [TO_BAD, {"not": {"destination_in": {"group": "WIDE"}}}]}, False),
        ({"all": [{"buyer_country_in": {"group": "XX"}}, {"buyer_country_in": {"group": "ZZ"}}]}, True),
        ({"all": [{"activity_in": {"set": ["export"]}}, {"activity_in": {"set": ["import", "transit"]}}]}, False),
        ({"not": {"activity_in": {"set": ["export"]}}}, True),
        ({"all": [LISTED, {"any": [{"not": LISTED}, {"not": {"item_on": {"list": "ABSENT"}}}]}]}, True),
        ({"all": [LISTED, {"not": LISTED}]}, False),
    ],
)
def test_conditions_that_exclude_each_other_cannot_hold(
    make_book: Callable[..., LawBook], tree: dict[str, Any], possible: bool
) -> None:
    day = LawDay(make_book(), date(2015, 1, 1), date(2015, 1, 1))
    assert may_hold(day, [read_node(tree)]) is possible


def test_what_must_be_false_counts(make_book: Callable[..., LawBook]) -> None:
    day = LawDay(make_book(), date(2015, 1, 1), date(2015, 1, 1))
    assert may_hold(day, [read_node(TO_BAD)], [read_node(LISTED)])
    assert not may_hold(day, [read_node(TO_BAD)], [read_node(TO_BAD)])
