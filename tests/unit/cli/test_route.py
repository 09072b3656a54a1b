"""The verb ``route`` on a file written here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from endgate.cli.route import command
from endgate.terms.faults import EndgateError

SHIPMENT = {
    "id": "r",
    "date": "2009-10-01",
    "declared_destination": "AM",
    "goods_location": "DE",
    "items": [{"id": "1", "description": "sodium sulfide"}],
    "parties": [{"id": "c", "name": "Consignee", "country": "AM", "roles": ["consignee"]}],
    "route": [
        {
            "start": {"country": "DE", "name": "Hamburg"},
            "end": {"country": "IR", "name": "Bandar Abbas"},
            "mode": "sea",
            "status": "documented",
        }
    ],
}


def write(folder: Path, **changes: object) -> Path:
    path = folder / "shipment.json"
    path.write_text(json.dumps(SHIPMENT | changes), encoding="utf-8")
    return path


def test_the_table_shows_three_columns_and_the_flags(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(write(tmp_path)), "--restricted", "IR,KP"], catch_exceptions=False)
    assert "Bandar Abbas (IR)" in result.stdout
    assert "RF-047 1" in result.stdout
    assert "a leg touches IR" in result.stdout


def test_json_is_the_assessment(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(write(tmp_path)), "--json"], catch_exceptions=False)
    answer = json.loads(result.stdout)
    assert answer["views"][0]["declared"] == "AM"
    assert answer["views"][0]["documented"] == ["Bandar Abbas (IR)"]
    assert [flag["fired"] for flag in answer["flags"]] == ["F", "U"]


def test_a_faulty_file_gives_no_answer(tmp_path: Path) -> None:
    with pytest.raises(EndgateError):
        CliRunner().invoke(command, [str(write(tmp_path, declared_destination="ZZ"))], catch_exceptions=False)
