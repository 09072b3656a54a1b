"""Columns and elements of publishers' files by the names they have had, from ``data/lists/columns.csv``.

Formats change without notice: an unknown name stops the import and says where it stands.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from endgate.lists.errors import NOT_THE_FORMAT, ROW_QUARANTINED, SCHEMA_DRIFT, ListRefusedError
from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import collapse

_KEPT = "The last good snapshot stays in force. Read the publisher's notice, then add the name to columns.csv."


@dataclass(frozen=True)
class Layout:
    """The names one format uses, old and new, with the field each stands for and the fields no file lacks."""

    fields: Mapping[str, str]
    needed: frozenset[str]

    def place(self, header: Sequence[str], where: str) -> list[str]:
        """The field of each column of a header. Raises ListRefusedError for an unknown, a twofold or a missing one."""
        placed = [self.field(collapse(column), f"{where} column {number}") for number, column in enumerate(header, 1)]
        twice = sorted({field for field in placed if placed.count(field) > 1})
        if twice:
            raise ListRefusedError(SCHEMA_DRIFT.at(where, f"two columns for {', '.join(twice)}", remedy=_KEPT))
        self.require(placed, where)
        return placed

    def field(self, name: str, where: str) -> str:
        """The field a name stands for. Raises ListRefusedError (EG2006) when the name is not known."""
        found = self.fields.get(name)
        if found is None:
            raise ListRefusedError(SCHEMA_DRIFT.at(where, f"{name!r} is not known", remedy=_KEPT))
        return found

    def require(self, fields: Sequence[str], where: str) -> None:
        """Raise ListRefusedError (EG2006) when a field that every file has is missing."""
        missing = sorted(self.needed - set(fields))
        if missing:
            raise ListRefusedError(SCHEMA_DRIFT.at(where, f"no column for {', '.join(missing)}", remedy=_KEPT))

    def looks_right(self, header: Sequence[str]) -> bool:
        """Are most of the needed fields there? Enough to name the format, not to read it."""
        met = {self.fields.get(collapse(column), "") for column in header}
        return 2 * len(self.needed & met) > len(self.needed)


@cache
def layout(name: str) -> Layout:
    """The layout of one format of the table."""
    text = resources.files("endgate").joinpath("data", "lists", "columns.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["layout"] == name]
    return Layout(
        {row["column"]: row["field"] for row in rows},
        frozenset(row["field"] for row in rows if row["needed"] == "yes"),
    )


def record(fields: Sequence[str], row: Sequence[str], where: str) -> dict[str, str]:
    """Cells by field, white space collapsed. Raises ListRefusedError when the row has another number of cells."""
    if len(row) != len(fields):
        what = f"{len(row)} cells under {len(fields)} columns"
        raise ListRefusedError(NOT_THE_FORMAT.at(where, what))
    return {field: collapse(cell) for field, cell in zip(fields, row, strict=True)}


def record_or_none(
    fields: Sequence[str], row: Sequence[str], where: str, needed: Sequence[str], report: ImportReport
) -> dict[str, str] | None:
    """Cells by field; a row of another width or without a field it cannot do without is set aside."""
    try:
        cells = record(fields, row, where)
    except ListRefusedError as error:
        report.quarantine_row(ROW_QUARANTINED.at(where, error.faults[0].what))
        return None
    missing = [name for name in needed if not cells[name]]
    if missing:
        report.quarantine_row(ROW_QUARANTINED.at(where, f"a row without {', '.join(missing)}"))
        return None
    return cells
