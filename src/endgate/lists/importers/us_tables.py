"""Tables of US agencies whose columns and encodings change: decoded in a stated order, columns told by their names.

Names of columns are data (``data/lists/us_columns.csv``), so that old and new forms are read alike.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from endgate.lists.errors import ENCODING, IMPOSSIBLE_DATE, ROW_QUARANTINED, SCHEMA_DRIFT, ListRefusedError
from endgate.lists.importers.contract import ImportReport, RawFile, Settings
from endgate.lists.importers.csvrows import decode, read_rows
from endgate.lists.importers.fields import collapse
from endgate.terms.dates import PartialDate

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
_MISREAD_SPACE = re.compile(r"\w\xff\w")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FALLBACKS = ("cp1252", "cp850")
_LAST_YEAR_OF_1900S = 50


@dataclass(frozen=True)
class UsRow:
    """One row by column names of ours, with the place it stood."""

    cells: dict[str, str]
    where: str
    line: int

    def text(self, column: str) -> str:
        return collapse(self.cells.get(column, ""))


@dataclass(frozen=True)
class Layout:
    """A kind of table: the key of its column names, the columns it cannot do without, and how cells are parted."""

    key: str
    needed: tuple[str, ...]
    delimiter: str = ","

    def known(self) -> dict[str, str]:
        return _columns(self.key)


@cache
def _columns(layout: str) -> dict[str, str]:
    text = resources.files("endgate").joinpath("data", "lists", "us_columns.csv").read_text(encoding="utf-8")
    return {
        row["written"].casefold(): row["column"] for row in csv.DictReader(text.splitlines()) if row["layout"] == layout
    }


def header_share(head: bytes, layout: Layout) -> float:
    """How sure is it that a file with this beginning has the layout: all needed columns are named, none is strange."""
    text = head.decode("cp1252", "replace").removeprefix("\xef\xbb\xbf")
    rows = csv.reader(text.splitlines(), delimiter=layout.delimiter)
    try:
        written = [collapse(cell).casefold() for cell in next(rows, [])]
    except csv.Error:
        return 0.0
    named = {layout.known()[cell] for cell in written if cell in layout.known()}
    strange = sum(cell not in layout.known() for cell in written if cell)
    return 0.9 if named.issuperset(layout.needed) and strange <= len(named) else 0.0


def decode_us(data: bytes, where: str, encoding: str, report: ImportReport) -> str:
    """Decode as stated, else as UTF-8, else as Windows 1252 unless that yields nonsense, else as DOS code page 850."""
    try:
        return decode(data, where, encoding)
    except ListRefusedError:
        if encoding:
            raise
    for fallback in _FALLBACKS:
        try:
            text = data.decode(fallback)
        except UnicodeDecodeError:
            continue
        if not _MISREAD_SPACE.search(text):
            report.warnings.append(f"{where} is not UTF-8; it was read as {fallback}")
            report.count(f"encoding:{fallback}")
            return text
    raise ListRefusedError(ENCODING.at(where, "the bytes are neither UTF-8 nor Windows 1252 nor DOS code page 850"))


def read_table(raw: RawFile, layout: Layout, settings: Settings, report: ImportReport) -> Iterator[UsRow]:
    """Yield the rows. Raises ListRefusedError when a needed column is missing; a new one is counted."""
    with raw.open() as stream:
        text = decode_us(stream.read(), raw.name, settings.encoding, report)
    rows = read_rows(text, raw.name, cut=settings.partial == "members", delimiter=layout.delimiter)
    header = _header([collapse(cell) for cell in next(rows, (1, [""]))[1]], raw, layout, report)
    for line, cells in rows:
        where = f"{raw.name}:{line}"
        if not any(cell.strip() for cell in cells):
            report.add_noise("blank row")
            continue
        report.rows_read += 1
        report.count(f"own:{layout.key}")
        if len(cells) < len(header) or any(cell.strip() for cell in cells[len(header) :]):
            what = f"{len(cells)} columns where {len(header)} are due"
            report.quarantine_row(ROW_QUARANTINED.at(where, what))
        elif _CONTROL.search("".join(cells)):
            report.quarantine_row(ROW_QUARANTINED.at(where, "a control character stands in it"))
        else:
            yield UsRow({name: cell for name, cell in zip(header, cells, strict=False) if name}, where, line)


def _header(written: list[str], raw: RawFile, layout: Layout, report: ImportReport) -> list[str]:
    while written and not written[-1]:
        written.pop()
    names = [layout.known().get(cell.casefold(), "") for cell in written]
    missing = [column for column in layout.needed if column not in names]
    given = [name for name in names if name]
    if missing or len(set(given)) != len(given):
        what = f"columns missing: {', '.join(missing)}" if missing else "a column stands twice"
        raise ListRefusedError(SCHEMA_DRIFT.at(f"{raw.name}:1", what))
    for cell, name in zip(written, names, strict=True):
        if not name:
            report.met_unknown(f"column {cell}")
    return names


def us_day(text: str) -> PartialDate | None:
    """A day written month/day/year; years of two digits up to 50 lie in this century. None when it is no day."""
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    month, day, year = (int(part) for part in match.groups())
    if len(match[3]) == 2:
        year += 2000 if year <= _LAST_YEAR_OF_1900S else 1900
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def unread_day(row: UsRow, column: str) -> str:
    """A note that keeps the text of a day that cannot be read; empty where there is none."""
    text = row.text(column)
    return f"{column}: {text}" if text and us_day(text) is None else ""


def read_us_day(row: UsRow, column: str, report: ImportReport) -> PartialDate | None:
    """The day of a column; one that cannot be read costs the field and is reported."""
    text = row.text(column)
    day = us_day(text)
    if text and day is None:
        report.quarantine_field(IMPOSSIBLE_DATE.at(f"{row.where} {column}", f"{text!r} is not a day"))
    return day
