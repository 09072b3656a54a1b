"""Opens a publisher's files: one file or a folder, plain, ``.gz`` or ``.zip``; rows come with their line number."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from endgate.routes.statistics.errors import OTHER_FILE, StatisticsError

_SUFFIXES = (".csv", ".csv.gz", ".txt", ".txt.gz", ".zip")
_BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile)


@dataclass(frozen=True)
class TableFile:
    """One table: its name for messages and how to open its bytes."""

    name: str
    opened: Callable[[], BinaryIO]

    def header(self) -> tuple[str, ...]:
        """The names in the first line; empty for an empty file."""
        with self.text() as file:
            return tuple(name.strip() for name in next(csv.reader([file.readline()]), []))

    @contextmanager
    def text(self) -> Iterator[io.TextIOWrapper]:
        """The file as text. Raises StatisticsError (EG5501) for a broken archive or bytes that are not UTF-8."""
        try:
            with io.TextIOWrapper(self.opened(), encoding="utf-8-sig", newline="") as file:
                yield file
        except (*_BROKEN, UnicodeDecodeError) as error:
            raise StatisticsError(OTHER_FILE.at(self.name, f"cannot be read: {error}")) from error

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every row after the first with the number of its last line."""
        with self.text() as file:
            reader = csv.reader(file)
            try:
                next(reader, None)
                for row in reader:
                    if row:
                        yield reader.line_num, row
            except csv.Error as error:
                what = f"line {reader.line_num} is no line of a table: {error}"
                raise StatisticsError(OTHER_FILE.at(self.name, what)) from error


def tables(path: Path) -> list[TableFile]:
    """The tables at a path, sorted by name. Raises StatisticsError (EG5501) when there is none."""
    paths = sorted(each for each in path.iterdir() if _is_table(each)) if path.is_dir() else [path]
    found = [table for each in paths for table in _inside(each)]
    if not found:
        raise StatisticsError(OTHER_FILE.at(str(path), "there is no table in this folder"))
    return found


def _is_table(path: Path) -> bool:
    return path.is_file() and path.name.lower().endswith(_SUFFIXES)


def _inside(path: Path) -> list[TableFile]:
    if not path.is_file():
        raise StatisticsError(OTHER_FILE.at(str(path), "there is no such file"))
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = sorted(name for name in archive.namelist() if name.lower().endswith((".csv", ".txt")))
        return [TableFile(f"{path.name}!{name}", _member(path, name)) for name in names]
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return [TableFile(path.name, (lambda: _gunzip(path)) if packed else (lambda: path.open("rb")))]


def _gunzip(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.GzipFile(path))


def _member(path: Path, name: str) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        return io.BytesIO(zipfile.ZipFile(path).read(name))

    return opened
