"""What reading a document yields: texts with their pages, parts, what the file says of itself, and faults."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from endgate.evidence.case.model import Page, ReadState, TextKind
from endgate.terms.faults import Fault

VERSION = "2"
"""Of all readers here: raised whenever one of them yields another text for the same bytes."""


@dataclass(frozen=True)
class Limits:
    """How far a file may unfold; from ``data/evidence/limits.csv``."""

    members: int
    depth: int
    unpacked_bytes: int
    ratio: int
    text_characters: int
    pages: int
    program_seconds: int
    program_bytes: int


@cache
def limits() -> Limits:
    """The limits in force."""
    text = files("endgate").joinpath("data", "evidence", "limits.csv").read_text(encoding="utf-8")
    return Limits(**{row["name"]: int(row["value"]) for row in csv.DictReader(text.splitlines())})


@dataclass(frozen=True)
class WordBox:
    """Code points ``[start, end)`` of a text and where they stand: page from 1, box in thousandths of that page

    as left, top, right, bottom, from the upper left corner.
    """

    start: int
    end: int
    page: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True)
class ReadText:
    """One text and the reader it came from."""

    extractor: str
    kind: TextKind
    text: str
    pages: tuple[Page, ...] = ()
    partial: bool = False
    boxes: tuple[WordBox, ...] = ()


@dataclass(frozen=True)
class Part:
    """A file within the file, under the name it bears there."""

    name: str
    content: bytes
    media_type: str = ""


@dataclass(frozen=True)
class FileClaim:
    """Something that the file says of itself (a camera's time, a header's date). Never a fact."""

    name: str
    value: str


@dataclass(frozen=True)
class Taken:
    """The outcome of reading one file."""

    media_type: str
    texts: tuple[ReadText, ...] = ()
    parts: tuple[Part, ...] = ()
    says: tuple[FileClaim, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def state(self) -> ReadState:
        if not self.texts and not self.parts:
            return ReadState.NOT_READ
        partial = any(text.partial for text in self.texts) or any(fault.code in PARTIAL for fault in self.faults)
        return ReadState.PARTIAL if partial else ReadState.READ


PROPOSED_FROM = 400_000
"""Characters of a text from which claims are proposed: some 150 pages, read in about ten seconds."""

PARTIAL = frozenset({"EG7202", "EG7203", "EG7205", "EG7206", "EG7208", "EG7210"})
"""Faults after which something of the file may be missing or wrong."""


class Writer:
    """Gathers a text page by page with true code points, up to the limit of characters."""

    def __init__(self, most: int) -> None:
        self._pieces: list[str] = []
        self._pages: list[Page] = []
        self._length = 0
        self._most = most
        self.cut = False

    def add(self, text: str, name: str = "", note: str = "") -> None:
        """Append a page, parted from the one before by a line break."""
        if self._length and text:
            text = "\n" + text
        room = self._most - self._length
        if len(text) > room:
            text, self.cut = text[:room], True
        if text:
            start = self._length + (1 if self._length else 0)
            self._length += len(text)
            self._pieces.append(text)
            if name and start < self._length:
                self._pages.append(Page(name, start, self._length, note))

    def read(self, extractor: str, kind: TextKind) -> ReadText:
        return ReadText(extractor, kind, "".join(self._pieces), tuple(self._pages), self.cut)
