"""Reads Annex I of the EU dual-use regulation from a text with its page layout, by the heads at the margin."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator

from endgate.goods.importers.eu_json import kind_of
from endgate.goods.texts import NOTES, Line, ListText

_HEAD = re.compile(r"^ ?(\d[A-E]\d{3})(?=\s)(?:\s+continued\s*$)?")
_PAGE = re.compile(r"^\s*(?:\d{1,3}\s*$|CATEGORY\s+\d\b|\d[A-E]\d?\s+[A-Z][a-z])")
_GLUED = re.compile(r"(?<=\.)\d[A-E]\s+(?:Systems, Equipment|Test, Inspection|Materials|Software|Technology)\b.*$")
_NUMBER = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_STARTS = re.compile(r"^\s*(?:N\.B\.|Technical Notes?\b|Notes?(?: \d+)?:|[a-z]\.\s|\d{1,2}\.\s)")


def read(content: bytes, version: str) -> ListText:
    """Read the file (plain or gzip). A head that was begun on an earlier page continues its entry."""
    text = (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode("utf-8")
    raw = text.split("\n")
    lines = tuple(_lines(raw))
    heads = [match[1] for line in raw if (match := _HEAD.match(line))]
    counts = {
        "entries": len(set(heads)),
        "heads": len(heads),
        "repeated_heads": len(heads) - len(set(heads)),
        "repeated_codes": sum(count > 1 for count in Counter(heads).values()),
        "raw_lines": len(raw) - (raw[-1] == ""),
        "notes": sum(line.kind in NOTES for line in lines),
    }
    return ListText("eu-annex1", version, lines, counts)


def _lines(raw: list[str]) -> Iterator[Line]:
    """One line a printed paragraph; page numbers are left out, lines of one paragraph joined."""
    entry, words, order = "", [""], 0
    for printed in raw:
        head = _HEAD.match(printed)
        begins = head is not None or _STARTS.match(printed) is not None
        if (head is None and _PAGE.match(printed)) or (head is not None and "continued" in printed):
            continue
        if begins and entry and "".join(words).strip():
            yield _line(entry, order, words)
            order += 1
        if head is not None:
            entry = head[1]
            printed = printed[head.end() :]
        words = [printed] if begins else [*words, printed]
    if entry and "".join(words).strip():
        yield _line(entry, order, words)


def _line(entry: str, order: int, words: list[str]) -> Line:
    text = _GLUED.sub("", _NUMBER.sub("", re.sub(r"\s+", " ", " ".join(words)).strip()))
    return Line(entry, order, kind_of(text), text)
