"""The best pair of names of two parties, each of which may bear many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from endgate.names.bounds import Bounds
from endgate.names.facts.effects import limits
from endgate.names.forms import analyse
from endgate.names.guess import guess
from endgate.names.letters import letters
from endgate.names.prepared import Array
from endgate.names.score import NameScore, PairScorer
from endgate.names.subject import NamedText, Subject
from endgate.names.tables import settings
from endgate.terms.kinds import PartyKind


@dataclass(frozen=True)
class BestNames:
    """The best pair of names of two subjects."""

    left: NamedText
    right: NamedText
    score: NameScore
    kind: PartyKind
    similarity: float


_READ_BOTH = (PartyKind.PERSON, PartyKind.ORGANISATION)


def readings(left: PartyKind, right: PartyKind, left_text: str, right_text: str) -> tuple[PartyKind, ...]:
    """The kinds under which two names may be compared; empty when the parties cannot be one."""
    known = {kind for kind in (left, right) if kind is not PartyKind.UNKNOWN}
    if len(known) == 2:
        return ()
    if known:
        return tuple(known)
    guesses = {guess(left_text), guess(right_text)} - {PartyKind.UNKNOWN}
    return tuple(guesses) if len(guesses) == 1 else _READ_BOTH


def best_names(
    scorer: PairScorer, left: Subject, right: Subject, *, least: float = 0.0, spelt: float = 0.0
) -> BestNames | None:
    """The pair of names that agrees best; the first of equals, so the order of names decides ties.

    Pairs whose similarity stays below ``least`` are not looked at further. Where the births of both are told to agree,
    a pair with the share ``spelt`` of its letters in common is worth what the grade gives for it.
    """
    search = _Search(scorer, left, right, least, spelt)
    bounds = _bounds(scorer, left, right) if not spelt else None
    if bounds is None:
        for row in range(len(left.names)):
            for column in range(len(right.names)):
                search.look_at(row, column)
    else:
        search.prune(bounds)
    return search.best


class _Search:
    """The best pair so far."""

    def __init__(self, scorer: PairScorer, left: Subject, right: Subject, least: float, spelt: float) -> None:
        self._scorer = scorer
        self._left = left
        self._right = right
        self._least = least
        self._spelt = spelt
        self.best: BestNames | None = None
        self._worth = (0.0, 0.0, 0.0, 0)

    def look_at(self, row: int, column: int) -> None:
        """Score a pair of names under every reading, and keep it if it is better, or as good and earlier."""
        mine, theirs = self._left.names[row], self._right.names[column]
        least = self._least if self._spelt else max(self._least, self._worth[1])  # rules only lower what words agree
        earlier = -(row * len(self._right.names) + column)
        for kind in readings(self._left.kind, self._right.kind, mine.text, theirs.text):
            found = self._scorer.score(analyse(mine.text, kind), analyse(theirs.text, kind), least=least)
            if found is None:
                continue
            similarity = _weakened(found.similarity, mine, theirs)
            alike = bool(self._spelt) and letters(mine.text, theirs.text) >= self._spelt
            here = (max(similarity, float(limits()["born_score"]) * alike), similarity, found.bits, earlier)
            if self.best is None or here > self._worth:
                self.best, self._worth = BestNames(mine, theirs, found, kind, similarity), here
            if found.similarity == 1.0 and similarity == 1.0:
                break

    def prune(self, bounds: Bounds) -> None:
        """Look at the most promising pairs first, until no other could be as good.

        Where none reaches ``_SAYS_NOTHING`` the names do not agree, and the most promising pair stands for all.
        """
        to_do = np.ones((len(self._left.names), len(self._right.names)), dtype=bool)
        while True:
            before = self._worth[1:3]
            reached = max(before[0], self._least, _SAYS_NOTHING)
            promise = np.where(to_do, bounds.could_reach(reached), -np.inf)
            if before[0] >= 1.0:  # only more bits are better now
                worth = bounds.worth()
                promise = np.where((promise >= 0.0) & (worth >= before[1]), worth, -np.inf)
            for place in _from_the_best(promise):
                to_do.flat[place] = False
                self.look_at(*divmod(place, len(self._right.names)))
                if self._worth[1] > reached or self._worth[1:3] > before >= (1.0,):
                    break
            else:
                break
        if self.best is None and not self._least:
            self.look_at(*divmod(int(promise.argmax()), len(self._right.names)))


def _from_the_best(promise: Array) -> list[int]:
    """Places that promise anything, the most promising first, of equals the earlier."""
    flat = promise.ravel()
    places = np.flatnonzero(flat >= 0.0)
    found: list[int] = places[np.argsort(-flat[places], kind="stable")].tolist()
    return found


_SAYS_NOTHING = 0.4
"""Similarity below which two names have nothing to say to each other: no profile and no fact looks at it."""

_MANY = 60
"""Pairs of names from which on a bound is worth more than it takes."""


def _bounds(scorer: PairScorer, left: Subject, right: Subject) -> Bounds | None:
    """The bounds for two persons with many names; None where every pair is scored as quickly, or no bound is known."""
    kinds = {left.kind, right.kind} - {PartyKind.UNKNOWN}
    if kinds != {PartyKind.PERSON} or len(left.names) * len(right.names) < _MANY:
        return None
    mine, theirs = (scorer.prepared(tuple(name.text for name in each.names)) for each in (left, right))
    return None if mine is None or theirs is None else Bounds(mine, theirs)


def _weakened(similarity: float, left: NamedText, right: NamedText) -> float:
    return min(similarity, float(settings("weights")["cap"]["weak_alias"])) if left.weak or right.weak else similarity
