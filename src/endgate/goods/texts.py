"""Texts of control lists as imported: numbered lines with their kind, counts of what was read, and what looked odd.

The words stay with the user's own files; nothing of them is in the package.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from endgate.goods.errors import LIST_DRIFT, ODD_LINE, GoodsError
from endgate.terms.faults import Fault


class LineKind(StrEnum):
    """What a line of a control list is."""

    PROVISION = "provision"
    NOT_USED = "not_used"
    SEE_OTHER_LIST = "see_other_list"
    NOTE = "note"
    TECHNICAL_NOTE = "technical_note"
    CROSS_REFERENCE = "cross_reference"


NOTES = (LineKind.NOTE, LineKind.TECHNICAL_NOTE, LineKind.CROSS_REFERENCE)


@dataclass(frozen=True)
class Line:
    """One line at its place; ``path`` is that of the provision or, of a note, of what it is attached to."""

    path: str
    order: int
    kind: LineKind
    text: str

    @property
    def entry(self) -> str:
        return self.path.split(".", 1)[0]

    @property
    def parent(self) -> str:
        return self.path.rpartition(".")[0]

    @property
    def sha256(self) -> str:
        """Of the words in normal form with single blanks."""
        plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", self.text)).strip()
        return hashlib.sha256(plain.encode()).hexdigest()


@dataclass(frozen=True)
class ListText:
    """A whole list in one version: its lines in order, counts by name, anomalies with their place."""

    list_id: str
    version: str
    lines: tuple[Line, ...]
    counts: Mapping[str, int]
    anomalies: tuple[Fault, ...] = ()

    def entries(self) -> dict[str, list[Line]]:
        """The lines of each entry, in the order of the list."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.entry, []).append(line)
        return found

    def at(self, path: str) -> list[Line]:
        """The line or lines of a path (a path may stand twice), its notes among them."""
        return [line for line in self.lines if line.path == path]


def hold_to(text: ListText, expected: Iterable[tuple[str, int]], golden: Iterable[tuple[str, str]] = ()) -> ListText:
    """Return the text if every count and golden row stands; a drift would silently lose law. Raises GoodsError."""
    faults = [
        LIST_DRIFT.at(f"{text.list_id}: {name}", f"{text.counts.get(name)} read, {count} expected")
        for name, count in expected
        if text.counts.get(name) != count
    ]
    for path, words in golden:
        if not any(words in line.text for line in text.at(path)):
            faults.append(LIST_DRIFT.at(f"{text.list_id}: {path}", "a row that must be there was not read"))
    if faults:
        raise GoodsError(*faults)
    return text


def odd(where: str, what: str) -> Fault:
    """An anomaly of a publisher's file: kept, shown, no failure."""
    return ODD_LINE.at(where, what)
