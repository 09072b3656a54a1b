"""Measures as publishers word them, by ``data/lists/measures.csv``; an unknown one counts as ``other``."""

from __future__ import annotations

from collections.abc import Iterable

from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.tables import word_table


def read_measures(texts: Iterable[str], report: ImportReport) -> tuple[str, ...]:
    """Each measure once, in the order met. An unknown wording is counted and becomes ``other``."""
    found = []
    for text in texts:
        measure = word_table("measures.csv", "measure").get(text.casefold())
        if measure is None:
            report.met_unknown(f"measure {text}")
        found.append(measure or "other")
    return tuple(dict.fromkeys(found))
