"""The verb ``law table``: decision tables of measures, on the terminal, as CSV, or as a page to print."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from endgate.cli.output import emit_json, say, table, write_whole
from endgate.law.book import LawBook
from endgate.law.errors import UNKNOWN_MEASURE, LawError
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
    unknown = [each for each in chosen if each not in book]
    if unknown:
        raise LawError(*(UNKNOWN_MEASURE.at(each, "no measure bears this id") for each in unknown))
    measures = [
        each
        for each in book.measures()
        if (not chosen or each.id in chosen)
        and instrument in (None, each.instrument)
        and jurisdiction in (None, each.jurisdiction)
    ]
    if not measures:
        raise click.UsageError("no measure fits; endgate law ls names them all")
    _emit(book, decision_table(book, measures, as_of), as_of, form, out)


def _emit(book: LawBook, rows: tuple[TableRow, ...], as_of: date, form: str, out: Path | None) -> None:
    if form == "json":
        emit_json(rows)
    elif form == "table":
        shown = [tuple(getattr(row, name) for name in COLUMNS) for row in rows]
        table(f"Measures on {as_of}", tuple(COLUMNS.values()), shown)
    else:
        text = as_csv(rows) if form == "csv" else as_html(book, rows, as_of)
        if out is None:
            click.echo(text, nl=False)
        else:
            write_whole(out, text.encode())
            say(f"{len(rows)} rows in {out}")
