"""The Eurostat sample with partners' own imports: every figure of the comparison, and the traps of its files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from endgate.cli.trade import command
from endgate.routes.statistics.anomalies import Asked, anomalies
from endgate.routes.statistics.eurostat import read_eurostat
from endgate.routes.statistics.model import Anomalies, Cell, CellState
from endgate.routes.statistics.monthly import monthly_jumps

# Million EUR: partner's imports from the 27 over Eurostat's exports, 2019 to 2023. Uzbekistan writes Slovakia in
# Russian; it is in here (8 to 42 million a year).
TABLE = {
    "KG": ((266, 329), (228, 234), (245, 263), (502, 1171), (901, 2734)),
    "KZ": ((5555, 5917), (5406, 5911), (4792, 5487), (7261, 10348), (9639, 12110)),
    "AM": ((998, 785), (821, 717), (873, 757), (1684, 1886), None),
    "UZ": ((2974, 2494), (3060, 2224), (2816, 2299), (3534, 3766), (4415, 4353)),
}
CHANGES = {"KG": (-0.74, -1.01), "KZ": (-0.26, -0.13), "AM": (-0.29, None), "UZ": (-0.30, -0.22)}
JUMPS = {
    "KG": (1.36, 2.31, 2.34),
    "AM": (0.99, 1.06, 0.95),
    "KZ": (0.65, 0.75, 0.69),
    "GE": (0.59, 0.66, 0.76),
    "UZ": (0.48, 0.62, 0.49),
    "RU": (-0.56, -0.81, -0.96),
}


@pytest.fixture(scope="module")
def sample(shared: Path) -> Path:
    folder = shared / "trade" / "eu-exports-sample"
    if not folder.is_dir():
        pytest.skip("no Eurostat sample in ../shared")
    return folder


@pytest.fixture(scope="module")
def found(sample: Path) -> Anomalies:
    return anomalies(read_eurostat(sample))


def cells(found: Anomalies) -> dict[tuple[str, int], Cell]:
    return {(cell.importer, int(cell.period)): cell for cell in found.cells}


@pytest.mark.shared
@pytest.mark.parametrize("importer", TABLE)
def test_both_reports_are_those_of_the_files(found: Anomalies, importer: str) -> None:
    for year, told in zip(range(2019, 2024), TABLE[importer], strict=True):
        cell = cells(found)[importer, year]
        if told is None:
            assert cell.state is CellState.MISSING
            continue
        assert cell.imp == pytest.approx(told[0] * 1e6, abs=0.6e6)
        assert cell.exp == pytest.approx(told[1] * 1e6, abs=0.6e6)


@pytest.mark.shared
@pytest.mark.parametrize("importer", CHANGES)
def test_changes(found: Anomalies, importer: str) -> None:
    for year, change in zip((2022, 2023), CHANGES[importer], strict=True):
        delta = cells(found)[importer, year].delta
        assert delta == (None if change is None else pytest.approx(change, abs=0.006))


@pytest.mark.shared
def test_kyrgyzstan_is_first_and_alone_flagged_and_the_quiet_years_are_quiet(found: Anomalies) -> None:
    assert {cell.exporter for cell in found.cells} == {"EU"}
    assert [(cell.importer, cell.period) for cell in found.cells if cell.flagged] == [("KG", "2022"), ("KG", "2023")]
    assert [cells(found)["KG", year].rank for year in (2022, 2023)] == [1, 1]


@pytest.mark.shared
def test_armenia_2023_is_missing_and_nothing_else_is(found: Anomalies) -> None:
    missing = [cell for cell in found.cells if cell.state is CellState.MISSING]
    assert [(cell.importer, cell.period) for cell in missing] == [("AM", "2023")]
    assert missing[0].reason == "AM imports: 1 of 12 months reported"
    assert (missing[0].delta, missing[0].imp, missing[0].rank) == (None, None, None)


@pytest.mark.shared
def test_armenia_2023_is_missing_without_the_months_too(sample: Path, tmp_path: Path) -> None:
    for path in sample.glob("*.csv.gz"):
        if path.name != "armenia_national_monthly.csv.gz":
            shutil.copy(path, tmp_path)
    cell = cells(anomalies(read_eurostat(tmp_path)))["AM", 2023]
    assert cell.reason == "AM imports: all that is reported of the year is 12% of the years before"


@pytest.mark.shared
def test_exports_alone_by_months(sample: Path) -> None:
    jumps = monthly_jumps(read_eurostat(sample), 2019)
    for importer, expected in JUMPS.items():
        told = [jump.jump for jump in jumps if jump.importer == importer]
        assert told == pytest.approx(expected, abs=0.006)


@pytest.mark.shared
def test_every_name_is_read_and_one_contradiction_is_shown(found: Anomalies) -> None:
    assert [(fault.code, fault.where) for fault in found.faults] == [("EG5504", "EU, export, GN, TOTAL, 2016")]


@pytest.mark.shared
def test_the_other_reference_years_may_be_asked(sample: Path) -> None:
    found = anomalies(read_eurostat(sample), Asked((2019, 2020)))
    assert cells(found)["KG", 2021].flagged is False
    assert cells(found)["KG", 2022].rank == 1


@pytest.mark.shared
def test_the_command_prints_cells_and_draws_them(sample: Path, tmp_path: Path) -> None:
    drawing = tmp_path / "series.svg"
    result = CliRunner().invoke(
        command, ["anomalies", "--eurostat", str(sample), "--svg", str(drawing), "--json"], standalone_mode=False
    )
    assert result.exception is None, result.exception
    told = json.loads(result.stdout)
    assert told["unit"] == "EUR"
    assert len(told["cells"]) == 20
    assert "EU → KG" in drawing.read_text(encoding="utf-8")
