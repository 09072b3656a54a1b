"""Finds terms whose words stand in another order or spelling: *Shaker, electrodynamic*; *fiber-prepreg, carbon*.

The words of a term must stand side by side, or as a head with its qualities behind commas, as customs lines have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations

from endgate.goods.tokens import Spellings, spelt
from endgate.goods.wording import Match, Terms

_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile(r"[\u3040-\u9fff]")
_KEPT = 8192
_LONGEST, _QUALITIES, _WORDS_OF_QUALITY, _SHORTEST_PLURAL = 5, 3, 3, 4
_INFLECTED = (("sses", "ss"), ("ies", "y"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("s", ""))

Word = tuple[str, int, int]


class PlainWords(dict[str, str]):
    """One spelling and number of each word, worked out when first met: *fibres* and *fiber* become the same."""

    __slots__ = ("_spellings",)

    def __init__(self, spellings: Spellings) -> None:
        super().__init__()
        self._spellings = spellings

    def __missing__(self, word: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        plain = self[word] = _plain_word(word, self._spellings)
        return plain


@cache
def plain_words(spellings: Spellings) -> PlainWords:
    """The plain words by those spellings."""
    return PlainWords(spellings)


def _plain_word(word: str, spellings: Spellings) -> str:
    one = spelt(word, spellings)
    if len(one) < _SHORTEST_PLURAL or one.endswith(("ss", "us", "is")) or not one.isascii():
        return one
    return next((one[: -len(ending)] + put for ending, put in _INFLECTED if one.endswith(ending)), one)


def says_no_name(word: str, passing: frozenset[str]) -> bool:
    """Is it a grade, a size or a shape, which may stand within a name (*aluminium alloy 7075-T6 round tube*)?"""
    return word in passing or any(char.isdigit() for char in word)


class AnyOrder(Terms):
    """Terms found as they stand, and as the same words in any order within one clause.

    Grades, sizes and the ``passing`` words may stand among them.
    """

    def __init__(
        self,
        terms: Iterable[str],
        spellings: Iterable[Sequence[str]] = (),
        passing: frozenset[str] = frozenset(),
    ) -> None:
        every = list(terms)
        super().__init__(every)
        self._passing = passing
        self._plain = plain_words(tuple((one[0], one[1]) for one in spellings))
        self._by_words: dict[tuple[str, ...], str] = {}
        for term in every:
            if not _CJK.search(term):
                self._by_words.setdefault(self._key([self._plain[word] for word in _WORD.findall(term)]), term)

    def plain_words_of(self, text: str) -> frozenset[str]:
        """The words of a folded text in their plain form."""
        return frozenset(word for word, _, _ in self._words(text))

    def may_stand_among(self, plain: frozenset[str]) -> bool:
        """Are all words of one of the terms among these plain words?"""
        return any(plain.issuperset(key) for key in self._by_words)

    def inverted(self, text: str) -> list[Match]:
        """Terms whose head stands first and whose qualities follow behind commas, at the place of the head."""
        clauses = [self._words(text, *span) for span in _spans(text)]
        return list(dict.fromkeys(self._turned(clauses)))

    def _all(self, text: str) -> Iterator[Match]:
        found = list(super()._all(text))
        passed_over: list[Match] = []
        for span in _spans(text):
            words = self._words(text, *span)
            found += self._windows(words)
            telling = [word for word in words if not says_no_name(text[word[1] : word[2]], self._passing)]
            if len(telling) < len(words):
                passed_over += self._windows(telling)
        yield from found
        yield from (match for match in passed_over if not self._passes_over_name(text, match, found))

    def _passes_over_name(self, text: str, match: Match, found: Sequence[Match]) -> bool:
        """Is a word that the match leaves out part of another name (*boron-10* in *boron-10 powder*)?"""
        words = self._words(text, match.start, match.end)
        left_out = [at for _, at, end in words if says_no_name(text[at:end], self._passing)]
        return any(each.start <= at < each.end for each in found for at in left_out)

    def _windows(self, words: Sequence[Word]) -> Iterator[Match]:
        for at in range(len(words)):
            for length in range(1, min(_LONGEST, len(words) - at) + 1):
                window = words[at : at + length]
                term = self._by_words.get(self._key([word for word, _, _ in window]))
                if term is not None:
                    yield Match(term, window[0][1], window[-1][2])

    def _turned(self, clauses: Sequence[Sequence[Word]]) -> Iterator[Match]:
        for at, head in enumerate(clauses[:-1]):
            if not 1 <= len(head) <= _LONGEST:
                continue
            qualities = [each for each in clauses[at + 1 : at + 1 + _QUALITIES] if 1 <= len(each) <= _WORDS_OF_QUALITY]
            for count in range(1, len(qualities) + 1):
                for chosen in combinations(qualities, count):
                    said = [word for each in chosen for word, _, _ in each]
                    yield from self._headed([word for word, _, _ in head], said, (head[0][1], head[-1][2]))

    def _headed(self, head: Sequence[str], said: Sequence[str], place: tuple[int, int]) -> Iterator[Match]:
        """Terms of the last words of a head, or all of it, with all of the qualities chosen."""
        for kept in {tuple(head), tuple(head[-1:])}:
            term = self._by_words.get(self._key([*said, *kept]))
            if term is not None:
                yield Match(term, *place)

    def _words(self, text: str, start: int = 0, end: int | None = None) -> list[Word]:
        stop = len(text) if end is None else end
        found = _WORD.finditer(text, start, stop)
        return [(self._plain[each[0]], each.start(), each.end()) for each in found]

    @staticmethod
    def _key(words: Sequence[str]) -> tuple[str, ...]:
        return tuple(sorted(words))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The clauses of a folded text as spans."""
    at = 0
    for cut in re.finditer(r"[|:]", text):
        yield at, cut.start()
        at = cut.end()
    yield at, len(text)
