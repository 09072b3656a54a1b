"""Counts of OFAC's real XML files, and the same list in two formats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import add
from endgate.lists.containers import unpack
from endgate.lists.errors import ListRefusedError
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, Scope, Settings
from endgate.lists.model import ListedParty, Name, NameQuality
from endgate.lists.textdates import read_birth

NOW = datetime(2026, 11, 25, tzinfo=UTC)
SDN, ENHANCED, CSV = "ofac-sdn-xml", "ofac-enhanced-xml", "ofac-csv"
IRGC = "enhanced-xml/2024/IRGC_sanctions.xml.gz"
YEMEN = "enhanced-xml/2024/yemen_sanctions.xml.gz"
CONS = "enhanced-xml/2025-01/CONS_ENHANCED.ZIP"
Reading = tuple[ImportReport, dict[str, ListedParty]]
Reader = Callable[..., Reading]


@pytest.fixture(scope="module")
def read(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    known: dict[tuple[str, ...], Reading] = {}

    def reader(form: str, path: str, source: str = "us-ofac-cons", partial: str = "") -> Reading:
        key = (form, path, source, partial)
        if key not in known:
            files = unpack([shared / "lists/us-ofac" / path], tmp_path_factory.mktemp("raw"), max_bytes=1 << 28)
            report = ImportReport()
            found = {each.party_id: each for each in IMPORTERS[form].read(files, Settings(source, partial), report)}
            known[key] = report, found
        return known[key]

    return reader


def kinds(report: ImportReport) -> tuple[int, ...]:
    return tuple(report.counts.get(f"kind:{each}", 0) for each in ("person", "organisation", "vessel", "aircraft"))


CONSOLIDATED = {
    "2018-04-06": (639, (94, 471, 74, 0), (1024, 185, 45, 1), 711),
    "2024-05-06": (443, (79, 364, 0, 0), (919, 141, 63, 3), 503),
    "2025-03-28": (443, (80, 363, 0, 0), (925, 141, 67, 3), 520),
}


@pytest.mark.parametrize("day", CONSOLIDATED)
def test_consolidated_xml(read: Reader, day: str) -> None:
    report, found = read(SDN, f"cons-xml/{day}/consolidated.xml.gz")
    grades = ("strong a.k.a.", "strong f.k.a.", "weak a.k.a.", "weak f.k.a.")
    aliases = tuple(report.counts.get(f"alias:{each}", 0) for each in grades)
    assert (len(found), kinds(report), aliases, report.counts["addresses"]) == CONSOLIDATED[day]
    assert report.balanced
    assert not report.quarantined
    assert not [each for each in report.unknown if each.startswith(("element", "value", "id type"))]


def test_consolidated_xml_steps(read: Reader) -> None:
    old = read(SDN, "cons-xml/2024-05-06/consolidated.xml.gz")[1].keys()
    new = read(SDN, "cons-xml/2025-03-28/consolidated.xml.gz")[1].keys()
    assert (len(new - old), len(old - new)) == (1, 1)


def strong_names(party: ListedParty) -> list[tuple[str, str, str]]:
    def key(name: Name) -> tuple[str, str, str]:
        return name.text.replace('"', "'"), name.kind.value, name.quality.value

    return sorted(key(each) for each in party.names)


def words(party: ListedParty) -> list[str]:
    """Addresses as bags of words: the two formats part the cells differently."""
    return sorted(" ".join(sorted(re.findall(r"\w+", each.raw))) for each in party.addresses)


def test_csv_and_xml_of_one_day_say_the_same(read: Reader) -> None:
    left_report, left = read(SDN, "cons-xml/2018-04-06/consolidated.xml.gz")
    right_report, right = read(CSV, "cons-csv/2018-04-06")
    assert left.keys() == right.keys()
    assert len(left) == 639
    for key in ("alias:strong", "alias:weak", "addresses", "links", "links:resolved", "links:parties"):
        assert left_report.counts[key] == right_report.counts[key]
    assert [left_report.counts[f"alias:{each}"] for each in ("strong", "weak")] == [1209, 46]
    assert left_report.counts["addresses"] == 711
    assert [key for key in left if strong_names(left[key]) != strong_names(right[key])] == []
    assert [key for key in left if words(left[key]) != words(right[key])] == []
    for field in ("kind", "birth", "birth_places", "positions", "gender", "vessel", "subkind", "relations"):
        assert [key for key in left if getattr(left[key], field) != getattr(right[key], field)] == [], field
    assert [key for key in left if set(left[key].designations) != set(right[key].designations)] == []


def test_enhanced_and_plain_xml_hold_the_same_entries(read: Reader) -> None:
    enhanced, plain = read(ENHANCED, CONS)[1], read(SDN, "cons-xml/2025-03-28/consolidated.xml.gz")[1]
    assert enhanced.keys() == plain.keys()
    assert [key for key in plain if enhanced[key].primary_name != plain[key].primary_name] == []
    same = [
        {each.designation_id for each in enhanced[key].designations}
        == {each.designation_id for each in plain[key].designations}
        for key in plain
    ]
    assert all(same)


def test_file_with_fewer_entries_than_declared(shared: Path, tmp_path: Path) -> None:
    path = shared / "lists/us-ofac/sdn-xml/ita-fixture/sdn.xml"
    with pytest.raises(ListRefusedError, match=r"EG2007.*5704"):
        add(tmp_path / "store", "us-ofac-sdn", [path], obtained_at=NOW)
    assert not (tmp_path / "store").exists()
    result = add(tmp_path / "store", "us-ofac-sdn", [path], obtained_at=NOW, partial="members")
    assert (result.report.parties, result.snapshot.stated_date) == (4, date(2014, 7, 16))


def test_excerpt_of_2026(shared: Path, tmp_path: Path) -> None:
    path = shared / "lists/us-ofac/sdn-xml/2026-07-30/ofac_sdn_excerpt.xml"
    with pytest.raises(ListRefusedError, match="EG2016"):
        add(tmp_path / "store", "us-ofac-sdn", [path], obtained_at=NOW)
    result = add(tmp_path / "store", "us-ofac-sdn", [path], obtained_at=NOW, partial="members")
    assert result.report.parties == 7


def test_filtered_exports_are_refused_as_whole_lists(shared: Path, tmp_path: Path) -> None:
    for path, count, day in ((IRGC, 293, date(2024, 8, 28)), (YEMEN, 10, date(2024, 5, 24))):
        file = shared / "lists/us-ofac" / path
        with pytest.raises(ListRefusedError, match="EG2008"):
            add(tmp_path / "store", "us-ofac-sdn", [file], obtained_at=NOW)
        result = add(tmp_path / "store", "us-ofac-sdn", [file], obtained_at=NOW, partial="members")
        assert (result.report.parties, result.snapshot.scope, result.snapshot.stated_date) == (
            count,
            Scope.FILTERED,
            day,
        )


def test_guard_corps_export(read: Reader) -> None:
    report, found = read(ENHANCED, IRGC, "us-ofac-sdn", "members")
    assert kinds(report) == (165, 84, 0, 44)
    expected = {
        "names": 834,
        "translations": 930,
        "alias:strong a.k.a.": 489,
        "alias:weak a.k.a.": 41,
        "alias:strong f.k.a.": 7,
        "alias:weak f.k.a.": 4,
        "script:Arabic": 92,
        "script:Cyrillic": 3,
        "script:Chinese Traditional": 1,
        "addresses": 356,
        "features": 1054,
        "documents": 218,
        "links": 229,
        "relation:acting_for": 112,
        "relation:owned_or_controlled_by": 67,
        "relation:supports": 42,
        "relation:leader_or_official_of": 7,
        "relation:linked_to": 1,
        "programme:IRGC": 293,
        "programme:IFSR": 267,
        "programme:SDGT": 213,
        "programme:NPWMD": 68,
    }
    assert {key: report.counts[key] for key in expected} == expected
    assert report.designations == 973
    scripts = Counter(each.script for party in found.values() for each in party.names)
    assert scripts == {"Latn": 834, "Arab": 92, "Cyrl": 3, "Hani": 1}
    outside = [each for party in found.values() for each in party.relations if each.target_party_id not in found]
    assert len(outside) == 28
    assert all(each.target_party_id and each.target_name for each in outside)
    assert {str(each.listed_on) for each in found["us-ofac-sdn:26719"].designations} == {"2019-04-15"}
    assert report.balanced
    assert not report.quarantined


def test_births_by_period_and_by_text_agree(read: Reader) -> None:
    births = [
        birth
        for form in ((IRGC, "us-ofac-sdn", "members"), (CONS, "us-ofac-cons", ""))
        for party in read(ENHANCED, *form)[1].values()
        for birth in party.birth
    ]
    assert len(births) == 183 + 75
    assert [each for each in births if read_birth(each.raw) != each] == []


def test_whole_consolidated_list_enhanced(shared: Path, tmp_path: Path, read: Reader) -> None:
    result = add(tmp_path, "us-ofac-cons", [shared / "lists/us-ofac" / CONS], obtained_at=NOW)
    assert (result.snapshot.scope, result.snapshot.stated_date) == (Scope.FULL, date(2025, 1, 10))
    report, found = read(ENHANCED, CONS)
    assert kinds(report) == (80, 363, 0, 0)
    expected = {
        "names": 1579,
        "alias:strong a.k.a.": 925,
        "alias:weak a.k.a.": 67,
        "alias:strong f.k.a.": 141,
        "alias:weak f.k.a.": 3,
        "translations": 1624,
        "documents": 692,
        "links": 283,
        "relation:owned_or_controlled_by": 278,
    }
    assert {key: report.counts[key] for key in expected} == expected
    names = [each for party in found.values() for each in party.names]
    assert sum(each.script != "Latn" for each in names) == 45
    outside = [each for party in found.values() for each in party.relations if each.target_party_id not in found]
    assert len(outside) == 1
    designations = [each for party in found.values() for each in party.designations]
    assert all(each.listed_on is not None and each.measures for each in designations)
    assert "asset_freeze" not in {each for designation in designations for each in designation.measures}
    assert not any(each.quality is NameQuality.DAMAGED for each in names)
    assert not [each for each in report.unknown if each.startswith(("element", "value", "feature", "document"))]
