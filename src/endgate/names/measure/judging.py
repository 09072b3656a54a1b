"""Judges labelled pairs by the scorer: precision, recall, F1, the best cut, calibration, the worst errors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from endgate.names.compare import compare
from endgate.names.measure.model import LabelledPair


@dataclass(frozen=True)
class Judged:
    """A pair with what the scorer said of it. ``same`` when the grade counts as a match."""

    pair: LabelledPair
    same: bool
    score: float
    grade: str
    reason: str

    @property
    def right(self) -> bool:
        return self.same == self.pair.same


@dataclass(frozen=True)
class PairCounts:
    """How many pairs were rightly and wrongly taken for one party. A rate without a case behind it is None."""

    true: int
    false: int
    missed: int
    pairs: int

    @property
    def precision(self) -> float | None:
        return self.true / (self.true + self.false) if self.true + self.false else None

    @property
    def recall(self) -> float | None:
        return self.true / (self.true + self.missed) if self.true + self.missed else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean; None when no pair is labelled the same."""
        return None if self.recall is None else 2 * self.true / (2 * self.true + self.false + self.missed)

    @property
    def right(self) -> float | None:
        """Share of pairs judged rightly."""
        return 1 - (self.false + self.missed) / self.pairs if self.pairs else None


def judge(pairs: Iterable[LabelledPair], *, profile: str = "standard") -> tuple[Judged, ...]:
    """Compare each pair without an edition; only the base bits are asked for."""
    return tuple(_judged(pair, profile) for pair in pairs)


def _judged(pair: LabelledPair, profile: str) -> Judged:
    found = compare(pair.left, pair.right, profile=profile)
    score = round(float(found.score), 4)
    return Judged(pair, found.grade.counts, score if found.grade.counts else min(score, 0.99), found.grade, found.text)


def counted(judged: Iterable[Judged]) -> PairCounts:
    """Count the pairs."""
    true = false = missed = total = 0
    for each in judged:
        total += 1
        true += each.same and each.pair.same
        false += each.same and not each.pair.same
        missed += each.pair.same and not each.same
    return PairCounts(true, false, missed, total)


def counted_by(judged: Iterable[Judged], key: Callable[[Judged], str]) -> dict[str, PairCounts]:
    """Count the pairs apart by whatever ``key`` tells of them, in alphabetical order."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        groups[key(each)].append(each)
    return {name: counted(groups[name]) for name in sorted(groups)}


def best_cut(scored: Iterable[tuple[float, bool]]) -> tuple[float, float]:
    """The greatest F1 that any cut on the score reaches, and that cut."""
    ranked = sorted(scored, reverse=True)
    positives = sum(same for _, same in ranked)
    best = (0.0, 1.0)
    true = 0
    for at, (score, same) in enumerate(ranked, start=1):
        true += same
        if at < len(ranked) and ranked[at][0] == score:
            continue
        best = max(best, (2 * true / (at + positives), score), key=lambda each: each[0])
    return best


def f1_at_false(scored: Sequence[tuple[float, bool]], false: int) -> float:
    """F1 at the lowest cut that takes no more than so many pairs wrongly for one party."""
    negatives = sorted((score for score, same in scored if not same), reverse=True)
    above = negatives[false] if false < len(negatives) else -1.0
    true = sum(same and score > above for score, same in scored)
    wrong = sum(not same and score > above for score, same in scored)
    positives = sum(same for _, same in scored)
    return 2 * true / (positives + true + wrong) if positives else 0.0


def calibration(judged: Iterable[Judged], *, bins: int = 20) -> list[tuple[float, int, float]]:
    """For each step of the score from 0 to 1: its lower end, pairs in it, and the share of them that is the same."""
    counts = [[0, 0] for _ in range(bins)]
    for each in judged:
        row = counts[min(int(each.score * bins), bins - 1)]
        row[0] += 1
        row[1] += each.pair.same
    return [(at / bins, total, same / total) for at, (total, same) in enumerate(counts) if total]


def worst(judged: Iterable[Judged], *, same: bool, most: int = 50) -> list[Judged]:
    """Pairs judged wrongly, the most confident first: those labelled the same that were missed, or the others."""
    wrong = [each for each in judged if not each.right and each.pair.same is same]
    return sorted(wrong, key=lambda each: each.score if same else -each.score)[:most]
