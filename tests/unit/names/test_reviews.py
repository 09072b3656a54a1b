"""Reviews key on evidence, are only ever added to, and hide nothing that has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from endgate.lists.model import ListedParty, Name, NameKind
from endgate.names.model import Query
from endgate.names.reviews import (
    NEEDS_RECONFIRMATION,
    Judgement,
    Review,
    append_reviews,
    material_hash,
    query_fingerprint,
    read_reviews,
    references_of,
)

QUERY = Query("q", ("Husein Salimi",))
DAY = date(2026, 11, 23)


def decided(listed: ListedParty) -> Review:
    return Review(
        Judgement.DIFFERENT,
        query_fingerprint(QUERY),
        references_of(listed),
        material_hash(listed),
        "another birth date on file",
        "A. Officer",
        DAY,
    )


def test_review_is_found_again(parties: dict[str, ListedParty], tmp_path: Path) -> None:
    listed, path = parties["t:saleemi"], tmp_path / "reviews.jsonl"
    append_reviews(path, [decided(listed)])
    book = read_reviews(path)
    assert book.answer(QUERY, listed, as_of=DAY) == "different"
    assert book.answer(QUERY, parties["t:weak"], as_of=DAY) == ""
    assert book.answer(replace(QUERY, names=("Someone Else",)), listed, as_of=DAY) == ""
    assert book.answer(QUERY, listed, as_of=date(2026, 11, 22)) == ""


def test_changed_record_asks_again(parties: dict[str, ListedParty], tmp_path: Path) -> None:
    listed, path = parties["t:saleemi"], tmp_path / "reviews.jsonl"
    append_reviews(path, [decided(listed)])
    changed = replace(listed, names=(*listed.names, Name("New Alias", NameKind.ALIAS)))
    assert read_reviews(path).answer(QUERY, changed, as_of=DAY) == NEEDS_RECONFIRMATION


def test_later_review_counts_and_bad_lines_are_said(parties: dict[str, ListedParty], tmp_path: Path) -> None:
    listed, path = parties["t:saleemi"], tmp_path / "reviews.jsonl"
    append_reviews(path, [decided(listed), replace(decided(listed), judgement=Judgement.SAME)])
    path.write_text(path.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    book = read_reviews(path)
    assert book.answer(QUERY, listed, as_of=DAY) == "same"
    assert [fault.code for fault in book.faults] == ["EG3006"]
