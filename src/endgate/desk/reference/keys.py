"""The keys of the desk, from the table that the help page and its test read."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import Any


@cache
def keys_by_screen() -> tuple[dict[str, Any], ...]:
    """Screens in their order, each with its keys and what they do."""
    text = resources.files("endgate").joinpath("data", "desk", "keys.csv").read_text(encoding="utf-8")
    found: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        found.setdefault(row["screen"], []).append({"key": row["key"], "does": row["does"]})
    return tuple({"screen": screen, "keys": keys} for screen, keys in found.items())
