"""Open what a person names: files, folders, gzip and zip archives, as streams of bytes under limits."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from endgate.network.errors import BROKEN_FILE, NetworkError

HEAD = 1 << 16
MAX_BYTES = 64 << 30
MAX_RATIO = 400
"""Highest ratio of content to archive; JSON lines of registers reach some 30."""
_FREE = 64 << 20
DAMAGED = (zipfile.BadZipFile, zlib.error, gzip.BadGzipFile, EOFError, NotImplementedError, RuntimeError, OSError)


@dataclass(frozen=True)
class Opened:
    """One file or one member of an archive: its name for people, its first bytes, and its bytes from the start."""

    name: str
    head: bytes
    stream: IO[bytes]


def files(paths: tuple[Path, ...]) -> Iterator[tuple[str, Path]]:
    """Every file named, folders with all they hold in the order of names; each with its name below its folder."""
    for path in paths:
        if not path.is_dir():
            yield path.name, path
            continue
        inside = sorted(each for each in path.rglob("*") if each.is_file() and not each.name.startswith("."))
        yield from ((each.relative_to(path).as_posix(), each) for each in inside)


def members(path: Path, name: str) -> Iterator[tuple[str, zipfile.ZipInfo | None]]:
    """The name of the file, or of each member of a zip archive. Raises NetworkError for a damaged archive."""
    try:
        with path.open("rb") as begin:
            archived = begin.read(4) == b"PK\x03\x04"
        if not archived:
            yield name, None
            return
        with zipfile.ZipFile(path) as archive:
            inside = [info for info in archive.infolist() if not info.is_dir()]
    except DAMAGED as error:
        raise NetworkError(BROKEN_FILE.at(str(path), str(error))) from error
    yield from ((name if len(inside) == 1 else f"{name}!{info.filename}", info) for info in inside)


@contextmanager
def opened(path: Path, name: str, member: zipfile.ZipInfo | None) -> Iterator[Opened]:
    """Open one file or member, decompressed. A damaged archive raises from its reads (``DAMAGED``)."""
    with path.open("rb") as raw:
        stream: IO[bytes] = raw
        if member is not None:
            stream = zipfile.ZipFile(raw).open(member)  # noqa: SIM115 - ends with the file it reads from
        if _peek(stream)[:2] == b"\x1f\x8b":
            stream = cast("IO[bytes]", gzip.GzipFile(fileobj=stream))
        limited = io.BufferedReader(_Limited(stream, _cap(path)), HEAD)
        yield Opened(name, limited.peek(HEAD)[:HEAD], limited)


def _peek(stream: IO[bytes]) -> bytes:
    begin = stream.read(2)
    stream.seek(0)
    return begin


def _cap(path: Path) -> int:
    return min(MAX_BYTES, max(path.stat().st_size * MAX_RATIO, _FREE))


class _Limited(io.RawIOBase):
    """Passes bytes on until the limit; an archive that unfolds without end is refused there."""

    def __init__(self, stream: IO[bytes], left: int) -> None:
        super().__init__()
        self._stream, self._left = stream, left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise EOFError("it unfolds to more than any register's file does")
        buffer[: len(data)] = data
        return len(data)
