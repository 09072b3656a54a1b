"""Spreadsheet files (xlsx) examined before anything reads them: they are archives and obey the archives' limits."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass

from endgate.lists.errors import DOCTYPE, LIMIT, NOT_THE_FORMAT, ListRefusedError

_CONTENTS = "[Content_Types].xml"
_SHEET = "xl/workbook.xml"
_EXTERNAL = "xl/externalLinks/"
_MAX_MEMBERS = 1000
_CHUNK = 1 << 16
_CELL = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]*)(\d+)[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_UNNAMED = re.compile(rb"<(?:\w+:)?c[\s/>]")
_LONGEST_CELL = 64
MAX_CELLS = 32_000_000
"""Most cells of the rectangle a sheet spans; readers make room for all of it, empty or not."""


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Does the archive hold what every xlsx file holds?"""
    names = set(archive.namelist())
    return _CONTENTS in names and _SHEET in names


def examine(archive: zipfile.ZipFile, where: str, cap: int) -> None:
    """Decompress every member to nowhere, counting. Raises ListRefusedError for size, links, macros, declared types."""
    members = archive.infolist()
    if len(members) > _MAX_MEMBERS:
        raise ListRefusedError(LIMIT.at(where, f"{len(members)} members, {_MAX_MEMBERS} at most"))
    foreign = [
        each.filename for each in members if each.filename.startswith(_EXTERNAL) or "vbaProject" in each.filename
    ]
    if foreign:
        raise ListRefusedError(NOT_THE_FORMAT.at(where, f"the workbook holds {foreign[0]}: a link outwards or a macro"))
    if sum(each.file_size for each in members) > cap:
        raise ListRefusedError(LIMIT.at(where, f"more than {cap} bytes declared inside"))
    room = cap
    for each in members:
        room -= _weigh(archive, each, f"{where}!{each.filename}", room)


def _weigh(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str, room: int) -> int:
    size, extent = 0, _Extent()
    with archive.open(member) as content:
        while chunk := content.read(_CHUNK):
            if size == 0 and b"<!DOCTYPE" in chunk:
                raise ListRefusedError(DOCTYPE.at(where, "a document type is declared"))
            size += len(chunk)
            if size > room:
                raise ListRefusedError(LIMIT.at(where, "more content than the limit"))
            extent.see(chunk)
            if extent.rows * max(extent.columns, 1) > MAX_CELLS:
                what = f"the sheet spans {extent.rows} rows and {extent.columns} columns"
                raise ListRefusedError(LIMIT.at(where, what))
    return size


@dataclass
class _Extent:
    """The furthest row and column that cells name, or reach by standing in a row without a name."""

    rows: int = 0
    columns: int = 0
    _unnamed: int = 0
    _tail: bytes = b""

    def see(self, chunk: bytes) -> None:
        text = self._tail + chunk
        for letters, digits in _CELL.findall(text):
            self.rows = max(self.rows, int(digits[:9]))
            self.columns = max(self.columns, _column(letters[:6]))
        for number, stretch in enumerate(_ROW.split(chunk)):
            cells = len(_UNNAMED.findall(stretch))
            self._unnamed = cells if number else self._unnamed + cells
            self.columns = max(self.columns, self._unnamed)
        self._tail = chunk[-_LONGEST_CELL:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
