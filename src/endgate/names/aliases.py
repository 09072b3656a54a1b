"""The best pair of names of two parties, each of which may bear many."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import Indel

from endgate.names.facts.effects import limits
from endgate.names.forms import analyse, guess
from endgate.names.normalise import words
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


def letters(left: str, right: str) -> float:
    """Share of letters that two names have in common, their words in alphabetical order."""
    one, other = (" ".join(sorted(words(text))) for text in (left, right))
    return Indel.normalized_similarity(one, other)


def best_names(
    scorer: PairScorer, left: Subject, right: Subject, *, least: float = 0.0, spelt: float = 0.0
) -> BestNames | None:
    """The pair of names that agrees best; the first of equals, so the order of names decides ties.

    Pairs whose similarity stays below ``least`` are not looked at further. Where the births of both are told to agree,
    a pair with the share ``spelt`` of its letters in common is worth what the grade gives for it.
    """
    best: BestNames | None = None
    worth = (0.0, 0.0, 0.0)
    for mine in left.names:
        for theirs in right.names:
            for kind in readings(left.kind, right.kind, mine.text, theirs.text):
                found = scorer.score(analyse(mine.text, kind), analyse(theirs.text, kind), least=least)
                if found is None:
                    continue
                similarity = _weakened(found.similarity, mine, theirs)
                alike = bool(spelt) and letters(mine.text, theirs.text) >= spelt
                here = (max(similarity, float(limits()["born_score"]) * alike), similarity, found.bits)
                if best is None or here > worth:
                    best, worth = BestNames(mine, theirs, found, kind, similarity), here
                if found.similarity == 1.0 and similarity == 1.0:
                    break
    return best


def _weakened(similarity: float, left: NamedText, right: NamedText) -> float:
    return min(similarity, float(settings("weights")["cap"]["weak_alias"])) if left.weak or right.weak else similarity
