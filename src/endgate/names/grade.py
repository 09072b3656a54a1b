"""The grade of a comparison: the score of the names, moved by the facts, held against the bits an agreement needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log, log2

from endgate.names.aliases import BestNames
from endgate.names.caps import LEGAL_FORM_DIFFERS, NAME_WITHIN
from endgate.names.facts.addresses import ADDRESS
from endgate.names.facts.countries import COUNTRY
from endgate.names.facts.dates import BIRTH, excludes
from endgate.names.facts.effects import bits_of, limits
from endgate.names.facts.identifiers import IDENTIFIER
from endgate.names.facts.relate import KIND
from endgate.names.facts.vessels import ship_recognised
from endgate.names.letters import letters
from endgate.names.model import Cap, FactRelation, Grade, Score
from endgate.names.profiles import Profile, profile_named
from endgate.names.tables import settings

ADDRESS_LISTED = "address_listed"
BORN_TOGETHER = "born_together"
OTHER_FIRM = "other_firm"
_IDENTIFIED_AT = 0.99
_OF_ANOTHER_KIND = "of_another_kind"
_NAME_BESIDE_NUMBER = 0.4
"""Agreement of the names that bears out a number which others may share (a passport, a tax number)."""
_BEARS_OUT = {("birth_date", "same_day"), ("birth_date", "same_month"), ("birth_date", "compatible"), (COUNTRY, "same")}


@dataclass(frozen=True)
class NamesSay:
    """What the names alone say: similarity after caps, bits, rules that held it down, letters in common (0 to 1)."""

    similarity: float = 0.0
    bits: float = 0.0
    caps: tuple[Cap, ...] = ()
    flags: tuple[str, ...] = ()
    letters: float = 0.0


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
        self.parties = parties
        self._base = float(settings("weights")["bits"]["base"])
        self._full = self._full_of(profile)

    def _full_of(self, profile: Profile) -> float:
        return max(self._base, log2(max(self.parties, 1)) + profile.bits_offset)

    def required(self, similarity: float) -> float:
        """Bits an agreement must be worth: base when equal, rising as it loosens to the cut."""
        return self._required(similarity, self.profile.cut, self._full)

    def required_under(self, profile: str, similarity: float) -> float:
        """The same as another profile asks it."""
        other = profile_named(profile)
        return self._required(similarity, other.cut, self._full_of(other))

    def _required(self, similarity: float, cut: float, full: float) -> float:
        share = (1 - similarity) / (1 - cut)
        return self._base + (full - self._base) * min(max(share, 0.0), 1.0)

    def judge(self, best: BestNames | None, facts: Sequence[FactRelation]) -> Verdict:
        """Grade the best pair of names with the facts."""
        if best is None:
            return self.weigh(NamesSay(), facts)
        score = best.score
        alike = letters(best.left.text, best.right.text) if spelling_asked(facts) else 0.0
        return self.weigh(NamesSay(best.similarity, score.bits, score.caps, score.flags, alike), facts)

    def weigh(self, names: NamesSay, facts: Sequence[FactRelation]) -> Verdict:
        """Score → bits → contradictions → supports → caps → an equal day of birth → grade."""
        similarity, caps, flags = names.similarity, list(names.caps), list(names.flags)
        bits = names.bits + (sum(map(bits_of, facts)) if similarity > 0 else 0.0)
        required = self.required(similarity)
        before = similarity
        other_firm = LEGAL_FORM_DIFFERS in flags and _of_other_countries(facts)
        if similarity >= self.profile.cut and (bits < required or other_firm):
            before = self.profile.cut - 0.01
            flags += ["too_common"] if bits < required else []
            caps.append(Cap("bits" if bits < required else OTHER_FIRM, Score(before)))
        score, contradicted = self._moved(similarity, before, facts, caps)
        asked, borne_out = spelling_asked(facts), float(limits()["born_score"])
        if _two_names(names.caps):
            asked = _of_two_names(asked)
        if asked and (names.letters >= asked or NAME_WITHIN in flags) and not contradicted and score < borne_out:
            score = borne_out
            flags.append(BORN_TOGETHER)
        excluded = contradicted and before >= self.profile.cut
        grade = Grade.CONTRADICTED if excluded else self._grade(score, before, max(bits, names.bits))
        number = _number(facts)
        if number:
            flags += ["names_differ"] if similarity < self.profile.possible else []
            flags += ["kinds_differ"] if number == _OF_ANOTHER_KIND else []
            if number == "equal" or (number == "shared" and _borne_out(similarity, facts)):
                grade, score = Grade.IDENTIFIED, max(score, _IDENTIFIED_AT)
            elif grade is Grade.NONE:
                grade, score = Grade.POSSIBLE, max(score, self.profile.possible)
        return Verdict(grade, score, required, bits, tuple(caps), tuple(flags))

    def _moved(
        self, similarity: float, score: float, facts: Sequence[FactRelation], caps: list[Cap]
    ) -> tuple[float, bool]:
        """Move the score by the facts' log-odds; a support lifts a little, an exclusive contradiction caps."""
        against = sum(float(fact.effect) for fact in facts if fact.effect < 0)
        held = min((float(cap.at) for cap in caps), default=1.0)
        if against < 0 < score:
            floor = self.profile.cut if similarity >= 1.0 and score >= self.profile.cut else 0.0
            only_countries = all(fact.type == COUNTRY for fact in facts if fact.effect < 0)
            score = min(score, max(_shift(score, against), floor if only_countries else 0.0))
        if any(_excludes(fact) for fact in facts):
            at = float(limits()["contradicted_cap"])
            caps.append(Cap("contradicted", Score(at)))
            return min(score, at), True
        supports = sum(float(fact.effect) for fact in facts if fact.effect > 0)
        if supports > 0 and similarity >= self.profile.possible:
            lifted = min(_shift(score, supports), score + float(limits()["lift"]))
            score = max(score, min(lifted, held))
        return score, False

    def _grade(self, score: float, before: float, bits: float) -> Grade:
        strict = profile_named("strict").cut
        if score >= max(strict, self.profile.cut):
            return Grade.STRONG
        if score >= self.profile.cut:
            return Grade.PROBABLE
        enough = bits >= self._base
        return Grade.POSSIBLE if max(score, before) >= self.profile.possible and enough else Grade.NONE


def _of_other_countries(facts: Sequence[FactRelation]) -> bool:
    """Do both sides state where they are, and never the same country or one that belongs to it?"""
    told = {fact.relation for fact in facts if fact.type == COUNTRY and fact.role != "flag"}
    return bool(told & {"different", "neighbour"}) and told.isdisjoint({"same", "related"})


def spelling_asked(facts: Sequence[FactRelation]) -> float:
    """Share of letters from which on two names are one person's, for what their births have in common; 0 for nothing.

    Nothing else may speak against it: another sex, another kind of party.
    """
    if any(fact.type in ("gender", KIND) and fact.relation == "different" for fact in facts):
        return 0.0
    births = {fact.relation for fact in facts if fact.type == BIRTH}
    if "same_day" in births:
        return float(limits()["born_letters"])
    country = any(fact.type == COUNTRY and fact.relation == "same" for fact in facts)
    return float(limits()["born_letters_year"]) if births & _IN_ONE_YEAR and country else 0.0


def _of_two_names(asked: float) -> float:
    """Share of letters where two words are names of their own: more than elsewhere, if no day is in common."""
    in_a_year = asked >= float(limits()["born_letters_year"])
    return float(limits()["born_letters_two_names"]) if in_a_year else asked


def _two_names(caps: Sequence[Cap]) -> bool:
    """Do the names hold words that people bear, or that are known to differ (Hamid Karimi, Hamid Rahimi)?"""
    return any(cap.rule in _OF_TWO_NAMES for cap in caps)


_OF_TWO_NAMES = frozenset({"distinct", "other_name", "other_syllable", "attested"})
_IN_ONE_YEAR = {"same_month", "compatible", "day_month_flipped"}


def held_by_name(verdict: Verdict, facts: Sequence[FactRelation], profile: Profile) -> Verdict:
    """Ships and aircraft share names and change them: a name alone is a reason to look, no more.

    Flag, type and tonnage (or year of building) beside the name make it probable; a number identifies.
    """
    if not verdict.grade.counts or verdict.grade is Grade.IDENTIFIED:
        return verdict
    if ship_recognised(facts):
        at = min(verdict.score, profile_named("strict").cut - 0.01)
        return verdict if at < profile.cut else replace(verdict, grade=Grade.PROBABLE, score=at)
    at = profile.cut - 0.01
    return replace(verdict, grade=Grade.POSSIBLE, score=at, caps=(*verdict.caps, Cap("vessel_name", Score(at))))


def held_by_address(verdict: Verdict, facts: Sequence[FactRelation]) -> Verdict:
    """An address that is listed itself is met by whoever states it, whatever the name."""
    if not any(fact.type == ADDRESS and _AT.intersection((fact.relation, *fact.notes)) for fact in facts):
        return replace(verdict, grade=Grade.NONE)
    flags = (*verdict.flags, ADDRESS_LISTED)
    return replace(verdict, grade=Grade.ADDRESS_LISTED, score=max(verdict.score, _IDENTIFIED_AT), flags=flags)


_AT = frozenset({"same", "same_building"})


def _excludes(fact: FactRelation) -> bool:
    return excludes(fact) or (fact.type == IDENTIFIER and fact.relation == "different")


def _shift(score: float, effect: float) -> float:
    score = min(max(score, 0.001), 0.999)
    return 1 / (1 + exp(-(log(score / (1 - score)) + effect)))


def _number(facts: Sequence[FactRelation]) -> str:
    """What an agreeing number says: ``equal`` nobody else has it, ``shared`` others may; empty where none agrees."""
    relations = {fact.relation for fact in facts if fact.type == IDENTIFIER}
    if not relations & {"equal", "shared"}:
        return ""
    if any(fact.type == KIND for fact in facts):
        return _OF_ANOTHER_KIND
    return "equal" if "equal" in relations else "shared"


def _borne_out(similarity: float, facts: Sequence[FactRelation]) -> bool:
    """Does anything else say the same as a number that others may share: the names, the birth date, the country?"""
    if any(_excludes(fact) for fact in facts):
        return False
    agreeing = any((fact.type, fact.relation) in _BEARS_OUT and fact.effect > 0 for fact in facts)
    return similarity >= _NAME_BESIDE_NUMBER or agreeing
