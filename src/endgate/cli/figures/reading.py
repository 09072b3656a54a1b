"""Reads the files of cases that a benchmark scores: named columns, with the file and line in every fault."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from endgate.cli.errors import FIGURE_FILE_REFUSED, NOTHING_TO_MEASURE, BenchError, NothingToMeasureError

Each = TypeVar("Each")


def text_of(path: Path) -> str:
    """The file's text. Raises BenchError (EG9102) when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BenchError(FIGURE_FILE_REFUSED.at(str(path), f"it cannot be read: {error}")) from error


def table_of(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a CSV that has these columns. Raises BenchError (EG9102), NothingToMeasureError (EG9101)."""
    return rows_of(text_of(path), path, columns)


def rows_of(text: str, path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The same for a text read already; ``path`` is named in faults."""
    return [row for _, row in _numbered(text, path, columns)]


def numbered_rows_of(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV that has these columns, each with the line on which it ends. Raises as ``table_of``."""
    return _numbered(text_of(path), path, columns)


def _numbered(text: str, path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(StringIO(text, newline=""), restval="")
    lacking = [column for column in columns if column not in (reader.fieldnames or ())]
    if lacking:
        raise BenchError(FIGURE_FILE_REFUSED.at(f"{path}:1", f"no column {', '.join(lacking)}"))
    return something([(reader.line_num, row) for row in reader], path)


def json_lines_of(path: Path, keys: Sequence[str]) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines that have these keys. Raises as ``table_of``."""
    return something(list(_objects(path, keys)), path)


def something(cases: Sequence[Each], path: Path) -> list[Each]:
    """The cases, of which there is at least one. Raises NothingToMeasureError (EG9101)."""
    if not cases:
        raise NothingToMeasureError(NOTHING_TO_MEASURE.at(str(path), "it holds no case"))
    return list(cases)


def _objects(path: Path, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(text_of(path).splitlines(), start=1):
        if line.strip():
            yield _object(line, f"{path}:{number}", keys)


def _object(line: str, where: str, keys: Sequence[str]) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise BenchError(FIGURE_FILE_REFUSED.at(where, f"it is not JSON: {error}")) from error
    lacking = [key for key in keys if not isinstance(value, dict) or key not in value]
    if lacking:
        raise BenchError(FIGURE_FILE_REFUSED.at(where, f"no key {', '.join(lacking)}"))
    return dict(value)
