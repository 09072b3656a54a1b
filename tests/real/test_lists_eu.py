"""The EU's real excerpts: structure, names in several languages, and what an excerpt may not be taken for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import add
from endgate.lists.errors import ListRefusedError
from endgate.lists.snapshots import parties

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.mark.parametrize(("folder", "count", "names"), [("2021-01-15", 3, 7), ("2026-08-05", 2, 5)])
def test_excerpts(shared: Path, tmp_path: Path, folder: str, count: int, names: int) -> None:
    path = shared / f"lists/eu/fsf-1.1-xml/{folder}-excerpt"
    with pytest.raises(ListRefusedError, match="EG2016"):
        add(tmp_path / "store", "eu-fsf", [path], obtained_at=NOW)
    result = add(tmp_path / "store", "eu-fsf", [path], obtained_at=NOW, partial="members")
    assert (result.report.parties, result.report.names) == (count, names)
    assert result.snapshot.stated_date.isoformat() == folder
    assert result.report.balanced
    assert not result.report.unknown


def test_parchin(shared: Path, tmp_path: Path) -> None:
    path = shared / "lists/eu/fsf-1.1-xml/2026-08-05-excerpt"
    result = add(tmp_path / "store", "eu-fsf", [path], obtained_at=NOW, partial="members")
    found = {each.party_id: each for each in parties(tmp_path / "store", result.snapshot)}
    party = found["eu-fsf:EU.3953.70"]
    assert sorted(each.language for each in party.names) == ["EN", "EN", "FA", "HU"]
    assert str(party.designations[0].listed_on) == "2008-06-23"
    assert any("no longer valid" in each for each in party.notes)


def test_damaged_table_is_refused(shared: Path, tmp_path: Path) -> None:
    path = shared / "lists/eu/fsf-1.0-csv/2018-07-04-first1000/csvFullSanctionsList_first1000.csv.gz"
    with pytest.raises(ListRefusedError, match="EG2001"):
        add(tmp_path / "store", "eu-fsf", [path], obtained_at=NOW, partial="members")
