"""Kinds of dossiers and words that are too strong, from the data files."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from endgate.evidence.vocabulary import RecipientKind


@dataclass(frozen=True)
class Kind:
    """One kind of dossier or letter. ``asks`` is the request where the author writes none."""

    id: str
    title: str
    to: frozenset[RecipientKind]
    asks: str


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by id."""
    return {
        row["kind"]: Kind(row["kind"], row["title"], frozenset(map(RecipientKind, row["to"].split())), row["asks"])
        for row in _rows("dossier_kinds.csv")
    }


def too_strong(text: str) -> str:
    """The first word of a text that says more than a tentative claim; empty when there is none."""
    for row in _rows("strong_words.csv"):
        if re.search(rf"\b{re.escape(row['word'])}\b", text, re.IGNORECASE):
            return row["word"]
    return ""


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files("endgate").joinpath("data", "desk", name).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
