"""The British lists' real files: groups, names, regimes, and which of their UN references are their own."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import AddResult, add
from endgate.lists.errors import ListRefusedError
from endgate.lists.model import ListedParty
from endgate.lists.snapshots import parties

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture(scope="module")
def added(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[AddResult, list[ListedParty]]:
    store = tmp_path_factory.mktemp("uk") / "store"
    result = add(store, "uk-ofsi", [shared / "lists/uk/ofsi-conlist-csv/2018-04-13"], obtained_at=NOW)
    return result, list(parties(store, result.snapshot))


def test_counts(added: tuple[AddResult, list[ListedParty]]) -> None:
    report = added[0].report
    assert added[0].snapshot.stated_date == date(2018, 4, 13)
    assert (report.rows_read, report.parties, report.rows_quarantined) == (9_487, 2_106, 0)
    wanted = {
        "names printed": 5_548,
        "rows:Individual": 6_857,
        "rows:Entity": 2_630,
        "programme:Iran (nuclear proliferation)": 214,
        "programme:North Korea (Democratic People's Republic of Korea)": 242,
    }
    assert {key: report.counts[key] for key in wanted} == wanted
    assert Counter(len(each.designations) for each in added[1]) == {1: 2_100, 2: 4, 3: 2}


def test_own_references(shared: Path, added: tuple[AddResult, list[ListedParty]]) -> None:
    """What the publisher states is found; what it merely mentions is not, but for two it states against the truth."""
    with gzip.open(shared / "lists/crosslist_un_truth.csv.gz", "rt", encoding="utf-8") as stream:
        truth = [row for row in csv.DictReader(stream) if row["other_list"] == "uk-ofsi-2018"]
    ours = {(p.party_id, ref) for p in added[1] for each in p.designations for ref in each.cross_refs}
    stated = {(f"uk-ofsi:{row['other_id']}", f"UN {row['un_reference']}") for row in truth if row["link"] == "stated"}
    other = {(f"uk-ofsi:{row['other_id']}", f"UN {row['un_reference']}") for row in truth if row["link"] != "stated"}
    assert len(stated) == 234
    assert len(stated - ours) <= 1
    assert len(other & ours) <= 2


def test_list_of_2016_is_a_part(shared: Path, tmp_path: Path) -> None:
    path = shared / "lists/uk/ofsi-conlist-csv/2016-02-12"
    with pytest.raises(ListRefusedError, match=r"EG2016.*228 of 463 groups"):
        add(tmp_path / "store", "uk-ofsi", [path], obtained_at=NOW)
    result = add(tmp_path / "store", "uk-ofsi", [path], obtained_at=NOW, partial="members")
    assert (result.report.rows_read, result.report.parties) == (800, 463)
    assert result.snapshot.stated_date == date(2016, 2, 12)


def test_uk_sanctions_list_excerpt(shared: Path, tmp_path: Path) -> None:
    path = shared / "lists/uk/uksl-xml/2026-09-10-excerpt"
    with pytest.raises(ListRefusedError, match="EG2016"):
        add(tmp_path / "store", "uk-uksl", [path], obtained_at=NOW)
    result = add(tmp_path / "store", "uk-uksl", [path], obtained_at=NOW, partial="members")
    assert (result.report.parties, result.snapshot.stated_date) == (4, date(2026, 9, 10))
    assert result.report.unknown == {}
    found = list(parties(tmp_path / "store", result.snapshot))
    latin = [sum(name.script == "Latn" for name in each.names) for each in found]
    assert latin == [2, 2, 3, 2]
    assert (found[3].identifiers[0].value, found[3].designations[0].cross_refs) == ("9562233", ("UN KPv.001",))


def test_layout_of_the_csv_is_known_and_its_broken_row_refused(shared: Path, tmp_path: Path) -> None:
    """The held excerpt's header is the publisher's; one of its two rows, partly invented, lacks a cell."""
    path = shared / "lists/uk/uksl-csv/2026-02-13-excerpt"
    with pytest.raises(ListRefusedError, match=r"EG2006.*1 of 2 rows.*57 cells under 58 columns"):
        add(tmp_path / "store", "uk-uksl", [path], obtained_at=NOW, partial="members")


def test_consolidated_list_as_xml(shared: Path, tmp_path: Path) -> None:
    path = shared / "lists/uk/ofsi-conlist-xml/2026-08-02-excerpt"
    result = add(
        tmp_path / "store", "uk-ofsi", [path], obtained_at=NOW, partial="members", stated_date=date(2026, 8, 2)
    )
    assert (result.report.rows_read, result.report.unknown) == (4, {})
    assert {each.party_id for each in parties(tmp_path / "store", result.snapshot)} == {"uk-ofsi:8384", "uk-ofsi:13647"}
