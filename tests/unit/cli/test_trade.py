"""The verb ``trade``: one publisher at a time, JSON as scripts rely on it, a table and a drawing for people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.unit.routes.targeting.conftest import made, write

from endgate.cli.trade import command
from endgate.routes.statistics.errors import StatisticsError
from endgate.routes.targeting.errors import TargetingError


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(command, ["anomalies", *map(str, words)], standalone_mode=False)


@pytest.fixture
def baci(tmp_path: Path) -> Path:
    values = {2019: 10, 2020: 11, 2021: 10, 2022: 900, 2023: 1800}
    rows = [f"{year},276,417,854231,{value * 1000}," for year, value in values.items()]
    rows += [f"{year},276,643,854231,{value}," for year, value in zip(values, (9e6, 9e6, 9e6, 9e5, 1e5), strict=True)]
    path = tmp_path / "baci.csv"
    path.write_text("\n".join(["t,i,j,k,v,q", *rows]), encoding="utf-8")
    return path


def test_json_has_the_keys_that_scripts_rely_on(baci: Path) -> None:
    told = json.loads(run("--baci", baci, "--json").stdout)
    first = next(cell for cell in told["cells"] if cell["period"] == "2022")
    assert {key: first[key] for key in ("exporter", "importer", "state", "exp", "imp", "delta", "flagged", "rank")} == {
        "exporter": "DE",
        "importer": "KG",
        "state": "ok",
        "exp": 900e6,
        "imp": None,
        "delta": None,
        "flagged": True,
        "rank": 1,
    }
    assert told["reconciled"] is True
    assert told["unit"] == "USD"


def test_the_table_and_the_talk(baci: Path, tmp_path: Path) -> None:
    result = run("--baci", baci, "--svg", tmp_path / "a.svg", "--top", "1")
    assert "DE → KG" in result.stdout
    assert "look" in result.stdout
    assert "reconciled values" in result.stderr
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")


def test_without_an_embargo_nothing_fell(baci: Path) -> None:
    told = json.loads(run("--baci", baci, "--embargo", "none", "--json").stdout)
    assert {cell["collapse"] for cell in told["cells"]} == {0.0}
    other = json.loads(run("--baci", baci, "--embargo", "RU=2023", "--json").stdout)
    assert {cell["period"] for cell in other["cells"] if cell["collapse"]} == {"2023"}


def test_exactly_one_publisher(baci: Path) -> None:
    assert "exactly one" in str(run().exception)
    assert "exactly one" in str(run("--baci", baci, "--comtrade", baci).exception)
    assert "RU=2022" in str(run("--baci", baci, "--embargo", "Russia").exception)


@pytest.mark.parametrize("reference", ["2021-2019", "2019", "2001-2003"])
def test_reference_years_are_checked(baci: Path, reference: str) -> None:
    error = run("--baci", baci, "--reference", reference).exception
    assert isinstance(error, StatisticsError)
    assert error.faults[0].code == "EG5506"


def test_targets_are_ranked_with_reasons_and_the_model_can_be_kept(tmp_path: Path) -> None:
    train, test = write(tmp_path / "train.csv", made(1500, 1)), write(tmp_path / "test.csv", made(300, 2))
    kept = tmp_path / "model.json"
    learned = targets(test, "--learn", train, "--model", kept, "--top", "5", "--json")
    told = json.loads(learned.stdout)
    assert [each["rank"] for each in told["targets"]] == [1, 2, 3, 4, 5]
    assert "inspected)" in told["targets"][0]["reasons"][0]
    assert told["meaning"].startswith("concern indicator")
    assert "base rate" in learned.stderr
    assert json.loads(targets(test, "--model", kept, "--top", "5", "--json").stdout)["targets"] == told["targets"]
    assert "because" in targets(test, "--model", kept).stdout


def test_targets_need_something_to_learn_from(tmp_path: Path) -> None:
    test = write(tmp_path / "test.csv", made(30, 2))
    assert "--learn" in str(targets(test).exception)
    broken = tmp_path / "model.json"
    broken.write_text("{", encoding="utf-8")
    assert isinstance(targets(test, "--model", broken).exception, TargetingError)


def targets(*words: str | Path) -> Result:
    return CliRunner().invoke(command, ["targets", *map(str, words)], standalone_mode=False)
