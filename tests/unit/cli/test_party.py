"""The verb party as a user meets it: facts as options, files of rows, profiles, and names that are none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from endgate.cli import party_figures
from endgate.cli.party import command
from endgate.cli.party_query import query_of_row, read_country, read_date, read_number
from endgate.cli.party_rows import plain
from endgate.names.rescore import rescore
from endgate.terms.kinds import IdentifierKind


@pytest.fixture
def run(data_with_edition: Path) -> Any:
    def runner(*arguments: str, given: str | bytes | None = None) -> Result:
        edition = ["--edition", str(data_with_edition / "editions" / "small"), "--as-of", "2026-11-25"]
        return CliRunner().invoke(command, [*edition, *arguments], input=given, standalone_mode=False)

    return runner


def test_a_misspelt_name_is_found_with_its_listing_and_reason(run: Any) -> None:
    result = run("Shahid Hemat Industrial Grup")
    assert result.return_value == 0
    assert "un:IRe.067" in result.stdout
    assert "2006-12-23" in result.stdout
    assert "not checked" in result.stderr


def test_the_json_can_be_computed_again(run: Any) -> None:
    (answer,) = json.loads(run("Parchin Chemical Industry", "--json").stdout)
    (match,) = answer["matches"]
    assert match["schema"] == "endgate.match/1"
    assert rescore(match).grade.value == match["grade"]
    assert set(match["information"]["required"]) == {"strict", "standard", "wide"}


def test_the_explanation_names_rows_and_facts(run: Any) -> None:
    text = run("Parchin Chemical Industries", "--country", "Iran", "--explain").stdout
    assert "names/weights.toml#edge.equal" in text
    assert "country" in text
    assert "needed (by profile: strict" in text


@pytest.mark.parametrize("name", ["", "-", "?", "🚢", "\u202e", "\u200b", "x" * 10_000])
def test_what_cannot_be_screened_is_not_clear(run: Any, name: str) -> None:
    result = run("--", name)
    assert result.return_value == 1
    assert "not screened" in result.stdout
    assert "no match" not in result.stdout
    assert "EG300" in result.stderr


@pytest.mark.parametrize("name", ["A", "x", "CORP", "Bank", "Iran", "Industries", "7", "\x1b[31mred", "a\x00b", "ЈЅС"])
def test_plain_words_match_nothing_and_break_nothing(run: Any, name: str) -> None:
    result = run("--", name)
    assert result.exception is None
    assert "no match among 3 listed parties" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("name", ["Ѕhаhid Неmmаt Industriаl Group", "SHAHID\u202e HEMMAT\u200b INDUSTRIAL GROUP"])
def test_disguised_letters_are_read(run: Any, name: str) -> None:
    assert "un:IRe.067" in run(name).stdout


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("--id", "foo", "is not TYPE=VALUE"),
        ("--id", "pasport=A123456", "did you mean 'passport'"),
        ("--country", "Korea", "names two countries"),
        ("--country", "Irann", "did you mean 'IR'"),
        ("--birth-date", "1966-02-30", "day is out of range"),
        ("--birth-date", "soon", "is not a date"),
        ("--gender", "z", "is no gender"),
    ],
)
def test_facts_that_cannot_be_read_are_refused(run: Any, option: str, value: str, reason: str) -> None:
    result = run("Parchin", option, value)
    assert result.exception is not None
    assert reason in str(result.exception.format_message())


def test_faults_of_facts_are_said_beside_the_answer(run: Any) -> None:
    result = run("Parchin Chemical Industries", "--id", "inn=7707083894", "--birth-date", "2099")
    assert "un:IRe.050" in result.stdout
    assert "EG3007" in result.stderr
    assert "EG3009" in result.stderr


def test_two_names_are_compared(run: Any) -> None:
    result = run("Jon Smith", "John Smith", "--compare", "--kind", "person")
    assert result.stdout.startswith("strong") or result.stdout.startswith("probable")
    assert "two names" in str(run("Jon Smith", "--compare").exception.format_message())


FIGURES = {"precision": 0.9, "recall": 0.8, "false_positives_per_10k": {"of": 2, "from": 1, "to": 3}}


def test_a_profile_alone_shows_what_it_asks(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(party_figures, "measured", lambda _: FIGURES)
    text = run("--profile", "strict").stdout
    assert "0.85" in text
    assert "precision: 0.9" in text
    assert "false positives per 10k: 2 (between 1 and 3 in 95 of 100 samples)" in text
    assert "measured precision 0.9, recall 0.8" in run("Parchin", "--profile", "strict").stderr
    assert "give a NAME" in str(run().exception.format_message())


def test_unmeasured_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(party_figures, "measured", lambda _: {})
    assert any("not measured" in line for line in party_figures.profile_lines("wide"))


CSV = b"""name,kind,country,birth_date,id,alias,ref
Shahid Hemmat Ind. Group,organisation,IR,,,SHIG,c1
,person,,,,,c2
Nobody At All Here,person,XX,,,,c3
bad \xff bytes,,,,,,c4
\xf0\x9f\x9a\xa2,,,,,,c5
"two
lines",,,,,,c6
"never closed,,,,,,c7
too,many,cells,in,this,row,for,it
Parchin Chemical Industries,,,,inn=7707083893,,c8
"""


def lines_of(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_file_keeps_its_order_and_sets_bad_rows_aside(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "parties.csv"
    path.write_bytes(CSV)
    result = run("--batch", str(path))
    lines = lines_of(result)
    assert [line["row"] for line in lines] == [2, 3, 4, 5, 6, 7, 9, 10, 11]
    assert [line.get("ref", "") for line in lines] == ["c1", "", "", "", "c5", "c6", "", "", "c8"]
    assert [line["row"] for line in lines if line.get("set_aside")] == [3, 4, 5, 9, 10]
    assert {line["faults"][0]["code"] for line in lines if line.get("set_aside")} == {"EG9021"}
    assert [line.get("grade") for line in lines if "grade" in line] == ["strong", "not_screened", "none", "strong"]
    assert "9 rows: 4 screened, 2 with a match, 1 with a name that cannot be compared, 5 set aside" in result.stderr
    assert result.return_value == 1


def test_a_whole_file_ends_well(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "parties.csv"
    path.write_text("name\r\nParchin Chemical Industries\r\n\r\nSomebody Else\r\n", encoding="utf-8-sig")
    result = run("--batch", str(path))
    assert [line["grade"] for line in lines_of(result)] == ["strong", "none"]
    assert result.return_value == 0


def test_lines_of_json_are_read_from_standard_input(run: Any) -> None:
    rows = [
        '{"name": "Parchin Chemical Industries", "id": {"inn": "7707083893"}, "country": ["IR", "AE"], "ref": "a"}',
        '{"name": ["Somebody", "SHAHID HEMMAT INDUSTRIAL GROUP"]}',
        "{broken",
        "[1]",
        '{"nam": "x"}',
        '{"name": 5}',
        "[" * 100_000,
    ]
    result = run("--batch", "-", given="\n".join(rows))
    lines = lines_of(result)
    assert [line.get("grade", "aside") for line in lines] == ["strong", "strong", *["aside"] * 5]
    assert "did you mean 'name'" in lines[4]["faults"][0]["what"]


def test_one_row_answers_as_one_call(run: Any) -> None:
    name = "Parchin Chemical Industry"
    (alone,) = json.loads(run(name, "--json").stdout)
    (row,) = lines_of(
        run("--batch", "-", given='{"name": "Parchin Chemical Industry", "ref": "Parchin Chemical Industry"}')
    )
    assert row["matches"] == alone["matches"]


@pytest.mark.parametrize("content", ["", "  \n", "a,b\n1,2\n", "name,shoe size\nx,43\n"])
def test_a_file_that_is_no_list_of_parties_is_refused(run: Any, tmp_path: Path, content: str) -> None:
    path = tmp_path / "parties.csv"
    path.write_text(content, encoding="utf-8")
    for given in (str(path), str(tmp_path / "absent.csv")):
        assert [fault.code for fault in run("--batch", given).exception.faults] == ["EG9022"]


def test_rows_state_facts() -> None:
    row = {
        "name": "A, B",
        "country": "IR|Syria",
        "birth_date": "08 Sep 1966|~1970",
        "id": "passport=IR:A1234567",
        "gender": "F",
    }
    query = query_of_row(row, "f:2")
    assert (query.ref, query.names) == ("f:2", ("A, B",))
    assert [str(country) for _, country in query.countries] == ["IR", "SY"]
    assert [str(day) for day in query.birth] == ["1966-09-08", "~1970"]
    assert [(each.value, each.country) for each in query.identifiers] == [("A1234567", "IR")]
    assert query.gender == "female"


def test_words_of_facts() -> None:
    assert str(read_country("ir")) == "IR"
    assert str(read_country("iran")) == "IR"
    assert str(read_date("circa 1960")) == "~1960"
    assert read_number("LEI=529900T8BM49AURSDO55").kind is IdentifierKind.LEI
    with pytest.raises(ValueError, match="is not a date"):
        read_date("1967 to 1969")


def test_a_terminal_is_not_driven_by_a_name() -> None:
    assert plain("a\x1b[2Jb\u202ec") == "a\ufffd[2Jb\ufffdc"
    assert len(plain("x" * 10_000)) < 300
