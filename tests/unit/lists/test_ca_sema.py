"""The Canadian list on a small hand-written file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import add
from endgate.lists.errors import ListRefusedError
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.ca_names import both_languages, read_aliases
from endgate.lists.importers.contract import ImportReport, RawFile, Settings
from endgate.lists.model import ListedParty
from endgate.terms.kinds import IdentifierKind, PartyKind

MADE = (Path(__file__).parents[2] / "fixtures" / "lists" / "ca" / "sema.xml").read_text(encoding="utf-8")
Reading = tuple[ImportReport, dict[str, ListedParty]]
Read = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reader(text: str = MADE) -> Reading:
        path = tmp_path / "sema.xml"
        path.write_text(text, encoding="utf-8")
        report = ImportReport()
        parties = IMPORTERS["ca-sema-xml"].read((RawFile(path.name, path),), Settings("ca-sema", "members"), report)
        return report, {each.party_id: each for each in parties}

    return reader


def test_entity_in_two_languages(read: Read) -> None:
    party = read()[1]["ca-sema:Iran/1, Part 1/7"]
    assert party.kind is PartyKind.ORGANISATION
    assert [(each.text, each.language) for each in party.names[:2]] == [
        ("Example Spring Institute", ""),
        ("Institut exemple des ressorts", "FR"),
    ]
    assert "Example Spring Institute/Institut exemple des ressorts" in party.notes
    only = party.designations[0]
    assert (only.programme, str(only.listed_on), only.legal_basis) == (
        "Iran",
        "2010-07-26",
        ("Schedule 1, Part 1, item 7",),
    )


def test_person(read: Read) -> None:
    party = read()[1]["ca-sema:Belarus/1, Part 1/8"]
    assert (party.kind, party.names[0].family, party.positions) == (PartyKind.PERSON, "SPECIMEN", ("Colonel",))
    assert [(each.text, each.language) for each in party.names] == [
        ("Jane Q SPECIMEN", ""),
        ("Jane Quirina Specimen", ""),
        ("Джэйн Узор", "BE"),
        ("Джейн Образец", "RU"),
        ("Джейн Кузьминична Образец", "RU"),
    ]
    assert [str(each.earliest) for each in party.birth] == ["1972-08-10", "1972-08-11"]
    assert party.designations[0].programme_raw == "Belarus / Bélarus"


def test_ship(read: Read) -> None:
    party = read()[1]["ca-sema:Russia//9"]
    assert (party.kind, party.birth) == (PartyKind.VESSEL, ())
    assert [(each.kind, each.value) for each in party.identifiers] == [(IdentifierKind.IMO_SHIP, "9074729")]
    assert {"built 2009", "ship type Oil Tanker"} <= set(party.notes)


def test_unsafe_date_costs_the_field(read: Read) -> None:
    report, found = read()
    assert found["ca-sema:Syria//10"].birth == ()
    assert [each.code for each in report.quarantined] == ["EG2013"]
    assert report.balanced


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (
            "Air Example Holdings Pte. Ltd., Air Example Limited",
            ["Air Example Holdings Pte. Ltd.", "Air Example Limited"],
        ),
        ("Example Trading Co., Ltd.", ["Example Trading Co., Ltd."]),
        ("LEVY, Yinon", ["LEVY, Yinon"]),
        ("Alexander, or Alexandr Specimen", ["Alexander, or Alexandr Specimen"]),
        ("Акционерное общество\n«Узор»", ["Акционерное общество «Узор»"]),
        ("Example Company\nعباس نیلفروشان", ["Example Company", "عباس نیلفروشان"]),
        ("One Name,\nOther Name; Third", ["One Name", "Other Name", "Third"]),
        ("Directorate of Procurement, the Example", ["Directorate of Procurement", "the Example"]),
        ("Names “A, B” Works", ["Names “A, B” Works"]),
    ],
)
def test_alias_cells(cell: str, names: list[str]) -> None:
    person = cell.startswith("LEVY")
    assert [each.text for each in read_aliases(cell, person=person, report=ImportReport())] == names


def test_stroke_without_french_is_part_of_the_name() -> None:
    assert both_languages("Example Steel Mills (A/B/C)") == ("Example Steel Mills (A/B/C)", "")


def test_older_element_names(read: Read) -> None:
    old = MADE.replace("EntityOrShip", "Entity").replace("TitleOrShip", "Title")
    old = old.replace("DateOfBirthOrShipBuildDate", "DateOfBirth")
    assert list(read(old)[1].values()) == list(read()[1].values())


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (MADE.replace("<LastName>", "<FamilyName>").replace("</LastName>", "</FamilyName>"), "EG2006", "'FamilyName'"),
        (MADE.replace("record>", "entry>"), "EG2006", "'entry'"),
        (MADE.replace("data-set", "dataset"), "EG2001", "'dataset'"),
        (MADE.replace("<Country>Iran</Country>", ""), "EG2006", "country"),
        (MADE[:900], "EG2002", ""),
        (MADE.replace("<data-set", "<!DOCTYPE x><data-set"), "EG2003", ""),
    ],
)
def test_refusals(read: Read, text: str, code: str, said: str) -> None:
    with pytest.raises(ListRefusedError, match=code) as caught:
        read(text)
    assert said in caught.value.faults[0].what
    assert "sema.xml" in caught.value.faults[0].where


def test_twice_and_nameless_are_set_aside(read: Read) -> None:
    report, found = read(MADE.replace("<Item>10</Item>", "<Item>9</Item>").replace("Syria / Syrie", "Russia"))
    assert "ca-sema:Syria//10" not in found
    assert sorted(each.code for each in report.quarantined) == ["EG2011"]
    report, _ = read(MADE.replace("<LastName>Muster</LastName>", "").replace("<GivenName>John</GivenName>", ""))
    assert [each.code for each in report.quarantined] == ["EG2012"]
    assert report.balanced


def test_part_must_be_declared(tmp_path: Path) -> None:
    path = tmp_path / "sema.xml"
    path.write_text(MADE.replace("Iran<", "Elsewhere<").replace("Syria", "Elsewhere"), encoding="utf-8")
    with pytest.raises(ListRefusedError, match="EG2016"):
        add(
            tmp_path / "store",
            "ca-sema",
            [path],
            obtained_at=datetime(2026, 11, 25, tzinfo=UTC),
            stated_date=date(2025, 5, 1),
        )
