"""The table of goods on a form: rows under a line of column heads, by position."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from endgate.evidence.forms.cells import Cell
from endgate.evidence.forms.words import column_of, field_of

_TELLING = frozenset({"description", "quantity", "amount", "unit_price", "hs", "gross_mass", "net_mass", "packages"})
_NOT_READ = ""
"""Under a head that no list knows: its cells belong to no other column."""
_SUMS = re.compile(r"\s*(?:(?:sub|grand\s+|invoice\s+)?total|sum|gesamt)", re.I)


@dataclass(frozen=True)
class FormLine:
    """One line of goods: column → value as written, and → offset of its first letter. ``line`` is that of the text."""

    line: int
    values: dict[str, str] = field(default_factory=dict)
    offsets: dict[str, int] = field(default_factory=dict)

    def value(self, column: str) -> str:
        return self.values.get(column, "")


def lines_of(grid: list[list[Cell]]) -> tuple[tuple[FormLine, ...], frozenset[int]]:
    """The lines of goods of the first table, and the indices of the rows they take up."""
    for index, row in enumerate(grid):
        heads = _heads(row)
        if heads is not None:
            return _rows(grid, index, heads)
    return (), frozenset()


def _heads(row: list[Cell]) -> list[tuple[str, Cell]] | None:
    found = [(column_of(each.text), each) for each in row]
    names = [name for name, _ in found if name is not None]
    if "description" not in names or len(names) < 3 or len(_TELLING & {*names}) < 2 or len(names) < len(row) - 1:
        return None
    return [(name or _NOT_READ, cell) for name, cell in found]


def _rows(
    grid: list[list[Cell]], index: int, heads: list[tuple[str, Cell]]
) -> tuple[tuple[FormLine, ...], frozenset[int]]:
    lines: list[FormLine] = []
    used = {index}
    gap = 0
    for number in range(index + 1, len(grid)):
        row = grid[number]
        if not row:
            gap += 1
            if gap > 1 and lines:
                break
            continue
        if _SUMS.match(row[0].text) or _labels_first(row):
            break
        placed = {name: found for name, found in _placed(row, heads).items() if name != _NOT_READ}
        values = {name: " ".join(cell.text for cell in found) for name, found in placed.items()}
        if len(values) == 1 and "description" in values and lines and gap == 0:
            joined = {**lines[-1].values, "description": f"{lines[-1].value('description')} {values['description']}"}
            lines[-1] = FormLine(lines[-1].line, joined, lines[-1].offsets)
        elif len(values) < 2:
            break
        else:
            offsets = {name: found[0].offset for name, found in placed.items()}
            lines.append(FormLine(row[0].line, values, offsets))
        gap = 0
        used.add(number)
    return tuple(lines), frozenset(used)


def _labels_first(row: list[Cell]) -> bool:
    head, mark, _ = row[0].text.partition(":")
    return bool(mark) and field_of(head) is not None


def _placed(row: list[Cell], heads: list[tuple[str, Cell]]) -> dict[str, list[Cell]]:
    """Cells by column: one for one when they are as many as the heads, else by the nearest overlap."""
    if len(row) == len(heads):
        return {name: [cell] for (name, _), cell in zip(heads, row, strict=True)}
    values: dict[str, list[Cell]] = {}
    for cell in row:
        name = min(heads, key=lambda head: _distance(cell, head[1]))[0]
        values.setdefault(name, []).append(cell)
    return values


def _distance(cell: Cell, head: Cell) -> int:
    overlap = min(cell.end, head.end) - max(cell.column, head.column)
    return -overlap if overlap > 0 else max(cell.column - head.end, head.column - cell.end) + 1
