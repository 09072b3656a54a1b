"""Where on the page a value of a form stands: the box around its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from endgate.evidence.intake.model import WordBox

_WORDS_AHEAD = 400
"""How far the words of one value may lie apart in the text, in words: its lines may stand beside another column."""


@dataclass(frozen=True)
class Place:
    """A page, counted from 1, and a box in thousandths of it: left, top, right, bottom."""

    page: int
    box: tuple[int, int, int, int]


def place_of(value: str, offset: int, text: str, boxes: Sequence[WordBox]) -> Place | None:
    """The box around a value that begins at ``offset``; None when its text has no boxes."""
    wanted = value.split()
    first = bisect_left(boxes, offset, key=lambda each: each.end - 1)
    found: list[WordBox] = []
    for each in boxes[first : first + _WORDS_AHEAD]:
        if not wanted:
            break
        if wanted[0] in text[each.start : each.end] and (not found or each.page == found[0].page):
            found.append(each)
            wanted.pop(0)
    return _around(found) if found else None


def _around(found: Sequence[WordBox]) -> Place:
    lefts, tops, rights, bottoms = zip(*(each.box for each in found), strict=True)
    return Place(found[0].page, (min(lefts), min(tops), max(rights), max(bottoms)))
