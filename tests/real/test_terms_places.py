"""Our tables of places against reference files that we do not ship."""

from __future__ import annotations

import csv
import gzip
import re
from pathlib import Path

import pytest

from endgate.terms.places import country_of, known_codes, neighbours


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


@pytest.mark.shared
def test_every_country_the_united_nations_list_writes_is_known(shared: Path) -> None:
    with gzip.open(shared / "lists" / "un" / "2026-08-01" / "consolidated.xml.gz", "rt", encoding="utf-8") as file:
        text = file.read()
    written = set(re.findall(r"<COUNTRY>([^<]+)</COUNTRY>", text))
    assert len(written) > 40
    assert {name for name in written if country_of(name) is None} <= {"na"}


@pytest.mark.shared
def test_every_country_the_treasury_writes_is_known_or_a_region(shared: Path) -> None:
    folder = shared / "lists" / "us-ofac" / "csv" / "2021-07"
    with gzip.open(folder / "add.csv.gz", "rt", encoding="latin-1", newline="") as file:
        written = {row[4].strip() for row in csv.reader(file) if len(row) > 4} - {"-0-", ""}
    unknown = {name for name in written if country_of(name) is None}
    assert len(written) > 120
    assert {name for name in unknown if not name.startswith("Region:")} <= {"undetermined"}
