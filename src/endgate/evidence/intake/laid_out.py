"""Tables as text: the cells of a row side by side, so that what stands beside or below a label stays there."""

from __future__ import annotations

from collections.abc import Sequence

GAP = 3
_LONGEST_LINE = 72
_MOST_LINES = 14
_MOST_COLUMNS = 40

Cell = Sequence[str]
"""The lines of one cell."""


def table_lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The lines of a table. A table that only places whole articles on a page is read cell after cell."""
    shown = [row for row in rows if any(any(line.strip() for line in cell) for cell in row)]
    most = max((len(row) for row in shown), default=0)
    if not 1 < most <= _MOST_COLUMNS or _places_prose(shown):
        return [line for row in shown for cell in row for line in cell]
    full = [row for row in shown if len(row) == most]
    widths = [max((len(line) for row in full for line in row[at]), default=0) for at in range(most)]
    columns = [sum(widths[:at]) + GAP * at for at in range(most)]
    return [line for row in shown for line in _row(row, columns)]


def _places_prose(rows: Sequence[Sequence[Cell]]) -> bool:
    cells = [cell for row in rows if len(row) > 1 for cell in row]
    return any(len(cell) > _MOST_LINES or any(len(line) > _LONGEST_LINE for line in cell) for cell in cells)


def _row(row: Sequence[Cell], columns: Sequence[int]) -> list[str]:
    lines = []
    for number in range(max(len(cell) for cell in row)):
        line = ""
        for at, cell in enumerate(row):
            text = cell[number] if number < len(cell) else ""
            if text:
                line = line.ljust(max(columns[at], len(line) + GAP if line.strip() else 0)) + text
        lines.append(line.rstrip())
    return lines
