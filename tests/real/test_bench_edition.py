"""The figures of a build from real files stand for the whole files."""

from __future__ import annotations

from pathlib import Path

import pytest

from endgate.cli.figures import building
from endgate.cli.figures.building import edition_figures


def test_the_build_holds_both_lists(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_starter", lambda _reference: {})
    found = edition_figures(shared)
    assert found["build_from"] == "2021-07 OFAC set, UN list of 2026-08-01"
    assert found["build_parties"] == 8976 + 1011
    assert "build_skipped" not in found
    assert min(float(str(found[key])) for key in ("build_seconds", "build_rss_mb", "build_ratio_to_reference")) > 0
