"""Every file under ``../shared/lists`` either parses with the stated count or is refused with the stated reason.

``lists_tree.csv`` says which; a folder stands for the set of files in it, a pattern for each file that it matches.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from endgate.lists.adding import add
from endgate.terms.faults import EndgateError

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    path: str
    source: str
    partial: str
    stated_date: str
    outcome: str
    why: str

    def matches(self, path: str) -> bool:
        return fnmatchcase(path, self.path) or path.startswith(f"{self.path}/")


TABLE = Path(__file__).with_name("lists_tree.csv").read_text(encoding="utf-8")
ROWS = tuple(Row(**row) for row in csv.DictReader(TABLE.splitlines()))


@pytest.fixture(scope="module")
def files(shared: Path) -> dict[str, Path]:
    folder = shared / "lists"
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def test_each_file_has_one_row_and_each_row_files(files: dict[str, Path]) -> None:
    owners = {name: [row.path for row in ROWS if row.matches(name)] for name in files}
    assert {name: found for name, found in owners.items() if len(found) != 1} == {}
    assert [row.path for row in ROWS if not any(row.matches(name) for name in files)] == []


def test_what_is_refused_says_why() -> None:
    assert [row.path for row in ROWS if not row.outcome.isdigit() and not row.why] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
def test_parsed_or_refused(row: Row, files: dict[str, Path], tmp_path: Path) -> None:
    for paths in _together(row, files):
        assert _outcome(row, paths, tmp_path / "store") == row.outcome, paths[0].name
    assert not (tmp_path / "store").exists()


def _together(row: Row, files: dict[str, Path]) -> Iterator[list[Path]]:
    """The files of a set at once, those of a pattern one by one."""
    found = [path for name, path in files.items() if row.matches(name)]
    assert found
    yield from [[path] for path in found] if "*" in row.path else [found]


def _outcome(row: Row, paths: list[Path], store: Path) -> str:
    day = date.fromisoformat(row.stated_date) if row.stated_date else None
    try:
        result = add(store, row.source, paths, obtained_at=NOW, stated_date=day, partial=row.partial, dry_run=True)
    except EndgateError as error:
        return " ".join(sorted({fault.code for fault in error.faults}))
    assert result.report.balanced
    return str(result.report.parties)
