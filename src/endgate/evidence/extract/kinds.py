"""What a clause is about: the type of the claim, its polarity, its flags and the fillers of its roles."""

from __future__ import annotations

import re
from functools import cache

from endgate.evidence.extract.mentions import Mention
from endgate.evidence.extract.words import type_words
from endgate.evidence.vocabulary import ClaimRole, ClaimType, Modality

_NEGATED = re.compile(
    r"\b(?:not|no|never|cannot|neither|nor|none|stopped|ceased|nicht|kein\w*|nie)\b|n't\b|\bfalls? (?:below|outside)\b",
    re.I,
)
_OWN = re.compile(r"^(?:\"?)(?:its|our|their|his|her|it|they|we|i|wir|sie|seine|unsere)\b", re.I)
_CIVIL = re.compile(r"\b(?:civilian|peaceful|no link|not need|does not|has not|have not|never|no |only)\b", re.I)
_BOUND = re.compile(r"\b(?:delivered|shipped|going|sent) to\b", re.I)
_ASKS = frozenset({Modality.REQUESTED, Modality.DIRECTED})


def type_of(clause: str, modality: Modality, *, asked: bool = False) -> tuple[ClaimType, bool]:
    """The type that the most telling words show, and whether such a clause is a claim without any speaker."""
    if _talking(clause):
        return ClaimType.TALKING_POINTS, True
    if asked or modality in _ASKS:
        return ClaimType.REQUEST, True
    for each, pattern, alone in type_words():
        if pattern.search(clause):
            bound = modality is Modality.INDICATED and each is ClaimType.TRANSFER and _BOUND.search(clause)
            return (ClaimType.INDICATED_DESTINATION if bound else each), alone
    return ClaimType.OTHER, False


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


def roles_of(clause: str, start: int, found: tuple[Mention, ...], kind: ClaimType) -> dict[ClaimRole, str]:
    """Fillers by place in the clause: the words as they stand. What the text leaves open is absent."""
    inside = [each for each in found if start <= each.start and each.end <= start + len(clause)]
    words = {each: clause[each.start - start : each.end - start] for each in inside}
    roles: dict[ClaimRole, str] = {}
    goods = [each for each in inside if each.kind == "goods"]
    if goods:
        roles[ClaimRole.GOODS] = words[goods[0]]
    for role, pattern in _places(kind):
        to = [
            each
            for each in inside
            if each.kind in ("country", "place") and pattern.search(clause[: each.start - start])
        ]
        if to:
            roles[role] = "; ".join(dict.fromkeys(words[each] for each in to))
    for name in ("programme", "regime"):
        first = next((each for each in inside if each.kind == name), None)
        if first is not None:
            roles[ClaimRole(name)] = words[first]
    _actors(clause, start, inside, kind, roles)
    return roles


def _actors(clause: str, start: int, inside: list[Mention], kind: ClaimType, roles: dict[ClaimRole, str]) -> None:
    subject = next((each for each in inside if each.start - start < 12 and each.kind in _ACTING), None)
    word = None if subject is None else clause[subject.start - start : subject.end - start]
    passive = re.search(r"\b(?:was|were|been|being|be) \w+(?:ed|ld|nt|wn)\b", clause) is not None
    if word is not None and not passive:
        if kind is ClaimType.TRANSFER:
            roles.setdefault(ClaimRole.SUPPLIER, word)
        elif kind is ClaimType.CORPORATE_LINK:
            roles.setdefault(ClaimRole.CHILD, word)
        elif kind is ClaimType.PROGRAMME_INTENT:
            roles.setdefault(ClaimRole.HOLDER, word)
        else:
            roles.setdefault(ClaimRole.ACTOR, word)
    maker = re.search(
        r"\b(?:made|built|manufactured|produced) by (?:companies such as )?([A-Z][\w, ]+?(?: and [A-Z]\w+)?)(?=$|[.;])",
        clause,
    )
    if maker is not None:
        roles[ClaimRole.MANUFACTURER] = re.sub(r",\s*| and ", "; ", maker.group(1))
    if kind in (
        ClaimType.REQUEST,
        ClaimType.DIPLOMATIC_ACTION,
        ClaimType.INFORMATION_SHARING,
        ClaimType.TALKING_POINTS,
    ):
        role = ClaimRole.RECIPIENT if kind is ClaimType.INFORMATION_SHARING else ClaimRole.TARGET
        others = [each for each in inside if each is not subject and each.kind in _ACTING]
        if others:
            roles[role] = clause[others[0].start - start : others[0].end - start]


_ACTING = ("org", "agency", "country", "person")


@cache
def _places(kind: ClaimType) -> tuple[tuple[ClaimRole, re.Pattern[str]], ...]:
    to = re.compile(
        r"(?:\b(?:to|into|for|in|reaching|reached|nach|provided|supplied|supplying)\s+|(?:,|and)\s)(?:the )?$", re.I
    )
    out = re.compile(r"\b(?:from|built in|made in|aus)\s+(?:the )?$", re.I)
    role = {
        ClaimType.DECLARED_DESTINATION: ClaimRole.DECLARED_DESTINATION,
        ClaimType.INDICATED_DESTINATION: ClaimRole.INDICATED_DESTINATION,
        ClaimType.TRANSFER: ClaimRole.DESTINATION,
    }.get(kind, ClaimRole.PLACE)
    return ((role, to), (ClaimRole.ORIGIN, out))
