"""How the claims of one text stand to each other, as far as its own order and words show it. Never corroboration.

That two claims support each other is for a person to say: two outlets may have one origin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from endgate.evidence.extract.propose import Proposal
from endgate.evidence.extract.text import Stretch
from endgate.evidence.vocabulary import (
    ClaimFlag,
    ClaimRole,
    ClaimType,
    Modality,
    Polarity,
    RelationType,
    Stance,
)

_ASKS = frozenset({ClaimType.REQUEST, ClaimType.TALKING_POINTS, ClaimType.DIPLOMATIC_ACTION})
_OPENS = re.compile(r"[\s,]*(?:that|how|dass)\s+[\"']?$", re.I)
_DESTINATIONS = (ClaimRole.INDICATED_DESTINATION, ClaimRole.DESTINATION)
_POINTING = frozenset({ClaimType.TRANSFER, ClaimType.INDICATED_DESTINATION, ClaimType.END_USE_CONCERN})
_REACH = 4
"""How many claims back or ahead a claim is compared: what stands farther off is about something else."""


@dataclass(frozen=True)
class ProposedRelation:
    """A relation between two claims by their places in the sequence; ``why`` names the rule."""

    type: RelationType
    start: int
    end: int
    why: str


def relate(text: str, claims: Sequence[Proposal], parts: Sequence[Stretch]) -> tuple[ProposedRelation, ...]:
    """The relations that the rules see, each pair once. ``parts`` are the paragraphs."""
    found: dict[frozenset[int], ProposedRelation] = {}
    for rule in _RULES:
        for each in rule(text, claims, parts):
            found.setdefault(frozenset((each.start, each.end)), each)
    return tuple(sorted(found.values(), key=lambda each: (each.start, each.end)))


def nested(text: str, claims: Sequence[Proposal]) -> dict[int, int]:
    """Inner → outer: what somebody is asked to say is said inside the asking, and by nobody else."""
    found = {}
    for outer, asks in enumerate(claims):
        for inner, each in enumerate(claims):
            begins = 0 <= each.start - asks.end <= 12
            if asks.type in _ASKS and begins and _OPENS.match(text[asks.end : each.start]):
                found[inner] = outer
    return found


def _contains(text: str, claims: Sequence[Proposal], _parts: Sequence[Stretch]) -> Iterator[ProposedRelation]:
    for inner, outer in nested(text, claims).items():
        yield ProposedRelation(RelationType.CONTAINS, outer, inner, "asked to say it")
    for outer, asks in enumerate(claims):
        for inner, each in enumerate(claims):
            within = asks.start < each.start and each.end <= asks.end
            if within and asks.type in _ASKS and each.modality is Modality.POSSIBLE:
                yield ProposedRelation(RelationType.CONTAINS, outer, inner, "asked about it")


def _denies(_text: str, claims: Sequence[Proposal], parts: Sequence[Stretch]) -> Iterator[ProposedRelation]:
    """A denial against the nearest claim of its type before it, if somebody stated that."""
    for index, each in enumerate(claims):
        if each.modality is not Modality.DENIED:
            continue
        for other in range(index - 1, max(-1, index - 1 - _REACH), -1):
            accuses = claims[other]
            close = _paragraph(parts, each) - _paragraph(parts, accuses) <= 1
            stated = accuses.modality.stance is not Stance.INTERESTED and accuses.polarity is Polarity.AFFIRMED
            if accuses.type is each.type and each.type is not ClaimType.OTHER and close and stated:
                yield ProposedRelation(RelationType.DENIES, index, other, "denied by another")
                break


def _qualifies(_text: str, claims: Sequence[Proposal], parts: Sequence[Stretch]) -> Iterator[ProposedRelation]:
    """Not controlled, yet suitable; lawful, yet a contribution: by the same speaker, in the same paragraph."""
    pairs = {ClaimType.CONTROL_STATUS: ClaimType.SUITABILITY, ClaimType.LEGALITY: ClaimType.CONTRIBUTION}
    for index, each in enumerate(claims):
        against = pairs.get(each.type)
        if against is None or each.polarity is not Polarity.NEGATED:
            continue
        near = sorted(range(len(claims)), key=lambda other: (abs(other - index), other))[1 : 2 * _REACH]
        for other in near:
            same = claims[other].chain[-1:] == each.chain[-1:]
            if claims[other].type is against and same and _paragraph(parts, claims[other]) == _paragraph(parts, each):
                yield ProposedRelation(RelationType.QUALIFIES, index, other, "not controlled or lawful, and yet")
                break


def _contradicts(_text: str, claims: Sequence[Proposal], parts: Sequence[Stretch]) -> Iterator[ProposedRelation]:
    """A declared destination, and next to it another to which the same paragraph sees the goods go."""
    for index, each in enumerate(claims):
        declared = _words(each, (ClaimRole.DECLARED_DESTINATION,))
        if each.type is not _DECLARED or not declared:
            continue
        for other in (index - 1, index + 1):
            if not 0 <= other < len(claims) or _paragraph(parts, claims[other]) != _paragraph(parts, each):
                continue
            pointed = _words(claims[other], _DESTINATIONS)
            if claims[other].type in _POINTING and pointed and not pointed & declared:
                yield ProposedRelation(RelationType.CONTRADICTS, index, other, "another destination")


def _summarised(_text: str, claims: Sequence[Proposal], _parts: Sequence[Stretch]) -> Iterator[ProposedRelation]:
    """The first claim of the body that is of the headline's type and shares a role with it."""
    for index, head in enumerate(claims):
        if ClaimFlag.HEADLINE not in head.flags:
            continue
        mine = _words(head, tuple(head.roles))
        for other in range(index + 1, min(len(claims), index + 1 + _REACH)):
            body = claims[other]
            if (
                body.type is head.type
                and ClaimFlag.HEADLINE not in body.flags
                and mine & _words(body, tuple(body.roles))
            ):
                yield ProposedRelation(RelationType.SUMMARISED_BY, other, index, "told in the headline")
                break


_DECLARED = ClaimType.DECLARED_DESTINATION
_RULES: tuple[Callable[[str, Sequence[Proposal], Sequence[Stretch]], Iterator[ProposedRelation]], ...] = (
    _contains,
    _denies,
    _qualifies,
    _contradicts,
    _summarised,
)


def _words(claim: Proposal, roles: tuple[ClaimRole, ...]) -> set[str]:
    values = "; ".join(claim.roles.get(role, "") for role in roles)
    return {each for each in re.findall(r"\w{3,}", values.casefold()) if each != "the"}


def _paragraph(parts: Sequence[Stretch], claim: Proposal) -> int:
    return next((number for number, part in enumerate(parts) if part.start <= claim.start < part.end), -1)
