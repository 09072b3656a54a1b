"""Reviews key on evidence, are only ever added to, and hide nothing that has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from endgate.lists.model import Designation, Identifier, ListedParty, Name, NameKind
from endgate.names.index import NameIndex
from endgate.names.model import Grade, Query
from endgate.names.rescore import differences
from endgate.names.reviews import (
    CONTRADICTED,
    NEEDS_RECONFIRMATION,
    Judgement,
    Review,
    ReviewBook,
    append_reviews,
    make_review,
    read_reviews,
    reviewed,
)
from endgate.names.screen import screen
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode

QUERY = Query("q", ("Husein Salimi",))
DAY = date(2026, 11, 23)
Parties = dict[str, ListedParty]


def decided(
    listed: ListedParty,
    judgement: Judgement = Judgement.DIFFERENT,
    *,
    until: date | None = None,
    shipment: str = "",
) -> Review:
    return make_review(
        judgement,
        QUERY,
        listed,
        reason="another birth date on file",
        by="A. Officer",
        on=DAY,
        until=until,
        shipment=shipment,
    )


def kept(path: Path, *reviews: Review) -> ReviewBook:
    append_reviews(path, reviews)
    return read_reviews(path)


def test_review_is_found_again(parties: Parties, tmp_path: Path) -> None:
    listed = parties["t:saleemi"]
    book = kept(tmp_path / "reviews.jsonl", decided(listed))
    assert book.answer(QUERY, listed, as_of=DAY) == "different"
    assert book.answer(QUERY, parties["t:weak"], as_of=DAY) == ""
    assert book.answer(replace(QUERY, names=("Someone Else",)), listed, as_of=DAY) == ""
    assert book.answer(QUERY, listed, as_of=date(2026, 11, 22)) == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, names=(*one.names, Name("New Alias", NameKind.ALIAS))),
        lambda one: replace(one, identifiers=(Identifier(IdentifierKind.PASSPORT, "A1234567"),)),
        lambda one: replace(one, designations=(*one.designations, Designation("x", "t", "T", "list", "NEW"))),
        lambda one: replace(one, party_id="t:renumbered"),
        lambda one: replace(one, kind=PartyKind.UNKNOWN),
    ],
)
def test_what_has_changed_asks_again(parties: Parties, tmp_path: Path, change: object) -> None:
    listed = parties["t:saleemi"]
    assert callable(change)
    book = kept(tmp_path / "reviews.jsonl", decided(listed))
    assert book.answer(QUERY, change(listed), as_of=DAY) == NEEDS_RECONFIRMATION


def test_a_party_without_its_references_is_found_by_name_and_birth(parties: Parties, tmp_path: Path) -> None:
    listed = parties["t:baz1"]
    query = Query("q", ("Haji Baz Mohammad",))
    review = make_review(Judgement.DIFFERENT, query, listed, reason="other father", by="A. Officer", on=DAY)
    book = kept(tmp_path / "reviews.jsonl", review)
    gone = replace(listed, party_id="u:1", designations=())
    assert book.answer(query, gone, as_of=DAY) == NEEDS_RECONFIRMATION
    namesake = replace(parties["t:baz2"], party_id="u:2", designations=())
    assert book.answer(query, namesake, as_of=DAY) == ""


def test_more_facts_of_the_party_ask_again(parties: Parties, tmp_path: Path) -> None:
    listed = parties["t:saleemi"]
    book = kept(tmp_path / "reviews.jsonl", decided(listed))
    told = replace(QUERY, birth=(PartialDate(1960),), countries=(("nationality", CountryCode("IR")),))
    assert book.answer(told, listed, as_of=DAY) == NEEDS_RECONFIRMATION


def test_an_ended_review_asks_again_and_uncovers_no_older_one(parties: Parties, tmp_path: Path) -> None:
    listed, end = parties["t:saleemi"], date(2027, 1, 1)
    book = kept(tmp_path / "reviews.jsonl", decided(listed), decided(listed, Judgement.SAME, until=end))
    assert book.answer(QUERY, listed, as_of=DAY) == "same"
    assert book.answer(QUERY, listed, as_of=date(2026, 12, 31)) == "same"
    assert book.answer(QUERY, listed, as_of=end) == NEEDS_RECONFIRMATION


def test_a_review_of_one_shipment_counts_for_that_one(parties: Parties, tmp_path: Path) -> None:
    listed = parties["t:saleemi"]
    book = kept(tmp_path / "reviews.jsonl", decided(listed, shipment="S-1"))
    assert book.answer(QUERY, listed, as_of=DAY, shipment="S-1") == "different"
    assert book.answer(QUERY, listed, as_of=DAY, shipment="S-2") == ""
    assert book.answer(QUERY, listed, as_of=DAY) == ""


def test_later_review_counts_and_bad_lines_are_said(parties: Parties, tmp_path: Path) -> None:
    listed, path = parties["t:saleemi"], tmp_path / "reviews.jsonl"
    append_reviews(path, [decided(listed), decided(listed, Judgement.SAME)])
    path.write_bytes(path.read_bytes() + b"{broken\n\xff\xfe\n" + b"[" * 100_000 + b"\n")
    book = read_reviews(path)
    assert book.answer(QUERY, listed, as_of=DAY) == "same"
    assert [fault.code for fault in book.faults] == ["EG3006"] * 3


def test_writing_only_ever_adds(parties: Parties, tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    append_reviews(path, [decided(parties["t:saleemi"])])
    before = path.read_bytes()
    append_reviews(path, [decided(parties["t:saleemi"], Judgement.UNSURE)])
    assert path.read_bytes().startswith(before)


def test_a_review_of_the_first_form_is_still_read(parties: Parties, tmp_path: Path) -> None:
    listed = parties["t:saleemi"]
    old = replace(decided(listed), listed_names=(), listed_births=(), query_names=())
    assert kept(tmp_path / "reviews.jsonl", old).answer(QUERY, listed, as_of=DAY) == "different"


@pytest.mark.parametrize(
    ("reason", "by", "until"),
    [("", "A. Officer", None), ("seen", "  ", None), ("seen", "A. Officer", DAY)],
)
def test_nobody_and_nothing_decide_nothing(parties: Parties, reason: str, by: str, until: date | None) -> None:
    with pytest.raises(ValueError, match=r"reason and an author|ended on"):
        make_review(Judgement.SAME, QUERY, parties["t:saleemi"], reason=reason, by=by, on=DAY, until=until)


def test_a_match_that_was_reviewed_different_stays_in_sight(index: NameIndex, parties: Parties) -> None:
    (answer,) = screen([QUERY], index, party_of=parties.get)
    match = answer.matches[0]
    lowered = reviewed(match, "different")
    assert (lowered.grade, lowered.graded, lowered.review) == (Grade.REVIEWED_DIFFERENT, match.grade.value, "different")
    assert not lowered.grade.counts
    assert differences(lowered) == []
    for other in ("same", "unsure", NEEDS_RECONFIRMATION, ""):
        assert reviewed(match, other).grade is match.grade


def test_two_people_who_contradict_each_other_hide_nothing(parties: Parties, tmp_path: Path) -> None:
    listed = parties["t:saleemi"]
    same = replace(decided(listed, Judgement.SAME), by="B. Officer")
    book = kept(tmp_path / "reviews.jsonl", decided(listed), same)
    assert book.answer(QUERY, listed, as_of=DAY) == CONTRADICTED
    agreed = kept(tmp_path / "agreed.jsonl", same, decided(listed), replace(decided(listed), by="B. Officer"))
    assert agreed.answer(QUERY, listed, as_of=DAY) == "different"
    changed_mind = kept(tmp_path / "mind.jsonl", decided(listed, Judgement.SAME), decided(listed))
    assert changed_mind.answer(QUERY, listed, as_of=DAY) == "different"
