"""A form's text as cells: pieces of a line that wide blanks, tabs or rules part, each with its column."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CELL = re.compile(r"[^\s|](?:(?! {2,}|\t|\|).)*")


@dataclass(frozen=True)
class Cell:
    """One piece of a line. ``line`` counts from 1, ``column`` from 0; ``offset`` counts code points of the text."""

    text: str
    line: int
    column: int
    offset: int

    @property
    def end(self) -> int:
        return self.column + len(self.text)


def cells(text: str) -> list[list[Cell]]:
    """The cells of every line; a line of rules or blanks gives none."""
    rows: list[list[Cell]] = []
    offset = 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        found = [_cell(each, number, offset) for each in _CELL.finditer(line.rstrip("\r\n"))]
        rows.append([each for each in found if re.search(r"\w", each.text)])
        offset += len(line)
    return rows


def _cell(match: re.Match[str], line: int, offset: int) -> Cell:
    return Cell(match.group().rstrip(" +"), line, match.start(), offset + match.start())
