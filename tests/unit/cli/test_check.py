"""The verb check: the same decision from every kind of input, and how the command ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Command

EXAMPLE = "ordinary-us-switzerland.json"
CSV_COLUMNS = {
    "shipment_id": "t-1",
    "date": "2026-11-23",
    "destination": "CH",
    "goods_location": "US",
    "exporter_name": "Cedar Hollow Office Seating Inc",
    "exporter_country": "US",
    "exporter_seat": "US",
    "exporter_form": "company",
    "end_user_name": "Bürobedarf Seeblick AG",
    "end_user_country": "CH",
    "end_user_seat": "CH",
    "item_id": "1",
    "description": "Office swivel chair",
    "quantity": "40 pieces",
    "value": "8200",
    "currency": "USD",
    "hs": "9401.31",
    "origin": "US",
    "us_content_percent": "100",
}


def as_json(row: dict[str, str]) -> dict[str, Any]:
    parties = [
        {
            "id": role,
            "name": row[f"{role}_name"],
            "roles": [role],
            "country": row[f"{role}_country"],
            "seat": row[f"{role}_seat"],
            **({"form": "company"} if role == "exporter" else {}),
        }
        for role in ("exporter", "end_user")
    ]
    item = {key: row[key] for key in ("description", "quantity", "hs", "origin", "us_content_percent")}
    item |= {"id": row["item_id"], "value": {"amount": row["value"], "currency": row["currency"]}}
    return {
        "schema": "endgate.shipment/1",
        "id": row["shipment_id"],
        "date": row["date"],
        "declared_destination": row["destination"],
        "goods_location": row["goods_location"],
        "parties": parties,
        "items": [item],
    }


def write_csv(path: Path, rows: list[dict[str, str]]) -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def write_xlsx(path: Path, rows: list[dict[str, str]]) -> Path:
    workbook = pytest.importorskip("openpyxl").Workbook()
    workbook.active.append(list(rows[0]))
    for row in rows:
        workbook.active.append(list(row.values()))
    workbook.save(path)
    return path


def answers(decision: dict[str, Any]) -> list[tuple[str, ...]]:
    return [(each["name"], each["disposition"], each["with_unreviewed"]) for each in decision["actors"]]


def test_csv_and_json_of_one_shipment_decide_alike(command: Command, tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(as_json(CSV_COLUMNS)), encoding="utf-8")
    from_json = command("check", tmp_path / "one.json", "--json").json()
    from_csv = command("check", write_csv(tmp_path / "one.csv", [CSV_COLUMNS]), "--json").json()
    for part in ("actors", "concerns", "indications", "classifications", "coverage"):
        assert from_csv[part] == from_json[part], part


def test_a_workbook_of_the_same_lines_decides_alike(command: Command, tmp_path: Path) -> None:
    from_csv = command("check", write_csv(tmp_path / "one.csv", [CSV_COLUMNS]), "--json").json()
    from_xlsx = command("check", write_xlsx(tmp_path / "one.xlsx", [CSV_COLUMNS]), "--json").json()
    assert from_xlsx["actors"] == from_csv["actors"]
    assert from_xlsx["input"] == from_csv["input"]


def test_many_are_decided_as_each_alone(command: Command, examples: Path) -> None:
    together = [json.loads(line) for line in command("check", examples, "--jsonl").out.splitlines()]
    files = [path for path in sorted(examples.glob("*.json")) if "claims" not in path.name and path.stem != "demo"]
    alone = [command("check", path, "--json").json() for path in files]
    assert together == alone
    assert len(alone) > 10


def test_a_folder_and_its_files_are_the_same(command: Command, examples: Path) -> None:
    folder = command("check", examples, "--json").json()
    assert folder == [json.loads(line) for line in command("check", examples, "--jsonl").out.splitlines()]


def test_standard_input_decides_as_the_file_does(command: Command, examples: Path) -> None:
    content = (examples / EXAMPLE).read_bytes()
    assert command("check", "-", "--json", stdin=content).out == command("check", examples / EXAMPLE, "--json").out


@pytest.mark.parametrize(
    ("name", "as_of", "code"),
    [
        ("ordinary-us-switzerland.json", "2026-11-23", 0),
        ("s1-chamber-india.json", "2024-05-01", 20),
        ("ordinary-eu-switzerland.json", "2026-11-23", 21),
        ("s4-precursor-de-exporter.json", "2026-11-23", 22),
    ],
)
def test_exit_code_is_the_worst_verdict(command: Command, examples: Path, name: str, as_of: str, code: int) -> None:
    asked = ("check", examples / name, "--as-of", as_of)
    assert command(*asked).code == 0
    assert command(*asked, "--exit-code").code == code


def test_the_worst_of_several_decides_the_exit_code(command: Command, examples: Path) -> None:
    files = [examples / EXAMPLE, examples / "s4-precursor-de-exporter.json", examples / "ordinary-eu-switzerland.json"]
    assert command("check", *files, "--exit-code").code == 22


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_an_empty_form_reads_back_and_is_never_clear(command: Command, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"form.{form}"
    assert command("check", "--template", form, "--out", path).code == 0
    ran = command("check", path, "--json")
    assert ran.code == 0
    assert {each["disposition"] for each in ran.json()["actors"]} & {"HOLD"}


def test_a_form_goes_to_standard_output(command: Command) -> None:
    assert command("check", "--template", "json").json()["schema"] == "endgate.shipment/1"


def test_the_page_shows_both_ledgers_also_when_one_is_empty(command: Command, examples: Path) -> None:
    page = command("check", examples / EXAMPLE).out
    legality, concern = page.split("CONCERN")
    assert "LEGALITY" in legality
    assert "none recorded" in concern


def test_nothing_but_data_goes_to_standard_output(command: Command, examples: Path, tmp_path: Path) -> None:
    ran = command("check", examples / EXAMPLE, "--json", "--out", tmp_path / "record.json")
    assert ran.json()["shipment"] == "ordinary-us-ch"
    assert "replay" in ran.err


def test_several_shipments_make_no_single_record(command: Command, examples: Path, tmp_path: Path) -> None:
    ran = command("check", examples, "--out", tmp_path / "record.json")
    assert ran.code == 2
    assert not (tmp_path / "record.json").exists()


def test_assumptions_are_recorded(command: Command, examples: Path) -> None:
    ran = command("check", examples / EXAMPLE, "--json", "--assume", "informed=no,knowledge=none")
    assert ran.json()["assumptions"] == {"informed": "no", "knowledge": "none"}


def test_only_these_assumptions_exist(command: Command, examples: Path) -> None:
    ran = command("check", examples / EXAMPLE, "--assume", "designated=no")
    assert ran.code == 2
    assert "informed=no" in ran.err


def test_unreviewed_law_that_would_hold_asks_somebody_to_look(command: Command, examples: Path) -> None:
    shipment = examples / "s4-precursor-unknown-supplier.json"
    ran = command("check", shipment, "--as-of", "2006-10-14", "--known-as-of", "2026-11-23", "--exit-code")
    assert "State CN: PROCEED (with unreviewed law: HOLD)" in ran.out
    assert ran.code == 21


def test_a_hold_shows_the_licence_that_is_due_anyway(command: Command, examples: Path) -> None:
    ran = command("check", examples / "s3-sulfide-de.json", "--as-of", "2026-11-23")
    assert "Chemiehandel Musterhafen GmbH: HOLD; LICENCE already applies by EU-821-3" in ran.out
    record = json.loads(command("check", examples / "s3-sulfide-de.json", "--as-of", "2026-11-23", "--json").out)
    assert record["actors"][0]["licences_due"] == ["EU-821-3"]
    assert record["actors"][0]["disposition"] == "HOLD"


def test_facts_and_earlier_shipments_reach_the_red_flags(command: Command, examples: Path, tmp_path: Path) -> None:
    file, facts = examples / "s3-sulfide-de.json", tmp_path / "facts.json"
    (buyer,) = (each for each in json.loads(file.read_text())["parties"] if "end_user" in each["roles"])
    facts.write_text(json.dumps({"profiles": {buyer["id"]: {"activities": ["52.29"]}}}), encoding="utf-8")
    fired = {flag["id"] for flag in command("check", file, "--json").json()["flags"] if flag["fired"] == "T"}
    told = command("check", file, "--facts", facts, "--earlier", examples / "s3-sulfide-us.json", "--json").json()
    assert {flag["id"] for flag in told["flags"] if flag["fired"] == "T"} - fired == {"RF-002", "RF-009", "RF-053"}
    facts.write_text('{"profiles": {"x": {"employees": "many"}}}', encoding="utf-8")
    refused = command("check", file, "--facts", facts)
    assert (refused.code, "$.profiles.x.employees" in refused.err) == (1, True)


def test_reason_of_the_indicated_view_tells_that_view(command: Command, examples: Path) -> None:
    """Declared for Armenia the prohibition is open; where the claim points to Iran it applies."""
    told = command("check", examples / "s3-sulfide-us.json", "--as-of", "2026-11-23").out
    assert "    US-ITSR-204  OPEN" in told
    assert "if as indicated: US-ITSR-204  APPLIES" in told
