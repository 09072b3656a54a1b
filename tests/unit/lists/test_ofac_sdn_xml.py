"""OFAC's SDN.XML on a small hand-written file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import add
from endgate.lists.errors import ListRefusedError
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, RawFile, Settings
from endgate.lists.model import ListedParty, NameKind, NameQuality
from endgate.terms.kinds import IdentifierKind, PartyKind

PATH = Path(__file__).parents[2] / "fixtures" / "lists" / "sdnxml" / "sdn.xml"
MADE = PATH.read_text(encoding="utf-8")
NOW = datetime(2026, 11, 25, tzinfo=UTC)
SDN = IMPORTERS["ofac-sdn-xml"]
Reading = tuple[ImportReport, dict[str, ListedParty]]
Read = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reader(text: str = MADE, partial: str = "") -> Reading:
        path = tmp_path / "sdn.xml"
        path.write_text(text, encoding="utf-8")
        report = ImportReport()
        parties = SDN.read((RawFile(path.name, path),), Settings("us-ofac-sdn", partial), report)
        return report, {each.party_id.rpartition(":")[2]: each for each in parties}

    return reader


def test_stamp() -> None:
    stamp = SDN.stamp((RawFile("sdn.xml", PATH),))
    assert (stamp.stated_date, stamp.declared_count) == (date(2021, 7, 4), 4)
    assert stamp.literal == b"<Publish_Date>07/04/2021</Publish_Date>"
    assert SDN.sniff(PATH.read_bytes()) == 1.0
    assert SDN.sniff(b"<sdnList xmlns='http://example.org'>") == 0.0


def test_entity_with_links_and_a_bag_of_ids(read: Read) -> None:
    report, found = read()
    party = found["101"]
    assert [(each.text, each.kind, each.quality) for each in party.names] == [
        ("EXAMPLE SPRING WORKS", NameKind.PRIMARY, NameQuality.UNSTATED),
        ("ESW FACTORY", NameKind.ALIAS, NameQuality.STRONG),
        ("SPRINGY", NameKind.FORMER, NameQuality.WEAK),
    ]
    assert [(each.target_name, each.target_party_id) for each in party.relations] == [
        ("SAMPLE HOLDING CO.", "us-ofac-sdn:102"),
        ("NOBODY KNOWN", ""),
    ]
    assert [(each.kind, each.value, each.country) for each in party.identifiers] == [
        (IdentifierKind.REGISTRATION_NO, "86936", "IR")
    ]
    assert "secondary sanctions risk: section 1; see (a) of it" in party.notes
    assert "Telepathy Number 7" in party.notes
    assert report.unknown["id type Telepathy Number"] == 1
    address = party.addresses[0]
    assert (address.lines, address.city, address.postal_code, address.country) == (
        ("1 Example Street", "Floor 2"),
        "Tehran",
        "11365",
        "IR",
    )


def test_person(read: Read) -> None:
    party = read()[1]["103"]
    assert (party.kind, party.gender, party.positions) == (PartyKind.PERSON, "male", ("Director",))
    assert (party.names[0].text, party.names[0].family) == ("SPECIMEN, Invented Ali", "SPECIMEN")
    assert party.names[1].text == "SPECIMEN, Haj"
    assert [(str(each.earliest), each.circa) for each in party.birth] == [("1954-05-20", False), ("1955", True)]
    assert party.birth_places == ("Shiraz, Iran",)
    assert [(each.country, each.role) for each in party.countries] == [("IR", "nationality"), ("SY", "citizenship")]
    assert party.identifiers[0].note == "issued 01 Oct 2001 expires 23 Jan 2011"
    assert [each.designation_id for each in party.designations] == ["us-ofac-sdn:103/IRGC", "us-ofac-sdn:103/SYRIA"]
    assert all(each.listed_on is None for each in party.designations)


def test_vessel(read: Read) -> None:
    party = read()[1]["104"]
    assert party.vessel is not None
    assert (party.vessel.flag, party.vessel.deadweight, party.vessel.gross_tonnage) == ("Panama", 24065, 16621)
    assert {(each.kind, each.value) for each in party.identifiers} == {
        (IdentifierKind.IMO_SHIP, "9187629"),
        (IdentifierKind.CALL_SIGN, "ABCD"),
    }
    assert (party.subkind, party.countries[0].role) == ("crude oil tanker", "flag")


def test_count_that_differs_is_refused_unless_declared(read: Read) -> None:
    text = MADE.replace("<Record_Count>4<", "<Record_Count>5704<")
    with pytest.raises(ListRefusedError, match="EG2007"):
        read(text)
    assert len(read(text, "members")[1]) == 4


def test_what_the_store_keeps(tmp_path: Path) -> None:
    result = add(tmp_path / "store", "us-ofac-sdn", [PATH], obtained_at=NOW)
    assert (result.outcome, result.snapshot.stated_date) == ("stored", date(2021, 7, 4))
    assert result.snapshot.format == "ofac-sdn-xml"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<publshInformation>", "<other>", "EG2002"),
        ("<Record_Count>4<", "<Record_Count>many<", "EG2006"),
        ("07/04/2021", "31/31/2021", "EG2019"),
        ("<sdnType>Entity</sdnType>", "", "EG2006"),
        ("exports/XML", "exports/OTHER", "EG2001"),
        ('<?xml version="1.0" standalone="yes"?>', "<!DOCTYPE a><!-- -->", "EG2003"),
    ],
)
def test_refusals(tmp_path: Path, old: str, new: str, code: str) -> None:
    path = tmp_path / "sdn.xml"
    path.write_text(MADE.replace(old, new), encoding="utf-8")
    with pytest.raises(ListRefusedError, match=code):
        add(tmp_path / "store", "us-ofac-sdn", [path], obtained_at=NOW)
    assert not (tmp_path / "store").exists()


def test_new_elements_and_values_are_counted(read: Read) -> None:
    text = MADE.replace("<remarks>", "<mood>fair</mood><remarks>").replace("<type>f.k.a.", "<type>x.k.a.")
    report, found = read(text)
    assert report.unknown["element mood"] == 1
    assert report.unknown["value alias type x.k.a."] == 1
    assert found["101"].names[2].kind is NameKind.ALIAS


def test_an_entry_twice_and_an_entry_without_name(read: Read) -> None:
    report, found = read(
        MADE.replace("<uid>102</uid>", "<uid>101</uid>", 1).replace("<lastName>MADE UP BREEZE</lastName>", "")
    )
    assert [each.code for each in report.quarantined] == ["EG2011", "EG2012"]
    assert set(found) == {"101", "103"}
    assert report.balanced
