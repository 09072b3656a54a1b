"""Spreadsheet files (xlsx) examined before anything reads them: they are archives and obey the archives' limits."""

from __future__ import annotations

import re
import zipfile

from endgate.lists.errors import DOCTYPE, LIMIT, NOT_THE_FORMAT, ListRefusedError

_CONTENTS = "[Content_Types].xml"
_SHEET = "xl/workbook.xml"
_EXTERNAL = "xl/externalLinks/"
_MAX_MEMBERS = 1000
_CHUNK = 1 << 16
_CELL = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]*)(\d+)[\"']")
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
    size, rows, columns, tail = 0, 0, 0, b""
    with archive.open(member) as content:
        while chunk := content.read(_CHUNK):
            if size == 0 and b"<!DOCTYPE" in chunk:
                raise ListRefusedError(DOCTYPE.at(where, "a document type is declared"))
            size += len(chunk)
            if size > room:
                raise ListRefusedError(LIMIT.at(where, "more content than the limit"))
            rows, columns = _span(tail + chunk, rows, columns)
            if rows * columns > MAX_CELLS:
                raise ListRefusedError(LIMIT.at(where, f"the sheet spans {rows} rows and {columns} columns"))
            tail = chunk[-_LONGEST_CELL:]
    return size


def _span(text: bytes, rows: int, columns: int) -> tuple[int, int]:
    """The furthest row and column that cells of this text name."""
    for letters, digits in _CELL.findall(text):
        rows = max(rows, int(digits[:9]))
        columns = max(columns, _column(letters[:6]))
    return rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
