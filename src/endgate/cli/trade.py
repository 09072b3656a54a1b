"""``endgate trade``: flows whose two reports drifted apart, and declarations that resemble earlier hits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import click

from endgate.cli.output import emit_json, say, show_faults, table, write_whole
from endgate.cli.paths import PATH
from endgate.cli.trade_facts import facts
from endgate.cli.trade_targets import targets
from endgate.routes.statistics.anomalies import REFERENCE, Asked, anomalies
from endgate.routes.statistics.baci import read_baci
from endgate.routes.statistics.chart import chart
from endgate.routes.statistics.comtrade import read_comtrade
from endgate.routes.statistics.errors import BAD_REFERENCE, StatisticsError
from endgate.routes.statistics.eurostat import read_eurostat
from endgate.routes.statistics.model import Anomalies, Cell, CellState
from endgate.routes.statistics.monthly import MonthlyJump, monthly_jumps
from endgate.routes.statistics.observations import Observations

_READERS = {"baci": read_baci, "comtrade": read_comtrade, "eurostat": read_eurostat}
_SHOWN = 10
_SHOWN_FAULTS = 10
_MILLION = 1e6
_Path = PATH


@click.group(name="trade")
def command() -> None:
    """Where to look: flows of trade that changed, declarations that resemble earlier hits. Concern, never law."""


command.add_command(targets)
command.add_command(facts)


@command.command(name="anomalies")
@click.option("--baci", type=_Path, metavar="PATH", help="BACI: file, folder or zip of years (reconciled: jumps only).")
@click.option("--comtrade", type=_Path, metavar="PATH", help="Comtrade CSV: file or folder, both sides' reports.")
@click.option(
    "--eurostat", type=_Path, metavar="PATH", help="Eurostat CSV with partners' own imports in the same form."
)
@click.option("--reference", metavar="YEAR-YEAR", default="-".join(map(str, REFERENCE)), show_default=True)
@click.option(
    "--embargo", multiple=True, metavar="CODE=YEAR", help="Destination cut off and since when; none: no such."
)
@click.option("--union/--members", default=None, help="The 27 as EU, or apart. Default: EU for --eurostat alone.")
@click.option("--nil", is_flag=True, help="Read no row in a wholly reported year as nothing traded, not as missing.")
@click.option("--top", type=click.IntRange(1), help="Only so many cells of a year; the table shows ten otherwise.")
@click.option("--svg", type=click.Path(dir_okay=False, path_type=Path), help="Draw the first series into this file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(
    reference: str,
    embargo: tuple[str, ...],
    union: bool | None,
    nil: bool,
    top: int | None,
    svg: Path | None,
    as_json: bool,
    **given: Path | None,
) -> None:
    """Rank flows by how far the partner's imports fell behind, or exports jumped while trade was cut elsewhere.

    A rank says where to look. It is concern, never law, and a year that was not wholly reported is missing.
    """
    named = {name: path for name, path in given.items() if path is not None}
    if len(named) != 1:
        raise click.UsageError("name exactly one of --baci, --comtrade and --eurostat")
    (publisher, path), years = named.popitem(), _years(reference)
    seen = _READERS[publisher](path)
    joined = publisher == "eurostat" if union is None else union
    limit = top if as_json or svg else top or _SHOWN
    found = anomalies(seen, Asked(years, joined, nil, limit, _embargoed(embargo)))
    jumps = monthly_jumps(seen, years[0])
    if svg is not None:
        write_whole(svg, chart(found).encode("utf-8"))
    if as_json:
        emit_json(found.to_json() | {"monthly_exports": [jump.to_json() for jump in jumps]})
    else:
        _print(found, jumps, top or _SHOWN)
    _tell(found, seen)


def _years(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{4})-(\d{4})", text)
    if match is None or match[1] > match[2]:
        raise StatisticsError(BAD_REFERENCE.at("--reference", f"{text!r}"))
    return int(match[1]), int(match[2])


def _embargoed(given: tuple[str, ...]) -> Mapping[str, int] | None:
    """Destinations by the option; None for those of the package."""
    if not given:
        return None
    pairs = [each.partition("=") for each in given if each != "none"]
    if any(not re.fullmatch(r"[A-Z]{2}", code) or not re.fullmatch(r"\d{4}", year) for code, _, year in pairs):
        raise click.UsageError("write --embargo as RU=2022, or none")
    return {code: int(year) for code, _, year in pairs}


def _print(found: Anomalies, jumps: tuple[MonthlyJump, ...], most: int) -> None:
    columns = ("rank", "flow", "exports", "imports", "ratio", "change", "z", "jump", "fall", "flag", "notes")
    for year in sorted({cell.period for cell in found.cells}):
        cells = [cell for cell in found.cells if cell.period == year][:most]
        table(f"{year}, million {found.unit}", columns, [_row(cell) for cell in cells])
    if jumps:
        rows = [(jump.period, f"{jump.exporter} → {jump.importer}", f"{jump.jump:+.2f}") for jump in jumps]
        table("exports alone, months (logarithm against the months before the cut)", ("period", "flow", "jump"), rows)


def _row(cell: Cell) -> tuple[str, ...]:
    flow = f"{cell.exporter} → {cell.importer}" + ("" if cell.code == "TOTAL" else f" {cell.code}")
    if cell.state is CellState.MISSING:
        return ("", flow, _money(cell.exp), _money(cell.imp), "missing", "", "", "", "", "", cell.reason)
    ratio = None if cell.imp is None or not cell.exp else cell.imp / cell.exp
    numbers = (_number(each) for each in (cell.delta, cell.z, cell.jump, cell.collapse))
    flag = "look" if cell.flagged else ""
    notes = "; ".join(each for each in (cell.reason, *cell.notes) if each)
    return (str(cell.rank or ""), flow, _money(cell.exp), _money(cell.imp), _number(ratio), *numbers, flag, notes)


def _money(value: float | None) -> str:
    return "" if value is None else f"{value / _MILLION:,.1f}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _tell(found: Anomalies, seen: Observations) -> None:
    for name, count in seen.counts.items():
        say(f"{name}: {count}")
    if found.one_sided:
        say(f"{found.one_sided} flows are reported by the exporter alone and are not compared")
    if found.not_compared:
        names = ", ".join(found.not_compared[:_SHOWN])
        say(f"{len(found.not_compared)} flows have too few reference years told by both sides: {names}")
    for note in found.notes:
        say(f"note: {note}")
    show_faults(found.faults[:_SHOWN_FAULTS])
