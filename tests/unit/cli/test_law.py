from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from endgate.cli.law import command


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


def test_ls_lists_every_measure_and_says_what_is_not_encoded() -> None:
    result = run("ls", "--json", "--as-of", "2026-11-23")
    rows = {row["id"]: row for row in json.loads(result.stdout)}
    assert result.exit_code == 0
    assert rows["UN-1737-3"]["versions"][0] == {"from": "2006-12-23", "to": "2016-01-16"}
    assert rows["UN-1737-3"]["not_encoded"] is False
    assert any(row["not_encoded"] for row in rows.values())


def test_ls_of_one_jurisdiction() -> None:
    assert {row["jurisdiction"] for row in json.loads(run("ls", "--json", "--jurisdiction", "DE").stdout)} == {"DE"}


def test_the_stay_of_the_affiliates_rule_is_uncertain_after_its_end() -> None:
    for day, expected in (("2025-11-09", "in force"), ("2026-11-09", "suspended"), ("2026-11-10", "uncertain")):
        shown = json.loads(run("show", "US-EAR-AFFIL", "--json", "--as-of", day).stdout)
        assert shown["status"].startswith(expected)


def test_show_prints_the_conditions() -> None:
    result = run("show", "UN-1737-4b")
    assert "state_determined(proposition=use.missile_delivery, by=actor)" in result.stdout
    unknown = run("show", "NOTHING")
    assert unknown.exit_code == 1
    assert "EG6019 NOTHING" in str(unknown.exception)


@pytest.mark.parametrize("text", ["a: [", "schema: endgate.law/1\ninstrument: {id: X}\n"])
def test_lint_ends_with_one_on_a_fault(tmp_path: Path, text: str) -> None:
    path = tmp_path / "law.yaml"
    path.write_text(text, encoding="utf-8")
    result = run("lint", str(path), "--json")
    assert result.exit_code == 1
    assert {row["level"] for row in json.loads(result.stdout)} == {"fault"}


@pytest.mark.parametrize(("goods", "code"), [("eu-annex-1", 1), ("eu-annex1", 0)])
def test_lint_knows_the_goods_lists(tmp_path: Path, goods: str, code: int) -> None:
    path = tmp_path / "law.yaml"
    path.write_text(
        "schema: endgate.law/1\ninstrument: {id: X, title: X, authority: X, kind: regulation}\n"
        f"lists: {{L: {{kind: item, goods: {goods}, held: full}}}}\nmeasures: []\n",
        encoding="utf-8",
    )
    result = run("lint", str(path), "--json", "--quiet")
    assert result.exit_code == code
    assert [row["code"] for row in json.loads(result.stdout)] == ["EG6121"] * code


def test_lint_of_the_law_that_ships() -> None:
    assert run("lint", "--quiet").exit_code == 0


def test_tables_come_as_csv_and_as_a_page(tmp_path: Path) -> None:
    shown = run("table", "EU-267-2", "--csv", "--as-of", "2026-08-01").stdout.splitlines()
    assert shown[0].startswith("instrument,measure,")
    assert all("EU-267-2" in line for line in shown[1:])
    page = tmp_path / "law.html"
    assert run("table", "--jurisdiction", "DE", "--html", "--out", str(page)).exit_code == 0
    assert "<table>" in page.read_text(encoding="utf-8")
    assert "<script" not in page.read_text(encoding="utf-8")


def test_a_table_of_nothing_is_refused() -> None:
    assert run("table", "NOTHING").exit_code == 1
    assert run("table", "--instrument", "NOTHING").exit_code == 2
    assert run("table", "--out", "x.csv").exit_code == 2


def test_notes_that_say_the_same_of_several_measures_are_one_line() -> None:
    notes = [line for line in run("lint").stdout.splitlines() if line.startswith("info: EG6103")]
    (note,) = notes
    remarks = [each for each in json.loads(run("lint", "--json").stdout) if each["code"] == "EG6103"]
    assert f"({len(remarks)}): " in note
    assert "EU-2271-96" in note
