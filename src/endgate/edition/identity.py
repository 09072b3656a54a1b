"""Proposes which records are one party: evidence, contradictions, and the rule that accepts or leaves it to a person.

Accepted by rule: an own cross reference with agreeing names; an equal strong number; equal names with enough further
facts. A contradiction, or a rival entry that fits as well, leaves the link proposed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeVar

from endgate.edition.contradictions import contradictions_of, in_one_list
from endgate.edition.links import Contradiction, ContradictionType, Evidence, EvidenceType, Link, LinkState
from endgate.edition.traits import NameTrait, Traits, settings
from endgate.names.compare import compare
from endgate.names.facts import birth_relation
from endgate.names.model import Query
from endgate.names.normalise import normal
from endgate.terms.kinds import IdentifierKind, PartyKind

_WORLDWIDE = frozenset(
    {IdentifierKind.LEI, IdentifierKind.IMO_SHIP, IdentifierKind.IMO_COMPANY, IdentifierKind.INN, IdentifierKind.OGRN}
    | {IdentifierKind.USCC, IdentifierKind.CRYPTO_ADDRESS}
)
_NATIONAL = frozenset(
    {IdentifierKind.PASSPORT, IdentifierKind.NATIONAL_ID, IdentifierKind.TAX_ID, IdentifierKind.REGISTRATION_NO}
)
_BOTH_PRIMARY = 2
_FITTING = ("same_day", "same_month", "compatible")
Number = tuple[IdentifierKind, str, str]
T = TypeVar("T")


@dataclass
class _Found:
    """How two records were brought together."""

    names: list[tuple[NameTrait, NameTrait]] = field(default_factory=list)
    numbers: list[tuple[Number, Number]] = field(default_factory=list)
    references: list[str] = field(default_factory=list)


Rank = tuple[int, int, int, int]


@dataclass(frozen=True)
class _Judged:
    """A pair with everything that is known of it; ``rank`` says how well the two fit."""

    left: Traits
    right: Traits
    evidence: tuple[Evidence, ...]
    contradictions: tuple[Contradiction, ...]
    rank: Rank
    enough: bool


def propose(parties: Iterable[Traits], *, with_references: bool = True) -> tuple[Link, ...]:
    """Every link that a name, number or reference suggests, by the two ids.

    Without references the publishers' own cross references are left out, to measure what the other facts find.
    """
    ordered = sorted(parties, key=lambda each: each.party_id)
    together = _brought_together(ordered, with_references)
    judged = [_judge(ordered[a], ordered[b], found) for (a, b), found in sorted(together.items())]
    rivals = _rivals(judged)
    return tuple(_link(each, rivals) for each in judged if each.enough or _worth_showing(each))


def _brought_together(parties: Sequence[Traits], with_references: bool) -> dict[tuple[int, int], _Found]:
    found: dict[tuple[int, int], _Found] = defaultdict(_Found)
    names = ((n.key, at, n) for at, each in enumerate(parties) for n in each.names)
    for at, other, pair in _sharing(names, settings()["common_name"]):
        found[at, other].names.append(pair)
    numbers = ((n[:2], at, n) for at, each in enumerate(parties) for n in sorted(each.numbers))
    for at, other, both in _sharing(numbers, settings()["common_name"]):
        if not both[0][2] or not both[1][2] or both[0][2] == both[1][2]:
            found[at, other].numbers.append(both)
    for at, other, reference in _referring(parties) if with_references else ():
        found[min(at, other), max(at, other)].references.append(reference)
    return found


def _sharing(keyed: Iterable[tuple[object, int, T]], most: int) -> Iterator[tuple[int, int, tuple[T, T]]]:
    """Pairs of parties with one key; a key that more than ``most`` of them bear tells nothing."""
    bearers: dict[object, dict[int, T]] = {}
    for key, at, value in keyed:
        bearers.setdefault(key, {}).setdefault(at, value)
    for values in bearers.values():
        if 1 < len(values) <= most:
            for at, other in combinations(sorted(values), 2):
                yield at, other, (values[at], values[other])


def _referring(parties: Sequence[Traits]) -> Iterator[tuple[int, int, str]]:
    bearers: dict[tuple[str, str], list[int]] = {}
    for at, each in enumerate(parties):
        for reference in sorted(each.references):
            bearers.setdefault(reference, []).append(at)
    for at, each in enumerate(parties):
        for reference in sorted(each.cross_references):
            for other in bearers.get(reference, ()):
                if other != at:
                    yield at, other, " ".join(reference)


def _judge(left: Traits, right: Traits, found: _Found) -> _Judged:
    names = _distinct(found.names)
    facts = tuple(_facts(left, right))
    against = contradictions_of(left, right)
    agreeing = bool(names) or (bool(found.references) and _names_agree(left, right))
    if found.references and not agreeing:
        text = f"the reference {found.references[0]} is given to a party of other names"
        against = (*against, Contradiction(ContradictionType.NAMES_DISAGREE, text))
    evidence = (
        *(Evidence(EvidenceType.CROSS_REFERENCE, each, each) for each in dict.fromkeys(found.references)),
        *(Evidence(EvidenceType.IDENTIFIER, a[1], b[1], a[0].value) for a, b in found.numbers),
        *(Evidence(EvidenceType.NAME, a.text, b.text, _strength(a, b)) for a, b in names),
        *facts,
    )
    referenced = bool(found.references) and agreeing
    settling = any(_settles(a, b) for a, b in found.numbers)
    supporting = bool(found.numbers) and not settling
    rank, enough = _weight(left, names, facts, referenced=referenced, numbered=settling, supporting=supporting)
    return _Judged(left, right, evidence, against, rank, enough)


def _settles(left: Number, right: Number) -> bool:
    """Is the number one in the world, or do both publishers say which country gave it?"""
    return left[0] in _WORLDWIDE or (left[0] in _NATIONAL and left[2] == right[2] != "")


def _distinct(names: Sequence[tuple[NameTrait, NameTrait]]) -> list[tuple[NameTrait, NameTrait]]:
    """Each name counts once, the primary ones first."""
    found: dict[str, tuple[NameTrait, NameTrait]] = {}
    for a, b in sorted(names, key=lambda pair: (-pair[0].primary - pair[1].primary, pair[0].text, pair[1].text)):
        found.setdefault(_spelling(a.text), (a, b))
    return list(found.values())


def _spelling(text: str) -> str:
    return "".join(sorted(normal(text).split()))


def _strength(left: NameTrait, right: NameTrait) -> str:
    return "alias" if not (left.primary or right.primary) else "primary" if left.primary and right.primary else "mixed"


def _facts(left: Traits, right: Traits) -> Iterator[Evidence]:
    fitting = [
        (str(a), str(b), relation)
        for a in left.births
        for b in right.births
        if (relation := birth_relation(a, b)) in _FITTING
    ]
    if fitting:
        yield Evidence(EvidenceType.BIRTH_DATE, *min(fitting, key=lambda each: _FITTING.index(each[2])))
    if shared := left.countries & right.countries:
        yield Evidence(EvidenceType.COUNTRY, min(shared), min(shared))
    if families := left.families & right.families:
        programmes = [", ".join(sorted({programme for _, programme in each.lists})) for each in (left, right)]
        narrow = families - set(settings()["broad_families"])
        yield Evidence(EvidenceType.PROGRAMME, programmes[0], programmes[1], min(narrow or families))


def _weight(
    left: Traits,
    names: Sequence[tuple[NameTrait, NameTrait]],
    facts: Sequence[Evidence],
    *,
    referenced: bool,
    numbered: bool,
    supporting: bool,
) -> tuple[Rank, bool]:
    """How well they fit, and whether a rule may accept them. A second name and a lesser number are further facts."""
    strength = max((a.primary + b.primary for a, b in names), default=-1)
    number = len(facts) + (len(names) > 1) + supporting
    enough = referenced or numbered or (bool(names) and number >= _needed(left.kind, names, facts, strength))
    return (int(referenced), int(numbered), strength, number), enough


def _needed(
    kind: PartyKind, names: Sequence[tuple[NameTrait, NameTrait]], facts: Sequence[Evidence], strength: int
) -> int:
    """Facts needed beside the names. One suffices where both publishers' first names agree and the fact is narrow."""
    needed = settings()["facts_needed"]
    if kind in (PartyKind.VESSEL, PartyKind.AIRCRAFT):
        return int(needed["craft"])
    telling = [pair for pair in names if pair[0].telling and pair[1].telling]
    if not telling:
        return int(needed["bare"])
    if strength == _BOTH_PRIMARY and any(_narrow(each, kind) for each in facts):
        return 1
    return int(needed[("alias", "mixed", "primary")[strength]])


def _narrow(fact: Evidence, kind: PartyKind) -> bool:
    if fact.type is EvidenceType.PROGRAMME:
        return fact.note not in settings()["broad_families"]
    if fact.type is EvidenceType.BIRTH_DATE:
        return fact.note == "same_day"
    return kind is PartyKind.ORGANISATION


def _names_agree(left: Traits, right: Traits) -> bool:
    """Would the names alone be taken for one party's?"""
    sides = [Query(each.party_id, tuple(name.text for name in each.names), each.kind) for each in (left, right)]
    if not all(side.names for side in sides):
        return False
    found = compare(sides[0], sides[1])
    return found.similarity >= found.cut


Rivals = dict[tuple[str, tuple[str, str]], list[_Judged]]


def _rivals(judged: Iterable[_Judged]) -> Rivals:
    """All pairs by a party at one end and the list and programme of the other."""
    found: Rivals = defaultdict(list)
    for each in judged:
        for here, there in ((each.left, each.right), (each.right, each.left)):
            for place in there.lists:
                found[here.party_id, place].append(each)
    return found


def _better(pair: _Judged, rivals: Rivals) -> Contradiction | None:
    """Another entry of one list and programme that fits as well: at most one of the two can be meant."""
    for here, there in ((pair.left, pair.right), (pair.right, pair.left)):
        for place in sorted(there.lists):
            for other in rivals[here.party_id, place]:
                rival = other.right if other.left is here else other.left
                if rival is there or not _outranks(other, pair) or not in_one_list(there, rival):
                    continue
                text = f"{rival.party_id}, listed apart from {there.party_id}, fits {here.party_id} as well or better"
                return Contradiction(ContradictionType.BETTER_RIVAL, text)
    return None


def _outranks(other: _Judged, pair: _Judged) -> bool:
    """Facts decide between two entries only where both bear the first name; of two aliases none is the better."""
    if not other.enough:
        return False
    firm = pair.rank[2] == _BOTH_PRIMARY
    return other.rank >= pair.rank if firm else other.rank[:3] >= pair.rank[:3]


def _link(pair: _Judged, rivals: Rivals) -> Link:
    rival = _better(pair, rivals)
    against = pair.contradictions if rival is None else (*pair.contradictions, rival)
    state = LinkState.ACCEPTED_RULE if pair.enough and not against else LinkState.PROPOSED
    return Link(pair.left.party_id, pair.right.party_id, state, pair.evidence, against)


def _worth_showing(pair: _Judged) -> bool:
    """A pair that no rule accepts is kept for people when more than a name brought it together."""
    return bool(pair.rank[0] or pair.rank[1]) or pair.rank[3] > 0 or len(pair.evidence) > 1 or _disputed(pair)


def _disputed(pair: _Judged) -> bool:
    return any(each.type is EvidenceType.CROSS_REFERENCE for each in pair.evidence)


def strength_of(link: Link) -> tuple[int, int, int]:
    """How firmly a link ties, for the order in which clusters grow: decisions of people, references, numbers, facts."""
    types = [each.type for each in link.evidence]
    return (
        int(link.state is LinkState.ACCEPTED_PERSON),
        2 * (EvidenceType.CROSS_REFERENCE in types) + (EvidenceType.IDENTIFIER in types),
        len(types),
    )
