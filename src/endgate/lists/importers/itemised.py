"""Cells that hold several values, itemised by the publisher: ``a) … b) …``, ``(1) … (2) …``."""

from __future__ import annotations

import re

from endgate.lists.importers.fields import collapse

_MARK = re.compile(r"(?:^|(?<=[\s;,.]))\(?(?P<mark>[a-z]|\d{1,2})\)(?:(?:-|to)\s?\(?(?P<last>\d{1,2})\))?")
_EDGES = " ;,"


def split_items(text: str) -> tuple[str, ...]:
    """The items in order, or the whole text where no two marks follow each other. Case and commas are left alone."""
    marks = _in_sequence(list(_MARK.finditer(text)))
    lone_second = len(marks) == 1 and marks[0].start() > 0 and marks[0]["mark"] == "b"
    if len(marks) < 2 and not lone_second:
        # A lone mark at the start numbers nothing.
        single = _MARK.sub("", text, count=1) if marks and marks[0].start() == 0 else text
        return (collapse(single),) if collapse(single) else ()
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    items = [collapse(text[start:end]).strip(_EDGES) for start, end in zip(starts, ends, strict=True)]
    return tuple(dict.fromkeys(item for item in items if item))


def _in_sequence(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Marks that count up from the first, letters or digits; ``(1)-(2)`` stands for two items."""
    taken: list[re.Match[str]] = []
    expected = 1
    for match in found:
        mark = match["mark"]
        place = int(mark) if mark.isdigit() else ord(mark) - ord("a") + 1
        if place == expected or (not taken and place == expected + 1):
            taken.append(match)
            expected = max(place, int(match["last"] or 0)) + 1
    return taken
