"""Rows of the first sheet of a workbook (xlsx), formulas never evaluated. Limits are kept by ``lists.workbooks``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from endgate.lists.errors import NOT_WELL_FORMED, ListRefusedError
from endgate.lists.importers.contract import RawFile

Cell = str | float | bool | date
HEAD = b"PK\x03\x04"


def read_sheet(raw: RawFile) -> Iterator[tuple[int, list[Cell]]]:
    """Yield each row that holds anything, with its number as the spreadsheet shows it. Raises ListRefusedError."""
    import python_calamine  # lazily: only spreadsheets need it

    try:
        # By content, as bytes: in the store a file has no extension to tell its kind by.
        with raw.open() as stream:
            book = python_calamine.CalamineWorkbook.from_filelike(stream)
            sheet = book.get_sheet_by_index(0)
            start = sheet.start
            rows: list[list[Any]] = sheet.to_python(skip_empty_area=True)
    except (python_calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise ListRefusedError(NOT_WELL_FORMED.at(raw.name, f"the workbook cannot be read: {error}")) from error
    first = 1 if start is None else start[0] + 1
    for number, row in enumerate(rows, first):
        if any(cell != "" for cell in row):
            yield number, row


def cell_text(cell: Cell) -> str:
    """A cell as text: whole numbers without a point, days in ISO form, truth as ``true`` or ``false``."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).replace("_x000D_", " ")
