"""The words that listed names are made of, by part of the name, and which of them are one name spelt in two ways."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from endgate.lists.model import ListedParty
from endgate.names.fold import fold
from endgate.names.forms import GENERIC, analyse, canonical
from endgate.names.model import TokenClass
from endgate.names.normalise import words
from endgate.terms.kinds import PartyKind

_OFTEN = 5
_SHORTEST = 3
_VOWELS = str.maketrans("", "", "aeiouyhw")


class Attested:
    """Words borne by at least five listed parties of one kind, and pairs of words that aliases exchange."""

    def __init__(self, parties: Iterable[ListedParty]) -> None:
        self._counts: dict[TokenClass, Counter[str]] = defaultdict(Counter)
        self._exchanged: set[tuple[str, str]] = set()
        for party in parties:
            self._take(party)

    def _take(self, party: ListedParty) -> None:
        if party.kind not in (PartyKind.PERSON, PartyKind.ORGANISATION, PartyKind.VESSEL):
            return
        seen = {(each.token_class, each.text) for name in party.names for each in analyse(name.text, party.kind).core}
        for token_class, text in seen:
            if text.isascii() and len(text) >= _SHORTEST:
                self._counts[token_class][text] += 1
        self._exchanged.update(exchanged_words([words(name.text) for name in party.names[:20]]))

    @cached_property
    def pools(self) -> Mapping[TokenClass, tuple[str, ...]]:
        """Words by the part they play, in alphabetical order."""
        return {
            each: tuple(sorted(word for word, count in counts.items() if count >= _OFTEN))
            for each, counts in self._counts.items()
            if each not in GENERIC or each is TokenClass.DESCRIPTOR
        }

    def count(self, token_class: TokenClass, word: str) -> int:
        """Parties that bear the word in that part."""
        return self._counts[token_class][word]

    def other(self, one: str, other: str) -> bool:
        """Are the words different names, as far as aliases of one party and folds of sound tell?"""
        if one == other or canonical(one) == canonical(other) or fold(one) == fold(other):
            return False
        return (min(one, other), max(one, other)) not in self._exchanged

    def near(self, token_class: TokenClass, word: str, *, most: int = 2) -> list[str]:
        """Other attested names one or two letters away."""
        pool = self.pools.get(token_class, ())
        allowed = most if len(word) > 4 else 1
        found = process.extract(word, pool, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        return sorted(each for each, distance, _ in found if distance and self.other(each, word))


def consonants_differ(one: str, other: str) -> bool:
    """Do the words differ in more than vowels and h, y, w, which romanisations exchange freely?"""
    return one.translate(_VOWELS) != other.translate(_VOWELS)


def exchanged_words(names: Sequence[tuple[str, ...]]) -> set[tuple[str, str]]:
    """Words that stand for each other where two names of one party differ in exactly one word."""
    found: set[tuple[str, str]] = set()
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            if len(one) != len(other):
                continue
            left, right = Counter(one) - Counter(other), Counter(other) - Counter(one)
            if left.total() == right.total() == 1:
                a, b = next(iter(left)), next(iter(right))
                found.add((min(a, b), max(a, b)))
    return found
