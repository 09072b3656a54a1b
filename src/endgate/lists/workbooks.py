"""Spreadsheet files (xlsx) examined before anything reads them: they are archives and obey the archives' limits."""

from __future__ import annotations

import zipfile

from endgate.lists.errors import DOCTYPE, LIMIT, NOT_THE_FORMAT, ListRefusedError

_CONTENTS = "[Content_Types].xml"
_SHEET = "xl/workbook.xml"
_EXTERNAL = "xl/externalLinks/"
_MAX_MEMBERS = 1000
_CHUNK = 1 << 16


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
        room -= _weigh(archive, each, where, room)


def _weigh(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str, room: int) -> int:
    size = 0
    with archive.open(member) as content:
        while chunk := content.read(_CHUNK):
            if size == 0 and b"<!DOCTYPE" in chunk:
                raise ListRefusedError(DOCTYPE.at(f"{where}!{member.filename}", "a document type is declared"))
            size += len(chunk)
            if size > room:
                raise ListRefusedError(LIMIT.at(where, "more content than the limit"))
    return size
