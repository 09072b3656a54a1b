"""The Australian list on a small hand-made workbook."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import AddResult, add
from endgate.lists.errors import ListRefusedError
from endgate.lists.model import ListedParty, NameKind, NameQuality
from endgate.lists.snapshots import parties
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.truth import Truth

MADE = Path(__file__).parents[2] / "fixtures" / "lists" / "au" / "consolidated.xlsx"
NOW = datetime(2026, 11, 25, tzinfo=UTC)
SHEET = "xl/worksheets/sheet1.xml"
Changed = Callable[..., Path]


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    def change(old: str = "", new: str = "", *, extra: dict[str, bytes] | None = None) -> Path:
        path = tmp_path / "changed.xlsx"
        with zipfile.ZipFile(MADE) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
            for name in before.namelist():
                text = before.read(name).decode()
                assert name != SHEET or old in text
                after.writestr(name, text.replace(old, new) if name == SHEET and old else text)
            for name, data in (extra or {}).items():
                after.writestr(name, data)
        return path

    return change


def put(store: Path, path: Path = MADE) -> tuple[AddResult, dict[str, ListedParty]]:
    result = add(store, "au-dfat", [path], obtained_at=NOW, stated_date=date(2026, 1, 2), partial="members")
    return result, {each.party_id: each for each in parties(store, result.snapshot)}


def test_rows_of_a_reference_become_one_party(tmp_path: Path) -> None:
    result, found = put(tmp_path / "store")
    assert list(found) == ["au-dfat:101", "au-dfat:102", "au-dfat:103"]
    assert (result.report.rows_read, result.report.parties, result.report.balanced) == (6, 3, True)
    party = found["au-dfat:101"]
    assert [(each.text, each.kind, each.quality) for each in party.names] == [
        ("Example Spring Works", NameKind.PRIMARY, NameQuality.UNSTATED),
        ("ESW", NameKind.ALIAS, NameQuality.WEAK),
    ]
    assert [(each.raw, each.country) for each in party.addresses] == [
        ("1 Example Street, Tehran, Iran", "IR"),
        ("PO Box 7, Isfahan, Iran", "IR"),
    ]
    only = party.designations[0]
    assert (only.programme, str(only.listed_on), str(only.listed_by)) == ("1737 (Iran)", "2007-03-24", "2025-12-09")
    assert (only.cross_refs, only.measures) == (("UN IRe.900",), ("asset_freeze",))


def test_person(tmp_path: Path) -> None:
    party = put(tmp_path / "store")[1]["au-dfat:102"]
    assert party.kind is PartyKind.PERSON
    assert [each.script for each in party.names] == ["Latn", "Arab", "Latn"]
    assert [(str(each.earliest), each.circa) for each in party.birth] == [
        ("1963", True),
        ("1972-01-30", False),
        ("1960-03-25", False),
    ]
    assert [each.country for each in party.countries] == ["SY", "LB"]
    only = party.designations[0]
    assert only.cross_refs == (), "a reference inside the text speaks of somebody else"
    assert (only.listed_on, str(only.listed_by)) == (None, "2012-03-02")
    assert only.measures == ("asset_freeze", "travel_ban")


def test_vessel(tmp_path: Path) -> None:
    party = put(tmp_path / "store")[1]["au-dfat:103"]
    number = party.identifiers[0]
    assert (party.kind, number.kind, number.value, number.check) == (
        PartyKind.VESSEL,
        IdentifierKind.IMO_SHIP,
        "9074729",
        Truth.TRUE,
    )
    assert party.designations[0].measures == ("port_entry_ban",)


def test_old_columns(tmp_path: Path) -> None:
    """Before November 2025 the sheet ended with the control date and had no strength of alias."""
    path = tmp_path / "old.xlsx"
    with zipfile.ZipFile(MADE) as before, zipfile.ZipFile(path, "w") as after:
        for name in before.namelist():
            text = before.read(name).decode()
            after.writestr(name, re.sub("<row>(.*?)</row>", older, text) if name == SHEET else text)
    result, found = put(tmp_path / "store", path)
    assert result.report.parties == 3
    assert found["au-dfat:101"].names[1].quality is NameQuality.UNSTATED
    assert found["au-dfat:101"].designations[0].measures == ("asset_freeze",)


def older(row: re.Match[str]) -> str:
    cells = re.findall(r"<c/>|<c\b.*?</c>", row[1])
    return "<row>" + "".join(cell for place, cell in enumerate(cells) if place not in (4, 11) and place < 14) + "</row>"


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("<t>Committees</t>", "<t>Programme</t>", "EG2006", "'Programme' is not known"),
        ("<t>Alias Strength</t>", "<t>Type</t>", "EG2006", "two columns for type"),
        ("<t>Reference</t>", "<t>1</t>", "EG2006", "'1' is not known"),
        ("<t>Individual</t>", "<t>Group</t>", "EG2006", "value type Group"),
        ("<c><v>101</v></c>", "<c/>", "EG2006", "without name or reference"),
    ],
)
def test_changed_layout_is_refused(tmp_path: Path, changed: Changed, old: str, new: str, code: str, said: str) -> None:
    with pytest.raises(ListRefusedError, match=code) as caught:
        put(tmp_path / "store", changed(old, new))
    assert said in caught.value.faults[0].what
    assert caught.value.faults[0].where
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ({"xl/bomb.xml": b"0" * 3_000_000}, "EG2004"),
        ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, "EG2001"),
        ({"xl/vbaProject.bin": b"x"}, "EG2001"),
        ({"xl/other.xml": b"<!DOCTYPE x><x/>"}, "EG2003"),
    ],
)
def test_hostile_workbooks(tmp_path: Path, changed: Changed, extra: dict[str, bytes], code: str) -> None:
    with pytest.raises(ListRefusedError, match=code):
        put(tmp_path / "store", changed(extra=extra))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "1048576 rows and 16384 columns"),
        ('<row r="5000000"><c><v>1</v></c></row>', "5000000 rows and 19 columns"),
    ],
)
def test_sheet_of_vast_extent_is_refused_unread(tmp_path: Path, changed: Changed, row: str, said: str) -> None:
    """One cell in the last corner makes a reader reserve room for billions."""
    with pytest.raises(ListRefusedError, match="EG2004") as caught:
        put(tmp_path / "store", changed("</sheetData>", f"{row}</sheetData>"))
    assert said in caught.value.faults[0].what


def test_damaged_sheet(tmp_path: Path, changed: Changed) -> None:
    with pytest.raises(ListRefusedError, match="EG20"):
        put(tmp_path / "store", changed("</sheetData></worksheet>", ""))


def test_part_and_missing_date(tmp_path: Path) -> None:
    with pytest.raises(ListRefusedError, match="EG2016"):
        add(tmp_path / "store", "au-dfat", [MADE], obtained_at=NOW, stated_date=date(2026, 1, 2))
    with pytest.raises(ListRefusedError, match="EG2019"):
        add(tmp_path / "store", "au-dfat", [MADE], obtained_at=NOW, partial="members")
