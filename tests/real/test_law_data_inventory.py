"""Every row of the inventory of measures is encoded or named as not encoded, at the review state that it earns."""

from __future__ import annotations

import csv
from pathlib import Path

from endgate.law.load import load
from endgate.law.model import Measure, ReviewStatus

DATA = Path(__file__).parents[2] / "src" / "endgate" / "data" / "law"


def encodings(row_id: str, measures: dict[str, Measure]) -> list[Measure]:
    """The measure of that id, or those of its outcomes (``.1``, ``.2``)."""
    return [each for key, each in measures.items() if key in (row_id, f"{row_id}.1", f"{row_id}.2")]


def test_the_inventory_is_covered_and_its_reading_respected(shared: Path) -> None:
    measures = {measure.id: measure for measure in load([DATA]).measures()}
    with (shared / "law" / "measures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 158
    missing = [row["id"] for row in rows if not encodings(row["id"], measures)]
    assert missing == []
    for row in rows:
        for measure in encodings(row["id"], measures):
            counts = measure.review.status is ReviewStatus.TEXT_CHECKED
            assert counts is (row["verified"] == "text"), measure.id
            assert not counts or measure.versions, measure.id


def test_dates_of_exact_starts_agree_with_the_inventory(shared: Path) -> None:
    measures = {measure.id: measure for measure in load([DATA]).measures()}
    with (shared / "law" / "measures.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row["in_force"] for row in csv.DictReader(file)}
    compared = 0
    for row_id, in_force in rows.items():
        for measure in encodings(row_id, measures):
            starts = [version.valid.interval.start for version in measure.versions]
            exact = {edge.lo.isoformat() for edge in starts if edge.lo is not None and edge.lo == edge.hi}
            inventory = {part.partition("/")[0] for part in in_force.split(";")}
            assert exact <= inventory, f"{measure.id}: {exact} against {in_force}"
            compared += len(exact)
    assert compared > 60
