"""The table of threats: every row has its defence, and a test that is there and does run."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.unit.desk.world import rows

ROOT = Path(__file__).parents[3]
MUST = (
    "script in names", "inline or evaluated script", "CSRF", "framing", "uploads", "served files", "webhooks", "floods",
    "formulas", "leaks in logs", "insider", "behind a proxy", "guessed passwords", "forged cursors", "paths that trick",
    "repeated, stale and concurrent", "same hand", "superseded decision", "edition missing", "full disk",
    "stopped worker",
)  # fmt: skip
"""The rows of the specification's table and of the bad input that the desk must stand."""


def _tests(path: Path) -> dict[str, list[str]]:
    """The tests of a file by name, with the names of their marks."""
    found = {}
    for each in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(each, ast.FunctionDef) and each.name.startswith("test_"):
            found[each.name] = [ast.unparse(mark) for mark in each.decorator_list]
    return found


@pytest.mark.parametrize("threat", MUST)
def test_every_threat_has_its_row(threat: str) -> None:
    assert [each for each in rows("threats.csv") if threat in each["threat"]]


@pytest.mark.parametrize("row", rows("threats.csv"), ids=lambda row: row["test"].partition("::")[2])
def test_every_row_has_a_defence_and_a_test_that_runs(row: dict[str, str]) -> None:
    assert all(value.strip() for value in row.values()), row
    file, _, name = row["test"].partition("::")
    assert (ROOT / file).is_file(), file
    marks = _tests(ROOT / file).get(name)
    assert marks is not None, f"{name} is not in {file}"
    assert not [each for each in marks if "skip" in each or "xfail" in each]


def test_no_row_stands_twice_and_a_threat_has_one_defence() -> None:
    table = rows("threats.csv")
    assert len({(each["threat"], each["test"]) for each in table}) == len(table)
    assert len({(each["threat"], each["defence"]) for each in table}) == len({each["threat"] for each in table})
