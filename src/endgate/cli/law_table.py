"""The verb ``law table``: decision tables of measures, on the terminal, as CSV, or as a page to print."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from endgate.cli.output import emit_json, say, table, write_whole
from endgate.law.book import LawBook
from endgate.law.days_table import HEADS, cells, days_csv, days_html, days_table, turning_days
from endgate.law.errors import UNKNOWN_MEASURE, LawError
from endgate.law.model import Measure
from endgate.law.table import COLUMNS, TableRow, as_csv, as_html, decision_table


def print_table(
    book: LawBook,
    as_of: date,
    chosen: tuple[str, ...],
    instrument: str | None,
    jurisdiction: str | None,
    form: str,
    out: Path | None,
) -> None:
    """Print the rows of the measures chosen in one form."""
    measures = _chosen(book, chosen, instrument, jurisdiction)
    _emit(book, decision_table(book, measures, as_of), as_of, form, out)


def print_days(
    book: LawBook,
    days: tuple[date, ...],
    span: tuple[date, date] | None,
    chosen: tuple[str, ...],
    instrument: str | None,
    jurisdiction: str | None,
    form: str,
    out: Path | None,
    *,
    changed: bool,
) -> None:
    """Print how the measures chosen stand on several days; of a span, on the days on which one of them turns."""
    measures = _chosen(book, chosen, instrument, jurisdiction)
    spanned = () if span is None else turning_days(book, measures, *span)
    rows = days_table(book, measures, (*days, *spanned))
    shown = tuple(row for row in rows if row.changes or not changed)
    if form == "json":
        emit_json(shown)
    elif form == "table":
        heads = (*HEADS.values(), *(day.isoformat() for day in rows[0].on))
        table("Measures on several days", heads, [cells(row) for row in shown])
    else:
        _write(days_csv(shown) if form == "csv" else days_html(book, shown), len(shown), out)


def _chosen(
    book: LawBook, chosen: tuple[str, ...], instrument: str | None, jurisdiction: str | None
) -> tuple[Measure, ...]:
    unknown = [each for each in chosen if each not in book]
    if unknown:
        raise LawError(*(UNKNOWN_MEASURE.at(each, "no measure bears this id") for each in unknown))
    measures = tuple(
        each
        for each in book.measures()
        if (not chosen or each.id in chosen)
        and instrument in (None, each.instrument)
        and jurisdiction in (None, each.jurisdiction)
    )
    if not measures:
        raise click.UsageError("no measure fits; endgate law ls names them all")
    return measures


def _emit(book: LawBook, rows: tuple[TableRow, ...], as_of: date, form: str, out: Path | None) -> None:
    if form == "json":
        emit_json(rows)
    elif form == "table":
        shown = [tuple(getattr(row, name) for name in COLUMNS) for row in rows]
        table(f"Measures on {as_of}", tuple(COLUMNS.values()), shown)
    else:
        _write(as_csv(rows) if form == "csv" else as_html(book, rows, as_of), len(rows), out)


def _write(text: str, count: int, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=False)
    else:
        write_whole(out, text.encode())
        say(f"{count} rows in {out}")
