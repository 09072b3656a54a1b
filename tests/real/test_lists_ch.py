"""The Swiss excerpt and the publisher's example of an amendment."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import add
from endgate.lists.errors import ListRefusedError
from endgate.lists.snapshots import parties
from endgate.terms.kinds import PartyKind
from endgate.terms.truth import Truth

NOW = datetime(2026, 11, 25, tzinfo=UTC)


def test_excerpt(shared: Path, tmp_path: Path) -> None:
    path = shared / "lists/ch-seco/2026-08-27-excerpt"
    with pytest.raises(ListRefusedError, match="EG2016"):
        add(tmp_path / "store", "ch-seco", [path], obtained_at=NOW)
    result = add(tmp_path / "store", "ch-seco", [path], obtained_at=NOW, partial="members")
    assert result.report.unknown == {}
    found = {each.party_id: each for each in parties(tmp_path / "store", result.snapshot)}
    assert {key: each.kind for key, each in found.items()} == {
        "ch-seco:5142": PartyKind.PERSON,
        "ch-seco:46130": PartyKind.ORGANISATION,
        "ch-seco:34461": PartyKind.VESSEL,
    }
    assert str(found["ch-seco:5142"].designations[0].delisted_on) == "2016-03-01"
    number = found["ch-seco:34461"].identifiers[0]
    assert (number.value, number.check) == ("8405270", Truth.TRUE)


def test_amendment_is_no_whole_list(shared: Path, tmp_path: Path) -> None:
    path = shared / "lists/ch-seco/2024-01-17-example"
    with pytest.raises(ListRefusedError, match="EG2008"):
        add(tmp_path / "store", "ch-seco", [path], obtained_at=NOW)
    assert add(tmp_path / "store", "ch-seco", [path], obtained_at=NOW, partial="members").report.parties == 3
