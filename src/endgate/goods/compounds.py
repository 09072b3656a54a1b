"""Finds words of the index for a word that it does not hold: other endings of it, and the parts of a compound."""

from __future__ import annotations

from collections.abc import Iterator

from endgate.goods.wordindex import WordIndex

_SHORTEST, _LEAST_BEGINNING, _SHARED = 5, 4, 0.7
_ENDING = 4
_RELATIVE, _PART = 0.8, 0.6
_COMPOUND, _SMALLEST_PART, _SMALLEST_KNOWN = 8, 3, 4
_LONGEST_COMPOUND = 100
"""Letters of the longest compound that is taken apart; longer runs of letters are no words."""
_LINKS = ("s", "n", "en")


def relatives(word: str, index: WordIndex) -> list[tuple[str, float]]:
    """The word of the index that differs least at its end; failing that, the known words that make it up."""
    if len(word) < _SHORTEST or word[0].isdigit():
        return []
    start = word[: max(_LEAST_BEGINNING, int(len(word) * _SHARED))]
    near = [each for each in index.beginning(start) if abs(len(each) - len(word)) <= _ENDING]
    if near:
        closest = max(near, key=lambda each: (2 * _shared(each, word) - len(each), each))
        return [(closest, _RELATIVE)]
    return [(each, _PART) for each in _pieces(word, index) if each in index]


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def parts(word: str, index: WordIndex) -> Iterator[str]:
    """Words of the index for the parts of a compound, by the synonyms of each part (*Feststoff-motor*: solid)."""
    for piece in _pieces(word, index):
        yield from index.synonyms.get(piece, ())
        if piece in index:
            yield piece


def _pieces(word: str, index: WordIndex) -> Iterator[str]:
    """The longest known pieces of a word from left to right; letters between them are passed over."""
    at = 0 if _COMPOUND <= len(word) <= _LONGEST_COMPOUND else len(word)
    while at <= len(word) - _SMALLEST_PART:
        for end in range(len(word), at + _SMALLEST_PART - 1, -1):
            known = _known(word[at:end], index)
            if known:
                yield known
                at = end
                break
        else:
            at += 1


def _known(piece: str, index: WordIndex) -> str:
    """The piece itself or without the letters that link German compounds; empty when neither is known."""
    bare = [piece[: -len(link)] for link in _LINKS if piece.endswith(link)]
    for each in (piece, *bare):
        if each in index.synonyms or (each in index and len(each) >= _SMALLEST_KNOWN):
            return each
    return ""
