"""Changes between two lists: what counts, and what does not."""

from __future__ import annotations

from dataclasses import replace

from endgate.lists.deltas import Grade, compare
from endgate.lists.model import Address, Designation, ListedParty, Name
from endgate.terms.kinds import PartyKind

DESIGNATION = Designation("un:1/X", "un", "UN", "L", "X")
PARTY = ListedParty(
    "un:1", "un", PartyKind.PERSON, (Name("A", trace="line 1"), Name("B")), designations=(DESIGNATION,), notes=("n",)
)


def test_came_and_went() -> None:
    assert [(each.what, each.party_id, each.name) for each in compare([], [PARTY])] == [("ADD", "un:1", "A")]
    assert [each.what for each in compare([PARTY], [])] == ["DEL"]


def test_place_in_the_file_and_order_are_no_change() -> None:
    moved = replace(PARTY, names=(Name("A", trace="line 9"), Name("B")), trace="line 9")
    assert compare([PARTY], [moved]) == ()
    assert compare([replace(PARTY, names=PARTY.names[::-1])], [PARTY]) == ()


def test_grades() -> None:
    changed = replace(
        PARTY,
        names=(Name("A"), Name("C")),
        addresses=(Address(city="X"),),
        designations=(replace(DESIGNATION, reference="2"),),
        notes=("m",),
    )
    (change,) = compare([PARTY], [changed])
    assert {each.path: each.grade for each in change.fields} == {
        "addresses": Grade.DETAIL,
        "designations": Grade.LISTING,
        "names": Grade.IDENTITY,
        "notes": Grade.TEXT,
    }
    names = next(each for each in change.fields if each.path == "names")
    assert (names.old, names.new) == (({"text": "B"},), ({"text": "C"},))
