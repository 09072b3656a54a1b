"""The verb ``route`` on a file written here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

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
            "start": {"country": "DE", "name": "Hamburg", "locode": "DEHAM"},
            "end": {"country": "IR", "name": "Bandar Abbas", "locode": "IRBND"},
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
    assert "RF-010 route" in result.stdout


def answer_of(*arguments: str) -> dict[str, Any]:
    result = CliRunner().invoke(command, [*arguments, "--json"], catch_exceptions=False)
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def test_json_has_one_row_a_view_and_one_row_a_flag(tmp_path: Path) -> None:
    answer = answer_of(str(write(tmp_path)), "--restricted", "IR")
    assert [(each["view"], each["destination"]) for each in answer["views"]] == [
        ("declared", "AM"),
        ("documented", "IR"),
    ]
    fired = {flag["id"]: flag["fired"] for flag in answer["flags"]}
    assert len(fired) == len(answer["flags"]) == 28
    assert (fired["RF-045"], fired["RF-047"], fired["RF-010"], fired["RF-021"]) == ("F", "T", "T", "U")
    assert answer["views"][0]["assumed"][0]["countries"] == ["IR", "AM"]
    assert answer["aspects"][0]["documented"] == ["Bandar Abbas (IR)"]
    path = next(each for each in answer["plausibility"] if each["aspect"] == "path")
    assert path["verdict"] == "implausible"


def test_facts_of_registers_are_read_and_a_slip_in_them_is_a_fault(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps({"profiles": {"c": {"activities": ["52.29"]}}}), encoding="utf-8")
    fired = {flag["id"]: flag["fired"] for flag in answer_of(str(write(tmp_path)), "--facts", str(facts))["flags"]}
    assert fired["RF-009"] == "T"
    facts.write_text(json.dumps({"profile": {}}), encoding="utf-8")
    with pytest.raises(EndgateError):
        answer_of(str(write(tmp_path)), "--facts", str(facts))


def test_the_map_labels_places_and_tells_its_lines_in_words(tmp_path: Path) -> None:
    target = tmp_path / "map.svg"
    CliRunner().invoke(command, [str(write(tmp_path)), "--svg", str(target)], catch_exceptions=False)
    svg = target.read_text(encoding="utf-8")
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    assert svg.count("<polyline") == 2
    assert "declared: Hamburg (DE) – Bandar Abbas (IR) – Yerevan (AM)" in svg
    assert "50°N" in svg


def test_a_faulty_leg_is_told_and_the_rest_still_answers(tmp_path: Path) -> None:
    wrong = {**SHIPMENT["route"][0], "vessel": "IMO 9074728"}  # type: ignore[index]
    absurd = {"start": {"country": "DE"}, "end": {"country": "US"}, "mode": "road"}
    answer = answer_of(str(write(tmp_path, route=[wrong, absurd])), "--restricted", "IR")
    assert [fault["code"] for fault in answer["faults"]] == ["EG5006", "EG5005"]
    assert {flag["id"]: flag["fired"] for flag in answer["flags"]}["RF-047"] == "T"


def test_a_faulty_file_gives_no_answer(tmp_path: Path) -> None:
    with pytest.raises(EndgateError):
        CliRunner().invoke(command, [str(write(tmp_path, declared_destination="ZZ"))], catch_exceptions=False)
