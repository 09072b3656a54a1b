"""Words of a page by their boxes, laid out as text in which columns stay columns; every word knows its code points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from endgate.evidence.intake.model import WordBox

_WIDE = 0.9
"""A gap of more than this many heights of the letters parts two cells; less is a blank between words."""


@dataclass(frozen=True)
class Word:
    """A word and its box in points, from the upper left corner of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True)
class PageOfWords:
    """One page and its words in the order of the file."""

    width: float
    height: float
    words: tuple[Word, ...]


def laid_out(page: PageOfWords, number: int) -> tuple[str, tuple[WordBox, ...]]:
    """The text of a page and, for each word, its code points there and its box in thousandths of the page."""
    unit = _unit(page.words)
    text, boxes = "", []
    before: float | None = None
    for line in _lines(page.words):
        bottom = max(word.bottom for word in line)
        if before is not None:
            height = median(word.height for word in line)
            text += "\n\n" if min(word.top for word in line) - before > height else "\n"
        before = bottom
        start = len(text)
        last: Word | None = None
        for word in line:
            text += _space(word, last, int(word.left / unit), len(text) - start)
            boxes.append(_box(word, page, number, len(text)))
            text += word.text
            last = word
    return text, tuple(boxes)


def _unit(words: Sequence[Word]) -> float:
    """Width of a column: narrower than most letters, so that no text runs over the column it stands before."""
    widths = [(word.right - word.left) / len(word.text) for word in words if word.right > word.left]
    return max(1.0, 0.8 * median(widths)) if widths else 4.0


def _lines(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words on one line: their middles lie closer than half a letter's height."""
    line: list[Word] = []
    for word in sorted(words, key=lambda each: ((each.top + each.bottom) / 2, each.left)):
        middle = (word.top + word.bottom) / 2
        if line and middle - _middle(line) > 0.5 * min(word.height, line[0].height):
            yield sorted(line, key=lambda each: each.left)
            line = []
        line.append(word)
    if line:
        yield sorted(line, key=lambda each: each.left)


def _middle(line: Sequence[Word]) -> float:
    return sum((each.top + each.bottom) / 2 for each in line) / len(line)


def _space(word: Word, last: Word | None, column: int, written: int) -> str:
    if last is not None and word.left - last.right <= _WIDE * min(word.height, last.height):
        return " " if word.left - last.right > 0.05 * word.height else ""
    least = 0 if last is None else 2
    return " " * max(least, column - written)


def _box(word: Word, page: PageOfWords, number: int, start: int) -> WordBox:
    def share(value: float, whole: float) -> int:
        return min(1000, max(0, round(1000 * value / whole)))

    left, right = share(word.left, page.width), share(word.right, page.width)
    top, bottom = share(word.top, page.height), share(word.bottom, page.height)
    return WordBox(start, start + len(word.text), number, (left, top, right, bottom))
