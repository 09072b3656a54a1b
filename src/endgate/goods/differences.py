"""What two texts of one control list differ in: entries that came and went, words and figures; typography aside."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from endgate.goods.texts import Line, ListText

_PATH = re.compile(r"^\d[A-E]\d{3}(?:\.[a-z0-9]+)*\.? ")
_MARKER = re.compile(r"(?:(?<=\s)|^)(?:[a-z]|\d{1,2}|[ivx]+)[.)](?=\s)")
_RESIDUE = re.compile(r"CATEGORY \d - [A-Z ,]+|\d[A-E]\d{3} continued|continued")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_CODE = re.compile(r"\b\d[a-e]\d{3}(?:\.[a-z0-9]+)*")
_WORD = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]{2,}")
_SIGNS = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "μ": "µ", "–": "-", "−": "-", "×": "x"})


class Change(StrEnum):
    """How an entry differs."""

    ADDED = "added"
    REMOVED = "removed"
    FIGURES = "figures"
    WORDS = "words"


@dataclass(frozen=True)
class EntryChange:
    """One entry that is not the same in both texts; figures and words that only one of them has."""

    entry: str
    change: Change
    figures_gone: tuple[str, ...] = ()
    figures_new: tuple[str, ...] = ()
    words_gone: tuple[str, ...] = ()
    words_new: tuple[str, ...] = ()


def differences(old: ListText, new: ListText) -> tuple[EntryChange, ...]:
    """Compare entry by entry, in the order of their codes. Equal up to typography is equal."""
    before, after = old.entries(), new.entries()
    found = []
    for entry in sorted({*before, *after}):
        if entry not in before or entry not in after:
            found.append(EntryChange(entry, Change.ADDED if entry in after else Change.REMOVED))
            continue
        change = _changed(entry, before[entry], after[entry])
        if change is not None:
            found.append(change)
    return tuple(found)


def _changed(entry: str, before: list[Line], after: list[Line]) -> EntryChange | None:
    old, new = _words(before), _words(after)
    if old == new:
        return None
    gone, came = _only(old, new), _only(new, old)
    gone_figures, new_figures = (tuple(w for w in words if _FIGURE.fullmatch(w)) for words in (gone, came))
    gone_words, new_words = (tuple(w for w in words if not _FIGURE.fullmatch(w)) for words in (gone, came))
    if not (gone_figures or new_figures or gone_words or new_words) and _same_order(old, new):
        return None
    change = Change.FIGURES if gone_figures or new_figures else Change.WORDS
    return EntryChange(entry, change, gone_figures, new_figures, gone_words, new_words)


def _same_order(old: list[str], new: list[str]) -> bool:
    """Notes stand at another place in another layout: that alone is no change."""
    return SequenceMatcher(None, old, new, autojunk=False).quick_ratio() == 1.0


def _only(one: list[str], other: list[str]) -> list[str]:
    rest = Counter(one) - Counter(other)
    return sorted(rest.elements())


def _words(lines: list[Line]) -> list[str]:
    """Words and figures; references to entries are left out, for both texts set them differently."""
    return [word for line in lines for word in _WORD.findall(_CODE.sub(" ", plain(line.text)))]


def plain(text: str) -> str:
    """The words folded for comparison: quotes, signs, blanks in numbers, list markers, page residue."""
    text = _RESIDUE.sub(" ", text.translate(_SIGNS))
    text = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(?<=10) (?=-?\d)", "", text)
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    text = re.sub(r"(?<=\d)o ?(?=C\b)", "°", text)
    text = re.sub(r"(?<=[a-z]) (?=[23]\b(?![.,]?\d))", "", text)
    return re.sub(r"\s+", " ", _MARKER.sub(" ", f" {text}")).strip().lower()


def same_text(one: str, other: str) -> bool:
    """Are two texts equal up to typography? Spelling counts as a difference of words."""
    return plain(_PATH.sub("", one)) == plain(_PATH.sub("", other))
