"""Phrases that name goods: a head noun with the nouns and adjectives that stand before it."""

from __future__ import annotations

import re
from functools import cache

from endgate.evidence.extract.words import alternation, demonyms, rows

_WORD_BEFORE = re.compile(r"([\w'-]+) $")
_ANAPHOR = re.compile(r"\b(?:the|their|our|its|his|her|these|those)\s$", re.I)
_MODIFIERS = 3


def goods_phrases(text: str) -> list[tuple[int, int]]:
    """Spans of goods phrases. "The pumps", which point back, keep their article; "a test chamber" does not."""
    return [(_start(text, match.start()), match.end()) for match in _head_pattern().finditer(text)]


def _start(text: str, head: int) -> int:
    start = head
    for _ in range(_MODIFIERS):
        before = _WORD_BEFORE.search(text, max(0, start - 40), start)
        if before is None or not _modifies(before[1]):
            break
        start = before.start(1)
    if start == head:
        anaphor = _ANAPHOR.search(text, max(0, start - 8), start)
        start = anaphor.start() if anaphor is not None else start
    return start


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
def _head_pattern() -> re.Pattern[str]:
    heads = alternation(_words("head"))
    pair = rf"(?:\s+and\s+{heads}(?:e?s)?)?"
    after = alternation(_words("after"))  # "steel works" are no steel
    return re.compile(rf"(?<![\w-])(?:machine tools|spare parts|{heads}(?:e?s)?{pair})(?![\w-])(?!\s{after}\b)")
