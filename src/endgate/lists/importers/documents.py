"""Types of identity documents as publishers name them in any language, by ``data/lists/document_types.csv``."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from endgate.lists.importers.contract import ImportReport
from endgate.terms.kinds import IdentifierKind


@cache
def _document_kinds() -> tuple[tuple[str, IdentifierKind], ...]:
    """Words of document types with the kind they mean, in the order in which they are tried."""
    text = resources.files("endgate").joinpath("data", "lists", "document_types.csv").read_text(encoding="utf-8")
    return tuple((row["words"], IdentifierKind(row["kind"])) for row in csv.DictReader(text.splitlines()))


def document_kind(text: str, report: ImportReport) -> IdentifierKind:
    """What a document type in any language means; an unknown one is OTHER and counted."""
    lower = text.lower()
    for words, kind in _document_kinds():
        if words in lower:
            return kind
    if lower:
        report.met_unknown(f"document type {text}")
    return IdentifierKind.OTHER
