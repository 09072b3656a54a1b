"""The words that listed names are made of, by part of the name, and which of them are one name spelt in two ways."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from endgate.lists.model import ListedParty
from endgate.names.fold import fold
from endgate.names.forms import GENERIC, analyse
from endgate.names.model import TokenClass
from endgate.names.normalise import words
from endgate.names.tables import rows
from endgate.terms.kinds import PartyKind

_OFTEN = 5
_SHORTEST = 3
_OFTEN_THERE = 2
_FEW = 12
_VOWELS = str.maketrans("", "", "aeiouyhw")


class Attested:
    """Words borne by at least five listed parties of one kind, and pairs of words that aliases exchange."""

    def __init__(self, parties: Iterable[ListedParty]) -> None:
        self._counts: dict[TokenClass, Counter[str]] = defaultdict(Counter)
        self._by_country: dict[tuple[str, TokenClass], Counter[str]] = defaultdict(Counter)
        self._there: dict[tuple[TokenClass, frozenset[str]], tuple[str, ...]] = {}
        self._exchanged: dict[str, Counter[str]] = defaultdict(Counter)
        for party in parties:
            self._take(party)

    def _take(self, party: ListedParty) -> None:
        if party.kind not in (PartyKind.PERSON, PartyKind.ORGANISATION, PartyKind.VESSEL):
            return
        seen = {(each.token_class, each.text) for name in party.names for each in analyse(name.text, party.kind).core}
        for token_class, text in seen:
            if text.isascii() and len(text) >= _SHORTEST:
                self._counts[token_class][text] += 1
                for country in countries_of(party):
                    self._by_country[country, token_class][text] += 1
        for one, other in exchanged_words([words(name.text) for name in party.names[:20]]):
            self._exchanged[one][other] += 1
            self._exchanged[other][one] += 1

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
        """Are the words different names, as far as aliases, folds of sound and pairs that a person read tell?

        The tables of equal spellings are not asked: what they wrongly call equal must show as an error.
        """
        if one == other or fold(one) == fold(other) or other in self._exchanged[one]:
            return False
        if frozenset((one, other)) in _same_names():
            return False
        return not (self._spellings(one) & self._spellings(other))

    def _spellings(self, word: str) -> set[str]:
        """Words that aliases of at least two parties write in its place."""
        return {each for each, parties in self._exchanged[word].items() if parties >= _OFTEN_THERE}

    def around(self, party: ListedParty) -> Surroundings:
        """The words of parties of the same countries."""
        return Surroundings(self, countries_of(party))

    def in_countries(self, token_class: TokenClass, countries: frozenset[str]) -> tuple[str, ...]:
        """Words that at least two parties of one of the countries bear, and five anywhere."""
        key = (token_class, countries)
        if key not in self._there:
            self._there[key] = self._words_there(token_class, countries)
        return self._there[key]

    def _words_there(self, token_class: TokenClass, countries: frozenset[str]) -> tuple[str, ...]:
        found = {
            word
            for country in countries
            for word, count in self._by_country[country, token_class].items()
            if count >= _OFTEN_THERE and self._counts[token_class][word] >= _OFTEN
        }
        return tuple(sorted(found))

    def near(self, pool: Sequence[str], word: str, *, most: int = 2) -> list[str]:
        """Other names of the pool, one or two letters away."""
        allowed = most if len(word) > 4 else 1
        found = process.extract(word, pool, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        return sorted(each for each, distance, _ in found if distance and self.other(each, word))


@cache
def _same_names() -> frozenset[frozenset[str]]:
    return frozenset(frozenset((row["one"], row["other"])) for row in rows("measure/same_names"))


@dataclass(frozen=True)
class Surroundings:
    """Attested words as one party's neighbours use them; everybody's where its countries are not known or few."""

    attested: Attested
    countries: frozenset[str]

    def pool(self, token_class: TokenClass) -> tuple[str, ...]:
        there = self.attested.in_countries(token_class, self.countries)
        return there if len(there) >= _FEW else self.attested.pools.get(token_class, ())

    def other(self, one: str, other: str) -> bool:
        return self.attested.other(one, other)

    def near(self, token_class: TokenClass, word: str) -> list[str]:
        """Other names one or two letters away, of the same countries where there are such."""
        there = self.attested.near(self.attested.in_countries(token_class, self.countries), word)
        return there or self.attested.near(self.attested.pools.get(token_class, ()), word)


def countries_of(party: ListedParty) -> frozenset[str]:
    """Countries that the list ties the party to, in whatever role."""
    stated = [fact.country for fact in party.countries]
    stated += [address.country for address in party.addresses if address.country is not None]
    return frozenset(str(each) for each in stated)


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
