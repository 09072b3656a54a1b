"""Phrases that name goods: a head noun with the nouns and adjectives that stand before it."""

from __future__ import annotations

import re
from functools import cache

from endgate.evidence.extract.words import alternation, demonyms, rows

_WORD_BEFORE = re.compile(r"([\w'-]+) $")
_ANAPHOR = re.compile(r"\b(?:the|their|our|its|his|her|these|those)\s$", re.I)
_MODIFIERS = 3
_PART_OF = re.compile(r"parts? of (?:the|its|their|this|that)\b")  # of a cargo, a programme


def goods_phrases(text: str) -> list[tuple[int, int]]:
    """Spans of goods phrases. "The pumps", which point back, keep their article; "a test chamber" does not."""
    headed = [
        (_start(text, match.start()), match.end())
        for match in _head_pattern().finditer(text)
        if not _PART_OF.match(text, match.start())
    ]
    return [*headed, *(match.span() for match in _chemical_pattern().finditer(text))]


def _start(text: str, head: int) -> int:
    start = head
    for _ in range(_MODIFIERS):
        before = _WORD_BEFORE.search(text, max(0, start - 40), start)
        word = before[1] if before is not None else ""
        if before is not None and _begins(text, before.start(1)):
            word = word[0].lower() + word[1:]
        if before is None or not _modifies(word):
            break
        start = before.start(1)
    if start == head:
        anaphor = _ANAPHOR.search(text, max(0, start - 8), start)
        start = anaphor.start() if anaphor is not None else start
    return start


def _begins(text: str, at: int) -> bool:
    """Does a sentence begin here?"""
    before = text[max(0, at - 6) : at].rstrip(' "(')
    return not before or before[-1] in ".!?:\n"


def _modifies(word: str) -> bool:
    low = word.lower()
    if word in demonyms() or low in _words("modifier"):
        return True
    if low in _words("stop") or word.isdigit() or (word[0].isupper() and not word.isupper()):
        return False
    if "-" in word:
        return not low.startswith("re-")
    return not low.endswith(("ing", "ed", "ly", "'s")) and not re.search(r"[^sui]s$", low)


@cache
def _words(use: str) -> frozenset[str]:
    return frozenset(row["form"] for row in rows("goods_words.csv") if row["use"] == use)


@cache
def _chemical_pattern() -> re.Pattern[str]:
    """Names of listed chemicals, as the goods data hold them; a sentence may begin with one."""
    names = [row["name"] for row in rows("chemicals.csv", "goods")]
    names += [row["name"] for row in rows("chemical_names.csv", "goods") if row["language"] == "en"]
    both = {form for name in names if len(name) > 5 for form in (name, name[0].lower() + name[1:])}
    return re.compile(rf"(?<![\w-]){alternation(both)}(?![\w-])")


@cache
def _head_pattern() -> re.Pattern[str]:
    heads = alternation(_words("head"))
    pair = rf"(?:\s+and\s+{heads}(?:e?s)?)?"
    after = alternation(_words("after"))  # "steel works" are no steel
    return re.compile(rf"(?<![\w-])(?:machine tools|spare parts|{heads}(?:e?s)?{pair})(?![\w-])(?!\s{after}\b)")
