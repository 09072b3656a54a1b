"""Check digits on whole published files."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from endgate.terms.ids import valid_imo_company, valid_imo_ship


@pytest.mark.shared
def test_every_imo_number_of_the_vessel_index_passes_its_own_rule(shared: Path) -> None:
    with gzip.open(shared / "lists" / "vessels_imo_index.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ships = [row["imo"] for row in rows if row["imo_kind"] == "ship"]
    companies = [row["imo"] for row in rows if row["imo_kind"] == "company"]
    assert (len(ships), len(companies)) == (1609, 145)
    assert all(valid_imo_ship(number) for number in ships)
    assert all(valid_imo_company(number) for number in companies)
