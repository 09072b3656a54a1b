"""OFAC's Enhanced XML on a small hand-written export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from endgate.lists.adding import add
from endgate.lists.errors import ListRefusedError
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, RawFile, Scope, Settings
from endgate.lists.importers.ofac_enhanced_parts import read_birth_period
from endgate.lists.model import ListedParty, NameKind, NameQuality
from endgate.terms.kinds import IdentifierKind

PATH = Path(__file__).parents[2] / "fixtures" / "lists" / "enhanced" / "enhanced.xml"
MADE = PATH.read_text(encoding="utf-8")
NOW = datetime(2026, 11, 25, tzinfo=UTC)
ENHANCED = IMPORTERS["ofac-enhanced-xml"]
FILTER = "<sanctionsPrograms><sanctionsProgram>IRGC</sanctionsProgram></sanctionsPrograms></filters>"
OF_ALL = '<sanctionsList refId="91512">Consolidated List</sanctionsList></sanctionsLists></filters>'
Reading = tuple[ImportReport, list[ListedParty]]
Read = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reader(text: str = MADE, source: str = "us-ofac-sdn") -> Reading:
        path = tmp_path / "enhanced.xml"
        path.write_text(text, encoding="utf-8")
        report = ImportReport()
        return report, list(ENHANCED.read((RawFile(path.name, path),), Settings(source), report))

    return reader


def test_stamp_takes_the_printed_day() -> None:
    stamp = ENHANCED.stamp((RawFile("enhanced.xml", PATH),))
    assert (stamp.stated_date, stamp.scope) == (date(2024, 5, 24), Scope.FULL)
    assert stamp.stated_version == "2024-05-24T15:59:26.4511801-04:00"


def test_translations_of_one_name_are_names(read: Read) -> None:
    (party,) = read()[1]
    assert [(each.text, each.kind, each.quality, each.script) for each in party.names] == [
        ("SPECIMEN, Invented Ali", NameKind.PRIMARY, NameQuality.UNSTATED, "Latn"),
        ("SPECK", NameKind.FORMER, NameQuality.WEAK, "Latn"),
        ("СПЕК", NameKind.FORMER, NameQuality.WEAK, "Cyrl"),
        ("نمونه علی", NameKind.VARIANT, NameQuality.UNSTATED, "Arab"),
    ]


def test_listing_day_is_that_of_the_own_list(read: Read) -> None:
    (party,) = read()[1]
    assert {str(each.listed_on) for each in party.designations} == {"2019-04-15"}
    assert party.designations[0].designation_id == "us-ofac-sdn:103/IRGC"
    assert party.designations[0].legal_basis == ("Executive Order 13382 (Non-proliferation)",)
    assert party.designations[0].measures == ("asset_freeze",)
    report, others = read(MADE.replace("</sanctionsLists></filters>", OF_ALL), "us-ofac-cons")
    assert [str(each.designations[0].listed_on) for each in others] == ["2014-07-29", "2006-04-12"]
    assert others[0].designations[0].measures == ("sectoral_finance",)
    assert report.balanced


def test_facts(read: Read) -> None:
    report, (party,) = read()
    assert [(str(each.earliest), str(each.latest), each.circa) for each in party.birth] == [("1972", "1972", True)]
    assert (party.birth_places, party.positions) == (("Shiraz, Iran",), ("Director",))
    assert [(each.country, each.role) for each in party.countries] == [("IR", "nationality")]
    assert [(each.kind, each.value, each.note) for each in party.identifiers] == [
        (IdentifierKind.WEBSITE, "www.example.org", "in Persian"),
        (IdentifierKind.PASSPORT, "A0181", "issued 2016-03-16 marked as not valid"),
        (IdentifierKind.OTHER, "7", "Telepathy Number"),
    ]
    assert {"Shoe Size 44", "invented for tests"} <= set(party.notes)
    assert report.unknown["feature Shoe Size"] == report.unknown["document type Telepathy Number"] == 1
    assert (party.addresses[0].lines, party.addresses[0].city, party.addresses[0].country) == (
        ("1 Example Street",),
        "Tehran",
        "IR",
    )


def test_relation_to_an_entry_outside_the_file(read: Read) -> None:
    (relation,) = read()[1][0].relations
    assert (relation.type, relation.target_party_id) == ("owned_or_controlled_by", "us-ofac-sdn:777")
    assert relation.target_name == "SOMEBODY OUTSIDE THE FILE"


def test_entries_of_other_lists_are_counted(read: Read) -> None:
    report, _ = read()
    assert report.noise == {"entry of another list": 1}
    with pytest.raises(ListRefusedError, match="EG2001"):
        read(source="us-ofac-cons")


@pytest.mark.parametrize("filters", [FILTER, "<countries><country>Iran</country></countries></filters>"])
def test_filtered_export_is_refused_as_whole_list(tmp_path: Path, filters: str) -> None:
    path = tmp_path / "export.xml"
    path.write_text(MADE.replace("</filters>", filters), encoding="utf-8")
    with pytest.raises(ListRefusedError, match="EG2008"):
        add(tmp_path / "store", "us-ofac-sdn", [path], obtained_at=NOW)
    result = add(tmp_path / "store", "us-ofac-sdn", [path], obtained_at=NOW, partial="members")
    assert result.snapshot.scope is Scope.FILTERED


def test_export_without_filters_is_no_whole_list(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    start, end = MADE.index("<filters>"), MADE.index("</filters>") + len("</filters>")
    path.write_text(MADE[:start] + MADE[end:], encoding="utf-8")
    with pytest.raises(ListRefusedError, match="EG2008"):
        add(tmp_path / "store", "us-ofac-sdn", [path], obtained_at=NOW)


def test_a_stamp_that_is_no_day_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_text(MADE.replace("2024-05-24T", "2024-15-24T"), encoding="utf-8")
    with pytest.raises(ListRefusedError, match="EG2019"):
        ENHANCED.stamp((RawFile(path.name, path),))


def test_missing_and_new_elements(read: Read) -> None:
    with pytest.raises(ListRefusedError, match="EG2006"):
        read(MADE.replace("publicationInfo>", "publication>"))
    report, found = read(
        MADE.replace("<addresses>", "<moods/><addresses>").replace("Owned or Controlled By", "Envied by")
    )
    assert report.unknown == {
        "element moods": 1,
        "value relation type Envied by": 1,
        "feature Shoe Size": 1,
        "document type Telepathy Number": 1,
        "remark without a known label": 1,
    }
    assert found[0].relations[0].type == "linked_to"


@pytest.mark.parametrize(
    ("ends", "is_range", "expected"),
    [
        ("1972-01-01 1972-01-01 1972-12-31 1972-12-31", "false", ("1972", "1972")),
        ("1972-02-01 1972-02-01 1972-02-29 1972-02-29", "false", ("1972-02", "1972-02")),
        ("1957-10-10 1957-10-10 1957-10-10 1957-10-10", "false", ("1957-10-10", "1957-10-10")),
        ("1951-01-01 1951-12-31 1953-01-01 1953-12-31", "true", ("1951", "1953")),
        ("1965-03-21 1965-03-21 1966-03-20 1966-03-20", "true", ("1965-03-21", "1966-03-20")),
        ("1965-03-21 1965-03-21 1966-03-20 1966-03-20", "false", ("1965-03-21", "1966-03-20")),
    ],
)
def test_birth_periods(ends: str, is_range: str, expected: tuple[str, str]) -> None:
    tags = ("fromDateBegin", "fromDateEnd", "toDateBegin", "toDateEnd")
    inner = "".join(f"<{tag}>{text}</{tag}>" for tag, text in zip(tags, ends.split(), strict=True))
    birth = read_birth_period(fromstring(f"<valueDate>{inner}<isDateRange>{is_range}</isDateRange></valueDate>"), "x")
    assert birth is not None
    assert (str(birth.earliest), str(birth.latest)) == expected


def test_birth_that_runs_backwards_is_none() -> None:
    inner = "<fromDateBegin>1972-01-01</fromDateBegin><fromDateEnd>1972-01-01</fromDateEnd>"
    later = "<toDateBegin>1971-01-01</toDateBegin><toDateEnd>1971-01-01</toDateEnd>"
    assert read_birth_period(fromstring(f"<valueDate>{inner}{later}</valueDate>"), "x") is None
    assert read_birth_period(None, "x") is None
