"""The grade of a comparison: the score of the names, moved by the facts, held against the bits an agreement needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, log2

from endgate.names.aliases import BestNames
from endgate.names.facts import EXCLUSIVE
from endgate.names.model import Cap, FactRelation, Grade, Score
from endgate.names.profiles import Profile, profile_named
from endgate.names.tables import settings
from endgate.terms.kinds import IdentifierKind


@dataclass(frozen=True)
class Verdict:
    """Score and grade of a comparison with what led to them."""

    grade: Grade
    score: float
    required: float
    bits: float
    caps: tuple[Cap, ...]
    flags: tuple[str, ...]


class Grader:
    """Grades under one profile and one number of parties searched."""

    def __init__(self, profile: Profile, parties: int = 1) -> None:
        self.profile = profile
        base = float(settings("weights")["bits"]["base"])
        self._base = base
        self._full = max(base, log2(max(parties, 1)) + profile.bits_offset)

    def required(self, similarity: float) -> float:
        """Bits an agreement must be worth: base when equal, rising as it loosens to the cut."""
        share = (1 - similarity) / (1 - self.profile.cut)
        return self._base + (self._full - self._base) * min(max(share, 0.0), 1.0)

    def judge(self, best: BestNames | None, facts: Sequence[FactRelation]) -> Verdict:
        """Score → bits → contradictions → supports → caps → grade."""
        similarity = 0.0 if best is None else best.similarity
        caps = [] if best is None else list(best.score.caps)
        flags = [] if best is None else list(best.score.flags)
        bits = 0.0 if best is None else best.score.bits
        bits += _bits_of_facts(facts) if best is not None else 0.0
        required = self.required(similarity)
        score = similarity
        if similarity >= self.profile.cut and bits < required:
            score = min(score, self.profile.cut - 0.01)
            flags.append("too_common")
            caps.append(Cap("bits", Score(score)))
        before = score
        score, contradicted = _moved(score, facts, caps)
        identified = _identified(facts, similarity)
        if identified:
            flags += ["names_differ"] if similarity < self.profile.possible else []
            return Verdict(Grade.IDENTIFIED, max(score, 0.99), required, bits, tuple(caps), tuple(flags))
        if contradicted and before >= self.profile.cut:
            return Verdict(Grade.CONTRADICTED, score, required, bits, tuple(caps), tuple(flags))
        return Verdict(self._grade(score, before, bits), score, required, bits, tuple(caps), tuple(flags))

    def _grade(self, score: float, before: float, bits: float) -> Grade:
        strict = profile_named("strict").cut
        if score >= max(strict, self.profile.cut):
            return Grade.STRONG
        if score >= self.profile.cut:
            return Grade.PROBABLE
        enough = bits >= self._base
        return Grade.POSSIBLE if max(score, before) >= self.profile.possible and enough else Grade.NONE


def _bits_of_facts(facts: Sequence[FactRelation]) -> float:
    worth = {
        "same_day": 12.0,
        "same_month": 9.0,
        "compatible": 6.0,
        "day_month_flipped": 9.0,
        "same": 2.0,
        "equal": 20.0,
    }
    return sum(worth.get(fact.relation, 0.0) for fact in facts)


def _moved(score: float, facts: Sequence[FactRelation], caps: list[Cap]) -> tuple[float, bool]:
    """Move the score by the facts' log-odds; a support lifts a little, an exclusive contradiction caps."""
    table = settings("weights")["fact"]
    supports = sum(float(fact.effect) for fact in facts if fact.effect > 0)
    against = sum(float(fact.effect) for fact in facts if fact.effect < 0)
    held = min((float(cap.at) for cap in caps), default=1.0)
    if against < 0 and score > 0:
        score = _shift(score, against) if against <= -0.5 else max(score + 0.02 * against, min(score, 0.7))
    contradicted = any(_exclusive(fact) for fact in facts)
    if contradicted:
        score = min(score, float(table["contradicted_cap"]))
        caps.append(Cap("contradicted", Score(float(table["contradicted_cap"]))))
    elif supports > 0 and score > 0:
        lifted = min(_shift(score, supports), score + float(table["lift"]))
        score = max(score, min(lifted, held))
    return score, contradicted


def _exclusive(fact: FactRelation) -> bool:
    if fact.type == "birth_date":
        sure = not any("~" in text for text in (*fact.left, *fact.right))
        return sure and fact.relation in ("far", "different_year")
    return fact.type == "identifier" and fact.relation == "different"


def _shift(score: float, effect: float) -> float:
    score = min(max(score, 0.001), 0.999)
    return 1 / (1 + exp(-(log(score / (1 - score)) + effect)))


def _identified(facts: Sequence[FactRelation], similarity: float) -> bool:
    for fact in facts:
        if fact.type != "identifier" or fact.relation != "equal":
            continue
        kind = IdentifierKind(fact.scheme)
        if kind in EXCLUSIVE or kind is IdentifierKind.PUBLISHER_REF or similarity >= 0.4:
            return True
    return False
