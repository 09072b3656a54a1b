"""Proposes entries of the EU list for a description by its words (BM25 over our own titles, families and synonyms).

A rank proposes and never decides: scores of two queries cannot be compared, so none leaves this module (9.4).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from endgate.goods.folding import fold
from endgate.goods.wording import clauses

_TOKEN = re.compile(r"[^\W_]+(?:-[0-9]+)*")
_SATURATION, _LENGTH = 1.2, 0.75
_DEMOTED = 0.95
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ers", "er"), ("es", "e"), ("s", ""))
_SHORTEST = 4


@dataclass(frozen=True)
class Proposal:
    """An entry that shares words with a description. ``matched`` are the words, as they were compared."""

    entry: str
    matched: tuple[str, ...]


def tokens(text: str, stop: Iterable[str] = ()) -> list[str]:
    """The compared words of a text: folded, lightly stemmed, stop words left out; ``stop`` holds whole words."""
    return [_stem(word) for word in _TOKEN.findall(fold(text)) if word not in stop]


def _stem(word: str) -> str:
    for ending, put in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and not word.endswith("ss"):
            return word[: len(word) - len(ending)] + put
    return word


def build_index(documents: Mapping[str, str], stop: Sequence[str]) -> dict[str, Any]:
    """Weigh every word of every entry; made when an edition is built."""
    counted = {entry: Counter(tokens(text, frozenset(stop))) for entry, text in documents.items()}
    sizes = {entry: sum(words.values()) for entry, words in counted.items()}
    mean = sum(sizes.values()) / len(sizes)
    entries = sorted(counted)
    postings: dict[str, list[list[Any]]] = {}
    for number, entry in enumerate(entries):
        norm = _SATURATION * (1 - _LENGTH + _LENGTH * sizes[entry] / mean)
        for word, count in sorted(counted[entry].items()):
            postings.setdefault(word, []).append([number, count / (count + norm)])
    for held in postings.values():
        weight = math.log(1 + (len(entries) - len(held) + 0.5) / (len(held) + 0.5))
        held[:] = [[number, round(part * weight, 4)] for number, part in held]
    return {"entries": entries, "postings": postings, "stop": list(stop)}


def search(text: str, index: Mapping[str, Any], *, tangible: bool = True, limit: int = 20) -> tuple[Proposal, ...]:
    """Rank the entries by the words they share with ``text``; software and technology come later for tangible goods."""
    scores: dict[int, float] = {}
    matched: dict[int, list[str]] = {}
    for word in dict.fromkeys(tokens(clauses(text), frozenset(index["stop"]))):
        for number, weight in index["postings"].get(word, ()):
            scores[number] = scores.get(number, 0.0) + weight
            matched.setdefault(number, []).append(word)
    entries: Sequence[str] = index["entries"]
    ranked = sorted(scores, key=lambda at: (-scores[at] * _share(entries[at], tangible), entries[at]))
    return tuple(Proposal(entries[at], tuple(matched[at])) for at in ranked[:limit])


def _share(entry: str, tangible: bool) -> float:
    return _DEMOTED if tangible and entry[1:2] in ("D", "E") else 1.0
