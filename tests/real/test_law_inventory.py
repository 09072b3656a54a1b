"""The law that ships against the inventory of measures: nothing of it is forgotten, nothing unread counts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from endgate.law.lint import PACKAGE_LAW
from endgate.law.load import load
from endgate.law.model import Measure, ReviewStatus

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def measures() -> dict[str, Measure]:
    return {each.id: each for each in load([PACKAGE_LAW]).measures()}


def inventory(shared: Path) -> dict[str, str]:
    path = shared / "law" / "measures.csv"
    if not path.is_file():
        pytest.skip("no law/measures.csv among the real files")
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row["verified"] for row in csv.DictReader(lines)}


def of_row(measures: dict[str, Measure], row: str) -> list[Measure]:
    """A row with two outcomes became two measures, ``.1`` and ``.2``."""
    return [each for name, each in measures.items() if name == row or name.startswith(f"{row}.")]


def test_every_row_of_the_inventory_is_encoded_or_listed_as_not(shared: Path, measures: dict[str, Measure]) -> None:
    missing = [row for row in inventory(shared) if not of_row(measures, row)]
    assert missing == []


def test_only_what_was_read_in_the_text_counts(shared: Path, measures: dict[str, Measure]) -> None:
    unread = [row for row, verified in inventory(shared).items() if verified != "text"]
    counting = [m.id for row in unread for m in of_row(measures, row) if m.review.status is not ReviewStatus.UNREVIEWED]
    assert counting == []
