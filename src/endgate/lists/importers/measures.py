"""Measures as publishers word them, by ``data/lists/measures.csv``; an unknown one counts as ``other``."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from importlib import resources

from endgate.lists.importers.contract import ImportReport


@cache
def _measures() -> dict[str, str]:
    text = resources.files("endgate").joinpath("data", "lists", "measures.csv").read_text(encoding="utf-8")
    return {row["written"]: row["measure"] for row in csv.DictReader(text.splitlines())}


def read_measures(texts: Iterable[str], report: ImportReport) -> tuple[str, ...]:
    """Each measure once, in the order met. An unknown wording is counted and becomes ``other``."""
    found = []
    for text in texts:
        measure = _measures().get(text.lower())
        if measure is None:
            report.met_unknown(f"measure {text}")
        found.append(measure or "other")
    return tuple(dict.fromkeys(found))
