"""The verb ``graph`` on a file written here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from endgate.cli.graph import command
from endgate.network.errors import NetworkError

SHIPMENT = {
    "id": "g",
    "date": "2026-05-01",
    "items": [{"id": "1", "description": "pumps"}],
    "parties": [
        {"id": "x", "name": "X Holding", "form": "company", "seat": "IR", "country": "IR"},
        {"id": "c", "name": "C Trading", "form": "company", "seat": "AE", "country": "AE", "roles": ["consignee"]},
        {"id": "u", "name": "U Office", "country": "CN", "roles": ["exporter"]},
    ],
    "links": [{"holder": "x", "held": "c", "kind": "owns", "share": "25-50 %", "source": "register"}],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "shipment.json"
    path.write_text(json.dumps(SHIPMENT), encoding="utf-8")
    return path


def test_json_holds_nexus_and_exposures(file: Path) -> None:
    result = CliRunner().invoke(command, [str(file), "--designated", "x=us_blocked", "--json"], catch_exceptions=False)
    answer = json.loads(result.stdout)
    assert answer["as_of"] == "2026-05-01"
    assert [each["party"] for each in answer["nexus"]] == ["x", "c", "u"]
    (exposure,) = answer["exposures"]
    assert (exposure["regime"], exposure["verdict"], exposure["max"]) == ("US-OFAC-50", "MAY", "50")


def test_a_regime_can_be_chosen_and_asks_its_questions(file: Path) -> None:
    both = ["--designated", "x=us_blocked", "--designated", "x=uk_freeze"]
    result = CliRunner().invoke(command, [str(file), *both, "--regime", "UK-FREEZE"], catch_exceptions=False)
    assert "C Trading is not reached under UK-FREEZE" in result.stdout
    assert "US-OFAC-50" not in result.stdout
    assert "question: which establishment contracted" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--designated", "nobody=us_blocked"], "EG3503"),
        (["--designated", "x=odd"], "EG3503"),
        (["--regime", "Q"], "EG3502"),
    ],
)
def test_wrong_words_are_coded_faults(file: Path, arguments: list[str], code: str) -> None:
    with pytest.raises(NetworkError) as caught:
        CliRunner().invoke(command, [str(file), *arguments], catch_exceptions=False)
    assert caught.value.faults[0].code == code
