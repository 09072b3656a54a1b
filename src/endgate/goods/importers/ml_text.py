"""Reads the EU Common Military List from a text with its page layout: ML1 to ML22, each head on its own page."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

from endgate.goods.texts import Line, LineKind, ListText

_HEAD = re.compile(r"^\f\s?(ML\d{1,2})\s{2,}(.*)$")
_DEFINITIONS = re.compile(r"^\f?\s*DEFINITIONS OF TERMS", re.IGNORECASE)
_FOOTER = re.compile(r"^\s*(?:Liste I|\d{1,3}\s*$)")
_STARTS = re.compile(r"^\s*(?:Note|N\.B\.|Technical Note|[a-z]\.\s|\d{1,2}\.\s)")


def read(content: bytes, version: str) -> ListText:
    """Read the file (plain or gzip). Heads of the table of contents open no page and are no heads."""
    text = (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode("utf-8")
    lines = tuple(_lines(_pages(text)))
    heads = list(dict.fromkeys(line.path for line in lines))
    return ListText("eu-ml", version, lines, {"entries": len(heads), "lines": len(lines)})


def _pages(text: str) -> Iterator[str]:
    """The printed lines, a form feed joined to the first line with words of its page."""
    feed = ""
    for printed in text.split("\n"):
        if "\f" in printed:
            feed, printed = "\f", printed.replace("\f", "")
        if printed.strip():
            yield feed + printed
            feed = ""


def _lines(printed: Iterator[str]) -> Iterator[Line]:
    entry, words, order = "", [""], 0
    for each in printed:
        head = _HEAD.match(each)
        if _DEFINITIONS.match(each) and entry == "ML22":
            break
        if _FOOTER.match(each):
            continue
        begins = head is not None or _STARTS.match(each) is not None
        if begins and entry:
            yield _line(entry, order, words)
            order += 1
        if head is not None:
            entry, each = head[1], head[2]
        words = [each] if begins else [*words, each]
    if entry:
        yield _line(entry, order, words)


def _line(entry: str, order: int, words: list[str]) -> Line:
    text = re.sub(r"\s+", " ", " ".join(words)).strip()
    note = text.startswith(("Note", "N.B.", "Technical Note"))
    return Line(entry, order, LineKind.NOTE if note else LineKind.PROVISION, text)
