"""Share of letters that two names have in common, whatever the order of their words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from endgate.names.normalise import sorted_text

_MOST = 6
"""Words of a name up to which each is tried at every place: the orders of a name grow with the square of its words."""


@lru_cache(maxsize=4096)
def orders(text: str) -> tuple[str, ...]:
    """The words of a name in alphabetical order, then with one of them at another place.

    A slip in its first letter moves a word to another place in the alphabet; the other words keep theirs.
    """
    plain = sorted_text(text)
    words = plain.split()
    if len(words) > _MOST:
        return (plain,)
    moved = (" ".join(_moved(words, at, to)) for at in range(len(words)) for to in range(len(words)))
    return tuple(dict.fromkeys((plain, *moved)))


def _moved(words: Sequence[str], at: int, to: int) -> list[str]:
    rest = [*words[:at], *words[at + 1 :]]
    return [*rest[:to], words[at], *rest[to:]]


def letters(left: str, right: str) -> float:
    """Share of letters (0 to 1) in common, the words in the order in which they agree best. Symmetric."""
    one, other = sorted((left, right), key=lambda text: (text.count(" "), text))
    listed = sorted_text(other)
    return max(Indel.normalized_similarity(order, listed) for order in orders(one))


def shares(asked: Sequence[str], listed: Sequence[str]) -> list[float]:
    """For each listed name, given as its sorted words, the largest share that any asked name has in common with it."""
    tried = [order for text in asked for order in orders(text)]
    common = cdist(tried, listed, scorer=Indel.normalized_similarity)
    return [float(share) for share in common.max(axis=0)]
