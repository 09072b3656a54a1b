"""The UK Sanctions List in XML and CSV, and the older list in XML, on small hand-written files."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import AddResult, add
from endgate.lists.errors import ListRefusedError
from endgate.lists.model import ListedParty, NameKind, NameQuality
from endgate.lists.snapshots import parties
from endgate.terms.kinds import IdentifierKind, PartyKind

MADE = Path(__file__).parents[2] / "fixtures" / "lists"
XML = (MADE / "uksl" / "UK-Sanctions-List.xml").read_text(encoding="utf-8")
CSV = (MADE / "ukslcsv" / "UK-Sanctions-List.csv").read_text(encoding="utf-8")
OLD = (MADE / "ofsixml" / "conlist.xml").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 25, tzinfo=UTC)


def put(folder: Path, text: str, source: str = "uk-uksl", partial: str = "members") -> AddResult:
    path = folder / "list.txt"
    path.write_text(text, encoding="utf-8")
    stated = date(2026, 8, 2) if source == "uk-ofsi" else None
    return add(folder / "store", source, [path], obtained_at=NOW, partial=partial, stated_date=stated)


def found(folder: Path, text: str, source: str = "uk-uksl") -> dict[str, ListedParty]:
    result = put(folder, text, source)
    assert result.report.balanced
    return {each.party_id: each for each in parties(folder / "store", result.snapshot)}


def test_person_of_the_xml(tmp_path: Path) -> None:
    party = found(tmp_path, XML)["uk-uksl:XYZ0006"]
    assert [(each.text, each.kind, each.quality, each.script) for each in party.names] == [
        ("JANE Q SPECIMEN", NameKind.PRIMARY, NameQuality.UNSTATED, "Latn"),
        ("Jane Specimen", NameKind.VARIANT, NameQuality.UNSTATED, "Latn"),
        ("JQS", NameKind.ALIAS, NameQuality.WEAK, "Latn"),
        ("جين نموذج", NameKind.ALIAS, NameQuality.UNSTATED, "Arab"),
    ]
    assert [str(each.earliest) for each in party.birth] == ["1958-05-12", "1945", "1970-11", "1946"]
    assert [(each.kind, each.value) for each in party.identifiers] == [
        (IdentifierKind.PASSPORT, "A0012345"),
        (IdentifierKind.PUBLISHER_REF, "7900"),
    ]
    only = party.designations[0]
    assert (only.measures, only.cross_refs, str(only.listed_on)) == (
        ("asset_freeze", "travel_ban"),
        ("UN IRi.900",),
        "2001-01-25",
    )


def test_company_and_ship_of_the_xml(tmp_path: Path) -> None:
    parties_found = found(tmp_path, XML)
    company, ship = parties_found["uk-uksl:XYZ0107"], parties_found["uk-uksl:XYZ0075"]
    assert [(each.type, each.target_name) for each in company.relations] == [
        ("subsidiary_of", "Example Holding"),
        ("parent_of", "Example Springs (Deutschland) GmbH"),
    ]
    assert (company.identifiers[0].value, company.designations[0].measures) == ("06527400", ("asset_freeze", "other"))
    assert ship.kind is PartyKind.VESSEL
    assert ship.vessel is not None
    assert (ship.vessel.flag, ship.vessel.gross_tonnage, ship.vessel.owner) == ("Comoros", 7078, "Example Shipping")
    assert (ship.identifiers[0].value, ship.designations[0].measures) == ("9074729", ("port_entry_ban",))
    assert ship.designations[0].cross_refs == ("UN KPv.900",)


def test_rows_of_the_csv_are_united(tmp_path: Path) -> None:
    result = put(tmp_path, CSV)
    assert (result.snapshot.stated_date, result.report.rows_read, result.report.parties) == (date(2026, 2, 13), 3, 2)
    party = next(parties(tmp_path / "store", result.snapshot))
    assert [each.quality for each in party.names] == [NameQuality.UNSTATED, NameQuality.STRONG]
    assert [str(each.earliest) for each in party.birth] == ["1945", "1946"]


def test_older_list_as_xml(tmp_path: Path) -> None:
    party = found(tmp_path, OLD, "uk-ofsi")["uk-ofsi:8900"]
    assert [(each.text, each.kind) for each in party.names] == [
        ("Jane Muster", NameKind.PRIMARY),
        ("Jane Specimen", NameKind.ALIAS),
    ]
    only = party.designations[0]
    assert (str(only.listed_on), only.cross_refs) == ("2004-06-07", ("UN IQi.900",))


def test_unknown_element_is_counted(tmp_path: Path) -> None:
    result = put(tmp_path, XML.replace("<Titles><Title>Dr</Title></Titles>", "<Grade>9</Grade>"))
    assert result.report.unknown == {"element Designation/Grade": 1}


@pytest.mark.parametrize(
    ("text", "source", "code"),
    [
        (XML.replace("Designations", "Listings"), "uk-uksl", "EG2001"),
        (XML.replace("10/09/2026", "31/09/2026"), "uk-uksl", "EG2019"),
        (XML[:900], "uk-uksl", "EG2002"),
        (XML.replace("<Designations", "<!DOCTYPE x><Designations"), "uk-uksl", "EG2003"),
        (XML.replace("<UniqueID>XYZ0006</UniqueID>", ""), "uk-uksl", "EG2006"),
        (XML.replace("XYZ0075", "XYZ0006"), "uk-uksl", "EG2006"),
        (CSV.replace("Unique ID", "Unique ID,More", 1), "uk-uksl", "EG2006"),
        (CSV.replace("Individual", "Person"), "uk-uksl", "EG2006"),
        (OLD.replace("GroupID", "Group_ID"), "uk-ofsi", "EG2006"),
        (OLD.replace("ofsi/consolidatedlist", "other"), "uk-ofsi", "EG2001"),
    ],
)
def test_refusals(tmp_path: Path, text: str, source: str, code: str) -> None:
    with pytest.raises(ListRefusedError, match=code):
        put(tmp_path, text, source)
    assert not (tmp_path / "store").exists()


def test_part_must_be_declared(tmp_path: Path) -> None:
    with pytest.raises(ListRefusedError, match="EG2016"):
        put(tmp_path, XML, partial="")
