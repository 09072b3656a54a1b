"""A table as rows of cells with their places: from CSV text or from the first sheet of a workbook."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import ParseError

from endgate.shipment.error_cells import error_cells
from endgate.shipment.errors import (
    BAD_WORKBOOK,
    BROKEN_CSV,
    NO_ROWS,
    SHEET_NOT_READ,
    TOO_LARGE,
    ShipmentError,
)
from endgate.shipment.parse import MAX_BYTES, decode_text
from endgate.terms.faults import Fault

HELP_SHEET = "help"
SHIPMENTS_SHEET = "shipments"
MAX_UNPACKED = 256 * 1024 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ParseError, ValueError)
"""What broken, locked and hostile archives and their XML raise."""
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class Row:
    """One line of a table: its number in the file or sheet, and its cells."""

    number: int
    cells: tuple[Any, ...]


@dataclass(frozen=True)
class Grid:
    """A header and the rows below it. ``sheet`` is empty for CSV."""

    name: str
    sheet: str
    header: Row
    rows: tuple[Row, ...]
    warnings: tuple[Fault, ...] = ()
    errors: frozenset[str] = frozenset()

    def shows_error(self, row: int, column: int) -> bool:
        """Does the program show an error in that cell?"""
        return f"{column_letters(column)}{row}" in self.errors

    def place(self, row: int, column: int | None = None) -> str:
        """``file: sheet!C5`` for a workbook, ``file:5 column 3`` for CSV."""
        if self.sheet:
            return f"{self.name}: {self.sheet}!{'' if column is None else column_letters(column)}{row}"
        return f"{self.name}:{row}" if column is None else f"{self.name}:{row} column {column + 1}"


def column_letters(index: int) -> str:
    """``A`` for 0, ``AB`` for 27."""
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_csv(data: bytes, *, name: str, known: Callable[[str], bool]) -> Grid:
    """Read CSV with ``,``, ``;`` or tab; ``known`` tells known column names, by which the sign is found."""
    text = decode_text(data, name=name)
    delimiter = _delimiter(text, known)
    try:
        lines = list(_csv_rows(text, delimiter))
    except csv.Error as error:
        line = str(error.args[1]) if len(error.args) > 1 else "?"
        raise ShipmentError(BROKEN_CSV.at(f"{name}:{line}", str(error.args[0]))) from None
    if not lines:
        raise ShipmentError(NO_ROWS.at(name, "the table has no header"))
    return Grid(name, "", lines[0], tuple(lines[1:]))


def _csv_rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
                yield Row(start, tuple(cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise csv.Error(str(error), start) from None


def _delimiter(text: str, known: Callable[[str], bool]) -> str:
    lines = (line for line in text.splitlines() if line.strip() and not line.lstrip('"').startswith("#"))
    head = next(lines, "")

    def score(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([head], delimiter=delimiter), [])
        except csv.Error:
            return 0, 0
        return sum(known(cell.strip()) for cell in cells), len(cells)

    return max(_DELIMITERS, key=score)


def read_workbook(data: bytes, *, name: str) -> Grid:
    """Read the sheet ``shipments`` of a workbook, else its first; other sheets than ``help`` give a warning."""
    _refuse_bombs(data, name)
    import python_calamine  # costs 10 ms; callers without workbooks never pay for it

    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        sheets = [sheet for sheet in book.sheet_names if sheet.casefold() != HELP_SHEET]
        if not sheets:
            raise ShipmentError(NO_ROWS.at(name, "the workbook has no sheet with shipments"))
        chosen = next((sheet for sheet in sheets if sheet.casefold() == SHIPMENTS_SHEET), sheets[0])
        cells: Sequence[Sequence[Any]] = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
        others = [sheet for sheet in sheets if sheet != chosen and book.get_sheet_by_name(sheet).height]
        errors = frozenset(error_cells(data, chosen))
    except (python_calamine.CalamineError, *_BROKEN) as error:
        raise ShipmentError(BAD_WORKBOOK.at(name, str(error))) from None
    rows = [Row(number, tuple(row)) for number, row in enumerate(cells, start=1) if _filled(row)]
    if not rows:
        raise ShipmentError(NO_ROWS.at(f"{name}: {chosen}", "the sheet is empty"))
    warnings = tuple(SHEET_NOT_READ.at(f"{name}: {sheet}", f"only {chosen!r} was read") for sheet in others)
    return Grid(name, chosen, rows[0], tuple(rows[1:]), warnings, errors)


def _filled(row: Sequence[Any]) -> bool:
    return any(cell is not None and str(cell).strip() for cell in row)


def _refuse_bombs(data: bytes, name: str) -> None:
    if len(data) > MAX_BYTES:
        raise ShipmentError(TOO_LARGE.at(name, f"{len(data)} bytes, at most {MAX_BYTES} are read"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except _BROKEN as error:
        raise ShipmentError(BAD_WORKBOOK.at(name, str(error))) from None
    if unpacked > MAX_UNPACKED:
        raise ShipmentError(TOO_LARGE.at(name, f"unpacks to {unpacked} bytes, at most {MAX_UNPACKED} are read"))
