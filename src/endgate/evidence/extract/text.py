"""Text as the rules see it: folded without moving a character, cut into paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from endgate.evidence.errors import EvidenceError
from endgate.evidence.extract.errors import TEXT_UNREADABLE

_FOLDED = {
    0x00A0: " ",
    0x2007: " ",
    0x202F: " ",
    0x2009: " ",
    0x0009: " ",
    0x2018: "'",
    0x2019: "'",
    0x201A: "'",
    0x201C: '"',
    0x201D: '"',
    0x201E: '"',
    0x00AB: '"',
    0x00BB: '"',
    0x2013: "-",
    0x2014: "-",
    0x2011: "-",
}
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "col",
        "lt",
        "sgt",
        "capt",
        "no",
        "nos",
        "art",
        "sec",
        "fig",
        "vs",
        "st",
        "co",
        "ltd",
        "inc",
        "corp",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "u.s",
        "u.n",
        "u.k",
        "e.u",
        "e.g",
        "i.e",
        "etc",
        "approx",
        "hon",
        "rev",
        "nr",
        "bzw",
        "z.b",
        "d.h",
        "ca",
    ]
)
_END = re.compile(r"[.!?][\"')\]]*(?=\s+[\"'(\[]*[A-ZÄÖÜ0-9\"])|[.!?][\"')\]]*\s*$")
_LAST_WORD = re.compile(r"([\w.]+)$")


@dataclass(frozen=True)
class Stretch:
    """A part of a text by its offsets, end exclusive."""

    start: int
    end: int


def read_text(path: Path) -> str:
    """A text file decoded as UTF-8 with nothing changed: offsets count its code points. Raises EvidenceError."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EvidenceError(TEXT_UNREADABLE.at(str(path), f"it cannot be read: {error}")) from error


def folded(text: str) -> str:
    """The text with plain quotes, dashes and blanks; every offset stays true."""
    return text.translate(_FOLDED)


def paragraphs(text: str) -> Iterator[Stretch]:
    """Paragraphs: lines, joined where a line runs on in the middle of a sentence."""
    start: int | None = None
    for match in re.finditer(r"[^\n]*\n?", text):
        line = match.group().strip()
        if start is not None and (not line or not _runs_on(text[start : match.start()], line)):
            yield _trimmed(text, start, match.start())
            start = None
        if line and start is None:
            start = match.start()
    if start is not None:
        yield _trimmed(text, start, len(text))


def sentences(text: str, part: Stretch) -> Iterator[Stretch]:
    """Sentences of a paragraph. An abbreviation, an initial or a citation in brackets does not end one."""
    start = part.start
    for match in _END.finditer(text, part.start, part.end):
        if _abbreviates(text[start : match.start()]) and match.end() < part.end:
            continue
        if text.count("(", start, match.start()) > text.count(")", start, match.end()):
            continue
        yield _trimmed(text, start, match.end())
        start = match.end()
    if text[start : part.end].strip():
        yield _trimmed(text, start, part.end)


def _runs_on(before: str, line: str) -> bool:
    last = before.rstrip("\n").rsplit("\n", 1)[-1].rstrip()
    return len(last) > 55 and not last.endswith((".", "!", "?", ":", '"', ")", "”")) and not _starts_anew(line)


def _starts_anew(line: str) -> bool:
    return bool(re.match(r"(\d+[.)]|[-*•]|[A-Z][\w .'-]{1,30}:)\s", line))


def _abbreviates(before: str) -> bool:
    match = _LAST_WORD.search(before)
    if match is None:
        return False
    word = match.group(1)
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper()) or bool(re.fullmatch(r"\d{1,2}", word))


def _trimmed(text: str, start: int, end: int) -> Stretch:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Stretch(start, end)
