"""The whole Australian list of August 2026: counts by kind, name and committee, and the tie to the UN lists."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import AddResult, add
from endgate.lists.model import ListedParty
from endgate.lists.snapshots import parties

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture(scope="module")
def added(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[AddResult, list[ListedParty]]:
    store = tmp_path_factory.mktemp("au") / "store"
    result = add(store, "au-dfat", [shared / "lists/au-dfat/2026-08"], obtained_at=NOW, stated_date=date(2026, 8, 2))
    return result, list(parties(store, result.snapshot))


def test_counts(added: tuple[AddResult, list[ListedParty]]) -> None:
    report = added[0].report
    assert (report.rows_read, report.parties, report.rows_quarantined) == (11_068, 3_846, 0)
    assert report.balanced
    rows = {key.removeprefix("rows:"): number for key, number in report.counts.items() if key.startswith("rows:")}
    assert rows == {
        "Individual": 7_197,
        "Entity": 3_609,
        "Vessel": 262,
        "Primary Name": 3_846,
        "Alias": 6_767,
        "Strong": 6_316,
        "Weak": 451,
        "Original Script": 455,
    }
    assert report.unknown == {}
    assert len(report.quarantined) <= 5, "dates of birth that nobody could read"


def test_committees(added: tuple[AddResult, list[ListedParty]]) -> None:
    counts = Counter(each.programme for party in added[1] for each in party.designations)
    wanted = {
        "Autonomous (Russia)": 972,
        "Autonomous (Iran)": 240,
        "1718 (DPRK)": 155,
        "1737 (Iran)": 121,
        "Autonomous (DPRK)": 61,
    }
    assert {key: counts[key] for key in wanted} == wanted


def test_own_references(added: tuple[AddResult, list[ListedParty]]) -> None:
    owned = [party for party in added[1] if any(each.cross_refs for each in party.designations)]
    stray = added[0].report.counts["UN references of another kind"]
    assert (len(owned), stray) == (788, 1), "789 entries begin with a reference; one person's with an entity's"
    found = {ref for party in owned for each in party.designations for ref in each.cross_refs}
    assert {"UN KPi.030", "UN KPi.031"} <= found
    iran = [each for party in added[1] for each in party.designations if each.programme == "1737 (Iran)"]
    assert len(iran) == 121
    assert all(each.cross_refs and each.cross_refs[0].startswith(("UN IRe.", "UN IRi.")) for each in iran)


def test_history_is_no_second_designation(added: tuple[AddResult, list[ListedParty]]) -> None:
    told = [
        party for party in added[1] if any("Previously listed under UNSC Resolution 2231" in n for n in party.notes)
    ]
    assert len(told) == 76
    assert {len(party.designations) for party in told} == {1}
