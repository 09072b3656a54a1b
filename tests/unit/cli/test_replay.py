"""The verb replay: a record decided again gives the same bytes, and a changed one does not pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import Command


@pytest.fixture
def record(command: Command, examples: Path, tmp_path: Path) -> Path:
    path = tmp_path / "record.json"
    assert command("check", examples / "s3-sulfide-de.json", "--as-of", "2026-11-23", "--out", path).code == 0
    return path


def test_the_same_bytes(command: Command, record: Path) -> None:
    ran = command("replay", record)
    assert (ran.code, ran.out) == (0, "the same bytes\n")


def test_a_record_read_by_check_s_own_options_is_the_printed_one(
    command: Command, examples: Path, record: Path
) -> None:
    printed = command("check", examples / "s3-sulfide-de.json", "--as-of", "2026-11-23", "--json").out
    assert printed == record.read_text(encoding="utf-8")


@pytest.mark.parametrize("field", ["disposition", "with_unreviewed"])
def test_a_changed_verdict_is_found(command: Command, record: Path, field: str) -> None:
    raw = json.loads(record.read_bytes())
    raw["actors"][0][field] = "PROCEED"
    record.write_text(json.dumps(raw, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    ran = command("replay", record)
    assert ran.code == 1
    assert "actors" in ran.out


def test_another_edition_is_named(command: Command, record: Path) -> None:
    raw = json.loads(record.read_bytes())
    raw["edition"] = "0" * 64
    record.write_text(json.dumps(raw, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    ran = command("replay", record, "--json")
    assert ran.code == 1
    assert ran.json()["edition_same"] is False
    assert ran.json()["differences"] == ["edition"]


def test_explaining_a_record_is_explaining_its_shipment(command: Command, examples: Path, record: Path) -> None:
    asked = ("--why-not", "EU-267-2")
    by_file = command("explain", examples / "s3-sulfide-de.json", "--as-of", "2026-11-23", *asked)
    assert command("explain", record, *asked).out == by_file.out


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'"text"', b"{}", b'{"schema": "endgate.decision/9"}', b"\xff\xfe", b""]
)
def test_what_is_no_record_is_a_coded_fault(command: Command, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "no-record.json"
    path.write_bytes(content)
    ran = command("replay", path)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("EG9001 no-record.json")


@pytest.fixture
def before_the_revival(command: Command, examples: Path, tmp_path: Path) -> Path:
    path = tmp_path / "old.json"
    asked = ("check", examples / "s3-sulfide-de.json", "--as-of", "2025-09-01", "--out", path)
    assert command(*asked).code == 0
    return path


def test_decisions_that_would_differ_now_are_named_with_the_change(command: Command, before_the_revival: Path) -> None:
    ran = command("replay", before_the_revival, "--since", "2025-01-01", "--as-of", "2026-08-01")
    assert ran.code == 1
    assert "EU-267-2, indicated:1: NOT_IN_FORCE -> APPLIES (STOP)" in ran.out
    assert "because in force: version 2 began 2025-09-30" in ran.out
    assert "1 of 1 decisions since 2025-01-01 would differ on 2026-08-01" in ran.err


def test_decisions_older_than_since_are_left_alone(command: Command, before_the_revival: Path) -> None:
    ran = command("replay", before_the_revival, "--since", "2025-09-02", "--as-of", "2026-08-01", "--json")
    assert (ran.code, ran.json()) == (0, [])


def test_a_decision_of_the_same_law_does_not_differ(command: Command, record: Path) -> None:
    ran = command("replay", record, "--since", "2026-01-01", "--as-of", "2026-11-23")
    assert (ran.code, ran.out) == (0, "")


def test_a_record_that_this_edition_makes_otherwise_is_a_correction(command: Command, record: Path) -> None:
    raw = json.loads(record.read_bytes())
    finding = next(each for each in raw["actors"][0]["findings"] if each["measure"] == "EU-821-3")
    finding["state"] = "OPEN"
    record.write_text(json.dumps(raw, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    ran = command("replay", record, "--since", "2026-01-01", "--as-of", "2026-11-23")
    assert ran.code == 1
    assert "EU-821-3: OPEN in the record, APPLIES with this edition" in ran.out


def test_a_folder_of_records_is_replayed_whole(command: Command, record: Path, before_the_revival: Path) -> None:
    (record.parent / "other.json").write_text("{}", encoding="utf-8")
    ran = command("replay", record.parent, "--json")
    assert ran.code == 0
    assert [each["record"] for each in ran.json()] == sorted([before_the_revival.name, record.name])


def test_a_day_without_since_is_refused(command: Command, record: Path) -> None:
    assert command("replay", record, "--as-of", "2026-11-23").code == 2
