"""The US Consolidated Screening List on a small hand-written one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from endgate.lists.errors import ListRefusedError
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, RawFile, Settings
from endgate.lists.importers.licence_terms import read_terms
from endgate.lists.model import ListedParty, NameKind, NameQuality
from endgate.terms.kinds import IdentifierKind, PartyKind

MADE = (Path(__file__).parents[2] / "fixtures" / "lists" / "csl" / "consolidated.csv").read_text(encoding="utf-8")
Reading = tuple[ImportReport, list[ListedParty]]
Read = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reader(source: str = "us-csl", text: str = MADE, partial: str = "") -> Reading:
        path = tmp_path / "consolidated.csv"
        path.write_text(text, encoding="utf-8")
        report = ImportReport()
        parties = IMPORTERS["us-csl-csv"].read((RawFile(path.name, path),), Settings(source, partial), report)
        return report, list(parties)

    return reader


def test_every_row_is_accounted_for(read: Read) -> None:
    report, found = read()
    assert (report.rows_read, report.rows_used, report.noise) == (9, 8, {"repeated header": 1})
    assert len(found) == 7
    report, found = read("us-bis-el")
    assert report.noise == {"repeated header": 1, "row of another list": 4}
    assert report.balanced
    assert [each.source for each in found] == ["us-bis-el"] * 4


def test_entity_list(read: Read) -> None:
    first, second, place, damaged = read("us-bis-el")[1]
    assert [(each.text, each.kind) for each in first.names] == [
        ("Example Repair Plant, JSC", NameKind.PRIMARY),
        ("Open Example Plant", NameKind.ALIAS),
        ("JSC Example 140", NameKind.ALIAS),
    ]
    assert first.kind is PartyKind.UNKNOWN
    assert [each.country for each in first.addresses] == ["BY", "BY"]
    designation = first.designations[0]
    assert (designation.authority, designation.programme, designation.citations) == ("US-BIS", "EL", ("87 FR 20299",))
    assert designation.licence is not None
    assert designation.licence.sections == ("734.9(g)", "744.21(b)", "746.8(a)(3)")
    assert (designation.licence.footnotes, designation.licence.policy) == (("3",), "policy_of_denial")
    assert second.party_id == f"{first.party_id}-2"
    assert second.designations[0].designation_id == second.party_id
    assert (place.kind, place.names[0].kind) == (PartyKind.PLACE, NameKind.ADDRESS_ONLY)
    assert damaged.names[0].quality is NameQuality.DAMAGED
    assert damaged.designations[0].listed_on is None


def test_one_number_on_two_lists_is_one_party(read: Read) -> None:
    party = next(each for each in read()[1] if each.party_id == "us-csl:31000")
    assert [(each.list_name, each.programme) for each in party.designations] == [
        ("SDN", "NPWMD"),
        ("SDN", "IFSR"),
        ("SSI", "UKRAINE-EO13662"),
    ]
    assert [(each.kind, each.value, each.country) for each in party.identifiers] == [
        (IdentifierKind.PASSPORT, "A123", "IR"),
        (IdentifierKind.INN, "7707083893", "RU"),
    ]
    assert "Female, Gender" in party.notes
    assert [(str(each.earliest), each.circa) for each in party.birth] == [("1966-09-08", False), ("1967", True)]


def test_denied_person(read: Read) -> None:
    (party,) = read("us-bis-dpl")[1]
    assert (party.primary_name, str(party.designations[0].expires_on)) == ("J. SPECIMEN", "2056-06-29")
    assert party.designations[0].citations == ("68 FR 38290", "71 FR 38843")
    assert party.notes == ("not stated to be a standard order: read the order",)


def test_successor_clause_is_no_part_of_the_name(read: Read) -> None:
    (party,) = read("us-state-isn")[1]
    assert party.primary_name == "Invented Works"
    assert [(each.programme, each.successor_clause) for each in party.designations] == [
        ("CBW", True),
        ("E.O. 13382", True),
    ]
    assert party.designations[0].citations == ("86 FR no. 71, 2021-04-15",)


def test_missing_column_unknown_list_and_cut_row(read: Read) -> None:
    with pytest.raises(ListRefusedError, match="EG2006"):
        read(text=MADE.replace("license_policy", "policy", 1))
    report, found = read(text=MADE.replace("Entity List (EL)", "Moon List (ML)"))
    assert len(found) == 3
    assert [each.code for each in report.quarantined if each.code == "EG2012"] == ["EG2012"] * 4
    cut = MADE[: MADE.index(" Works and any")]
    with pytest.raises(ListRefusedError, match="EG2002"):
        read(text=cut)
    report, found = read(text=cut, partial="members")
    assert (len(found), report.rows_quarantined, report.balanced) == (3, 1, True)


@pytest.mark.parametrize(
    ("text", "sections", "footnotes"),
    [
        ("For all items subject to the EAR. (See §744.2l of the EAR).", ("744.21",), ()),
        ("(See §§ 734.9(e)(2) and 744.11 of the EAR)4", ("734.9(e)(2)", "744.11"), ("4",)),
        ("(See §734.9(e)1 and 744.11 of the EAR2)", ("734.9(e)", "744.11"), ("1", "2")),
        ("(See §744.2 (d) of the EAR), except License Exception GOV (§740.11)", ("744.2(d)",), ()),
    ],
)
def test_licence_terms(text: str, sections: tuple[str, ...], footnotes: tuple[str, ...]) -> None:
    terms = read_terms(text, "")
    assert (terms.sections, terms.footnotes) == (sections, footnotes)
