"""The whole Canadian list of May 2025: counts by country and kind, and what could not be read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import AddResult, add
from endgate.lists.model import ListedParty
from endgate.lists.snapshots import parties
from endgate.terms.kinds import PartyKind
from endgate.terms.truth import Truth

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture(scope="module")
def added(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[AddResult, list[ListedParty]]:
    store = tmp_path_factory.mktemp("ca") / "store"
    result = add(store, "ca-sema", [shared / "lists/ca-sema/2025-05"], obtained_at=NOW, stated_date=date(2025, 5, 1))
    return result, list(parties(store, result.snapshot))


def test_counts(added: tuple[AddResult, list[ListedParty]]) -> None:
    report = added[0].report
    assert (report.rows_read, report.parties, report.rows_quarantined) == (4_759, 4_759, 0)
    wanted = {
        "programme:Russia": 2_426,
        "programme:Ukraine": 553,
        "programme:Iran": 460,
        "kind:person": 3_334,
        "kind:organisation": 1_316,
        "kind:vessel": 109,
        "alias cells": 2_877,
        "name in two languages": 37,
    }
    assert {key: report.counts[key] for key in wanted} == wanted
    assert report.unknown == {}


def test_iran_ships_and_dates(added: tuple[AddResult, list[ListedParty]]) -> None:
    iran = [each for each in added[1] if each.designations[0].programme == "Iran"]
    assert sum(each.kind is PartyKind.ORGANISATION for each in iran) == 254
    checks = [number.check for each in added[1] for number in each.identifiers]
    assert checks == [Truth.TRUE] * 109
    days = [each.designations[0].listed_on for each in added[1]]
    assert str(max(day for day in days if day is not None)) == "2025-03-20"
    assert sum(not each.designations[0].legal_basis for each in added[1]) == 329


def test_unsafe_dates(added: tuple[AddResult, list[ListedParty]]) -> None:
    faults = [each.what for each in added[0].report.quarantined]
    assert faults == ["'Sep-99' is not a date", "'born in the early 1970s' is not a date"]


def test_excerpt_of_older_form(shared: Path, tmp_path: Path) -> None:
    path = shared / "lists/ca-sema/excerpt"
    result = add(tmp_path / "s", "ca-sema", [path], obtained_at=NOW, stated_date=date(2019, 1, 1), partial="members")
    assert (result.report.parties, result.report.unknown) == (7, {})
