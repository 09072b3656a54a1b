"""How measures stand on several days side by side: a row for each measure, a column for each day."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from endgate.law.book import LawBook
from endgate.law.edges import turns
from endgate.law.in_force import in_force
from endgate.law.model import Measure
from endgate.law.table import PAGE, caption, status_words

HEADS = {"measure": "measure", "law_of": "law of", "outcome": "outcome", "citation": "citation"}
"""Field of a row → heading; the days follow."""


@dataclass(frozen=True)
class DaysRow:
    """One measure and its status on each day, in the order of the days."""

    instrument: str
    measure: str
    law_of: str
    outcome: str
    citation: str
    on: Mapping[date, str]

    @property
    def changes(self) -> bool:
        """Does its status differ, whatever is asked about it?"""
        return len({status.partition(":")[0] for status in self.on.values()}) > 1

    def to_json(self) -> dict[str, Any]:
        plain = {name: getattr(self, name) for name in ("instrument", *HEADS)}
        return {**plain, "on": {day.isoformat(): status for day, status in self.on.items()}}


def days_table(book: LawBook, measures: Iterable[Measure], days: Iterable[date]) -> tuple[DaysRow, ...]:
    """The status of some measures on each of the days, every day as it was known on that day."""
    ordered = sorted(set(days))
    return tuple(
        _row(book, measure, ordered) for measure in sorted(measures, key=lambda each: (each.instrument, each.id))
    )


def turning_days(book: LawBook, measures: Iterable[Measure], first: date, last: date) -> tuple[date, ...]:
    """The first and last day and every day between on which one of the measures turns, as far as its files say."""
    found = {turn.day for measure in measures for turn in turns(book, measure) if first < turn.day <= last}
    return tuple(sorted({first, last, *found}))


def _row(book: LawBook, measure: Measure, days: Sequence[date]) -> DaysRow:
    encoded = bool(measure.versions)
    on = {day: status_words(in_force(book, measure, day, day), encoded=encoded) for day in days}
    return DaysRow(
        measure.instrument, measure.id, measure.jurisdiction, measure.then.outcome.value, measure.citation, on
    )


def days_csv(rows: Sequence[DaysRow]) -> str:
    """The rows as CSV, the days as headings."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["instrument", *HEADS, *_days(rows)])
    writer.writerows([row.instrument, *cells(row)] for row in rows)
    return out.getvalue()


def cells(row: DaysRow) -> tuple[str, ...]:
    """The row as text, the days last."""
    return (*(getattr(row, name) for name in HEADS), *row.on.values())


def days_html(book: LawBook, rows: Sequence[DaysRow]) -> str:
    """One page to print, with a table for each instrument; what differs from the day before it stands out."""
    days = _days(rows)
    title = f"Measures of law from {days[0]} to {days[-1]}" if days else "Measures of law"
    note = "Each day as it was known on that day. A measure that is not encoded is never evaluated."
    tables = "\n".join(
        _instrument(book, name, list(each), days) for name, each in groupby(rows, lambda row: row.instrument)
    )
    return PAGE.format(title=html.escape(title), note=html.escape(note), tables=tables)


def _days(rows: Sequence[DaysRow]) -> list[str]:
    return [day.isoformat() for day in rows[0].on] if rows else []


def _instrument(book: LawBook, name: str, rows: Sequence[DaysRow], days: Sequence[str]) -> str:
    heads = "".join(f'<th scope="col">{html.escape(each)}</th>' for each in (*HEADS.values(), *days))
    body = "\n".join(_html_row(row) for row in rows)
    title = html.escape(caption(book, name))
    return f"<table>\n<caption>{title}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _html_row(row: DaysRow) -> str:
    first, *rest = (html.escape(getattr(row, name)) for name in HEADS)
    plain = "".join(f"<td>{text}</td>" for text in rest)
    return f'<tr><th scope="row">{first}</th>{plain}{"".join(_statuses(row))}</tr>'


def _statuses(row: DaysRow) -> Iterator[str]:
    before = None
    for status in row.on.values():
        text = html.escape(status)
        yield f"<td>{text}</td>" if before in (None, status) else f"<td><strong>{text}</strong></td>"
        before = status
