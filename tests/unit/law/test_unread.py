"""What is told of provisions that nobody encoded, and when it is left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.unit.law.conftest import measure_text

from endgate.law.compile import LawBook
from endgate.law.dispose import evaluate
from endgate.law.finding import ActorFacts
from endgate.law.lint import Level, lint
from endgate.law.model import Binds
from endgate.law.rows import read_row
from endgate.law.unread import in_words

MakeBook = Callable[..., LawBook]

UNREAD = (
    "{subject: hats for the bad, would: forbid them, why: text not read, "
    "valid: {from: 2005-01-01, to: 2016-01-01}, destinations: [BAD], activities: [export, import]}"
)
BASE = {"destination": "XX", "use_country": ["XX"], "buyer_country": ["XX"], "activity": "export", "actor.seat": "AA"}


def told(book: LawBook, on: str = "2015-06-01", **facts: Any) -> tuple[str, ...]:
    row = read_row({**BASE, **facts})
    actor = ActorFacts("a", "Actor A", Binds.PRIVATE, ("AA",), {"declared": row})
    return evaluate(book, actor, as_of=date.fromisoformat(on)).not_encoded


def test_a_stub_is_told_with_its_subject_its_days_and_what_it_would_change(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", versions="[]", unread=UNREAD))
    assert told(book) == ("M-1",)
    assert in_words(book.measure("M-1")) == (
        "hats for the bad, since 2005-01-01 until 2016-01-01; it would forbid them. Not encoded: text not read"
    )


@pytest.mark.parametrize(
    ("facts", "on"),
    [
        ({"destination": "AA", "use_country": ["AA"], "buyer_country": ["AA"]}, "2015-06-01"),
        ({"activity": "finance"}, "2015-06-01"),
        ({}, "2016-01-01"),
        ({}, "2004-12-31"),
    ],
)
def test_what_lies_outside_its_places_acts_or_days_is_left_out(
    make_book: MakeBook, facts: dict[str, Any], on: str
) -> None:
    assert told(make_book(measure_text("M-1", versions="[]", unread=UNREAD)), on, **facts) == ()


@pytest.mark.parametrize(
    "facts",
    [
        {"destination": "AA", "use_country": ["AA"]},
        {"destination": "AA", "use_country": "unknown", "buyer_country": ["AA"]},
        {"activity": "unknown"},
        {"activity": "import", "destination": "AA", "use_country": ["AA"], "buyer_country": ["AA"], "origin": ["XX"]},
    ],
)
def test_what_may_lie_inside_is_told(make_book: MakeBook, facts: dict[str, Any]) -> None:
    assert told(make_book(measure_text("M-1", versions="[]", unread=UNREAD)), **facts) == ("M-1",)


def test_a_stub_of_another_country_is_not_told(make_book: MakeBook) -> None:
    assert told(make_book(measure_text("M-1", versions="[]", jurisdiction="BB", unread=UNREAD))) == ()


def test_a_stub_that_tells_nothing_is_a_fault(write_law: Callable[..., Any]) -> None:
    found = lint([write_law(measure_text("M-1", versions="[]"))])
    assert "EG6120" in [each.fault.code for each in found if each.level is Level.FAULT]


def test_an_unread_place_that_nobody_defines_is_a_fault(write_law: Callable[..., Any]) -> None:
    wrong = UNREAD.replace("BAD", "NOWHERE")
    found = lint([write_law(measure_text("M-1", versions="[]", unread=wrong))])
    assert any(each.fault.code == "EG6016" and "NOWHERE" in each.fault.what for each in found)
