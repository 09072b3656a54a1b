"""Proposes entries of the EU list for a description by its words: the trades' vocabulary, titles, families, synonyms.

A rank proposes and never decides: scores of two queries cannot be compared, so none leaves this module (9.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from endgate.goods.compounds import parts, relatives
from endgate.goods.wordindex import WordIndex
from endgate.goods.wording import clauses

_PLAIN = re.compile(r"[^\W_]+")
_BY_ENTRY, _BY_NEXT_TERMS, _NEXT_TERMS = 0.5, 0.15, 3
_SYNONYM, _PACKING, _PURPOSE, _SUBJECT = 0.5, 0.5, 0.7, 0.9
_INTANGIBLE, _OTHER_KIND = 0.95, 0.8
_REMEMBERED, _KEPT = 256, 50
"""Catalogues say the same of many goods, and one item is ranked more than once."""
_GROUPS = {"software": "D", "technology": "E"}


@dataclass(frozen=True)
class Proposal:
    """An entry that shares words with a description. ``matched`` are the words, as they were compared."""

    entry: str
    matched: tuple[str, ...]


def search(text: str, index: WordIndex, *, tangible: bool = True, limit: int = 20) -> tuple[Proposal, ...]:
    """Rank the entries by the words they share with ``text``; software and technology come later for tangible goods."""
    return _ranked(text, index, tangible)[:limit]


@lru_cache(maxsize=_REMEMBERED)
def _ranked(text: str, index: WordIndex, tangible: bool) -> tuple[Proposal, ...]:
    told = clauses(text)
    wanted = said_kind(told, index)
    scores, matched = _scores(_asked(told, _SUBJECT if wanted else _PURPOSE, index), index)
    entries = index.entries
    ranked = sorted(scores, key=lambda at: (-scores[at] * _share(entries[at], tangible, wanted), entries[at]))
    return tuple(Proposal(entries[at], tuple(matched.get(at, ()))) for at in ranked[:_KEPT])


def _asked(told: str, purpose: float, index: WordIndex) -> dict[str, float]:
    """The words of the index that a description asks for, each with how surely it does.

    What stands behind *for* is what the goods are for: it says less about what they are, but all about software.
    """
    found: dict[str, float] = {}
    for text, weight in zip(_parted(told, index), (1.0, purpose), strict=True):
        for word, sure in _words(text, index):
            if sure * weight > found.get(word, 0.0):
                found[word] = sure * weight
    return found


def _parted(told: str, index: WordIndex) -> tuple[str, str]:
    """A description before and behind its first word of purpose."""
    words = told.split(" ")
    purposes = index.cue("purpose")
    at = next((at for at, word in enumerate(words) if at and word in purposes), len(words))
    return " ".join(words[:at]), " ".join(words[at + 1 :])


def _words(text: str, index: WordIndex) -> Iterator[tuple[str, float]]:
    packing = index.cue("packing")
    for word in index.cut(text):
        sure = _PACKING if word in packing else 1.0
        known = word in index
        if known:
            yield word, sure
        else:
            yield from ((each, sure * share) for each, share in relatives(word, index))
        for each in index.synonyms.get(word, ()):
            yield each, sure * _SYNONYM
        if not known and word not in index.synonyms:
            yield from ((each, sure * _SYNONYM) for each in parts(word, index))
    plain = _PLAIN.findall(text)
    joined = (index.one_word(one + other) for one, other in pairwise(plain))
    yield from ((word, 1.0) for word in joined if word in index)


def _scores(asked: dict[str, float], index: WordIndex) -> tuple[dict[int, float], dict[int, list[str]]]:
    """The score of each entry: its share of the words, its best term, and a little of its next terms."""
    scores: dict[int, float] = {}
    matched: dict[int, list[str]] = {}
    met: dict[int, float] = {}
    for word, sure in asked.items():
        weighed = index[word]
        for entry, weight in weighed.entries:
            scores[entry] = scores.get(entry, 0.0) + weight * sure * _BY_ENTRY
            matched.setdefault(entry, []).append(word)
        for term in weighed.terms:
            met[term] = met.get(term, 0.0) + weighed.rarity * sure
    best: dict[int, list[float]] = {}
    for term, mass in met.items():
        entry, weight, whole = index.term(term)
        best.setdefault(entry, []).append(mass * weight * mass / whole)
    for entry, values in best.items():
        values.sort(reverse=True)
        scores[entry] += values[0] + _BY_NEXT_TERMS * sum(values[1 : 1 + _NEXT_TERMS])
    return scores, matched


def said_kind(told: str, index: WordIndex) -> str:
    """The group that a description names by its own head (*control software for …*); empty when it names none."""
    head = _parted(told, index)[0].split()
    accessory = index.cue("accessory")
    own = head[: next((at for at, word in enumerate(head) if word in accessory), len(head))]
    said = {index.one_word(plain) for word in _nouns(own, index) for plain in _PLAIN.findall(word)}
    return "".join(group for kind, group in _GROUPS.items() if said & index.cue(kind))


def _nouns(words: list[str], index: WordIndex) -> list[str]:
    """Words without those that only qualify the next one (*manual lathe* is no manual)."""
    qualities = index.cue("adjective")
    return [word for at, word in enumerate(words) if word not in qualities or at == len(words) - 1]


def _share(entry: str, tangible: bool, wanted: str) -> float:
    if wanted:
        return 1.0 if entry[1:2] in wanted else _OTHER_KIND
    return _INTANGIBLE if tangible and entry[1:2] in ("D", "E") else 1.0
