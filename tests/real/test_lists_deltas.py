"""What changed between two versions of the UN list, as the specification of lists states it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import add
from endgate.lists.deltas import Change, Grade, compare
from endgate.lists.snapshots import parties
from endgate.lists.sources import source

STRUCTURED = (
    "CDi.040 KPi.043 QDi.337 QDi.341 QDi.368 TAe.010 TAi.002 TAi.003 TAi.007 TAi.023 TAi.024 TAi.026 TAi.027 TAi.038 "
    "TAi.043 TAi.044 TAi.047 TAi.058 TAi.060 TAi.068 TAi.071 TAi.082 TAi.093 TAi.110 TAi.118 TAi.121 TAi.144 TAi.147 "
    "TAi.150 TAi.154 TAi.156 TAi.164"
)


REMARKS_ONLY = 21


def changes(shared: Path, store: Path, *versions: str) -> tuple[Change, ...]:
    held = [
        add(
            store,
            "un",
            [shared / "lists/un" / version / "consolidated.xml.gz"],
            obtained_at=datetime(2026, 11, 25, tzinfo=UTC),
        ).snapshot
        for version in versions
    ]
    return compare(*(parties(store, each) for each in held), immaterial=source("un").immaterial)


def test_new_elements_are_no_change(shared: Path, tmp_path: Path) -> None:
    found = changes(shared, tmp_path, "2026-02-27", "2026-08-01")
    totals = Counter(each.what for each in found)
    assert (totals["ADD"], totals["DEL"]) == (16, 8)
    changed = [each for each in found if each.what == "MOD"]
    structured = [each for each in changed if any(f.grade is not Grade.TEXT for f in each.fields)]
    assert [each.party_id.removeprefix("un:") for each in structured] == STRUCTURED.split()
    assert len(changed) - len(structured) == REMARKS_ONLY


def test_a_date_that_moved_is_format(shared: Path, tmp_path: Path) -> None:
    found = changes(shared, tmp_path, "2026-02-27", "2026-08-01")
    grades = {each.party_id: {f.grade for f in each.fields} for each in found}
    assert grades["un:CDi.040"] == grades["un:KPi.043"] == {Grade.FORMAT}


@pytest.mark.parametrize(
    ("old", "new", "came", "went", "changed"),
    [
        ("2017-06-20", "2017-06-30", 0, 0, 0),
        ("2017-06-30", "2017-07-03", 0, 3, 0),
        ("2018-06-07", "2018-06-21", 2, 0, 0),
        ("2018-06-21", "2018-08-24", 6, 8, 11),
        ("2018-08-24", "2018-10-29", 3, 8, 6),
        ("2025-11-18", "2026-02-27", 4, 1, 0),
    ],
)
def test_other_pairs(shared: Path, tmp_path: Path, old: str, new: str, came: int, went: int, changed: int) -> None:
    totals = Counter(each.what for each in changes(shared, tmp_path, old, new))
    assert (totals["ADD"], totals["DEL"], totals["MOD"]) == (came, went, changed)
