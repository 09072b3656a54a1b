"""Reads Annex I of the EU dual-use regulation from a consolidated text in JSON, line by line."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from endgate.goods.texts import NOTES, Line, LineKind, ListText, odd

_LINE = re.compile(r"^(\d[A-E]\d{3})((?:\.[a-z0-9]+)*) (.*)$")
_NOTE = (
    (LineKind.CROSS_REFERENCE, re.compile(r"N\.B\.")),
    (LineKind.TECHNICAL_NOTE, re.compile(r"Technical Notes?\b")),
    (LineKind.NOTE, re.compile(r"Notes?\b")),
)
_SEE = re.compile(r"see (?:military goods controls|1C350)", re.IGNORECASE)
_CAS = re.compile(r"(?<![\d-])(\d{2,7}-\d{2}-) ?(\d)(?!\d)")
_MISPRINTED = (("1C010.1.2", "1C010.e.2"), ("1C010.1", "1C010.e.1"))
"""Children of 1C010.e are printed without their letter; its own notes name them with it."""


def read(content: bytes) -> ListText:
    """Read the file (plain or gzip). Raises ValueError where it is no such JSON."""
    raw = json.loads(gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content)
    lines = tuple(_lines(raw["entries"]))
    anomalies = [odd(line.path, "printed at another path") for line in lines if _corrected(line.path)]
    return ListText("eu-annex1", _version(raw["corpus_version"]), lines, _counts(raw, lines), tuple(anomalies))


def _version(number: str) -> str:
    """``02021R0821-20251115`` is the text of that day."""
    day = number.rpartition("-")[2]
    return f"eu-annex1@{day[:4]}-{day[4:6]}-{day[6:]}"


def _lines(entries: list[Mapping[str, Any]]) -> Iterator[Line]:
    order = 0
    for entry in entries:
        for text in entry["verbatim_text"].split("\n"):
            match = _LINE.match(text)
            if match is None:
                raise ValueError(f"{entry['entry_code']}: a line without a path: {text[:60]!r}")
            yield Line(_path(match[1] + match[2]), order, kind_of(match[3]), match[3])
            order += 1


def _path(printed: str) -> str:
    for wrong, right in _MISPRINTED:
        if printed == wrong or printed.startswith(wrong + "."):
            return right + printed[len(wrong) :]
    return printed


def _corrected(path: str) -> bool:
    return any(path == right or path.startswith(right + ".") for _, right in _MISPRINTED)


def kind_of(text: str) -> LineKind:
    """What a line is by how it begins."""
    for kind, begins in _NOTE:
        if begins.match(text):
            return kind
    if text.rstrip(" ;.") == "Not used":
        return LineKind.NOT_USED
    return LineKind.SEE_OTHER_LIST if _SEE.match(text) else LineKind.PROVISION


def _definitions(document: Mapping[str, Any]) -> list[str]:
    own = "DEFINITIONS" in document["title"]
    return list(document["verbatim_text"].split("\n")) if own else []


def _counts(raw: Mapping[str, Any], lines: tuple[Line, ...]) -> dict[str, int]:
    counts = {kind.value: sum(line.kind is kind for line in lines) for kind in LineKind}
    notes = sum(counts[kind.value] for kind in NOTES)
    cas = _CAS.findall("\n".join(line.text for line in lines))
    by_category = {f"category_{digit}": 0 for digit in range(10)}
    for entry in raw["entries"]:
        by_category[f"category_{entry['entry_code'][0]}"] += 1
    return {
        **counts,
        **by_category,
        "entries": len(raw["entries"]),
        "lines": len(lines),
        "notes": notes,
        "provisions": len(lines) - notes,
        "paths": len({line.path for line in lines if line.kind not in NOTES}),
        "definitions": sum(line.startswith('"') for each in raw["docs"] for line in _definitions(each)),
        "flagged": sum(len(entry["parameters"]) for entry in raw["entries"]),
        "documents": len(raw["docs"]),
        "general_authorisations": len(raw["geas"]),
        "cas": len(cas),
        "cas_distinct": len(set(cas)),
    }
