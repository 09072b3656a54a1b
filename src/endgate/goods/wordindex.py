"""The index of words by which entries are proposed: made when an edition is built, read word by word when asked.

Two measures stand side by side: how much an entry's whole vocabulary speaks of a word (BM25), and which single terms
(*turbomolecular pump*) the words of a description make up.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from endgate.goods.tokens import Spellings, spelt, stem, tokens
from endgate.goods.wording import clauses

_SATURATION, _LENGTH = 1.2, 0.3


class Term(NamedTuple):
    """A way of naming goods of an entry; ``weight`` is less for titles, which speak wider than the trade does."""

    entry: str
    text: str
    weight: float = 1.0


@dataclass(frozen=True)
class Settings:
    """The word lists that shape a search, as the data files give them."""

    stop: Sequence[str] = ()
    spellings: Spellings = ()
    synonyms: Mapping[str, Sequence[str]] | None = None
    cues: Mapping[str, Sequence[str]] | None = None


def build_index(terms: Iterable[Term], settings: Settings) -> dict[str, Any]:
    """Weigh every word of every entry. The result is plain JSON; a word's figures are one short string."""
    cut = [(term, tokens(clauses(term.text), frozenset(settings.stop), settings.spellings)) for term in sorted(terms)]
    cut = [(term, words) for term, words in cut if words]
    entries = sorted({term.entry for term, _ in cut})
    places = {entry: place for place, entry in enumerate(entries)}
    held = _counted(cut)
    idf = _rarity(held)
    postings = _postings(entries, held, idf)
    of_word: dict[str, list[int]] = {}
    for number, (_, words) in enumerate(cut):
        for word in words:
            of_word.setdefault(word, []).append(number)
    return {
        "entries": entries,
        "terms": [
            f"{places[term.entry]} {term.weight:g} {sum(idf[word] for word in words):.3f}" for term, words in cut
        ],
        "words": {
            word: f"{idf[word]:.3f};{postings[word]};{' '.join(map(str, of_word[word]))}" for word in sorted(idf)
        },
        "stop": list(settings.stop),
        "spellings": [list(pair) for pair in settings.spellings],
        "synonyms": _synonyms(settings, idf),
        "cues": {kind: list(words) for kind, words in (settings.cues or {}).items()},
    }


def _counted(cut: Sequence[tuple[Term, Sequence[str]]]) -> dict[str, dict[str, float]]:
    held: dict[str, dict[str, float]] = {}
    for term, words in cut:
        counted = held.setdefault(term.entry, {})
        for word in words:
            counted[word] = counted.get(word, 0.0) + term.weight
    return held


def _rarity(held: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    found = Counter(word for counted in held.values() for word in counted)
    return {word: math.log(1 + (len(held) - n + 0.5) / (n + 0.5)) for word, n in found.items()}


def _postings(
    entries: Sequence[str], held: Mapping[str, Mapping[str, float]], idf: Mapping[str, float]
) -> dict[str, str]:
    sizes = {entry: sum(held[entry].values()) for entry in entries}
    mean = sum(sizes.values()) / len(sizes) if sizes else 1.0
    found: dict[str, list[str]] = {}
    for number, entry in enumerate(entries):
        norm = _SATURATION * (1 - _LENGTH + _LENGTH * sizes[entry] / mean)
        for word, count in sorted(held[entry].items()):
            found.setdefault(word, []).append(f"{number} {idf[word] * count / (count + norm):.3f}")
    return {word: " ".join(pairs) for word, pairs in found.items()}


def _synonyms(settings: Settings, known: Collection[str]) -> dict[str, list[str]]:
    """Everyday and foreign words to words of the index; what the index does not hold cannot help."""
    found: dict[str, list[str]] = {}
    for word, means in (settings.synonyms or {}).items():
        (key, *_) = [*tokens(word, (), settings.spellings), ""]
        told = [each for text in means for each in tokens(text, (), settings.spellings) if each in known]
        if key and told:
            found[key] = sorted({*found.get(key, ()), *told} - {key})
    return {key: told for key, told in found.items() if told}


class Weighed(NamedTuple):
    """What the index knows of a word: its rarity, its weight in entries, the terms that hold it."""

    rarity: float
    entries: Sequence[tuple[int, float]]
    terms: Sequence[int]


class WordIndex:
    """A built index, opened. Words are parsed when they are first asked for."""

    def __init__(self, built: Mapping[str, Any]) -> None:
        self.entries: Sequence[str] = built["entries"]
        self._terms: Sequence[str] = built["terms"]
        self._words: Mapping[str, str] = built["words"]
        self.synonyms: Mapping[str, Sequence[str]] = built["synonyms"]
        self._stop = frozenset(built["stop"])
        self.spellings: Spellings = tuple((pair[0], pair[1]) for pair in built["spellings"])
        self._cues: Mapping[str, Sequence[str]] = built["cues"]
        self._read: dict[str, Weighed] = {}
        self._read_terms: dict[int, tuple[int, float, float]] = {}

    def __contains__(self, word: object) -> bool:
        return word in self._words

    def __getitem__(self, word: str) -> Weighed:
        if word not in self._read:
            self._read[word] = _parsed(self._words[word])
        return self._read[word]

    def term(self, number: int) -> tuple[int, float, float]:
        """The entry of a term, its weight, and the rarity of all its words together."""
        found = self._read_terms.get(number)
        if found is None:
            entry, weight, whole = self._terms[number].split()
            found = self._read_terms[number] = (int(entry), float(weight), float(whole))
        return found

    def cut(self, text: str) -> list[str]:
        """The compared words of a clause-folded text."""
        return tokens(text, self._stop, self.spellings)

    def one_word(self, word: str) -> str:
        """A single folded word as the index writes it."""
        return stem(spelt(word, self.spellings))

    def cue(self, kind: str) -> frozenset[str]:
        """The words of one kind of cue, as the index writes them."""
        return self._cue_words.get(kind, frozenset())

    @cached_property
    def _cue_words(self) -> Mapping[str, frozenset[str]]:
        return {kind: frozenset(self.one_word(word) for word in words) for kind, words in self._cues.items()}

    @cached_property
    def _sorted(self) -> Sequence[str]:
        return sorted(self._words)

    def beginning(self, start: str) -> Iterator[str]:
        """Every word of the index that begins so."""
        at = bisect_left(self._sorted, start)
        while at < len(self._sorted) and self._sorted[at].startswith(start):
            yield self._sorted[at]
            at += 1


def _parsed(figures: str) -> Weighed:
    rarity, pairs, terms = figures.split(";")
    numbers = pairs.split()
    weights = [(int(entry), float(weight)) for entry, weight in zip(numbers[::2], numbers[1::2], strict=True)]
    return Weighed(float(rarity), weights, [int(term) for term in terms.split()])
