"""Readers of trade statistics: every trap of the publishers' files, with the good rows kept."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from tests.unit.routes.statistics.conftest import Files, comtrade_row

from endgate.routes.statistics.baci import read_baci
from endgate.routes.statistics.comtrade import read_comtrade
from endgate.routes.statistics.errors import StatisticsError
from endgate.routes.statistics.eurostat import read_eurostat
from endgate.routes.statistics.goods import code_of
from endgate.routes.statistics.observations import Flow, Observations
from endgate.routes.statistics.periods import period_of
from endgate.routes.statistics.tables import embargoes, numbers, parameters, place_named


def told(seen: Observations) -> list[tuple[str, str, str, str, int, int, float]]:
    return [
        (
            seen.places[seen.reporter[row]],
            seen.places[seen.partner[row]],
            Flow(int(seen.flow[row])).name,
            seen.codes[seen.code[row]],
            int(seen.year[row]),
            int(seen.month[row]),
            float(seen.value[row]),
        )
        for row in range(len(seen.value))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aug. 2024", (2024, 8)),
        ("May 2019", (2019, 5)),
        ("202408-Aug. 2024", (2024, 8)),
        ("201952-Jan.-Dec. 2019", (2019, 0)),
        ("Jan.-Dec. 2010", (2010, 0)),
        ("Janv.-Déc. 2016", (2016, 0)),
        ("Févr. 2016", (2016, 2)),
        ("Y2019", (2019, 0)),
        ("2019", (2019, 0)),
        ("202201", (2022, 1)),
        ("2022-01", (2022, 1)),
    ],
)
def test_periods_in_every_spelling(text: str, expected: tuple[int, int]) -> None:
    assert period_of(text) == expected


@pytest.mark.parametrize("text", ["", "Jan.-Jun. 2019", "202413", "Q1 2019", "2019-2021", "Foo. 2019"])
def test_what_is_neither_month_nor_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"month|year"):
        period_of(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Germany (incl. German Democratic Republic 'DD' from 1991)", "DE"),
        ("Ireland (Eire)", "IE"),
        ("Russian Federation (Russia)", "RU"),
        ("Korea (DPRK)", "KP"),
        ("Словакия", "SK"),
        ("EU27", "EU"),
        ("Union européenne - 27 pays (AT, BE, BG)", "EU"),
        ("European Union (AT-01/1995; BE-01/1958)", ""),
        ("Euro area - 20 countries (AT; BE)", ""),
        ("World", ""),
        ("Atlantis", None),
    ],
)
def test_names_of_offices(text: str, code: str | None) -> None:
    assert place_named(text) == code


def test_numbers_that_differ_from_iso() -> None:
    assert [numbers()[each] for each in ("251", "381", "757", "842", "579", "699", "490", "516")] == [
        "FR",
        "IT",
        "CH",
        "US",
        "NO",
        "IN",
        "TW",
        "NA",
    ]
    assert numbers()["0"] == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [("010121", "010121"), ("10121", "010121"), ("TOTAL", "TOTAL"), ("Total", "TOTAL"), ("85", "85"), ("854", "0854")],
)
def test_codes_keep_their_leading_zeros(text: str, code: str) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize("text", ["", "AG6", "8542310000", "85.42"])
def test_what_is_no_code(text: str) -> None:
    assert code_of(text) is None


def test_the_tables_are_whole() -> None:
    assert parameters().floor > 0
    assert embargoes()["RU"] == (2022, 3)


def test_eurostat_drops_sums_of_countries_and_keeps_the_direction(files: Files) -> None:
    path = files.eurostat(
        "a.csv",
        "Germany (incl. German Democratic Republic 'DD' from 1991),Kyrgyzstan,Total,EXPORT,Total,Aug. 2024,5",
        '"Euro area (AT-01/1999; BE)",Kyrgyzstan,Total,EXPORT,Total,Aug. 2024,50',
        "Germany,Kyrgyzstan,TOTAL-Total,1-IMPORT,T-Total,202408-Aug. 2024,7",
        "Germany,Kyrgyzstan,TOTAL-Total,2-EXPORT,4-Inward processing,Aug. 2024,2",
    )
    seen = read_eurostat(path)
    assert told(seen) == [
        ("DE", "KG", "EXPORT", "TOTAL", 2024, 8, 5.0),
        ("DE", "KG", "IMPORT", "TOTAL", 2024, 8, 7.0),
    ]
    assert seen.unit == "EUR"
    assert seen.counts == {
        "read": 4,
        "used": 2,
        "skipped: sums of countries": 1,
        "skipped: a procedure that is part of the total": 1,
    }


def test_bad_rows_are_set_aside_with_their_line(files: Files) -> None:
    path = files.eurostat(
        "a.csv",
        "Germany,Atlantis,Total,EXPORT,Total,Aug. 2024,5",
        "Germany,Kyrgyzstan,Total,EXPORT,Total,Q3 2024,5",
        "Germany,Kyrgyzstan,Total,EXPORT,Total,Aug. 2024,-5",
        "Germany,Kyrgyzstan,Total,EXPORT,Total,Aug. 2024,nan",
        "Germany,Kyrgyzstan,Total,BARTER,Total,Aug. 2024,5",
        "Germany,Kyrgyzstan,Total",
        "Germany,Kyrgyzstan,Gold,EXPORT,Total,Aug. 2024,5",
        "Germany,Kyrgyzstan,Total,EXPORT,Total,Aug. 2024,5",
    )
    seen = read_eurostat(path)
    assert [(fault.code, fault.where) for fault in seen.faults] == [
        ("EG5503", "a.csv:2"),
        ("EG5502", "a.csv:3"),
        ("EG5502", "a.csv:4"),
        ("EG5502", "a.csv:5"),
        ("EG5502", "a.csv:6"),
        ("EG5502", "a.csv:7"),
        ("EG5507", "a.csv:8"),
    ]
    assert len(told(seen)) == 1


def test_many_faults_are_counted_beyond_those_shown(files: Files) -> None:
    path = files.eurostat("a.csv", *["Germany,Atlantis,Total,EXPORT,Total,Aug. 2024,5"] * 50)
    seen = read_eurostat(path)
    assert len(seen.faults) == 20
    assert seen.counts["EG5503"] == 50


def test_months_of_a_national_office_tell_coverage_alone(files: Files) -> None:
    files.eurostat("b.csv", "Armenia,Germany,TOTAL,IMPORT,NORMAL,Y2023,5")
    rows = ["Germany,1,2,2,1,2023", "Germany,1,2,2,Year,2023", "France,3,-,-,2,2023", "France,3,1,-,1,2022"]
    text = "\n".join(["country,export,import_consigment,import_origin,timeperiod,year", *rows])
    (files.folder / "armenia_national_monthly.csv").write_text(text, encoding="utf-8")
    seen = read_eurostat(files.folder)
    assert seen.told_months == {("AM", Flow.IMPORT, 2023): 1, ("AM", Flow.IMPORT, 2022): 1}
    assert len(told(seen)) == 1


def test_comtrade_takes_totals_alone(files: Files) -> None:
    path = files.comtrade(
        "c.csv",
        comtrade_row(2022, 251, "X", 417, 100.0),
        comtrade_row(2022, 251, "X", 417, 60.0, mode="2100"),
        comtrade_row(2022, 251, "X", 417, 50.0, customs="C04"),
        comtrade_row(2022, 251, "X", 417, 40.0, partner2="276"),
        comtrade_row(2022, 251, "X", 0, 900.0),
        comtrade_row(2022, 417, "M", 251, 70.0, reported="false"),
        comtrade_row(2022, 251, "RX", 417, 10.0),
        comtrade_row(2022, 251, "DX", 417, 10.0),
    )
    seen = read_comtrade(path)
    assert told(seen) == [
        ("FR", "KG", "EXPORT", "854231", 2022, 0, 100.0),
        ("KG", "FR", "IMPORT", "854231", 2022, 0, 70.0),
        ("FR", "KG", "RE_EXPORT", "854231", 2022, 0, 10.0),
    ]
    assert seen.counts["estimated by the publisher"] == 1
    assert seen.counts["skipped: motCode other than the total"] == 1
    assert seen.unit == "USD"


def test_comtrade_tells_a_change_of_revision(files: Files) -> None:
    path = files.comtrade(
        "c.csv", comtrade_row(2021, 251, "X", 417, 1.0, revision="H5"), comtrade_row(2022, 251, "X", 417, 1.0)
    )
    assert read_comtrade(path).notes == ("revision of the Harmonized System changes in what FR report",)


def test_comtrade_by_months(files: Files) -> None:
    path = files.comtrade("c.csv", comtrade_row(2022, 251, "X", 417, 1.0, freq="M", period="202203"))
    assert told(read_comtrade(path))[0][4:6] == (2022, 3)


def test_baci_reads_its_own_numbers_and_thousands(files: Files) -> None:
    path = files.baci("baci.csv", "2022,251,417,10121,1.5,", "2022,842,516,854231,2,0.1", "2022,899,4,854231,2,")
    seen = read_baci(path)
    assert told(seen) == [
        ("FR", "KG", "EXPORT", "010121", 2022, 0, 1500.0),
        ("US", "NA", "EXPORT", "854231", 2022, 0, 2000.0),
    ]
    assert seen.reconciled
    assert seen.counts["skipped: sums of countries"] == 1


def test_baci_sets_bad_rows_aside(files: Files) -> None:
    path = files.baci("b.csv", "2022,251,417,854231,x,", "2022,251,417,854231,3,", "2022,999,417,854231,3,", "2022,251")
    seen = read_baci(path)
    assert [(fault.code, fault.where) for fault in seen.faults] == [
        ("EG5502", "b.csv:2"),
        ("EG5502", "b.csv:5"),
        ("EG5503", "b.csv"),
    ]
    assert [row[-1] for row in told(seen)] == [3000.0]


def test_packed_files_and_folders(files: Files) -> None:
    plain = files.baci("baci_2021.csv", "2021,251,417,854231,1,")
    other = files.baci("other.csv", "2022,251,417,854231,1,")
    with gzip.open(files.folder / "packed.csv.gz", "wb") as packed:
        packed.write(other.read_bytes())
    with zipfile.ZipFile(files.folder / "all.zip", "w") as archive:
        archive.writestr("baci_2023.csv", "t,i,j,k,v,q\n2023,251,417,854231,1,\n")
        archive.writestr("country_codes.csv", "code,name\n4,Afghanistan\n")
    other.unlink()
    assert plain.exists()
    assert sorted(int(row[4]) for row in told(read_baci(files.folder))) == [2021, 2022, 2023]


@pytest.mark.parametrize("reader", [read_baci, read_comtrade, read_eurostat])
def test_another_file_is_refused(reader: object, files: Files) -> None:
    path = files.folder / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(StatisticsError) as caught:
        reader(path)  # type: ignore[operator]
    assert caught.value.faults[0].code == "EG5501"


def test_a_broken_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv.gz"
    path.write_bytes(b"\x1f\x8b\x08\x00broken")
    with pytest.raises(StatisticsError):
        read_baci(path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StatisticsError):
        read_eurostat(tmp_path)
