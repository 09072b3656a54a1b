"""Corroboration counts origins, not outlets."""

from __future__ import annotations

from typing import Any

import pytest

from endgate.evidence.origins import Support, support


def count(case: Any, *chains: tuple[str, ...], **fields: Any) -> Support:
    file = case.file(*(case.to_iran(f"c{index}", *chain) for index, chain in enumerate(chains)), **fields)
    return support(file.claims, file)


def test_two_outlets_with_one_speaker_are_one_origin(case: Any) -> None:
    found = count(case, ("daily", "cable", "agency"), ("weekly", "agency"))
    assert found.outlets == ("The Daily", "The Weekly")
    assert found.origins == ("an agency",)


def test_two_speakers_through_one_outlet_are_two_origins(case: Any) -> None:
    assert count(case, ("daily", "agency"), ("daily", "office")).origins == ("an agency", "an office")


@pytest.mark.parametrize(
    "chains",
    [
        (("daily", "cable", "agency"), ("weekly", "cable", "office")),
        (("daily", "memo", "agency"), ("weekly", "note", "office")),
        (("daily", "agency"), ("weekly", "agency", "office")),
        (("daily", "cable"), ("weekly", "cable", "office")),
    ],
    ids=["one document", "one leak", "one quotes the other", "the document itself speaks"],
)
def test_origins_that_may_be_one_are_joined(case: Any, chains: tuple[tuple[str, ...], ...]) -> None:
    assert len(count(case, *chains).origins) == 1


def test_a_person_can_join_origins(case: Any) -> None:
    same = [{"type": "same_origin", "start": "c0", "end": "c1"}]
    assert len(count(case, ("daily", "agency"), ("weekly", "office"), relations=same).origins) == 1


def test_the_same_speaker_under_two_ids_is_one_origin(case: Any) -> None:
    sources = [
        {"id": "daily", "kind": "publication", "name": "The Daily"},
        {"id": "p1", "kind": "person", "name": "an attaché", "entity": "corps"},
        {"id": "p2", "kind": "person", "name": "the same attaché", "entity": "corps"},
    ]
    assert len(count(case, ("daily", "p1"), ("daily", "p2"), sources=sources).origins) == 1


def test_sources_that_nobody_names_are_counted_apart(case: Any) -> None:
    found = count(case, ("daily", "cable", "somebody"), ("weekly", "somebody"), ("daily", "office"))
    assert (found.origins, found.unnamed) == (("an office",), 2)


def test_an_article_that_speaks_for_itself_is_an_origin(case: Any) -> None:
    found = count(case, ("daily",))
    assert (found.outlets, found.origins) == (("The Daily",), ("The Daily",))


def test_the_weakest_modality_counts_disjunctions_as_possible(case: Any) -> None:
    file = case.file(case.to_iran("a", "daily", modality="believed"), case.to_iran("b", "daily", modality="suspected"))
    assert support(file.claims, file).weakest == "suspected"
    file = case.file(case.to_iran("a", "daily", flags=["disjunctive"]))
    assert support(file.claims, file).weakest == "possible"
