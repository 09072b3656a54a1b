"""What a clause is about: the type of the claim, its polarity, its flags and the fillers of its roles."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import islice, takewhile

from endgate.evidence.extract.mentions import Mention
from endgate.evidence.extract.words import type_words
from endgate.evidence.vocabulary import ClaimRole, ClaimType, Modality

_NEGATED = re.compile(
    r"\b(?:not|no|never|cannot|neither|nor|none|nicht|kein\w*|nie)\b|n't\b|\bfalls? (?:below|outside)\b|"
    r"\b(?:stopped|ceased|halted) (?:(?:all|any|its|their|our|the) )?(?:\w+ing|deliver\w+|sales|exports?|shipments?|"
    r"supplies|business|trade|production|payments?|work)\b",
    re.I,
)
_OWN = re.compile(r"^(?:\"?)(?:its|our|their|his|her|it|they|we|i|wir|sie|seine|unsere)\b", re.I)
_CIVIL = re.compile(r"\b(?:civilian|peaceful|no link|not need|does not|has not|have not|never|no |only)\b", re.I)
_BOUND = re.compile(r"\b(?:delivered|shipped|going|sent) to\b", re.I)
_MOVED = re.compile(r"\b(?:export|re-export|ship|suppl|deliver|transfer|smuggl)\w*|\bsold\b|\bsent\b", re.I)
_MEANT = re.compile(r"\b(?:intended|meant|destined|bound|headed|heading) for\b", re.I)
_FORCE = re.compile(
    r"\b(?:army|navy|air force|armed forces|military|troops|guards?|militia|arsenal|"
    r"(?:missile|nuclear|weapons?) \w+)\b",
    re.I,
)
_TENTATIVE = frozenset({Modality.FEARED, Modality.SUSPECTED, Modality.INDICATED})
_ASKS = frozenset({Modality.REQUESTED, Modality.DIRECTED})


def type_of(clause: str, modality: Modality, *, asked: bool = False) -> tuple[ClaimType, bool]:
    """The type that the most telling words show, and whether such a clause is a claim without any speaker."""
    if _talking(clause):
        return ClaimType.TALKING_POINTS, True
    if asked or modality in _ASKS:
        return ClaimType.REQUEST, True
    if modality in _TENTATIVE and _MEANT.search(clause):
        return (ClaimType.END_USE_CONCERN if _FORCE.search(clause) else ClaimType.INDICATED_DESTINATION), True
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
    end = start + len(clause)
    behind = islice(found, bisect_left(found, start, key=lambda each: each.start), None)
    inside = [each for each in takewhile(lambda each: each.start < end, behind) if each.end <= end]
    words = {each: clause[each.start - start : each.end - start] for each in inside}
    roles: dict[ClaimRole, str] = {}
    if kind is ClaimType.DETERMINATION and _MOVED.search(clause):
        kind = ClaimType.TRANSFER
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
    def words(each: Mention) -> str:
        return clause[each.start - start : each.end - start]

    lead = _WHEN.match(clause)
    first = 12 if lead is None else lead.end() + 12
    acting = [each for each in inside if each.kind in _ACTING]
    subject = next((each for each in acting if each.start - start < first), None)
    passive = _PASSIVE.search(clause) is not None
    if subject is not None and not passive:
        roles.setdefault(_SUBJECT_ROLE.get(kind, ClaimRole.ACTOR), words(subject))
    maker = _MAKER.search(clause)
    if maker is not None:
        roles[ClaimRole.MANUFACTURER] = re.sub(r",\s*| and ", "; ", maker.group(1))
    others = [each for each in acting if each is not subject]
    if kind in _OBJECT_ROLE and others:
        roles.setdefault(_OBJECT_ROLE[kind], words(others[0]))
    _receivers(clause, start, [each for each in others if each.kind == "org"], kind, roles)
    ship = next((each for each in inside if each.kind == "vessel"), None)
    if ship is not None:
        roles.setdefault(ClaimRole.CARRIER, words(ship))


def _receivers(clause: str, start: int, orgs: list[Mention], kind: ClaimType, roles: dict[ClaimRole, str]) -> None:
    """Whom the goods go to: the consignee of what was declared, the end user of what is told or feared."""
    for each in orgs:
        before, after = clause[: each.start - start], clause[each.end - start :]
        declared = kind in (ClaimType.DECLARED_DESTINATION, ClaimType.DECLARED_FIELD)
        if re.search(r"\bas (?:the )?consignee\b", after) or (declared and _TOWARDS.search(before)):
            roles.setdefault(ClaimRole.CONSIGNEE, clause[each.start - start : each.end - start])
        elif kind in _USED and _TOWARDS.search(before):
            roles.setdefault(ClaimRole.END_USER, clause[each.start - start : each.end - start])


_ACTING = ("org", "agency", "country", "person")
_WHEN = re.compile(r"(?:between|in|on|since|from|by|after|before|during|until)\s[^,]{0,24}?\b\d{4}\b,?\s+", re.I)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be) \w+(?:ed|ld|nt|wn)\b")
_MAKER = re.compile(
    r"\b(?:made|built|manufactured|produced) by (?:companies such as )?([A-Z][\w, ]+?(?: and [A-Z]\w+)?)(?=$|[.;])"
)
_TOWARDS = re.compile(r"\b(?:to|for|by|with|reach|reached)\s+$")
_USED = frozenset(
    {
        ClaimType.TRANSFER,
        ClaimType.END_USE_CONCERN,
        ClaimType.PROCUREMENT,
        ClaimType.INDICATED_DESTINATION,
        ClaimType.OBSERVED_USE,
    }
)
_SUBJECT_ROLE = {
    ClaimType.TRANSFER: ClaimRole.SUPPLIER,
    ClaimType.CORPORATE_LINK: ClaimRole.CHILD,
    ClaimType.PROGRAMME_INTENT: ClaimRole.HOLDER,
}
_OBJECT_ROLE = {
    ClaimType.REQUEST: ClaimRole.TARGET,
    ClaimType.DIPLOMATIC_ACTION: ClaimRole.TARGET,
    ClaimType.TALKING_POINTS: ClaimRole.TARGET,
    ClaimType.LISTING: ClaimRole.TARGET,
    ClaimType.INFORMATION_SHARING: ClaimRole.RECIPIENT,
    ClaimType.CORPORATE_LINK: ClaimRole.PARENT,
    ClaimType.PARTY_CLASS: ClaimRole.PARENT,
}


@cache
def _places(kind: ClaimType) -> tuple[tuple[ClaimRole, re.Pattern[str]], ...]:
    to = re.compile(
        r"(?:\b(?:to|into|for|in|reaching|reached|nach|provided|supplied|supplying)\s+|(?:,|and)\s)(?:the )?$", re.I
    )
    if kind is ClaimType.TRANSFER:
        to = re.compile(
            r"(?:\b(?:to|into|for|reaching|reached|nach|provided|supplied|supplying)\s+|(?:,|and)\s"
            r"|\b(?:to|for|at)\s[^,;]{2,60}?\s(?:in|at)\s+)(?:the )?$",
            re.I,
        )
    out = re.compile(r"\b(?:from|built in|made in|aus)\s+(?:the )?$", re.I)
    role = {
        ClaimType.DECLARED_DESTINATION: ClaimRole.DECLARED_DESTINATION,
        ClaimType.INDICATED_DESTINATION: ClaimRole.INDICATED_DESTINATION,
        ClaimType.TRANSFER: ClaimRole.DESTINATION,
    }.get(kind, ClaimRole.PLACE)
    return ((role, to), (ClaimRole.ORIGIN, out))
