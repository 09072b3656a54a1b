"""Counts of OFAC's real CSV sets as the specification of lists states them."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from endgate.lists.containers import unpack
from endgate.lists.errors import ListRefusedError
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, Settings
from endgate.lists.model import ListedParty, NameKind, NameQuality
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.truth import Truth

Reading = tuple[ImportReport, dict[str, ListedParty]]
Reader = Callable[..., Reading]


@pytest.fixture(scope="module")
def read(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    known: dict[tuple[str, ...], Reading] = {}

    def reader(folder: str, source: str = "us-ofac-sdn", partial: str = "") -> Reading:
        key = (folder, source, partial)
        if key not in known:
            files = unpack([shared / "lists/us-ofac" / folder], tmp_path_factory.mktemp("raw"), max_bytes=1 << 28)
            report = ImportReport()
            found = {
                each.party_id: each for each in IMPORTERS["ofac-csv"].read(files, Settings(source, partial), report)
            }
            known[key] = report, found
        return known[key]

    return reader


def kinds(report: ImportReport) -> tuple[int, ...]:
    return tuple(report.counts.get(f"kind:{each}", 0) for each in ("person", "organisation", "vessel", "aircraft"))


SETS = {
    ("csv/2018-12", "us-ofac-sdn"): {
        "kinds": (3845, 2994, 323, 217),
        "alias:strong": 9682,
        "alias:aka": 9335,
        "alias:fka": 331,
        "alias:nka": 16,
        "alias:weak": 2037,
        "addresses": 9474,
        "addresses:rows": 11696,
        "links": 2427,
        "links:parties": 1727,
        "links:resolved": 2426,
        "comments": 3,
        "programme:IRAN": 673,
        "programme:IFSR": 515,
        "programme:NPWMD": 411,
    },
    ("csv/2021-07", "us-ofac-sdn"): {
        "kinds": (4620, 3673, 406, 277),
        "alias:strong": 11910,
        "alias:aka": 11523,
        "alias:fka": 369,
        "alias:nka": 18,
        "alias:weak": 2441,
        "addresses": 11440,
        "addresses:rows": 13837,
        "links": 3408,
        "links:parties": 2758,
        "links:resolved": 3401,
        "comments": 5,
        "programme:NPWMD": 748,
        "programme:IFSR": 914,
        "programme:IRAN": 679,
        "programme:IRGC": 181,
    },
    ("cons-csv/2018-04-06", "us-ofac-cons"): {
        "kinds": (94, 471, 74, 0),
        "alias:strong": 1209,
        "alias:weak": 46,
        "addresses": 711,
        "addresses:rows": 857,
        "links": 365,
        "links:parties": 365,
        "links:resolved": 365,
        "comments": 0,
        "programme:IRAN": 264,
    },
    ("cons-csv/2025-12", "us-ofac-cons"): {
        "kinds": (79, 363, 0, 0),
        "alias:strong": 1073,
        "alias:weak": 72,
        "addresses": 522,
        "addresses:rows": 574,
        "links": 283,
        "links:parties": 283,
        "links:resolved": 282,
        "comments": 10,
    },
}


@pytest.mark.parametrize(("folder", "source"), SETS)
def test_whole_sets(read: Reader, folder: str, source: str) -> None:
    report, _ = read(folder, source)
    expected = dict(SETS[folder, source])
    assert kinds(report) == expected.pop("kinds")
    assert {key: report.counts.get(key, 0) for key in expected} == expected
    assert report.balanced
    assert not report.quarantined


@pytest.mark.parametrize(("folder", "programmes"), [("csv/2018-12", 49), ("csv/2021-07", 67)])
def test_number_of_programmes(read: Reader, folder: str, programmes: int) -> None:
    report, _ = read(folder)
    assert sum(key.startswith("programme:") for key in report.counts) == programmes


def test_main_file_alone_2018_01(read: Reader) -> None:
    report, found = read("csv/2018-01", partial="fields")
    assert kinds(report) == (3545, 2324, 81, 118)
    programmes = {"NPWMD": 386, "IFSR": 379, "IRGC": 115, "DPRK": 42, "DPRK2": 80, "DPRK3": 104, "DPRK4": 75}
    assert {key: report.counts[f"programme:{key}"] for key in programmes} == programmes
    assert max(int(each.rpartition(":")[2]) for each in found) == 23635


def test_two_lists_put_together_2022_12(read: Reader) -> None:
    report, found = read("csv/2022-12", partial="fields")
    assert kinds(report) == (5798, 4500, 526, 294)
    programmes = {"NPWMD": 797, "IFSR": 970, "IRGC": 207}
    assert {key: report.counts[f"programme:{key}"] for key in programmes} == programmes
    assert max(int(each.rpartition(":")[2]) for each in found) == 40018
    assert report.noise["row of the other list in a joined file"] == 449
    assert any("two lists put together" in each for each in report.warnings)

    other, consolidated = read("csv/2022-12", "us-ofac-cons", "fields")
    assert kinds(other) == (80, 369, 0, 0)
    assert other.noise["row of the other list in a joined file"] == 11118
    assert other.balanced
    numbers = [{each.rpartition(":")[2] for each in part} for part in (found, consolidated)]
    assert len(numbers[0] & numbers[1]) == 58
    assert len(numbers[0] | numbers[1]) == 11509


def test_set_without_its_main_file_is_refused(read: Reader) -> None:
    with pytest.raises(ListRefusedError, match="EG2016"):
        read("csv/2026-07-30")
    with pytest.raises(ListRefusedError, match="EG2016"):
        read("csv/2026-07-30", partial="fields")


def test_main_file_alone_is_refused_unless_declared(read: Reader) -> None:
    with pytest.raises(ListRefusedError, match="EG2016"):
        read("csv/2018-01")


def test_rows_of_the_set_without_its_main_file(shared: Path) -> None:
    folder = shared / "lists/us-ofac/csv/2026-07-30"

    def rows(name: str) -> list[list[str]]:
        path = folder / name
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        return list(csv.reader(io.StringIO(data.decode("ascii").replace("\x1a", ""), newline="")))

    addresses = [row for row in rows("add.csv.gz") if row]
    assert len({row[0] for row in addresses}) == 19181
    assert (len(addresses), sum(any(cell.strip() != "-0-" for cell in row[2:]) for row in addresses)) == (24920, 21716)
    aliases = [row for row in rows("alt.csv.gz") if row]
    assert (len(aliases), len({row[0] for row in aliases})) == (20169, 8787)
    assert [sum(row[2] == kind for row in aliases) for kind in ("aka", "fka", "nka")] == [19621, 531, 17]
    assert len([row for row in rows("sdn_comments.csv") if row]) == 33


def steps(old: dict[str, ListedParty], new: dict[str, ListedParty]) -> tuple[int, int]:
    return len(new.keys() - old.keys()), len(old.keys() - new.keys())


def test_what_came_and_went(read: Reader) -> None:
    first = read("csv/2018-01", partial="fields")[1]
    second, third = read("csv/2018-12")[1], read("csv/2021-07")[1]
    fourth = read("csv/2022-12", partial="fields")[1]
    assert steps(first, second) == (1347, 36)
    assert steps(second, third) == (1858, 261)
    assert steps(third, fourth) == (2617, 475)
    old = read("cons-csv/2018-04-06", "us-ofac-cons")[1]
    new = read("cons-csv/2025-12", "us-ofac-cons")[1]
    assert steps(old, new) == (78, 275)


def test_comments_continue_the_remarks_without_a_gap(read: Reader) -> None:
    party = read("csv/2021-07")[1]["us-ofac-sdn:12300"]
    assert "PROMO RAIZ S.A.S." in [each.target_name for each in party.relations]


def test_a_bare_null_at_the_cut_end(read: Reader) -> None:
    report, found = read("csv/2018-12")
    assert any("bare -0" in each for each in report.warnings)
    assert [each.city for each in found["us-ofac-sdn:26235"].addresses][-1] == "St. Petersburg"
    assert found["us-ofac-sdn:26235"].addresses[-1].country == "RU"


def test_imo_numbers_are_whole(read: Reader) -> None:
    report, found = read("csv/2018-12")
    kinds_of_numbers = (IdentifierKind.IMO_SHIP, IdentifierKind.IMO_COMPANY)
    numbers = [each for party in found.values() for each in party.identifiers if each.kind in kinds_of_numbers]
    # 373 remarks hold the letters IMO; in six of them they belong to a name or another number (KIMO, SIMON …)
    assert sum(any(each.kind in kinds_of_numbers for each in party.identifiers) for party in found.values()) == 367
    # three numbers are printed with too few digits; every whole one has the right check digit
    assert sorted(each.value for each in numbers if each.check is not Truth.TRUE) == ["04714", "15411", "543400"]
    assert report.counts["identifiers:wrong check digit"] >= 3


def test_one_party_in_full(read: Reader) -> None:
    party = read("csv/2021-07")[1]["us-ofac-sdn:9349"]
    assert party.primary_name == "SHAHID HEMMAT INDUSTRIAL GROUP"
    assert party.kind is PartyKind.ORGANISATION
    assert {each.programme for each in party.designations} == {"NPWMD", "IFSR"}
    assert all(each.listed_on is None and each.authority == "US-OFAC" for each in party.designations)
    weak = [each for each in party.names if each.quality is NameQuality.WEAK]
    assert "SAPICO" in [each.text for each in weak]
    assert all(each.kind is NameKind.ALIAS for each in weak)
    assert party.names[0].trace.startswith("main:")


def test_programmes_change_without_a_new_number(read: Reader) -> None:
    assert "us-ofac-sdn:25627" not in read("csv/2018-01", partial="fields")[1]
    assert "us-ofac-sdn:25627" in read("csv/2018-12")[1]
    assert "us-ofac-sdn:25068" in read("csv/2018-12")[1]
