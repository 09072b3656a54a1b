"""The verb ``goods`` on a small edition folder that holds nothing but goods data."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

import endgate.cli.goods as verb
from endgate.goods.compile import compile_goods


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setattr(verb, "find_edition", lambda *_: Path())
    monkeypatch.setattr(verb, "open_edition", lambda _: SimpleNamespace(goods=compile_goods()))
    return CliRunner()


def test_json_holds_the_whole_result(runner: CliRunner) -> None:
    chosen = ["climatic chamber", "-p", "temperature range=-60…+130 °C", "--as-of", "2025-11-15", "--json"]
    result = runner.invoke(verb.command, chosen)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["lists"][0]["status"] == "undetermined"


def test_people_see_status_trace_and_questions(runner: CliRunner) -> None:
    chosen = ["climatic chamber", "-p", "temperature range=-60…+130 °C", "--as-of", "2025-11-15"]
    shown = runner.invoke(verb.command, chosen).stdout
    assert "a.2#fit [open]" in shown
    assert "not checked (list not held)" in shown


@pytest.mark.parametrize(
    "arguments", [["x", "-p", "nothing"], ["x", "--claim", "eu-annex1:9B106"], ["x", "--as-of", "2025-02-30"]]
)
def test_wrong_use_is_refused(runner: CliRunner, arguments: list[str]) -> None:
    assert runner.invoke(verb.command, arguments).exit_code == 2


def test_faults_go_to_stderr(runner: CliRunner) -> None:
    result = runner.invoke(verb.command, ["sodium sulphide", "--cas", "1313-82-3", "--as-of", "2025-11-15"])
    assert "EG4101" in result.stderr
    assert "EG4101" not in result.stdout


def test_an_assessment_is_kept_and_shown_the_next_time(runner: CliRunner, tmp_path: Path) -> None:
    item = [
        "climatic chamber",
        "--maker",
        "Acme",
        "--part-number",
        "CC-1",
        "--as-of",
        "2025-11-15",
        "--store",
        str(tmp_path),
    ]
    made = runner.invoke(
        verb.command, [*item, "--assess", "eu-annex1:9B106.a", "--by", "A. Officer", "--note", "shaker"]
    )
    assert made.exit_code == 0
    assert "recorded" in made.stderr
    shown = runner.invoke(verb.command, [*item, "--past"]).stdout
    assert "A. Officer" in shown
    assert "same item" in shown
    other = runner.invoke(verb.command, ["pump", "--past", "--store", str(tmp_path)]).stdout
    assert "no earlier assessment" in other


def test_authorisations_are_shown_for_a_destination(runner: CliRunner) -> None:
    chosen = ["sodium sulphide", "--cas", "1313-82-2", "--as-of", "2026-01-10"]
    assert "AM is not in its list" in runner.invoke(verb.command, [*chosen, "--to", "Armenia"]).stdout
    found = json.loads(runner.invoke(verb.command, [*chosen, "--to", "KR", "--json"]).stdout)["authorisations"]
    assert {each["authorisation"]: each["truth"] for each in found}["EU006"] == "U"
    assert runner.invoke(verb.command, [*chosen, "--to", "Nowhere"]).exit_code == 2
