"""Who and what fills the roles of a claim, by place in its clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import islice, takewhile

from endgate.evidence.extract.mentions import Mention
from endgate.evidence.extract.parts import part_in
from endgate.evidence.extract.text import Stretch
from endgate.evidence.extract.words import ASTRAY
from endgate.evidence.vocabulary import ClaimRole, ClaimType

_MOVED = re.compile(r"\b(?:export|re-export|ship|suppl|deliver|transfer|smuggl)\w*|\bsold\b|\bsent\b", re.I)
_ASIDE = re.compile(r",\s+(?:which|who|whose)\b[^,;]*,")
"""A relative clause in the middle: what it names plays no part in the main clause."""


def roles_of(clause: str, start: int, found: tuple[Mention, ...], kind: ClaimType) -> dict[ClaimRole, str]:
    """Fillers by place in the clause: the words as they stand. What the text leaves open is absent."""
    end = start + len(clause)
    behind = islice(found, bisect_left(found, start, key=lambda each: each.start), None)
    asides = [each.span() for each in _ASIDE.finditer(clause)]
    inside = [
        each
        for each in takewhile(lambda each: each.start < end, behind)
        if each.end <= end and not any(first < each.start - start < last for first, last in asides)
    ]
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
        astray = ASTRAY.search(clause) if role is ClaimRole.INDICATED_DESTINATION else None
        to = [each for each in to if astray is None or each.start - start > astray.end()] or to
        if to:
            roles[role] = "; ".join(dict.fromkeys(words[each] for each in to))
    for name in ("programme", "regime"):
        first = next((each for each in inside if each.kind == name), None)
        if first is not None:
            roles[ClaimRole(name)] = words[first]
    _actors(clause, start, inside, kind, roles)
    part = part_in(clause)
    if part is not None:
        roles[part.role] = _named(clause, start, part.player, inside)
    return roles


def _named(clause: str, start: int, player: Stretch, inside: list[Mention]) -> str:
    """The name among the words that say who plays a part, or all of them."""
    for each in inside:
        if each.kind in _ACTING and player.start <= each.start - start < player.end:
            return clause[each.start - start : each.end - start]
    return clause[player.start : player.end].strip()


def _actors(clause: str, start: int, inside: list[Mention], kind: ClaimType, roles: dict[ClaimRole, str]) -> None:
    def words(each: Mention) -> str:
        return clause[each.start - start : each.end - start]

    lead = _LEAD.match(clause)
    first = (lead.end() if lead else 0) + 12
    acting = [each for each in inside if each.kind in _ACTING]
    subject = next((each for each in acting if each.start - start < first), None)
    passive = _PASSIVE.search(clause) is not None
    if subject is not None and not passive:
        roles.setdefault(_SUBJECT_ROLE.get(kind, ClaimRole.ACTOR), words(subject))
    maker = _MAKER.search(clause)
    if maker is not None:
        roles[ClaimRole.MANUFACTURER] = re.sub(r",\s*| and ", "; ", maker.group(1))
    others = [each for each in acting if each is not subject]
    if kind is ClaimType.INFORMATION_SHARING and (told := _recipients(clause, start, others)):
        roles.setdefault(ClaimRole.RECIPIENT, told)
    if kind in _OBJECT_ROLE and others:
        roles.setdefault(_OBJECT_ROLE[kind], words(others[0]))
    _receivers(clause, start, [each for each in others if each.kind in ("org", "agency")], kind, roles)
    ship = next((each for each in inside if each.kind == "vessel"), None)
    if ship is not None:
        roles.setdefault(ClaimRole.CARRIER, words(ship))


def _recipients(clause: str, start: int, others: list[Mention]) -> str:
    """Everybody named behind "with" or "to", one after the other."""
    found = [each for each in others if _WITH.search(clause[: each.start - start])]
    return "; ".join(dict.fromkeys(clause[each.start - start : each.end - start] for each in found))


_WITH = re.compile(r"\b(?:with|to)\s+(?:[^.;]{0,80}?(?:,|\band)\s+)?(?:the\s+)?$", re.I)


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
_LEAD = re.compile(
    r"(?:(?:\w+ly|therefore|thus|moreover|however),?\s+)?"
    r"(?:(?:between|in|on|since|from|by|after|before|during|until)\s[^,]{0,36}?\b\d{4}\b,?\s+)?",
    re.I,
)
"""What may stand before the subject: an adverb, and the time."""
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
