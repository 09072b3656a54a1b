"""The EU's financial sanctions file on a small hand-written one."""

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

MADE = (Path(__file__).parents[2] / "fixtures" / "lists" / "eu" / "fsf.xml").read_text(encoding="utf-8")
Reading = tuple[ImportReport, dict[str, ListedParty]]
Read = Callable[..., Reading]
EU = IMPORTERS["eu-fsf-1.1"]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reader(text: str = MADE) -> Reading:
        path = tmp_path / "fsf.xml"
        path.write_text(text, encoding="utf-8")
        report = ImportReport()
        parties = EU.read((RawFile(path.name, path),), Settings("eu-fsf", "members"), report)
        return report, {each.party_id: each for each in parties}

    return reader


def test_enterprise(read: Read) -> None:
    party = read()[1]["eu-fsf:EU.1.11"]
    assert party.kind is PartyKind.ORGANISATION
    assert [(each.text, each.kind, each.language, each.script) for each in party.names] == [
        ("Example Spring Works", NameKind.PRIMARY, "EN", "Latn"),
        ("Rugógyár Vállalat", NameKind.ALIAS, "HU", "Latn"),
        ("فنرسازی نمونه", NameKind.ALIAS, "FA", "Arab"),
        ("ESW", NameKind.ALIAS, "EN", "Latn"),
    ]
    assert party.names[3].quality is NameQuality.WEAK
    assert party.positions == ()
    assert "makes springs" in party.notes
    assert [(each.lines, each.city, each.country) for each in party.addresses] == [
        (("1 Example Street", "PO Box 7"), "Belgrade", "RS")
    ]
    number = party.identifiers[0]
    assert (number.kind, number.value, number.country, number.note) == (
        IdentifierKind.REGISTRATION_NO,
        "892",
        "IR",
        "knownExpired",
    )


def test_one_designation_for_each_programme(read: Read) -> None:
    first, second = read()[1]["eu-fsf:EU.1.11"].designations
    assert (first.programme, first.legal_basis) == ("IRN", ("2024/1 (OJ L1)", "2023/1 (OJ L1)"))
    assert (str(first.listed_on), str(first.listed_by)) == ("2008-06-23", "2023-07-30")
    assert (second.designation_id, second.cross_refs) == ("eu-fsf:EU.1.11/PRK", ("UN IRe.900",))


def test_person(read: Read) -> None:
    report, found = read()
    party = found["eu-fsf:EU.2.22"]
    assert (party.names[0].given, party.names[0].family, party.gender) == ("Jane Q", "Specimen", "female")
    assert [each.quality for each in party.names] == [NameQuality.STRONG, NameQuality.WEAK]
    assert party.positions == ("Dr", "Director")
    assert [(str(each.earliest), str(each.latest), each.circa) for each in party.birth] == [
        ("1953", "1958", True),
        ("1954-03", "1954-03", False),
    ]
    assert "birth 1372-04-28 ISLAMIC" in party.notes
    assert report.unknown["calendar ISLAMIC"] == 1
    assert party.designations[0].listed_on is None
    assert str(party.designations[0].listed_by) == "2003-07-07"
    assert [(each.kind, each.value) for each in party.identifiers] == [(IdentifierKind.PASSPORT, "A 1")]


def test_stamp_is_the_day_printed(tmp_path: Path) -> None:
    path = tmp_path / "fsf.xml"
    path.write_text(MADE, encoding="utf-8")
    stamp = EU.stamp((RawFile("fsf.xml", path),))
    assert (stamp.stated_date, stamp.stated_version) == (date(2026, 8, 5), "42")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (MADE.replace("http://eu.europa.ec/fpi/fsd/export", "http://example.org/export"), "EG2001"),
        (MADE[:1500], "EG2002"),
        (MADE.replace("<export", "<!DOCTYPE export><export"), "EG2003"),
    ],
)
def test_refusals(read: Read, text: str, code: str) -> None:
    with pytest.raises(ListRefusedError, match=code):
        read(text)


def test_excerpt_must_be_declared(tmp_path: Path) -> None:
    path = tmp_path / "fsf.xml"
    path.write_text(MADE, encoding="utf-8")
    now = datetime(2026, 11, 25, tzinfo=UTC)
    with pytest.raises(ListRefusedError, match="EG2016"):
        add(tmp_path / "store", "eu-fsf", [path], obtained_at=now)
    assert add(tmp_path / "store", "eu-fsf", [path], obtained_at=now, partial="members").outcome == "stored"


def test_entry_without_regulation_is_set_aside(read: Read) -> None:
    report, found = read(
        MADE.replace('numberTitle="3/2003 (OJ L3)" programme="IRQ" logicalId="13"/>', "/>").replace(
            '<regulation regulationType="regulation" publicationDate="2003-07-08" entryIntoForceDate="2003-07-07" />',
            "",
        )
    )
    assert list(found) == ["eu-fsf:EU.1.11"]
    assert [each.code for each in report.quarantined] == ["EG2012"]
    assert report.balanced
