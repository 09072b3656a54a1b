"""The verb ``doctor``: says ok, warns of what is old or missing, ends with 1 when something is broken."""

from __future__ import annotations

import importlib.metadata
import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from endgate.cli import doctor
from endgate.cli.doctor import State, command, examine
from endgate.lists.accepting import discard
from endgate.lists.adding import add
from endgate.terms.codec import encode

FRESH, LATER = date(2026, 8, 2), date(2026, 11, 25)


def found(directory: Path, named: str | None = "small", today: date = FRESH) -> dict[str, dict[str, Any]]:
    return {each.what: encode(each) for each in examine(directory, named, today)}


@pytest.fixture
def data(data_with_edition: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return Path(shutil.copytree(data_with_edition, tmp_path / "data"))


def test_a_whole_installation_is_ok(data: Path) -> None:
    checks = found(data)
    kept = ("Python", "package numpy", "package rapidfuzz", "package data", "data directory", "edition", "list un")
    assert {checks[what]["state"] for what in kept} == {"ok"}
    assert checks["list un"]["detail"].endswith("1 days old")
    assert "broken" not in {each["state"] for each in checks.values()}


def test_a_stale_list_warns_with_the_line_that_mends_it(data: Path) -> None:
    checks = found(data, today=LATER)
    assert checks["list un"]["state"] == "warning"
    assert "116 days old: stale" in checks["list un"]["detail"]
    assert checks["list un"]["remedy"].startswith("endgate list update un, or offline: endgate list add --source un ")


def test_a_list_that_is_not_held_warns(data: Path) -> None:
    checks = found(data)
    assert checks["list eu-fsf"]["state"] == "warning"
    assert "not checked" in checks["list eu-fsf"]["detail"]


def test_an_absent_edition_warns_and_is_not_built(tmp_path: Path) -> None:
    checks = found(tmp_path / "nothing", named=None)
    assert checks["edition"]["state"] == "warning"
    assert checks["edition"]["remedy"] == "endgate edition build"
    assert "will be made" in checks["data directory"]["detail"]
    assert not (tmp_path / "nothing").exists()


def test_a_changed_edition_is_broken_and_ends_with_1(data: Path) -> None:
    (data / "editions" / "small" / "law.json").write_text("{}", encoding="utf-8")
    arguments = ["--json", "--store", str(data), "--edition", "small"]
    result = CliRunner().invoke(command, arguments, standalone_mode=False)
    told = json.loads(result.stdout)
    assert (result.return_value, told["state"]) == (1, "broken")
    assert [each["code"] for each in told["checks"] if each["state"] == "broken"] == ["EG1504"]


def test_warnings_alone_end_with_0(data: Path) -> None:
    result = CliRunner().invoke(command, ["--store", str(data), "--edition", "small"], standalone_mode=False)
    assert result.return_value == 0
    assert "warning" in result.stdout
    assert "0 broken" in result.stderr


def test_a_damaged_store_is_broken(data: Path) -> None:
    (data / "store").mkdir()
    (data / "store" / "snapshots.jsonl").write_text("no json\n", encoding="utf-8")
    checks = found(data)
    assert (checks["store of lists"]["state"], checks["store of lists"]["code"]) == ("broken", "EG2103")


def test_a_data_directory_that_is_a_file_is_broken(tmp_path: Path) -> None:
    place = tmp_path / "data"
    place.write_text("", encoding="utf-8")
    checks = {each.what: each for each in doctor._environment(place)}
    assert (checks["data directory"].state, checks["data directory"].code) == (State.BROKEN, "EG9203")


def test_a_dependency_that_is_absent_or_old_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        importlib.metadata, "requires", lambda _name: ["numpy>=999", "no-such-thing>=1", "x; extra == 'dev'"]
    )
    checks = {each.what: each for each in doctor._dependencies()}
    assert set(checks) == {"package numpy", "package no-such-thing"}
    assert {(each.state, each.code) for each in checks.values()} == {(State.BROKEN, "EG9201")}
    assert "999 is needed" in checks["package numpy"].detail


@pytest.mark.parametrize(("name", "raw"), [("a.json", b"{"), ("a.toml", b"= 1"), ("a.csv", b"\xff"), ("a.gz", b"")])
def test_a_data_file_that_cannot_be_read(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    fault = doctor._unreadable(name, tmp_path / name)
    assert fault is not None
    assert (fault.code, fault.where) == ("EG9204", name)


def test_versions_compare_as_numbers() -> None:
    assert doctor._numbers("2.10.0") > doctor._numbers("2.9") > doctor._numbers("")


def test_a_held_list_warns_with_its_age_and_both_ways_out(data: Path) -> None:
    programmes = ("AL-QAIDA", "CAR", "DPRK", "DRC", "GB", "IRAN", "IRAQ", "LIBYA", "SOMALIA", "SOUTHSUDAN", "SUDAN")
    entries = "".join(
        f"<INDIVIDUAL><FIRST_NAME>PERSON {n}</FIRST_NAME><UN_LIST_TYPE>{programme}</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>XXi.{n:03}</REFERENCE_NUMBER></INDIVIDUAL>"
        for n, programme in enumerate(programmes)
    )
    sections = f"<INDIVIDUALS>{entries}</INDIVIDUALS><ENTITIES/>"
    path = data / "un.xml"
    path.write_text(f'<CONSOLIDATED_LIST dateGenerated="2026-11-20">{sections}</CONSOLIDATED_LIST>', encoding="utf-8")
    held = add(data / "store", "un", [path], obtained_at=datetime(2026, 11, 20, tzinfo=UTC), strict=True).snapshot
    told = found(data, today=LATER)["held un"]
    assert (told["state"], told["code"]) == ("warning", "EG2102")
    assert "2026-11-20, 5 days old, is held and not used: " in told["detail"]
    assert f"endgate list accept {held.snapshot_id}" in told["remedy"]
    discard(
        data / "store", held.snapshot_id, by="A. Officer", reason="cut short", at=datetime(2026, 11, 25, tzinfo=UTC)
    )
    assert "held un" not in found(data, today=LATER)
