"""Counts of the real US screening lists, and the classes of their licence terms."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import AddResult, add
from endgate.lists.errors import ListRefusedError
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, RawFile, Settings
from endgate.lists.importers.licence_terms import read_terms
from endgate.lists.model import NameKind, NameQuality
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


NEWEST = {"SDN": 19181, "EL": 3420, "DPL": 1596, "DTC": 787, "SSI": 286, "UVL": 222, "ISN": 161}
NEWEST |= {"PLC": 78, "MEU": 70, "CMIC": 68, "NS-MBS": 51, "CAP": 1}


def test_newest_list_in_the_shape_of_the_json(shared: Path, tmp_path: Path) -> None:
    """The derived file written out in the published shape: lists, names and licence terms come through."""
    data = json.loads(gzip.decompress((shared / "lists/us-csl/2026-07-31-derived/screening-list.json.gz").read_bytes()))
    tables = data["tables"]
    results = [
        {
            **dict.fromkeys(("type", "entity_number", "start_date", "end_date")),
            "source": tables["sources"][entry["s"]],
            "type": entry.get("t"),
            "entity_number": entry.get("e"),
            "name": entry["n"],
            "alt_names": entry.get("a", []),
            "addresses": [{"country": code} for code in entry.get("c", [])],
            "programs": tables["programmes"][entry["pg"]].split("; ") if "pg" in entry else [],
            "federal_register_notice": entry.get("fr"),
            "license_requirement": tables["licenceRequirements"][entry["lr"]] if "lr" in entry else None,
            "license_policy": tables["licencePolicies"][entry["lp"]] if "lp" in entry else None,
        }
        for entry in data["entries"]
    ]
    path = tmp_path / "consolidated.json"
    path.write_text(json.dumps({"results": results, "total": len(results)}), encoding="utf-8")
    now = datetime(2026, 11, 25, tzinfo=UTC)
    result = add(tmp_path / "store", "us-csl", [path], obtained_at=now, stated_date=date(2026, 7, 31))
    assert result.report.rows_read == 25921
    assert {key: result.report.counts[f"list:{key}"] for key in NEWEST} == NEWEST
    assert result.report.counts["alias"] == 31253
    assert result.snapshot.format == "us-csl-json"
    found = list(parties(tmp_path / "store", result.snapshot))
    assert sum(any(each.successor_clause for each in party.designations) for party in found) == 16
    assert sum(party.names[0].kind is NameKind.ADDRESS_ONLY for party in found) == 19
    assert len({each.party_id for each in found}) == len(found)


def test_columns_may_stand_in_any_order(shared: Path, tmp_path: Path) -> None:
    """Old and new files are read by the names of their columns: the same rows turned round say the same."""
    text = (shared / "lists/us-csl/2019-12/csl.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with (tmp_path / "b.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(row[::-1] for row in rows)
    found = [
        list(IMPORTERS["us-csl-csv"].read((RawFile(name, tmp_path / name),), Settings("us-csl", "members"), report))
        for name, report in (("a.csv", ImportReport()), ("b.csv", ImportReport()))
    ]
    assert found[0] == found[1]
    assert len(found[0]) > 100
