"""A user's own table through a mapping file: what is read, what is reported, what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from endgate.cli.main import main
from endgate.lists.adding import AddResult, add
from endgate.lists.errors import ListRefusedError
from endgate.lists.model import ListedParty
from endgate.lists.snapshots import parties, snapshots, verify
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind

MADE = Path(__file__).parents[2] / "fixtures" / "lists" / "own"
TABLE, MAP = (MADE / "table.csv").read_text(encoding="utf-8"), (MADE / "map.toml").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def put(folder: Path, table: str | bytes, mapping: str = '[columns]\nname = "name"\n', **options: object) -> AddResult:
    files = [folder / "table.any", folder / "map.toml"]
    files[0].write_bytes(table if isinstance(table, bytes) else table.encode())
    files[1].write_text(mapping, encoding="utf-8")
    return add(folder / "store", "own:made", files, obtained_at=NOW, **options)  # type: ignore[arg-type]


def read(folder: Path, table: str | bytes, mapping: str = '[columns]\nname = "name"\n') -> tuple[ListedParty, ...]:
    return put(folder, table, mapping, dry_run=True).first


def refusal(folder: Path, table: str | bytes, mapping: str = '[columns]\nname = "name"\n') -> str:
    with pytest.raises(ListRefusedError) as refused:
        put(folder, table, mapping)
    assert not (folder / "store").exists()
    return str(refused.value)


def test_columns_become_facts(tmp_path: Path) -> None:
    firm, trader, person = read(tmp_path, TABLE, MAP)
    assert (firm.party_id, firm.kind) == ("own:made:K-1", PartyKind.ORGANISATION)
    assert [each.text for each in firm.names] == ["Musterwerk Federn GmbH", "Musterwerk"]
    assert [(each.kind, each.value) for each in firm.identifiers] == [(IdentifierKind.REGISTRATION_NO, "HRB 4711")]
    (designation,) = firm.designations
    assert (designation.authority, designation.list_name, designation.measures) == (
        "Compliance",
        "Sperrliste",
        ("other",),
    )
    assert (designation.programme, designation.programme_raw) == ("EMBARGOVERSTOSS", "Embargoverstoß")
    assert designation.listed_on == PartialDate(2023, 2, 1)
    assert [each.country for each in trader.countries] == ["CH"]
    assert [each.text for each in person.names] == ["Erika Beispiel", "E. Beispiel", "Erika B."]
    assert [str(each.earliest) for each in person.birth] == ["1964-08-12"]


def test_a_formula_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, TABLE, MAP)[1].primary_name == '=HYPERLINK("x") Handel AG'


def test_what_is_not_read_is_said(tmp_path: Path) -> None:
    report = put(tmp_path, "name,secret\nA,1\n").report
    assert report.warnings == ["column 'secret' is not mapped and not read"]
    impossible = put(tmp_path, TABLE, MAP, dry_run=True).report.quarantined
    assert [(each.code, each.where) for each in impossible] == [("EG2013", "table.any:4")]


def test_mapping_is_kept_with_the_snapshot(tmp_path: Path) -> None:
    result = put(tmp_path, TABLE, MAP)
    assert result.snapshot.stated_date == date(2026, 11, 25), "one's own list is of the day it is handed in"
    assert len(result.snapshot.members) == 2
    assert len(list(parties(tmp_path / "store", result.snapshot))) == 3
    assert verify(tmp_path / "store") == ()
    assert put(tmp_path, TABLE, MAP).outcome == "observed"
    assert put(tmp_path, TABLE, MAP.replace('kind = "organisation"', 'kind = "person"')).outcome == "stored"
    assert len(snapshots(tmp_path / "store")) == 2


def test_spreadsheet_with_rows_above_the_header(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Our list"], ["name", "since", "number"], ["A & Sons", date(2023, 2, 1), 4711]):
        sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    mapping = (
        "[file]\nheader_row = 2\n[columns]\n"
        'name = "name"\nlisted_on = "since"\nidentifier.registration_no = "number"\n[defaults]\nkind = "company"\n'
    )
    data = (tmp_path / "book.xlsx").read_bytes()
    first = read(tmp_path, data, mapping)[0]
    assert first.primary_name == "A & Sons"
    assert first.kind is PartyKind.ORGANISATION
    assert first.designations[0].listed_on == PartialDate(2023, 2, 1)
    assert [each.value for each in first.identifiers] == ["4711"]


def test_dates_are_no_more_exact_than_their_form(tmp_path: Path) -> None:
    mapping = '[columns]\nname = "name"\nlisted_on = {column = "d", format = "%m/%Y"}\n'
    (party,) = read(tmp_path, "name,d\nA,03/2021\n", mapping)
    assert party.designations[0].listed_on == PartialDate(2021, 3)
    (plain,) = read(tmp_path, "name,d\nA,2021-03-04\n", mapping.replace(', format = "%m/%Y"', ""))
    assert plain.designations[0].listed_on == PartialDate(2021, 3, 4)


def test_rows_without_a_key(tmp_path: Path) -> None:
    found = read(tmp_path, "name\nA\nB\nA\n")
    assert [each.party_id for each in found] == ["own:made:a", "own:made:b", "own:made:a-2"]
    assert found[2].designations[0].designation_id.startswith("own:made:a-2/")


def test_encoding_and_delimiter(tmp_path: Path) -> None:
    mapping = '[file]\nencoding = "utf-16"\ndelimiter = "\\t"\n[columns]\nname = "Näme"\ncountry = "c"\n'
    (party,) = read(tmp_path, "Näme\tc\nÖl AG\tAustria\n".encode("utf-16"), mapping)
    assert (party.primary_name, [each.country for each in party.countries]) == ("Öl AG", ["AT"])
    assert "EG2005" in refusal(tmp_path, "name\nÖl\n".encode("cp1252"))


@pytest.mark.parametrize(
    ("mapping", "where"),
    [
        ('[columns]\nalias = "name"\n', "map.toml:columns.name"),
        ('[columns]\nname = "nom"\n', "table.any:1"),
        ('[columns]\nname = "name"\ncolour = "name"\n', "map.toml:columns.colour"),
        ('[columns]\nname = "name"\nidentifier.shoe = "name"\n', "map.toml:columns.identifier.shoe"),
        ('[columns]\nname = {split = ";"}\n', "map.toml:columns.name"),
        ('[columns]\nname = {column = "name", colour = "red"}\n', "map.toml:columns.name.colour"),
        ('[file]\ndelimiter = ";;"\n[columns]\nname = "name"\n', "map.toml:file.delimiter"),
        ('[file]\nheader_row = 0\n[columns]\nname = "name"\n', "map.toml:file.header_row"),
        ('[file]\nkind = "xlsx"\n[columns]\nname = "name"\n', "map.toml:file.kind"),
        ('[file]\nkind = "robot"\n[columns]\nname = "name"\n', "map.toml:file.kind"),
        ('[defaults]\nmeasure = "scolding"\n[columns]\nname = "name"\n', "map.toml:defaults.measure"),
        ('[extra]\na = 1\n[columns]\nname = "name"\n', "map.toml:extra"),
        ('columns = "name"\n', "map.toml:columns"),
        ("name = 1\n", "table.any, map.toml"),
        ("no toml\n", "table.any, map.toml"),
    ],
)
def test_faults_of_the_mapping(tmp_path: Path, mapping: str, where: str) -> None:
    said = refusal(tmp_path, "name\nA\n", mapping)
    assert f"EG2018 {where}:" in said


def test_faults_of_the_mapping_come_together(tmp_path: Path) -> None:
    with pytest.raises(ListRefusedError) as refused:
        put(tmp_path, "name\nA\n", '[file]\nheader_row = 0\n[columns]\ncolour = "name"\n')
    assert len(refused.value.faults) == 3


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ('name\nA\n""\n', "EG2012"),
        ("name,b\nA,1\nA,1,2\n", "EG2012"),
        ("name,name\nA,B\n", "EG2018"),
        ("name\n", "EG2016"),
        ("", "EG2016"),
    ],
)
def test_faults_of_the_table(tmp_path: Path, table: str, code: str) -> None:
    assert code in refusal(tmp_path, table)


def test_stated_key_twice(tmp_path: Path) -> None:
    assert "EG2011" in refusal(tmp_path, "k,name\n1,A\n1,B\n", '[columns]\nkey = "k"\nname = "name"\n')


def test_command_shows_the_first_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ENDGATE_DATA", str(tmp_path))
    arguments = ["--map", str(MADE / "map.toml"), "--from-file", str(MADE / "table.csv"), "--dry-run"]
    with pytest.raises(SystemExit) as left:
        main(["list", "add", "--source", "own:made", *arguments])
    said = capsys.readouterr()
    assert not left.value.code
    assert "own:made:K-1" in said.out
    assert "registration_no HRB 4711" in " ".join(said.out.split())
    assert not (tmp_path / "store").exists()
    with pytest.raises(SystemExit) as left:
        main(["list", "add", "--source", "un", *arguments])
    assert left.value.code == 2


@pytest.mark.parametrize("source", ["own:", "own:UPPER", "own:a b", "mine:x", "own:../x"])
def test_names_of_own_lists(tmp_path: Path, source: str) -> None:
    with pytest.raises(ListRefusedError, match="EG2017"):
        add(tmp_path / "store", source, [MADE], obtained_at=NOW)
