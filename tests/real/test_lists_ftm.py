"""FollowTheMoney exports as they are published: an export, changes in their order, a table of targets."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import AddResult, add
from endgate.lists.errors import ListRefusedError
from endgate.lists.snapshots import parties

pytestmark = pytest.mark.shared
NOW = datetime(2026, 11, 25, tzinfo=UTC)


def put(folder: Path, *paths: Path, partial: str = "") -> AddResult:
    return add(folder / "store", "ftm:real", paths, obtained_at=NOW, partial=partial)


def test_export(shared: Path, tmp_path: Path) -> None:
    result = put(tmp_path, shared / "lists/opensanctions/yente-fixtures/t1/entities.ftm.json")
    report = result.report
    assert (report.rows_read, report.rows_used, report.parties, report.quarantined) == (7, 7, 6, [])
    assert (report.counts["kind:person"], report.counts["kind:organisation"]) == (4, 2)
    assert result.snapshot.stated_date == date(2024, 6, 1)
    found = {each.party_id: each for each in parties(tmp_path / "store", result.snapshot)}
    merged = found["ftm:real:NK-2PacmNpiLUmoz4XD2mSt7A"]
    assert merged.primary_name == "IRGC"
    assert "ofac-10465" in merged.designations[0].cross_refs, "kept as a reference; it is that of the Qods Force"
    assert not any("10465" in each.value for each in merged.identifiers)


def test_changes_from_nothing(shared: Path, tmp_path: Path) -> None:
    folder = shared / "lists/opensanctions/yente-fixtures/t2"
    changes = sorted(folder.glob("*/entities.delta.json"))
    assert len(changes) == 5
    with pytest.raises(ListRefusedError, match="EG2008"):
        put(tmp_path, *changes)
    result = put(tmp_path, *changes, partial="members")
    found = {each.party_id.removeprefix("ftm:real:"): each for each in parties(tmp_path / "store", result.snapshot)}
    assert sorted(found) == ["NK-2T3S8Hu29ktYnKSTgQp2wL", "NK-2sJaJRaPJcWUfMbHjTtWcL", "Q4365364"]
    assert found["NK-2T3S8Hu29ktYnKSTgQp2wL"].primary_name == "Foobar Foobargroup", "the change, not the addition"
    assert sum(result.report.noise.values()) == 3


def test_table_of_targets(shared: Path, tmp_path: Path) -> None:
    path = shared / "lists/opensanctions/ua_war_sanctions/2026-03-13/targets.simple.csv.gz"
    result = put(tmp_path, path)
    assert (result.report.rows_read, result.report.parties, result.report.rows_quarantined) == (5600, 5600, 0)
    found = Counter((each.kind.value, each.subkind) for each in parties(tmp_path / "store", result.snapshot))
    assert found["person", ""] == 1543
    assert found["organisation", "company"] == 1524
    assert found["vessel", ""] == 1340
    assert found["unknown", ""] == 1193


def test_nested_targets_are_refused(shared: Path, tmp_path: Path) -> None:
    with pytest.raises(ListRefusedError, match="EG20"):
        put(tmp_path, shared / "lists/opensanctions/wd_persons-2024-03-10/targets.nested.json")
    assert not (tmp_path / "store").exists()
