"""The verb ``edition`` as a person meets it; what is compiled by other rooms is replaced by light stand-ins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from endgate.cli import edition as cli
from endgate.edition.build import build_edition
from endgate.edition.parts import Parts
from endgate.edition.starter import StarterPack


@pytest.fixture
def built(tmp_path: Path, pack: StarterPack, parts: Parts) -> Path:
    build_edition(tmp_path / "editions" / "small", starter=pack, parts=parts)
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.command, [str(each) for each in arguments])


def test_show_tells_age_lack_and_remedy(built: Path) -> None:
    result = run("show", "--store", built, "--edition", "small", "--as-of", "2026-08-09", "--json")
    shown = json.loads(result.stdout)
    sources = {each["id"]: each for each in shown["sources"]}
    assert sources["un"]["age_days"] == 8
    assert sources["un"]["stale"] is True
    assert sources["eu-starter"]["coverage"] == "starter"
    assert {each["authority"] for each in shown["lacks"]} >= {"EU", "UK", "CH", "CA", "AU"}
    assert len(shown["id"]) == 64


def test_show_as_a_table(built: Path) -> None:
    result = run("show", "--store", built, "--edition", "small", "--as-of", "2026-08-09")
    assert result.exit_code == 0
    assert "not a complete list" in " ".join(result.stdout.split())
    assert "eu-fsf" in result.stdout


def test_verify(built: Path) -> None:
    folder = built / "editions" / "small"
    assert "all as they were built" in run("verify", folder).stdout
    (folder / "law.json").write_text("{}", encoding="utf-8")
    result = CliRunner().invoke(cli.command, ["verify", str(folder)], standalone_mode=False)
    assert result.return_value == 1
    assert "EG1504" in result.output


def test_as_of_that_is_no_day_is_wrong_use(built: Path) -> None:
    result = run("show", "--store", built, "--edition", "small", "--as-of", "2026-02-30")
    assert result.exit_code == 2
    assert "2026-02-30" in result.output or "day is out of range" in result.output
