"""The table of what profiles were measured to reach knows every profile, and says what it was measured on."""

from __future__ import annotations

from datetime import date

from endgate.names.profiles import profile_names
from endgate.names.tables import settings


def test_every_profile_was_measured() -> None:
    table = settings("profile_figures")
    assert isinstance(table["measured_on"], date)
    assert "seed" in table["set"]
    for name in profile_names():
        row = table[name]
        assert 0 < row["recall"] <= 1
        assert 0 < row["precision"] <= 1
        for part in ("with_facts", "name_only", "put_together"):
            share = row[f"false_positives_{part}_per_10k"]
            assert share["from"] <= share["of"] <= share["to"]


def test_a_stricter_profile_finds_less_and_raises_less() -> None:
    table = settings("profile_figures")
    rows = [table[name] for name in ("strict", "standard", "wide")]
    assert [row["recall"] for row in rows] == sorted(row["recall"] for row in rows)
    raised = [row["false_positives_name_only_per_10k"]["of"] for row in rows]
    assert raised == sorted(raised)
