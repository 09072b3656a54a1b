"""Counts of the real lists of BIS and State in their own files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from endgate.lists.adding import add
from endgate.lists.containers import unpack
from endgate.lists.errors import ListRefusedError
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, Settings
from endgate.lists.intervals import Presence, StatedEnd, StatedStart, listing_intervals, status
from endgate.lists.model import ListedParty
from endgate.terms.truth import Truth

NOW = datetime(2026, 11, 25, tzinfo=UTC)
DPL, ISN, DTC = "us-bis-dpl", "us-state-isn", "us-state-dtc"
FORMS = {DPL: "us-bis-dpl-txt", ISN: "us-state-isn-csv", DTC: "us-state-dtc-csv"}
FOLDERS = {DPL: "us-bis", ISN: "us-state/isn", DTC: "us-state/dtc"}
Reading = tuple[ImportReport, dict[str, ListedParty]]
Reader = Callable[[str, str], Reading]


def file_of(shared: Path, source: str, version: str) -> Path:
    folder = shared / "lists" / FOLDERS[source] / version
    (path,) = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def read(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    def reader(source: str, version: str) -> Reading:
        files = unpack([file_of(shared, source, version)], tmp_path_factory.mktemp("raw"), max_bytes=1 << 24)
        report = ImportReport()
        found = {each.party_id: each for each in IMPORTERS[FORMS[source]].read(files, Settings(source), report)}
        assert report.balanced
        assert not [each for each in report.unknown if each.startswith("column")]
        return report, found

    return reader


DENIED = {
    "2019-07": (546, 417, 415, "2019-06-05", {"Y": 539, "N": 7}, 111, ["3017-08-22"]),
    "2022-09": (
        *(581, 461, 459, "2022-09-02", {"Y": 571, "y": 1, "N": 7, "blank": 2}, 202),
        ["0222-05-18", "2922-09-01", "3017-08-22"],
    ),
    "2023-11": (
        *(665, 547, 545, "2023-11-16", {"Y": 659, "y": 1, "N": 3, "blank": 2}, 289),
        ["1023-11-01", "1023-11-01", "3033-09-30"],
    ),
}


@pytest.mark.parametrize("version", DENIED)
def test_denied_persons(read: Reader, version: str) -> None:
    rows, groups, names, newest, standard, blank, wrong = DENIED[version]
    report, found = read(DPL, version)
    assert (report.rows_read, len(found)) == (rows, groups)
    assert len({each.primary_name for each in found.values()}) == names
    designations = [each for party in found.values() for each in party.designations]
    assert max(str(each.listed_on) for each in designations) == newest
    marks = {key.removeprefix("standard order:"): n for key, n in report.counts.items() if key.startswith("standard")}
    assert marks == standard
    assert (report.counts["addresses without country"], report.counts["rows without expiry"]) == (blank, 53)
    assert sorted(each.what.split("'")[1] for each in report.quarantined) == wrong


def test_expiry_is_kept_with_each_order(read: Reader) -> None:
    found = read(DPL, "2019-07")[1]
    ended = [
        each
        for party in found.values()
        for each in party.designations
        if each.expires_on is not None and each.expires_on.latest() < date(2026, 11, 25)
    ]
    assert len(ended) > 100
    (henderson,) = [each for each in found.values() if each.primary_name == "AARON ROBERT HENDERSON"]
    assert str(henderson.designations[0].expires_on) == "2019-09-18"
    orders = [each.designations[0] for each in found.values() if each.primary_name == "I. ASH"]
    cited = {str(each.listed_on): each.citations for each in orders}
    assert cited["2003-06-19"] == ("68 FR 38290", "71 FR 38843", "72 FR 4236")


def test_an_order_past_its_expiry_is_not_in_force(read: Reader) -> None:
    (party,) = [each for each in read(DPL, "2019-07")[1].values() if each.primary_name == "AARON ROBERT HENDERSON"]
    start, end = party.designations[0].listed_on, party.designations[0].expires_on
    assert start is not None
    assert end is not None
    seen = date(2019, 7, 1)
    runs = listing_intervals(
        [
            Presence(seen, seen),
            StatedStart(start.earliest(), start.latest(), seen),
            StatedEnd(end.earliest(), end.latest(), seen),
        ]
    )
    days = (date(2010, 5, 28), date(2019, 9, 17), date(2019, 9, 19), date(2026, 1, 1))
    assert [status(runs, day).truth for day in days] == [Truth.TRUE, Truth.TRUE, Truth.FALSE, Truth.FALSE]


def test_fixture_with_rows_of_other_width(shared: Path, tmp_path: Path) -> None:
    path = shared / "lists/us-bis/ita-fixtures/dpl.txt"
    with pytest.raises(ListRefusedError, match="EG2006"):
        add(tmp_path / "store", DPL, [path], obtained_at=NOW, stated_date=date(2001, 5, 1), partial="members")


SANCTIONED = {
    "2014-09-24": (462, 370, "cp850"),
    "2015-08-12": (153, 130, ""),
    "2016-04-21": (187, 159, ""),
    "2016-07-22": (203, 177, "cp1252"),
    "2016-12-02": (213, 177, ""),
}


@pytest.mark.parametrize("version", SANCTIONED)
def test_nonproliferation(read: Reader, version: str) -> None:
    rows, parties, encoding = SANCTIONED[version]
    report, found = read(ISN, version)
    assert report.rows_read == rows
    assert len(found) <= parties
    assert [key for key in report.counts if key.startswith("encoding")] == (
        [f"encoding:{encoding}"] if encoding else []
    )
    programmes = {each.programme for party in found.values() for each in party.designations}
    assert programmes <= {
        *("CBW", "E.O. 12938", "E.O. 13382", "EXPORT-IMPORT BANK ACT", "INKSNA", "MISSILE"),
        *("NUCLEAR PROLIFERATION PREVENTION ACT", "TRANSFER OF LETHAL MILITARY EQUIPMENT"),
    }


def test_past_dates_of_2014(read: Reader) -> None:
    report, found = read(ISN, "2014-09-24")
    assert (report.counts["ends"], report.counts["ends in prose"]) == (149, 3)
    assert [each.code for each in report.quarantined] == ["EG2013", "EG2011"]
    assert any("7th of Tir" in name.text for party in found.values() for name in party.names)
    group = found["us-state-isn:shahid-hemmat-industrial-group"]
    assert [(each.programme, str(each.listed_on), str(each.delisted_on)) for each in group.designations] == [
        ("MISSILE", "2000-04-06", "2002-04-06"),
        ("MISSILE", "2000-11-17", "2002-11-17"),
        ("E.O. 12938", "2003-05-09", "2005-05-09"),
        ("E.O. 12938", "2003-05-09", "2005-05-09"),
        ("E.O. 13382", "2005-06-28", "None"),
        ("E.O. 12938", "2007-09-26", "2009-09-26"),
        ("E.O. 12938", "2009-02-02", "None"),
    ]
    assert len({each.designation_id for each in group.designations}) == 7
    wall = [each for key, party in found.items() if "great-wall" in key for each in party.designations]
    assert ("E.O. 13382", "2006-06-13", "2008-06-19") in [
        (each.programme, str(each.listed_on), str(each.delisted_on)) for each in wall
    ]


DEBARRED = {"2014-05-09": (521, 44), "2014-07-14": (525, 47), "2019-11-06": (707, 0)}


@pytest.mark.parametrize("version", DEBARRED)
def test_debarred(read: Reader, version: str) -> None:
    report, found = read(DTC, version)
    assert (report.rows_read, report.counts.get("kind:organisation", 0)) == DEBARRED[version]
    assert len(found) == report.rows_read
    assert all(each.designations[0].listed_on is not None and each.designations[0].citations for each in found.values())
    assert report.counts.get("encoding:cp1252", 0) == (version == "2019-11-06")


def test_layouts_of_the_debarred_agree(read: Reader) -> None:
    old, new = read(DTC, "2014-05-09")[1], read(DTC, "2014-07-14")[1]
    both = old.keys() & new.keys()
    assert len(both) > 450
    differ = [
        key
        for key in both
        if [each.earliest for each in old[key].birth] != [each.earliest for each in new[key].birth]
        or old[key].designations[0].listed_on != new[key].designations[0].listed_on
    ]
    assert differ == []
    assert len(new.keys() & read(DTC, "2019-11-06")[1].keys()) > 440


@pytest.mark.parametrize(
    ("source", "version"), [(DPL, "2023-11"), (ISN, "2015-08-12"), (ISN, "2014-09-24"), (DTC, "2019-11-06")]
)
def test_whole_files_are_stored(shared: Path, tmp_path: Path, source: str, version: str) -> None:
    result = add(tmp_path, source, [file_of(shared, source, version)], obtained_at=NOW, stated_date=date(2020, 1, 1))
    assert (result.outcome, result.snapshot.format) == ("stored", FORMS[source])


@pytest.mark.parametrize("name", ["el.csv", "meu.csv"])
def test_lists_of_bis_are_not_taken_for_states(shared: Path, tmp_path: Path, name: str) -> None:
    path = shared / "lists/us-bis/ita-fixtures" / name
    with pytest.raises(ListRefusedError, match=r"EG20(01|06|16)"):
        add(tmp_path / "store", ISN, [path], obtained_at=NOW, stated_date=date(2020, 1, 1), partial="members")


@pytest.mark.parametrize(
    ("name", "source", "rows", "parties"),
    [("el.csv", "us-bis-el", 18, 6), ("meu.csv", "us-bis-meu", 18, 6), ("uvl.csv", "us-bis-uvl", 19, 13)],
)
def test_own_files_of_bis(shared: Path, tmp_path: Path, name: str, source: str, rows: int, parties: int) -> None:
    path = shared / "lists/us-bis/ita-fixtures" / name
    day = date(2014, 8, 1)
    with pytest.raises(ListRefusedError, match="EG2016"):
        add(tmp_path / "store", source, [path], obtained_at=NOW, stated_date=day)
    result = add(tmp_path / "store", source, [path], obtained_at=NOW, stated_date=day, partial="members")
    assert (result.report.rows_used, result.report.parties) == (rows, parties)
    assert result.snapshot.format == "us-bis-csv"
