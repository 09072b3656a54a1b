"""Formats that are known and not read, refused by name with the reason (``data/lists/refused_formats.csv``)."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def _refused() -> tuple[tuple[bytes, str, str], ...]:
    text = resources.files("endgate").joinpath("data", "lists", "refused_formats.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple((row["marker"].encode(), row["name"], row["reason"]) for row in rows)


def refused_by_name(head: bytes) -> str:
    """What a file with this beginning is and why it is not read; empty when it is none of those."""
    return next((f"this is {name}: {reason}" for marker, name, reason in _refused() if marker in head), "")
