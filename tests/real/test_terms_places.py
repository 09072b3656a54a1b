"""Our tables of places against reference files that we do not ship."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from endgate.terms.places import known_codes, neighbours


def rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.shared
def test_every_iso_code_is_known(shared: Path) -> None:
    codes = {row["ISO3166-1-Alpha-2"] for row in rows(shared / "trade" / "iso" / "country-codes.csv.gz")}
    assert len(codes) == 249
    assert codes <= known_codes()


@pytest.mark.shared
def test_borders_agree_with_the_reference_except_around_kosovo(shared: Path) -> None:
    table = rows(shared / "trade" / "borders" / "country-borders.csv.gz")
    reference = {(row["country_code"], row["country_border_code"]) for row in table if row["country_border_code"]}
    ours = {(code, other) for code in known_codes() for other in neighbours(code)}
    assert {pair for pair in ours ^ reference if "XK" not in pair} == {("AL", "RS"), ("RS", "AL")}
