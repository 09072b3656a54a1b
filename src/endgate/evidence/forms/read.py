"""Reads one form by its labels: the value stands behind the label, right of it or below it; tables by their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from endgate.evidence.extract.text import folded
from endgate.evidence.forms.cells import Cell, cells
from endgate.evidence.forms.table import FormLine, lines_of
from endgate.evidence.forms.words import field_of, titles

_PARTIES = frozenset({"exporter", "consignee", "buyer", "notify", "end_user", "carrier"})
_LONG = frozenset({"end_use", "goods", "place_of_use"})
_LINES_OF_A_PARTY = 5
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s*\D")


class FormKind(StrEnum):
    """The forms that are read."""

    COMMERCIAL_INVOICE = "commercial_invoice"
    PACKING_LIST = "packing_list"
    BILL_OF_LADING = "bill_of_lading"
    END_USER_STATEMENT = "end_user_statement"
    CERTIFICATE_OF_ORIGIN = "certificate_of_origin"


class Confidence(StrEnum):
    """How firmly the layout ties a value to its label. ``low``: read below a label among others, or ambiguous."""

    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True)
class FormField:
    """A value with the place of its first character; further lines (an address) are in ``more``."""

    field: str
    value: str
    line: int
    column: int
    offset: int
    confidence: Confidence
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """One form as read. A field that stands twice keeps its first value; the others are in ``further``."""

    kind: FormKind
    fields: dict[str, FormField]
    lines: tuple[FormLine, ...]
    further: tuple[FormField, ...] = ()

    def value(self, field: str) -> str:
        """The value of a field; empty when the form does not state it."""
        found = self.fields.get(field)
        return "" if found is None else found.value


def read_form(text: str) -> Form | None:
    """Read a form; None when no title of a known form stands near its head."""
    kind = kind_of(text)
    if kind is None:
        return None
    grid = cells(folded(text).replace("\f", "\n"))
    lines, used = lines_of(grid)
    fields: dict[str, FormField] = {}
    further: list[FormField] = []
    for each in _fields(grid, used):
        if each.field not in fields:
            fields[each.field] = each
        elif fields[each.field].value != each.value:
            further.append(each)
    return Form(kind, fields, lines, tuple(further))


def kind_of(text: str) -> FormKind | None:
    """The form by the first title among its first lines."""
    head = "\n".join([each for each in folded(text).splitlines() if each.strip()][:8]).lower()
    found = [(match.start(), -len(title), form) for title, form in titles() if (match := _titled(title, head))]
    return FormKind(min(found)[2]) if found else None


def _titled(title: str, head: str) -> re.Match[str] | None:
    words = r"\s+".join(re.escape(each) for each in title.split())
    return re.search(rf"(?<![\w]){words}(?!\s*(?:no\b|number|#|date|total))(?!\w)", head)


def _fields(grid: list[list[Cell]], used: frozenset[int]) -> Iterator[FormField]:
    for index, row in enumerate(grid):
        if index in used:
            continue
        for place, cell in enumerate(row):
            field, inline = _label(cell)
            if field is None:
                continue
            found = _value(grid, used, index, place, field, inline)
            if found is not None:
                yield found


def _label(cell: Cell) -> tuple[str | None, Cell | None]:
    """The field that a cell labels, and the value in the same cell."""
    whole = field_of(cell.text)
    if whole is not None:
        return whole, None
    freight = re.fullmatch(r"(freight)\s+(prepaid|collect)", cell.text, re.I)
    if freight is not None:
        shift = freight.start(2)
        return "freight", Cell(freight[2], cell.line, cell.column + shift, cell.offset + shift)
    counted = re.match(r"(\D{3,40}?)\s(\d.*)$", cell.text)
    if counted is not None and ":" not in cell.text and field_of(counted[1]) is not None:
        shift = counted.start(2)
        return field_of(counted[1]), Cell(counted[2], cell.line, cell.column + shift, cell.offset + shift)
    head, mark, rest = cell.text.partition(":")
    field = field_of(head) if mark else None
    if field is None or not rest.strip():
        return field, None
    shift = len(head) + 1 + len(rest) - len(rest.lstrip())
    return field, Cell(rest.strip(), cell.line, cell.column + shift, cell.offset + shift)


def _value(
    grid: list[list[Cell]], used: frozenset[int], index: int, place: int, field: str, inline: Cell | None
) -> FormField | None:
    label = grid[index][place]
    right = grid[index][place + 1] if place + 1 < len(grid[index]) else None
    if inline is not None:
        return _field(field, inline, Confidence.HIGH, _continued(grid, used, index, field, label, inline))
    if right is not None and not _labels(right, label) and not _headed_above(grid, index, right):
        return _field(field, right, Confidence.HIGH, _continued(grid, used, index, field, label, right))
    below = _below(grid, used, index, label)
    if not below:
        return None
    alone = len(grid[index]) == 1
    return _field(field, below[0], Confidence.HIGH if alone else Confidence.LOW, tuple(each.text for each in below[1:]))


def _labels(cell: Cell, left: Cell) -> bool:
    """Is this the head of another box: a label, the form's title, or numbered as the label to its left is?"""
    numbered = _NUMBERED.match(cell.text) is not None and _NUMBERED.match(left.text) is not None
    return _label(cell)[0] is not None or numbered or cell.text.lower() in dict(titles())


def _field(field: str, cell: Cell, confidence: Confidence, more: tuple[str, ...]) -> FormField:
    if field in _LONG:
        value = " ".join((cell.text, *more))
        return FormField(field, value, cell.line, cell.column, cell.offset, confidence)
    kept = more if field in _PARTIES else ()
    value = cell.text
    if field in _PARTIES and "," in value and not kept:
        value, *rest = _parted(value)
        kept = tuple(rest)
    return FormField(field, value.strip(" ,"), cell.line, cell.column, cell.offset, confidence, kept)


def _parted(value: str) -> list[str]:
    """Name and address in one line; a legal form behind a comma belongs to the name."""
    name, *rest = [each.strip() for each in value.split(",")]
    while rest and re.fullmatch(r"(?:Co\.?|Ltd\.?|Inc\.?|LLC|Corp\.?|S\.A\.?|GmbH|Limited|L\.L\.C\.?)", rest[0]):
        name = f"{name}, {rest.pop(0)}"
    return [name, ", ".join(rest)] if rest else [name]


def _continued(
    grid: list[list[Cell]], used: frozenset[int], index: int, field: str, label: Cell, value: Cell
) -> tuple[str, ...]:
    """Lines under a value that begin at its column and carry no label: an address, or the rest of a sentence."""
    if field not in _PARTIES | _LONG:
        return ()
    found: list[str] = []
    for number in range(index + 1, min(index + 1 + _LINES_OF_A_PARTY, len(grid))):
        at = [each for each in grid[number] if abs(each.column - value.column) <= 2 and each.column > label.column]
        if number in used or not at or _label(at[0])[0] is not None or _labelled(grid[number], at[0], label):
            break
        found.append(at[0].text)
    return tuple(found)


def _labelled(row: list[Cell], cell: Cell, label: Cell) -> bool:
    """Does a label stand left of this cell, where the label above it stands? The cell is then the value of that one."""
    left = [each for each in row if label.column - 2 <= each.column < cell.column]
    return bool(left) and _label(left[-1])[0] is not None


def _below(grid: list[list[Cell]], used: frozenset[int], index: int, label: Cell) -> list[Cell]:
    later = [each.column for each in grid[index] if each.column > label.column]
    limit = min(later, default=10_000)
    found: list[Cell] = []
    for number in range(index + 1, min(index + 2 + _LINES_OF_A_PARTY, len(grid))):
        inside = [each for each in grid[number] if label.column - 2 <= each.column < limit - 1]
        if number in used or (not inside and (found or number > index + 1)):
            break
        if not inside:
            continue
        if _label(inside[0])[0] is not None:
            break
        found.append(inside[0])
    return found


def _headed_above(grid: list[list[Cell]], index: int, cell: Cell) -> bool:
    """Does this cell belong to a label that stands above it, with nothing but its own lines between?"""
    for number in range(index - 1, max(-1, index - 1 - _LINES_OF_A_PARTY), -1):
        over = [each for each in grid[number] if abs(each.column - cell.column) <= 1]
        if not over:
            return False
        field, inline = _label(over[0])
        if field is not None:
            return inline is None and over[0] is not grid[number][0]
    return False
