"""What a clause is about: the type of the claim, its polarity, and whether a speaker speaks of itself."""

from __future__ import annotations

import re

from endgate.evidence.extract.parts import part_in
from endgate.evidence.extract.words import ASTRAY, RELATIVE, type_words
from endgate.evidence.vocabulary import ClaimType, Modality

_NEGATED = re.compile(
    r"\b(?:not|no|never|cannot|neither|nor|none|nicht|nichts|kein\w*|nie|niemand)\b|n't\b|\bfalls? (?:below|outside)\b|"
    r"\b(?:stopped|ceased|halted) (?:(?:all|any|its|their|our|the) )?(?:\w+ing|deliver\w+|sales|exports?|shipments?|"
    r"supplies|business|trade|production|payments?|work)\b",
    re.I,
)
_OWN = re.compile(r"^(?:\"?)(?:its|our|their|his|her|it|they|we|i|wir|sie|seine|unsere)\b", re.I)
_CIVIL = re.compile(r"\b(?:civilian|peaceful|no link|not need|does not|has not|have not|never|no |only)\b", re.I)
_BOUND = re.compile(r"\b(?:delivered|shipped|going|sent) to\b", re.I)
_MEANT = re.compile(r"\b(?:intended|meant|destined|bound|headed|heading) for\b", re.I)
_FORCE = re.compile(
    r"\b(?:army|navy|air force|armed forces|military|troops|guards?|militia|arsenal|"
    r"(?:missile|nuclear|weapons?) \w+)\b",
    re.I,
)
_REFUSED = re.compile(
    r"\b(?:licen[cs]es?|applications?|permits?)\b[^.;]{0,80}?\b(?:was|were|been) "
    r"(?:refused|denied|rejected|revoked)\b",
    re.I,
)
_QUESTION = re.compile(
    r"\b(?:asked|wondered|inquired|enquired|gefragt|fragten?)\s(?:[\w ]{2,40}\s)?(?:whether|if|ob)\b", re.I
)
_SHARED = re.compile(
    r"\b(?:shared|passed|handed|gave|provided|supplied|sent)\b(?: on| over)? (?:[\w'-]+ ){0,4}?"
    r"(?:photographs?|photos?|images?|imagery|pictures?|evidence|intelligence|information|details|data)\b",
    re.I,
)
_TENTATIVE = frozenset({Modality.FEARED, Modality.SUSPECTED, Modality.INDICATED})
_ASKS = frozenset({Modality.REQUESTED, Modality.DIRECTED})


def type_of(clause: str, modality: Modality, *, asked: bool = False) -> tuple[ClaimType, bool]:
    """The type that the most telling words show, and whether such a clause is a claim without any speaker."""
    if _talking(clause):
        return ClaimType.TALKING_POINTS, True
    asked = asked or _QUESTION.search(clause) is not None
    if asked or modality in _ASKS:
        return ClaimType.REQUEST, True
    if modality in _TENTATIVE and _MEANT.search(clause):
        return (ClaimType.END_USE_CONCERN if _FORCE.search(clause) else ClaimType.INDICATED_DESTINATION), True
    if _REFUSED.search(clause):
        return ClaimType.DENIAL_OF_LICENCE, True
    if _SHARED.search(clause):
        return ClaimType.INFORMATION_SHARING, True
    part = part_in(clause)
    if part is not None:
        return part.type_when(modality), True
    main = RELATIVE.sub("", clause)
    for words in dict.fromkeys((main, clause)):
        found = _by_words(words, modality)
        if found is not None:
            return found
    return ClaimType.OTHER, False


_HELD = re.compile(
    r"\b((?:compan(?:y|ies)|firms?|business(?:es)?|entit(?:y|ies)|ventures?|banks?|subsidiar(?:y|ies)|owned or) )"
    r"controlled by",
    re.I,
)
_WENT_ASTRAY = re.compile(rf"\b(?:was|were|been|being)\s+(?:\w+ly\s+)?{ASTRAY.pattern}", re.I)


def _by_words(clause: str, modality: Modality) -> tuple[ClaimType, bool] | None:
    if _WENT_ASTRAY.search(clause) or (modality in _TENTATIVE and ASTRAY.search(clause)):
        return ClaimType.INDICATED_DESTINATION, True
    clause = _HELD.sub(r"\1owned by", clause)
    for each, pattern, alone in type_words():
        if pattern.search(clause):
            bound = modality is Modality.INDICATED and each is ClaimType.TRANSFER and _BOUND.search(clause)
            return (ClaimType.INDICATED_DESTINATION if bound else each), alone
    return None


def _talking(clause: str) -> bool:
    return bool(
        re.search(r"\b(?:directed|instructed|told) to (?:recommend|say|tell|argue|emphasi[sz]e|stress)\b", clause)
    )


def is_negated(clause: str) -> bool:
    """Is the proposition negated as worded?"""
    return _NEGATED.search(clause) is not None


def speaks_of_itself(clause: str) -> bool:
    return _OWN.match(clause) is not None


def clears_itself(clause: str) -> bool:
    """Does a speaker say of its own affairs that nothing is wrong with them?"""
    return speaks_of_itself(clause) and _CIVIL.search(clause) is not None
