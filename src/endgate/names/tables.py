"""Reads the room's data files, once per process. Leaves what they mean to the modules that ask."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``data/names/<name>.csv``."""
    text = (files("endgate") / "data" / "names" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def settings(name: str) -> dict[str, Any]:
    """The tables of ``data/names/<name>.toml``."""
    return tomllib.loads((files("endgate") / "data" / "names" / f"{name}.toml").read_text(encoding="utf-8"))
