"""The shipped facts of the US country chart are those that the tool makes of the publisher's files."""

from __future__ import annotations

import runpy
from importlib.resources import files
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools/make_us_chart.py"
TABLES = ("us_chart.csv", "us_country_marks.csv", "us_entry_columns.csv")


def test_tables_are_reproducible(shared: Path, tmp_path: Path) -> None:
    runpy.run_path(str(TOOL))["main"](shared, tmp_path)
    for name in TABLES:
        shipped = files("endgate").joinpath("data", "goods", name).read_text(encoding="utf-8")
        assert (tmp_path / name).read_text(encoding="utf-8") == shipped


def test_an_unmapped_name_is_refused() -> None:
    with pytest.raises(ValueError, match="has no code"):
        runpy.run_path(str(TOOL))["_code"]("Atlantis", {})
