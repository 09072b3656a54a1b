"""Opens the room's data files: what each register's words mean."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``data/network/<name>.csv``."""
    text = files("endgate").joinpath("data", "network", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def by(name: str, column: str) -> dict[str, dict[str, str]]:
    """The rows of a file by one of their columns."""
    return {row[column]: row for row in rows(name)}
