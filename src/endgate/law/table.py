"""Decision tables that a lawyer can print: whom each measure binds, when, what follows, since when, and who read it."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import groupby

from endgate.law.book import LawBook
from endgate.law.in_force import InForce, in_force
from endgate.law.model import Measure, Then, Version
from endgate.law.reference import Reference
from endgate.law.trees import Tree
from endgate.law.words import condition, days, plain
from endgate.terms.truth import Truth

COLUMNS = {
    "measure": "measure",
    "law_of": "law of",
    "binds": "binds",
    "bound": "who is bound",
    "when": "what",
    "knowledge": "knowledge",
    "unless": "unless",
    "outcome": "outcome",
    "dates": "dates",
    "status": "on the day",
    "citation": "citation",
    "review": "review",
}
"""Field of a row → heading."""


@dataclass(frozen=True)
class TableRow:
    """One measure in words; a version with conditions of its own has a row of its own."""

    instrument: str
    measure: str
    law_of: str
    binds: str
    bound: str
    when: str
    knowledge: str
    unless: str
    outcome: str
    dates: str
    status: str
    citation: str
    review: str
    say: str


def decision_table(book: LawBook, measures: Iterable[Measure], as_of: date) -> tuple[TableRow, ...]:
    """The rows of some measures, by instrument, as the law stands on a day."""
    ordered = sorted(measures, key=lambda each: (each.instrument, each.id))
    return tuple(row for measure in ordered for row in _rows(book, measure, as_of))


def _rows(book: LawBook, measure: Measure, as_of: date) -> Iterator[TableRow]:
    common = [version for version in measure.versions if version.overrides is None]
    if common or not measure.versions:
        yield _row(book, measure, common, None, as_of)
    for version in measure.versions:
        if version.overrides is not None:
            yield _row(book, measure, [version], version, as_of)


def _row(book: LawBook, measure: Measure, versions: Sequence[Version], own: Version | None, as_of: date) -> TableRow:
    reference = book.reference
    words = {name: _tree(_part(measure, own, name), reference) for name in ("bound", "when", "knowledge", "unless")}
    return TableRow(
        instrument=measure.instrument,
        measure=measure.id,
        law_of=measure.jurisdiction,
        binds="States" if measure.binds == "state" else "persons",
        **words,
        outcome=_outcome(_part(measure, own, "then")),
        dates="; ".join([*(days(version.valid.interval) for version in versions), *_events(book, measure)])
        or "not encoded",
        status=status_words(in_force(book, measure, as_of, as_of), encoded=bool(measure.versions)),
        citation=measure.citation,
        review=_review(measure),
        say=measure.say,
    )


def _part(measure: Measure, own: Version | None, name: str) -> object:
    value = None if own is None or own.overrides is None else getattr(own.overrides, name)
    return getattr(measure, name) if value is None else value


def _tree(tree: object, reference: Reference) -> str:
    return condition(tree.root, reference) if isinstance(tree, Tree) else ""


def _outcome(then: object) -> str:
    assert isinstance(then, Then)
    parts = [plain(then.outcome.value.lower()), *(f"authority {then.authority}" for _ in (1,) if then.authority)]
    return "; ".join([", ".join(parts), *then.conditions])


def _events(book: LawBook, measure: Measure) -> Iterator[str]:
    for record in book.suspensions.get(measure.id, ()):
        yield f"suspended {days(record.valid.interval)} by {record.id}"
    for event in book.revivals.get(measure.id, ()):
        yield f"revived {'' if event.valid is None else days(event.valid.interval)} by {event.id}"
    for event in book.repeals.get(measure.id, ()):
        yield f"repealed {event.on} by {event.id}"


def _review(measure: Measure) -> str:
    review = measure.review
    by = f", {review.reviewed_by} {review.reviewed_on}" if review.reviewed_by else ""
    return plain(review.status.value) + by


def status_words(status: InForce, *, encoded: bool) -> str:
    """What a measure's status on a day is called."""
    if not encoded:
        return "not encoded"
    if status.suspended:
        return f"suspended ({status.event})"
    words = {Truth.TRUE: "in force", Truth.FALSE: "not in force", Truth.UNKNOWN: "uncertain, confirm"}
    return words[status.truth] + (f": {status.ask}" if status.ask else "")


def as_csv(rows: Iterable[TableRow]) -> str:
    """The rows as CSV with a heading."""
    out = io.StringIO()
    names = [field.name for field in fields(TableRow)]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([getattr(row, name) for name in names] for row in rows)
    return out.getvalue()


PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font: 11pt/1.35 serif; margin: 2em; }}
table {{ border-collapse: collapse; width: 100%; margin: 0 0 2em; }}
caption {{ text-align: left; font-weight: bold; padding: .4em 0; }}
th, td {{ border: 1px solid #777; padding: .25em .4em; vertical-align: top; text-align: left; font-size: 9pt; }}
thead {{ display: table-header-group; }}
tr {{ break-inside: avoid; }}
.not-encoded td {{ color: #555; font-style: italic; }}
@page {{ size: A4 landscape; margin: 1cm; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{note}</p>
{tables}
</body>
</html>
"""


def as_html(book: LawBook, rows: Sequence[TableRow], as_of: date) -> str:
    """One page to print: a table for each instrument, readable without script."""
    tables = "\n".join(_instrument(book, name, list(each)) for name, each in groupby(rows, lambda row: row.instrument))
    note = (
        "A reading of the texts cited, with its review state; not legal advice. A measure that is not encoded is never "
        "evaluated, and silence on it is no permission."
    )
    title = f"Measures of law on {as_of}"
    return PAGE.format(title=html.escape(title), note=html.escape(note), tables=tables)


def caption(book: LawBook, name: str) -> str:
    """What a table of one instrument is called."""
    instrument = book.instruments.get(name)
    return name if instrument is None else f"{instrument.title} ({instrument.id}; {instrument.authority})"


def _instrument(book: LawBook, name: str, rows: list[TableRow]) -> str:
    heads = "".join(f'<th scope="col">{html.escape(head)}</th>' for head in COLUMNS.values())
    body = "\n".join(_html_row(row) for row in rows)
    head = f"<caption>{html.escape(caption(book, name))}</caption>\n<thead><tr>{heads}</tr></thead>"
    return f"<table>\n{head}\n<tbody>\n{body}\n</tbody>\n</table>"


def _html_row(row: TableRow) -> str:
    first, *rest = COLUMNS
    cells = "".join(f"<td>{html.escape(getattr(row, name))}</td>" for name in rest)
    say = f"<br>{html.escape(row.say)}" if row.say else ""
    mark = ' class="not-encoded"' if row.status == "not encoded" else ""
    return f'<tr{mark}><th scope="row">{html.escape(getattr(row, first))}{say}</th>{cells}</tr>'
