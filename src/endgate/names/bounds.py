"""Which pairs of two persons' many names could agree best: a bound for each pair from the bounds of its words.

A name pair's similarity is what its paired words gain of what they and the left-over words weigh. With ``b`` the best
that any word of the other name can do for a word, the similarity can reach ``t`` only where the sum over all words of
``max(weight / 2 * (b - t), -t * cost)`` is not negative. So pairs below the best one found need not be scored, and none
that could win is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from endgate.names.edges import budget, edge
from endgate.names.prepared import Array, Prepared, Words
from endgate.names.weights import table

_LONGEST = 200
_EDITS = np.array([budget(both / 2) for both in range(2 * _LONGEST + 1)], dtype=np.uint8)
"""Edits between two spellings of a word, by the sum of their lengths."""
_MOST_EDITS = int(_EDITS.max())

_ANYHOW = 4
"""Letters that differ at most where all else of two names agrees."""

_AGREEING = 0.85
"""Score from which on a pair of words helps to recognise the last ones of two names."""

_ROOM = 1e-9


class Bounds:
    """Bounds for each name of one person held against each of another."""

    def __init__(self, left: Prepared, right: Prepared) -> None:
        self._sides = (left, right)
        alone, helped = self.pairings()
        costs = _cost(left, right.free), _cost(right, left.free)
        self._alone = _Reach(left, right, alone, costs)
        agreeing = self._alone.at_least(_AGREEING)
        # one word that agrees is enough to recognise one with a meaning (junior) misspelt
        self._enough = agreeing >= (1 if left.meant or right.meant else 2)
        self._helped = _Reach(left, right, helped, costs) if self._enough.any() else None
        self._open = self._unbounded()

    def worth(self) -> Array:
        """The bits that each pair of names could be worth where they agree wholly."""
        left, right = self._sides
        found: Array = np.minimum(left.bits[:, None], right.bits[None, :])
        return found + _ROOM

    def could_reach(self, similarity: float) -> Array:
        """By how much each pair of names (rows left, columns right) could pass that similarity; below 0: not at all."""
        found = self._alone.room(similarity)
        if self._helped is not None:
            found = np.where(self._enough, self._helped.room(similarity), found)
        if similarity < 1.0:
            found[self._open] = np.inf
        return found + _ROOM

    def pairings(self) -> tuple[Array, Array]:
        """The most that each word of the left can be worth to each of the right: alone, and where all else agrees."""
        left, right = (side.words for side in self._sides)
        near = _near(left, right)
        found = np.zeros(near.shape)
        for row, column in {*zip(*(at.tolist() for at in near.nonzero()), strict=True), *self._meeting()}:
            pairing = edge(left.tokens[row], right.tokens[column], True)
            if pairing is not None:
                found[row, column] = pairing.score
        differing = np.bitwise_count(left.signatures[:, None] ^ right.signatures[None, :])
        return found, np.maximum(found, np.where(differing <= _ANYHOW, table("edge")["in_context"], 0.0))

    def _meeting(self) -> Iterable[tuple[int, int]]:
        """Words that may pair though their letters are far apart."""
        left, right = self._sides
        for key in left.by_key.keys() & right.by_key.keys():
            yield from product(left.by_key[key], right.by_key[key])
        yield from product(left.meant, range(len(right.words.tokens)))
        yield from product(range(len(left.words.tokens)), right.meant)
        for letter in left.initials.keys() & right.by_letter.keys():
            yield from product(left.initials[letter], right.by_letter[letter])
        for letter in right.initials.keys() & left.by_letter.keys():
            yield from product(left.by_letter[letter], right.initials[letter])

    def _unbounded(self) -> Array:
        """Pairs of names that hold more than words paired one by one: they fall short of full agreement only."""
        left, right = self._sides
        found: Array = left.open_names[:, None] | right.open_names[None, :]
        for letters in left.joined.keys() & right.joined.keys():
            found[np.ix_(np.array(left.joined[letters]), np.array(right.joined[letters]))] = True
        for names, word in _written_as_one(left, right):
            found[np.ix_(np.array(names), _bearing(right, word))] = True
        for names, word in _written_as_one(right, left):
            found[np.ix_(_bearing(left, word), np.array(names))] = True
        return found


def _near(left: Words, right: Words) -> Array:
    """Which words are spellings of one by their letters, or by their folds."""
    lengths = left.lengths[:, None] + right.lengths[None, :]
    edits = np.minimum(_edits(left.texts, right.texts), _edits(left.folds, right.folds))
    found: Array = edits <= _EDITS[np.minimum(lengths, 2 * _LONGEST)]
    return found


def _edits(left: Sequence[str], right: Sequence[str]) -> Array:
    """Edits between words, up to one more than matter."""
    found: Array = cdist(left, right, scorer=OSA.distance, score_cutoff=_MOST_EDITS, dtype=np.uint8)
    return found


class _Reach:
    """How far pairs of names can come, for what each word can be worth to each."""

    def __init__(self, left: Prepared, right: Prepared, pairings: Array, costs: tuple[Array, Array]) -> None:
        self._sides = (left, right)
        self._costs = costs
        self._best = (
            np.maximum.reduceat(pairings[:, right.reach], right.reach_starts, axis=1),
            np.maximum.reduceat(pairings[left.reach, :], left.reach_starts, axis=0).T,
        )
        self._against = self._contradictions()

    def at_least(self, score: float) -> Array:
        """How many words of a pair of names can pair with such a score."""
        counts = [
            np.add.reduceat((best >= score)[side.reach].astype(np.int64), side.reach_starts, axis=0)
            for side, best in zip(self._sides, self._best, strict=True)
        ]
        found: Array = np.minimum(counts[0], counts[1].T)
        return found

    def room(self, similarity: float) -> Array:
        """What the words of both names speak for that similarity, less what they speak against it."""
        sums = [
            _sum(side, best, cost, similarity)
            for side, best, cost in zip(self._sides, self._best, self._costs, strict=True)
        ]
        found: Array = sums[0] + sums[1].T - similarity * self._against
        return found

    def _contradictions(self) -> Array:
        """What the words cost more that must be left over on both sides, each in the place of another."""
        pairs = self.at_least(1e-9)
        counts, least = zip(*map(_left_over, self._sides, self._costs), strict=True)
        over = np.minimum(counts[0][:, None] - pairs, counts[1][None, :] - pairs)
        found: Array = np.maximum(over, 0) * (least[0][:, None] + least[1][None, :])
        return found


def _left_over(side: Prepared, cost: Array) -> tuple[Array, Array]:
    """Words of each name that another may contradict, and the least that each costs more then."""
    telling = (side.against > 0) & (cost > 0)
    counts = np.add.reduceat(telling[side.rows].astype(np.int64), side.starts)
    least = np.minimum.reduceat(np.where(telling, side.against, np.inf)[side.rows], side.starts)
    return counts, np.where(np.isfinite(least), least, 0.0)


def _sum(side: Prepared, best: Array, cost: Array, similarity: float) -> Array:
    """What the words of a side speak for or against that similarity, by name."""
    words = np.maximum(side.weight[:, None] / 2 * (best - similarity), -similarity * cost[:, None])
    for word, parts in side.compounds:
        words[word] = np.maximum(words[word], words[parts].sum(axis=0))
    found: Array = np.add.reduceat(words[side.rows], side.starts, axis=0)
    return found


def _cost(side: Prepared, free: Words) -> Array:
    """What each word costs at the least where it is left over; nothing where it may spell a title of the other side."""
    if not free.tokens:
        return side.cost
    words = side.words
    differing = np.bitwise_count(words.signatures[:, None] ^ free.signatures[None, :]).min(axis=1)
    return np.where(differing <= np.where(words.lengths < 7, 2, 4), 0.0, side.cost)


def _written_as_one(one: Prepared, other: Prepared) -> Iterable[tuple[tuple[int, ...], int]]:
    """Names of one side with neighbouring words that are one word of the other, and that word."""
    for text in one.runs.keys() & other.by_fold.keys():
        for word in other.by_fold[text]:
            yield one.runs[text], word
    for first in one.loose_runs.keys() & other.by_first.keys():
        for (text, names), (spelt, found) in product(one.loose_runs[first].items(), other.by_first[first].items()):
            if OSA.distance(text, spelt, score_cutoff=1) <= 1:
                yield from ((names, word) for word in found)


def _bearing(side: Prepared, word: int) -> Array:
    """Names that hold the word, or a compound of which it is a part."""
    at = np.flatnonzero(side.reach == word)
    found: Array = np.unique(np.searchsorted(side.reach_starts, at, side="right") - 1)
    return found
