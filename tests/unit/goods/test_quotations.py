"""Quotations come from the user's own file alone, by path, word for word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from endgate.goods.quotations import quotations, verify
from endgate.goods.texts import Line, LineKind, ListText

LINES = (
    Line("1C216", 0, LineKind.PROVISION, "a strong steel, as follows:"),
    Line("1C216", 1, LineKind.NOTE, "Note: small pieces are left out."),
    Line("1C210", 2, LineKind.PROVISION, "fibres"),
    Line("1C210.a", 3, LineKind.PROVISION, "of carbon, having any of the following:"),
    Line("1C210.a.1", 4, LineKind.PROVISION, "stiff"),
    Line("1C210.b", 5, LineKind.PROVISION, "of glass"),
)
TEXT = ListText("eu-annex1", "eu-annex1@2025-11-15", LINES, {})


def test_the_lines_behind_an_entry_are_quoted(ask: Any) -> None:
    found = quotations(ask("maraging steel", ultimate_tensile_strength="2000 MPa"), TEXT)
    assert [(each.path, each.kind) for each in found] == [("1C216", "provision"), ("1C216", "note")]
    assert verify(found, TEXT) == ()


def test_parents_and_parts_are_quoted_and_siblings_are_not(ask: Any) -> None:
    found = quotations(ask("carbon fibre", specific_modulus="13000000 m"), TEXT)
    assert [each.path for each in found] == ["1C210", "1C210.a", "1C210.a.1"]


def test_words_that_do_not_stand_there_are_a_fault(ask: Any) -> None:
    (first, *_) = quotations(ask("maraging steel", ultimate_tensile_strength="2000 MPa"), TEXT)
    for wrong in (
        replace(first, text="a weak steel"),
        replace(first, path="1C210"),
        replace(first, version="eu-annex1@2021-09-09"),
        replace(first, sha256="0"),
    ):
        assert [fault.code for fault in verify([wrong], TEXT)] == ["EG4119"]


def test_what_is_answered_no_is_not_quoted(ask: Any) -> None:
    assert quotations(ask("maraging steel", ultimate_tensile_strength="1500 MPa"), TEXT) == ()
