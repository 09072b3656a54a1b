"""Counts of the real US screening lists, and the classes of their licence terms."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import AddResult, add
from endgate.lists.errors import ListRefusedError
from endgate.lists.importers.licence_terms import read_terms
from endgate.lists.model import NameQuality
from endgate.lists.snapshots import parties

FILES = {
    "2022-04": "consolidated.csv.gz",
    "2023-11-partial": "csl.csv.gz",
    "2019-12": "csl.csv",
    "2016-02": "consolidated_head.csv",
}
LISTS = {"SDN": 10026, "EL": 2001, "DTC": 727, "DPL": 462, "SSI": 290, "UVL": 201, "ISN": 163}
LISTS |= {"PLC": 78, "MEU": 71, "CMIC": 68, "CAP": 53, "NS-MBS": 17, "FSE": 3}
CLASSES = {
    ("744.11", ""): 2196,
    ("734.9(g) 744.21(b) 746.8(a)(3)", "3"): 640,
    ("", ""): 164,
    ("734.9(e) 744.11", "1 2"): 156,
    ("734.9(g) 744.11 746.8(a)(3)", "3"): 123,
    ("746.8(a)(4)", ""): 83,
    ("734.9(e)(2) 744.11", "4"): 70,
    ("734.9(e) 744.11", "4"): 25,
    ("734.4(a)(9) 734.9(e)(3) 744.11", "5"): 16,
    ("734.9(g) 744.21(b) 746.8(a)(3)", ""): 5,
    ("744.2", ""): 3,
    ("734.9(g) 744.11 744.21(b) 744.8(b) 746.8(a)(3)", "3"): 3,
    ("744.3", ""): 2,
    ("744.2(d)", ""): 1,
    ("744.11(b)", ""): 1,
    ("734.9(e) 744.11", ""): 1,
    ("734.9(e)(2) 744.11", ""): 1,
}


def put(shared: Path, store: Path, folder: str, source: str = "us-csl", partial: str = "") -> AddResult:
    path = shared / "lists/us-csl" / folder / FILES[folder]
    now = datetime(2026, 11, 25, tzinfo=UTC)
    return add(store, source, [path], obtained_at=now, stated_date=date(2022, 4, 21), partial=partial)


def test_whole_file(shared: Path, tmp_path: Path) -> None:
    result = put(shared, tmp_path, "2022-04")
    counts = result.report.counts
    assert result.report.rows_read == 14160
    assert {key: counts[f"list:{key}"] for key in LISTS} == LISTS
    assert counts["alias"] == 20009
    found = list(parties(tmp_path, result.snapshot))
    assert sum(any(each.successor_clause for each in party.designations) for party in found) == 17
    assert sum(party.names[0].quality is NameQuality.DAMAGED for party in found) == 30
    ofac = [each for each in found if each.designations[0].reference]
    assert sum(len({each.list_name for each in party.designations}) > 1 for party in ofac) == 70


@pytest.mark.parametrize(("source", "count"), [("us-bis-el", 2001), ("us-bis-uvl", 201), ("us-bis-meu", 71)])
def test_one_list_of_the_file(shared: Path, tmp_path: Path, source: str, count: int) -> None:
    result = put(shared, tmp_path, "2022-04", source)
    assert result.report.rows_used == count
    assert result.report.noise["row of another list"] == 14160 - count
    assert result.report.balanced


@pytest.mark.parametrize(("folder", "rows"), [("2023-11-partial", 4228), ("2019-12", 115), ("2016-02", 399)])
def test_parts_must_be_declared(shared: Path, tmp_path: Path, folder: str, rows: int) -> None:
    for source in ("us-csl", "us-bis-el"):
        with pytest.raises(ListRefusedError, match=r"EG2016|EG2002"):
            put(shared, tmp_path / "store", folder, source)
    result = put(shared, tmp_path / "store", folder, partial="members")
    assert result.report.rows_read == rows
    assert result.report.balanced


def test_classes_of_licence_requirements(shared: Path) -> None:
    path = shared / "lists/us-csl/2026-07-31-derived/screening-list.json.gz"
    data = json.loads(gzip.decompress(path.read_bytes()))
    texts = data["tables"]["licenceRequirements"]
    met: Counter[tuple[str, str]] = Counter()
    for entry in data["entries"]:
        if "lr" in entry:
            terms = read_terms(texts[entry["lr"]], "")
            met[" ".join(terms.sections), " ".join(terms.footnotes)] += 1
    assert dict(met) == CLASSES
