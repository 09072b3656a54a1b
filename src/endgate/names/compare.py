"""Compares two parties: the best pair of their names, then their facts, then the grade with its explanation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from endgate.lists.model import ListedParty
from endgate.names.aliases import BestNames, best_names
from endgate.names.facts import relate
from endgate.names.grade import Grader, Verdict, spelling_asked
from endgate.names.model import SCHEMA, Comparison, FactRelation, Information, Query, Score, Side
from endgate.names.profiles import Profile, profile_named, profile_names
from endgate.names.rarity import BackgroundRarity
from endgate.names.romanise import script_of
from endgate.names.score import PairScorer
from endgate.names.sentence import sentence
from endgate.names.sources import sourced
from endgate.names.subject import NamedText, Subject, as_written, subject_of
from endgate.shipment.model import Party
from endgate.terms.kinds import PartyKind


class Comparator:
    """Compares under one profile, one source of counts and one number of parties searched."""

    def __init__(self, scorer: PairScorer, profile: Profile, parties: int = 1) -> None:
        self.scorer = scorer
        self.profile = profile
        self.grader = Grader(profile, parties)

    def name_passes(self, best: BestNames) -> bool:
        """Could the names alone earn at least ``possible``?"""
        return best.similarity >= self.profile.possible

    def judge(self, best: BestNames | None, facts: Sequence[FactRelation]) -> Verdict:
        """Score and grade of the best names with the facts."""
        return self.grader.judge(best, facts)

    def compare(self, left: Subject, right: Subject) -> Comparison:
        """The whole comparison of two prepared parties."""
        facts = relate(left.facts, right.facts)
        best = best_names(self.scorer, left, right, spelt=spelling_asked(facts))
        return self.explain(left, right, best, facts, self.judge(best, facts))

    def explain(
        self, left: Subject, right: Subject, best: BestNames | None, facts: tuple[FactRelation, ...], verdict: Verdict
    ) -> Comparison:
        """Write the verdict down with its typed reasons."""
        edges = () if best is None else sourced(self.scorer.edges(best.score))
        unpaired = () if best is None else self.scorer.unpaired(best.score)
        return Comparison(
            _side(left, None if best is None else best.left),
            _side(right, None if best is None else best.right),
            _kind(left, right) if best is None else best.kind,
            verdict.grade,
            Score(verdict.score),
            self.profile.name,
            Score(self.profile.cut),
            similarity=Score(0.0 if best is None else best.similarity),
            bits=Score(verdict.bits),
            bits_required=Score(verdict.required),
            edges=edges,
            unpaired=unpaired,
            caps=verdict.caps,
            facts=facts,
            flags=verdict.flags,
            text=sentence(verdict.grade, edges, unpaired, facts, verdict.flags, verdict.caps),
            schema=SCHEMA,
            information=self._information(best, verdict),
        )

    def _information(self, best: BestNames | None, verdict: Verdict) -> Information:
        similarity = 0.0 if best is None else best.similarity
        required = {name: Score(self.grader.required_under(name, similarity)) for name in profile_names()}
        names = Score(0.0 if best is None else best.score.bits)
        return Information(Score(verdict.bits), names, self.grader.parties, required)


def _side(subject: Subject, name: NamedText | None) -> Side:
    if name is None:
        return Side(subject.ref, subject.names[0].text if subject.names else "")
    return Side(subject.ref, name.text, name.origin, name.quality, script_of(name.text))


def _kind(left: Subject, right: Subject) -> PartyKind:
    return right.kind if left.kind is PartyKind.UNKNOWN else left.kind


def compare(
    left: Query | ListedParty | Party,
    right: Query | ListedParty | Party,
    *,
    kind: PartyKind = PartyKind.UNKNOWN,
    profile: str = "standard",
) -> Comparison:
    """Compare two parties without an edition. Symmetric: swapping the sides swaps the sides of the explanation only."""
    one, other = as_written(subject_of(left), subject_of(right))
    if kind is not PartyKind.UNKNOWN:
        one, other = (Subject(each.ref, each.names, kind, each.facts) for each in (one, other))
    return Comparator(_scorer(), profile_named(profile)).compare(one, other)


@lru_cache(maxsize=1)
def _scorer() -> PairScorer:
    """The scorer that knows no edition. It may be forgotten with what it remembers of names."""
    return PairScorer(BackgroundRarity())
