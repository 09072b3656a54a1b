"""Cells that show an error (#N/A). The workbook reader gives them as blank, which would pass for *not stated*."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")


def error_cells(data: bytes, sheet: str) -> Iterator[str]:
    """The addresses (``B2``) of the sheet's error cells. Raises ValueError or ParseError for hostile or broken XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = _part_of(archive, sheet)
        if part is None:
            return
        for match in _CELL.finditer(archive.read(part)):
            attributes = dict(re.findall(rb'(\w+)="([^"]*)"', match[1]))
            if attributes.get(b"t") == b"e":
                yield attributes.get(b"r", b"?").decode("ascii", "replace")


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    from defusedxml import ElementTree  # only workbooks pay for it

    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    ids = {each.get("name"): each.get(_RELATION) for each in book.iter(f"{_MAIN}sheet")}
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    target = targets.get(ids.get(sheet), "")
    part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return part if part in names else None
