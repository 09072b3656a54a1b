"""Reads the US Commerce Control List from the JSON of an eCFR issue: headings, reasons, chart rows, paragraphs."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from endgate.goods.texts import Line, LineKind, ListText, odd

_KINDS = {"item": LineKind.PROVISION, "note": LineKind.NOTE, "text": LineKind.PROVISION}
_COLUMN = re.compile(r"Columns? \d")
_SWALLOWED = re.compile(
    r"\b(\d[A-E]\d{3})\b(?= [A-Z“\"](?:(?!\b\d[A-E]\d{3}\b).){10,250}?\(see List of Items Controlled\))", re.IGNORECASE
)
_CITED = re.compile(r"\b\d[A-E]\d{3}\b")


def read(content: bytes) -> ListText:
    """Read the file (plain or gzip). Entries that the text of another one has swallowed are named, not invented."""
    raw = json.loads(gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content)
    entries = raw["entries"]
    lines = tuple(_lines(entries))
    own = {entry["eccn"] for entry in entries}
    swallowed = sorted({code for entry in entries for code in _swallowed(entry)} - own)
    cited = {code for entry in entries for code in _CITED.findall(_whole(entry))} - own - set(swallowed)
    anomalies = (
        *(odd(code, "its heading stands inside another entry") for code in swallowed),
        *(odd(code, "cited, but no entry of its own") for code in sorted(cited)),
    )
    return ListText("us-ccl", f"us-ccl@{raw['ecfrIssueDate']}", lines, _counts(entries), anomalies)


def _lines(entries: list[Mapping[str, Any]]) -> Iterator[Line]:
    order = 0
    for entry in entries:
        yield Line(entry["eccn"], order, LineKind.PROVISION, entry["heading"])
        order += 1
        for each in entry.get("items") or ():
            path = f"{entry['eccn']}.{each['paragraph']}" if each["paragraph"] else entry["eccn"]
            yield Line(path, order, _KINDS[each["kind"]], each["text"])
            order += 1


def _swallowed(entry: Mapping[str, Any]) -> list[str]:
    return _SWALLOWED.findall(_whole(entry))


def _whole(entry: Mapping[str, Any]) -> str:
    texts = [each["text"] for each in entry.get("items") or ()]
    return " ".join([entry["heading"], *texts, str(entry.get("relatedControls") or "")])


def _counts(entries: list[Mapping[str, Any]]) -> dict[str, int]:
    rows = [row for entry in entries for row in entry["countryChart"]]
    items = [each for entry in entries for each in entry.get("items") or ()]
    categories = {f"category_{digit}": sum(entry["eccn"][0] == str(digit) for entry in entries) for digit in range(10)}
    return {
        **categories,
        "entries": len(entries),
        "paragraphs": len(items),
        "items": sum(each["kind"] == "item" for each in items),
        "notes": sum(each["kind"] == "note" for each in items),
        "texts": sum(each["kind"] == "text" for each in items),
        "entries_with_paragraphs": sum(bool(entry.get("items")) for entry in entries),
        "chart_rows": len(rows),
        "chart_rows_with_column": sum(bool(_COLUMN.search(json.dumps(row))) for row in rows),
        "entries_without_chart": sum(not entry["countryChart"] for entry in entries),
        "entries_without_reasons": sum(not entry.get("reasonForControl") for entry in entries),
    }
