"""Deltas tell substance from form: noise is cut, re-spelt facts are format, the rest keeps its weight."""

from __future__ import annotations

from dataclasses import replace

from endgate.lists.deltas import Grade, compare
from endgate.lists.model import Identifier, ListedParty, Name, NameKind
from endgate.terms.kinds import IdentifierKind, PartyKind

PARTY = ListedParty("un:A", "un", PartyKind.PERSON, (Name("Ivan Example"),), notes=("Born in Town. Link: web",))
NOISE = ("Link:.*",)


def grades(new: ListedParty, old: ListedParty = PARTY) -> list[tuple[str, Grade]]:
    return [(field.path, field.grade) for each in compare([old], [new], immaterial=NOISE) for field in each.fields]


def test_noise_is_no_change() -> None:
    assert grades(replace(PARTY, notes=("Born in Town. Link: elsewhere",))) == []
    assert grades(replace(PARTY, notes=("Born in Town.", "Link: web"))) == []


def test_text_is_text() -> None:
    assert grades(replace(PARTY, notes=("Born in Village. Link: web",))) == [("notes", Grade.TEXT)]


def test_letter_case_is_format() -> None:
    assert grades(replace(PARTY, names=(Name("IVAN EXAMPLE"),))) == [("names", Grade.FORMAT)]


def test_a_new_alias_beside_a_respelt_name() -> None:
    new = replace(PARTY, names=(Name("IVAN EXAMPLE"), Name("Vanya", NameKind.ALIAS)))
    assert grades(new) == [("names", Grade.IDENTITY), ("names", Grade.FORMAT)]


def test_a_moved_date_of_expiry_is_format_and_another_date_is_not() -> None:
    def passport(note: str) -> ListedParty:
        return replace(PARTY, identifiers=(Identifier(IdentifierKind.PASSPORT, "AB1", note=note),))

    old = passport("Expiration date: 2026-12-11.")
    assert grades(passport("expires 2026-12-11"), old) == [("identifiers", Grade.FORMAT)]
    assert grades(passport("expires 2027-12-11"), old) == [("identifiers", Grade.IDENTITY)]


def test_weight_of_a_change() -> None:
    came, went = compare([], [PARTY])[0], compare([PARTY], [])[0]
    text = compare([PARTY], [replace(PARTY, notes=())])[0]
    assert came.weighty
    assert went.weighty
    assert not text.weighty
