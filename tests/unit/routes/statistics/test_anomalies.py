"""Comparing both reports: changes rank, missing stays missing, contradictions are shown, the 27 are joined."""

from __future__ import annotations

import json

import pytest
from tests.unit.routes.statistics.conftest import Files, comtrade_row

from endgate.routes.statistics.anomalies import Asked, anomalies
from endgate.routes.statistics.baci import read_baci
from endgate.routes.statistics.chart import chart
from endgate.routes.statistics.comtrade import read_comtrade
from endgate.routes.statistics.errors import StatisticsError
from endgate.routes.statistics.eurostat import read_eurostat
from endgate.routes.statistics.model import Anomalies, Cell, CellState
from endgate.routes.statistics.monthly import monthly_jumps
from endgate.routes.statistics.union import MEMBERSHIP
from endgate.terms.places import members

DE, KG, AM, RU = 276, 417, 51, 643
YEARS = range(2019, 2024)
MILLION = 1e6


def pair(
    exporter: int, importer: int, sent: list[float], received: list[float | None], goods: str = "854231"
) -> list[str]:
    rows = [
        comtrade_row(year, exporter, "X", importer, value * MILLION, goods=goods)
        for year, value in zip(YEARS, sent, strict=True)
    ]
    told = zip(YEARS, received, strict=True)
    return rows + [
        comtrade_row(year, importer, "M", exporter, value * MILLION, goods=goods)
        for year, value in told
        if value is not None
    ]


def background(importer: int) -> list[str]:
    """So much ordinary trade that one missing value does not make a year look unreported."""
    return pair(156, importer, [500.0] * 5, [500.0] * 5, "870323")


def by_key(found: Anomalies) -> dict[tuple[str, str, str, str], Cell]:
    return {(cell.exporter, cell.importer, cell.code, cell.period): cell for cell in found.cells}


def test_a_widening_gap_ranks_first_and_is_flagged(files: Files) -> None:
    path = files.comtrade(
        "c.csv",
        *pair(DE, KG, [100, 100, 100, 400, 800], [100, 100, 100, 120, 150]),
        *pair(DE, AM, [100, 100, 100, 130, 150], [110, 110, 110, 140, 165]),
        *background(KG),
        *background(AM),
    )
    found = by_key(anomalies(read_comtrade(path), Asked(union=False)))
    for period in ("2022", "2023"):
        cell = found["DE", "KG", "854231", period]
        assert (cell.rank, cell.flagged) == (1, True)
    assert found["DE", "KG", "854231", "2022"].delta == pytest.approx(-1.195, abs=0.01)
    assert not found["DE", "AM", "854231", "2023"].flagged
    assert not any(cell.flagged for cell in found.values() if cell.period <= "2021")


def test_a_missing_year_is_missing_and_never_a_gap(files: Files) -> None:
    path = files.comtrade(
        "c.csv", *pair(DE, KG, [100, 100, 100, 400, 800], [100, 100, 100, None, 150]), *background(KG)
    )
    cell = by_key(anomalies(read_comtrade(path), Asked(union=False)))["DE", "KG", "854231", "2022"]
    assert cell.state is CellState.MISSING
    assert (cell.delta, cell.rank, cell.flagged, cell.imp) == (None, None, False, None)
    assert "nil, or not reported" in cell.reason


def test_no_row_may_be_read_as_nil_when_asked(files: Files) -> None:
    path = files.comtrade(
        "c.csv", *pair(DE, KG, [100, 100, 100, 400, 800], [100, 100, 100, None, 150]), *background(KG)
    )
    cell = by_key(anomalies(read_comtrade(path), Asked(union=False, nil=True)))["DE", "KG", "854231", "2022"]
    assert (cell.state, cell.imp, cell.flagged) == (CellState.OK, 0.0, True)


def test_a_year_that_the_reporter_told_by_a_part_is_missing(files: Files) -> None:
    rows = [*pair(DE, KG, [100, 100, 100, 400, 800], [100, 100, 100, 120, 30])]
    rows += pair(156, KG, [500] * 5, [500, 500, 500, 500, 40], "870323")
    found = by_key(anomalies(read_comtrade(files.comtrade("c.csv", *rows)), Asked(union=False, nil=True)))
    cell = found["DE", "KG", "854231", "2023"]
    assert cell.state is CellState.MISSING
    assert cell.reason == "KG imports: all that is reported of the year is 12% of the years before"
    assert found["DE", "KG", "854231", "2022"].state is CellState.OK


def test_months_short_of_a_year_are_missing(files: Files) -> None:
    rows = [
        comtrade_row(year, DE, "X", KG, 10 * MILLION, freq="M", period=f"{year}{month:02d}")
        for year in YEARS
        for month in range(1, 13)
        if (year, month) < (2023, 9)
    ]
    rows += [comtrade_row(year, KG, "M", DE, 120 * MILLION) for year in YEARS]
    found = by_key(anomalies(read_comtrade(files.comtrade("c.csv", *rows)), Asked(union=False)))
    assert found["DE", "KG", "854231", "2022"].exp == pytest.approx(120 * MILLION)
    assert found["DE", "KG", "854231", "2023"].reason == "DE exports: 8 of 12 months reported"


def test_one_month_that_makes_the_year_is_noted(files: Files) -> None:
    rows = [
        comtrade_row(
            year,
            DE,
            "X",
            KG,
            (90 if (year, month) == (2022, 5) else 5) * MILLION,
            freq="M",
            period=f"{year}{month:02d}",
        )
        for year in YEARS
        for month in range(1, 13)
    ]
    rows += [comtrade_row(year, KG, "M", DE, 60 * MILLION) for year in YEARS]
    found = by_key(anomalies(read_comtrade(files.comtrade("c.csv", *rows)), Asked(union=False)))
    assert found["DE", "KG", "854231", "2022"].notes == ("one month is 62% of the year's exports",)
    assert found["DE", "KG", "854231", "2021"].notes == ()


def test_growth_where_trade_was_cut_elsewhere_is_flagged_without_a_gap(files: Files) -> None:
    rows = pair(DE, KG, [100, 100, 100, 400, 800], [100, 100, 100, 400, 800])
    rows += pair(DE, RU, [900, 900, 900, 90, 9], [900, 900, 900, 90, 9])
    path = files.comtrade("c.csv", *rows, *background(KG), *background(RU))
    found = by_key(anomalies(read_comtrade(path), Asked(union=False)))
    cell = found["DE", "KG", "854231", "2022"]
    assert (cell.flagged, cell.rank) == (True, 1)
    assert cell.collapse == pytest.approx(2.302, abs=0.001)
    quiet = by_key(anomalies(read_comtrade(path), Asked(union=False, embargoed={})))["DE", "KG", "854231", "2022"]
    assert (quiet.flagged, quiet.collapse) == (False, 0.0)
    assert found["DE", "RU", "854231", "2022"].collapse == 0.0


def test_a_level_far_from_one_is_no_anomaly(files: Files) -> None:
    path = files.comtrade("c.csv", *pair(DE, KG, [100] * 5, [300] * 5), *background(KG))
    cell = by_key(anomalies(read_comtrade(path), Asked(union=False)))["DE", "KG", "854231", "2023"]
    assert cell.delta == pytest.approx(0.0)
    assert not cell.flagged


def test_the_same_row_twice_counts_once_and_a_contradiction_is_left_out(files: Files) -> None:
    rows = pair(DE, KG, [100] * 5, [100] * 5)
    rows += [rows[4], comtrade_row(2022, DE, "X", KG, 55 * MILLION)]
    found = anomalies(read_comtrade(files.comtrade("c.csv", *rows, *background(KG))), Asked(union=False))
    assert by_key(found)["DE", "KG", "854231", "2023"].exp == 100 * MILLION
    assert by_key(found)["DE", "KG", "854231", "2022"].state is CellState.MISSING
    assert [(fault.code, fault.where) for fault in found.faults] == [("EG5504", "DE, export, KG, 854231, 2022")]


def test_the_finest_codes_are_compared_not_their_sums(files: Files) -> None:
    rows = pair(DE, KG, [100] * 5, [100] * 5) + pair(DE, KG, [900] * 5, [900] * 5, "TOTAL")
    found = anomalies(read_comtrade(files.comtrade("c.csv", *rows)), Asked(union=False))
    assert {cell.code for cell in found.cells} == {"854231"}


def test_series_with_too_few_reference_years_are_named_not_judged(files: Files) -> None:
    rows = pair(DE, KG, [100] * 5, [None, None, 100, 100, 10])
    found = anomalies(read_comtrade(files.comtrade("c.csv", *rows, *background(KG))), Asked(union=False))
    assert found.not_compared == ("DE>KG 854231",)
    assert {cell.exporter for cell in found.cells} == {"CN"}


def test_reconciled_values_have_jumps_and_no_gap(files: Files) -> None:
    rows = [
        f"{year},276,417,854231,{value},"
        for year, value in zip(YEARS, (100_000, 100_000, 100_000, 400_000, 800_000), strict=True)
    ]
    rows += [
        f"{year},276,643,854231,{value},"
        for year, value in zip(YEARS, (900_000, 900_000, 900_000, 90_000, 9_000), strict=True)
    ]
    found = anomalies(read_baci(files.baci("b.csv", *rows)), Asked(union=False))
    cell = by_key(found)["DE", "KG", "854231", "2022"]
    assert (cell.state, cell.imp, cell.delta, cell.flagged, cell.rank) == (CellState.OK, None, None, True, 1)
    assert found.reconciled
    assert "<svg" in chart(found)


def eu_rows(value_of_one: float, whole: float | None) -> list[str]:
    from endgate.terms.places import country

    names = [country(code).name for code in sorted(members("EU", MEMBERSHIP))]
    rows = []
    for year in YEARS:
        rows += [f'"{name}",Kyrgyzstan,Total,EXPORT,Total,Y{year},{value_of_one * MILLION}' for name in names]
        rows += [f'Kyrgyzstan,"{name}",TOTAL,IMPORT,NORMAL,Y{year},{value_of_one * MILLION}' for name in names]
        if whole is not None:
            rows.append(f"EU27,Kyrgyzstan,Total,EXPORT,Total,Y{year},{whole * MILLION}")
            union = "European Union - 27 countries (from 2020)"
            rows.append(f"Kyrgyzstan,{union},TOTAL,IMPORT,NORMAL,Y{year},{(whole + 20) * MILLION}")
    return rows


def test_the_27_are_summed_and_never_added_to_their_own_sum(files: Files) -> None:
    found = anomalies(read_eurostat(files.eurostat("e.csv", *eu_rows(10.0, 270.0))))
    cell = by_key(found)["EU", "KG", "TOTAL", "2022"]
    assert (cell.exp, cell.imp) == (270 * MILLION, 270 * MILLION)
    assert {cell.exporter for cell in found.cells} == {"EU"}


def test_the_unions_own_row_serves_where_members_are_absent(files: Files) -> None:
    rows = [row for row in eu_rows(10.0, 270.0) if not (",EXPORT," in row and not row.startswith("EU27"))]
    cell = by_key(anomalies(read_eurostat(files.eurostat("e.csv", *rows))))["EU", "KG", "TOTAL", "2022"]
    assert cell.exp == 270 * MILLION


def test_a_union_with_a_member_short_is_missing(files: Files) -> None:
    rows = [row for row in eu_rows(10.0, None) if not (row.startswith('"Germany"') and "Y2023" in row)]
    cell = by_key(anomalies(read_eurostat(files.eurostat("e.csv", *rows))))["EU", "KG", "TOTAL", "2023"]
    assert cell.state is CellState.MISSING


def test_members_can_stay_apart(files: Files) -> None:
    found = anomalies(read_eurostat(files.eurostat("e.csv", *eu_rows(10.0, None))), Asked(union=False))
    assert len({cell.exporter for cell in found.cells}) == 27


def test_months_alone_tell_a_jump(files: Files) -> None:
    rows = [
        f"EU27,Georgia,Total,EXPORT,Total,{year}{month:02d},{(200 if (year, month) >= (2022, 3) else 100) * MILLION}"
        for year in range(2019, 2023)
        for month in range(1, 13)
    ]
    seen = read_eurostat(files.eurostat("e.csv", *rows, *rows[:3]))
    (jump,) = monthly_jumps(seen, 2019)
    assert (jump.period, round(jump.jump, 3)) == ("2022-03..2022-12", 0.693)


def test_nothing_that_both_report_is_a_fault(files: Files) -> None:
    path = files.comtrade("c.csv", comtrade_row(2022, DE, "X", KG, 1.0))
    with pytest.raises(StatisticsError) as caught:
        anomalies(read_comtrade(path))
    assert caught.value.faults[0].code == "EG5505"


def test_reference_years_that_the_file_does_not_hold_are_a_fault(files: Files) -> None:
    path = files.comtrade("c.csv", *pair(DE, KG, [100] * 5, [100] * 5))
    with pytest.raises(StatisticsError) as caught:
        anomalies(read_comtrade(path), Asked((2010, 2012), union=False))
    assert caught.value.faults[0].code == "EG5506"


def test_the_order_of_rows_changes_nothing(files: Files) -> None:
    rows = [*pair(DE, KG, [100, 90, 95, 400, 800], [100, 92, 95, 120, 150]), *background(KG), *background(AM)]
    one = anomalies(read_comtrade(files.comtrade("a.csv", *rows)), Asked(union=False))
    other = anomalies(read_comtrade(files.comtrade("b.csv", *reversed(rows))), Asked(union=False))
    key = ("DE", "KG", "854231", "2023")
    assert by_key(one)[key] == by_key(other)[key]


def test_the_chart_breaks_at_a_missing_year(files: Files) -> None:
    path = files.comtrade(
        "c.csv", *pair(DE, KG, [100, 100, 100, 400, 800], [100, 100, 100, None, 150]), *background(KG)
    )
    drawn = chart(anomalies(read_comtrade(path), Asked(union=False)))
    line = drawn.partition("DE → KG 854231</title>")[2].partition("</g>")[0]
    assert line.count("<polyline") == 2
    assert line.count("<rect") == 1


def test_cells_are_plain_json(files: Files) -> None:
    path = files.comtrade("c.csv", *pair(DE, KG, [100] * 5, [100] * 5))
    cell = json.loads(json.dumps(anomalies(read_comtrade(path), Asked(union=False)).to_json()))["cells"][0]
    assert {"exporter", "importer", "period", "state", "exp", "imp", "delta", "flagged", "rank"} <= set(cell)
