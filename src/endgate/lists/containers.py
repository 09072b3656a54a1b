"""Files as handed in: plain, gzip, zip with one member, or a directory, opened under limits into plain files.

A workbook (xlsx) is an archive of many members that stays as it is: ``workbooks`` examines it.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from endgate.lists.errors import HTML_INSTEAD, LIMIT, NOT_THE_FORMAT, NOT_WELL_FORMED, UNREADABLE, ListRefusedError
from endgate.lists.importers.contract import RawFile
from endgate.lists.workbooks import examine, is_workbook

MAX_RATIO = 200
"""Highest ratio of content to container; publishers' own archives reach 17."""
_FREE_BYTES = 1 << 20
_CHUNK = 1 << 16
_GZIP, _ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def unpack(paths: Sequence[Path], staging: Path, *, max_bytes: int) -> tuple[RawFile, ...]:
    """Write the decompressed content of every file under ``staging``. Raises ListRefusedError; writes nowhere else."""
    raws: list[RawFile] = []
    total = 0
    for path in _expand(paths):
        raw = _unpack_one(path, staging / f"{len(raws):03d}", max_bytes - total)
        total += raw.path.stat().st_size
        _refuse_html(raw)
        raws.append(raw)
    if not raws:
        raise ListRefusedError(UNREADABLE.at(", ".join(map(str, paths)) or "(no path)", "no file is there"))
    return tuple(raws)


def _expand(paths: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith("."))
        else:
            files.append(path)
    return files


def _unpack_one(path: Path, target: Path, max_bytes: int) -> RawFile:
    try:
        with path.open("rb") as stream:
            head = stream.read(4)
        if head[:2] == _GZIP:
            with gzip.open(path, "rb") as content:
                _copy(content, target, path, _cap(path, max_bytes))  # type: ignore[arg-type]
            return RawFile(path.name.removesuffix(".gz"), target, digest(path))
        if head in _ZIP:
            return _unzip(path, target, max_bytes)
        with path.open("rb") as content:
            _copy(content, target, path, max_bytes)
        return RawFile(path.name, target)
    except (zlib.error, EOFError, zipfile.BadZipFile, gzip.BadGzipFile, NotImplementedError, RuntimeError) as error:
        raise ListRefusedError(NOT_WELL_FORMED.at(path.name, f"the archive is damaged: {error}")) from error
    except OSError as error:
        raise ListRefusedError(UNREADABLE.at(str(path), error.strerror or str(error))) from error


def _cap(path: Path, max_bytes: int) -> int:
    return min(max_bytes, max(path.stat().st_size * MAX_RATIO, _FREE_BYTES))


def _unzip(path: Path, target: Path, max_bytes: int) -> RawFile:
    with zipfile.ZipFile(path) as archive:
        if is_workbook(archive):
            examine(archive, path.name, _cap(path, max_bytes))
            shutil.copyfile(path, target)
            return RawFile(path.name, target)
        members = [info for info in archive.infolist() if not info.is_dir()]
        if len(members) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at(path.name, f"the archive holds {len(members)} files, not one"))
        name = members[0].filename
        if PurePosixPath(name).name != name or "\\" in name or ":" in name:
            raise ListRefusedError(NOT_THE_FORMAT.at(path.name, f"the archive's file is called {name!r}"))
        cap = _cap(path, max_bytes)
        if members[0].file_size > cap:
            raise ListRefusedError(LIMIT.at(path.name, f"{members[0].file_size} bytes inside, {cap} at most"))
        with archive.open(members[0]) as content:
            _copy(content, target, path, cap)  # type: ignore[arg-type]
    return RawFile(name, target, digest(path))


def _copy(content: BinaryIO, target: Path, path: Path, cap: int) -> None:
    size = 0
    with target.open("wb") as out:
        while chunk := content.read(_CHUNK):
            if size == 0 and (chunk[:2] == _GZIP or chunk[:4] in _ZIP):
                raise ListRefusedError(LIMIT.at(path.name, "an archive inside an archive"))
            size += len(chunk)
            if size > cap:
                raise ListRefusedError(LIMIT.at(path.name, f"more than {cap} bytes of content"))
            out.write(chunk)


def _refuse_html(raw: RawFile) -> None:
    head = raw.head(2048).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise ListRefusedError(HTML_INSTEAD.at(raw.name, "the file begins as an HTML page"))
