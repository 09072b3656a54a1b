"""Quotes the lines of law behind a result from the user's own file of the list, each by its path, and checks them.

The words are in no edition and not in the package: they come from the file, and nothing else may be quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from endgate.goods.errors import QUOTED_OTHERWISE
from endgate.goods.model import EntryResult, ItemResult, Status
from endgate.goods.texts import NOTES, Line, ListText
from endgate.terms.faults import Fault


@dataclass(frozen=True)
class Quotation:
    """One line of a control list: its version and path, its words as they stand, and the hash of those words."""

    version: str
    path: str
    kind: str
    text: str
    sha256: str


def quotations(result: ItemResult, text: ListText) -> tuple[Quotation, ...]:
    """The lines behind every entry of the list that is listed or open: heading, provision, what it holds, its notes."""
    entries = [each for each in result.on(text.list_id).entries if each.status is not Status.NOT_LISTED]
    lines = text.entries()
    wanted = (line for entry in entries for line in _lines_of(entry, lines.get(entry.entry, ())))
    return tuple(dict.fromkeys(_quoted(line, text.version) for line in wanted))


def _lines_of(entry: EntryResult, lines: Iterable[Line]) -> Iterator[Line]:
    paths = [each.path for each in entry.provisions] or [entry.path]
    return (line for line in lines if any(_stands_by(line, path) for path in paths))


def _stands_by(line: Line, path: str) -> bool:
    """Is it the provision, a part of it, one of its parents, or a note to one of these?"""
    own = line.path == path or line.path.startswith(path + ".")
    above = path.startswith(line.path + ".")
    return own or above or (line.kind in NOTES and line.path == path)


def _quoted(line: Line, version: str) -> Quotation:
    return Quotation(version, line.path, line.kind.value, line.text, line.sha256)


def verify(quoted: Sequence[Quotation], text: ListText) -> tuple[Fault, ...]:
    """A fault for each quotation that does not stand word for word at its path in this text."""
    return tuple(
        QUOTED_OTHERWISE.at(f"{each.version} {each.path}", f"{each.text[:60]!r} does not stand there")
        for each in quoted
        if each.version != text.version or not any(_same(each, line) for line in text.at(each.path))
    )


def _same(quoted: Quotation, line: Line) -> bool:
    return quoted.text != "" and quoted.text in line.text and quoted.sha256 == line.sha256
