"""What another day of the law changes, and the event that each change is laid to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.unit.law.conftest import measure_text

from endgate.law.changes import Change, changes
from endgate.law.compile import LawBook
from endgate.law.dispose import evaluate
from endgate.law.finding import DECLARED, ActorFacts
from endgate.law.model import Binds, State
from endgate.law.rows import read_row

MakeBook = Callable[..., LawBook]
BASE = {"destination": "XX", "goods_location": "AA", "actor.seat": "AA", "item_on.HELD": "not_listed"}


def differing(
    book: LawBook, first: str, second: str, later: dict[str, Any] | None = None, facts: dict[str, Any] | None = None
) -> list[Change]:
    laws = []
    for day, changed in ((first, {}), (second, later or {})):
        row = read_row({**BASE, **(facts or {}), **changed})
        actor = ActorFacts("a", "A", Binds.PRIVATE, ("AA",), {DECLARED: row})
        laws.append(evaluate(book, actor, as_of=date.fromisoformat(day), trace=True))
    return list(changes(book, laws[0], laws[1]))


def test_the_same_day_changes_nothing(make_book: MakeBook) -> None:
    assert differing(make_book(measure_text("M-1")), "2015-01-01", "2015-01-01") == []


def test_a_version_that_began_is_named(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", versions="[{valid: {from: 2010-01-01}}]"))
    (change,) = differing(book, "2009-12-31", "2010-01-01")
    assert (change.before, change.after) == (State.NOT_IN_FORCE, State.APPLIES)
    assert change.because == ("in force: version 1 began 2010-01-01",)
    assert differing(book, "2010-01-01", "2011-01-01") == []


def test_a_version_that_ended_is_named(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", versions="[{valid: {from: 2010-01-01, to: 2012-01-01}}]"))
    (change,) = differing(book, "2011-12-31", "2012-01-01")
    assert change.after is State.NOT_IN_FORCE
    assert change.because[0].startswith("no longer in force")


def test_a_version_that_had_not_begun_is_not_said_to_have_ended(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", versions="[{valid: {from: 2010-01-01}}]"))
    (change,) = differing(book, "2010-01-01", "2009-12-31")
    assert change.because == ("not yet in force: version 1 began 2010-01-01",)


def test_a_suspension_and_its_end_are_named(make_book: MakeBook) -> None:
    tail = (
        "suspensions:\n  - {id: STAY, suspends: [M-1], valid: {from: 2015-01-01, to: 2016-01-01}, citation: Notice}\n"
    )
    book = make_book(measure_text("M-1"), tail=tail)
    (stayed,) = differing(book, "2014-12-31", "2015-01-01")
    assert stayed.because == ("suspended by STAY from 2015-01-01 to 2016-01-01 (Notice)",)
    (over,) = differing(book, "2015-12-31", "2016-01-01")
    assert over.because == ("no longer suspended: STAY from 2015-01-01 to 2016-01-01 (Notice)",)


def test_an_end_that_nobody_confirmed_is_uncertain(make_book: MakeBook) -> None:
    ends = "ends: {certainty: unconfirmed, ask: 'Was it extended?'}"
    stay = f"{{id: STAY, suspends: [M-1], valid: {{from: 2015-01-01, to: 2016-01-01}}, citation: Notice, {ends}}}"
    book = make_book(measure_text("M-1"), tail=f"suspensions:\n  - {stay}\n")
    (change,) = differing(book, "2014-12-31", "2016-01-01")
    assert change.because == ("uncertain, confirm: Was it extended?",)


def test_a_listing_that_differs_is_laid_to_the_list(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", when="{item_on: {list: HELD}}"))
    (change,) = differing(book, "2014-01-01", "2015-01-01", later={"item_on.HELD": "listed"})
    assert change.because == ("list: the item is on: HELD: was no (not_listed), is yes (listed)",)


def test_a_group_that_grew_is_laid_to_the_group(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", when="{not: {destination_in: {group: UNION}}}"))
    (change,) = differing(book, "2019-12-31", "2020-01-01", facts={"destination": "BB"})
    assert change.because == ("group: the final destination is UNION: was yes (BB), is no (BB)",)
