"""Claims that stand against each other or against the declaration: shown side by side, never netted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from endgate.evidence.model import Claim, ClaimFile
from endgate.evidence.pointers import Pointer, denies, speaks
from endgate.evidence.vocabulary import ClaimRole, ClaimType, RelationType
from endgate.evidence.weighed import Contradiction
from endgate.shipment.indications import Aspect

_SHOWN = (RelationType.CONTRADICTS, RelationType.DENIES, RelationType.QUALIFIES)
_VALUE_ROLES = (
    ClaimRole.PROGRAMME,
    ClaimRole.END_USE,
    ClaimRole.END_USER,
    ClaimRole.DESTINATION,
    ClaimRole.INDICATED_DESTINATION,
)
_DECLARED_DESTINATIONS = (ClaimRole.DECLARED_DESTINATION,)
_POINTED_DESTINATIONS = (ClaimRole.INDICATED_DESTINATION, ClaimRole.DESTINATION)


def contradictions(file: ClaimFile, claims: Sequence[Claim]) -> tuple[Contradiction, ...]:
    """Relations that a person recorded, then those that follow from roles, each pair once."""
    ids = {claim.id for claim in claims}
    found: dict[frozenset[str], Contradiction] = {}
    for relation in file.relations:
        if relation.recorded and relation.type in _SHOWN and {relation.start, relation.end} <= ids:
            pair = frozenset((relation.start, relation.end))
            found.setdefault(pair, Contradiction(relation.type, relation.start, relation.end, relation.note))
    for each in _following(claims):
        found.setdefault(frozenset((each.claim, each.other)), each)
    return tuple(found.values())


def _following(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    by_id = {claim.id: claim for claim in claims}
    for claim in claims:
        for other in claims:
            if claim is other:
                continue
            if denies(claim) and speaks(other, by_id) and _same_value(claim, other):
                yield Contradiction(RelationType.DENIES, claim.id, other.id, claim.type.value)
            elif _other_destination(claim, other):
                yield Contradiction(RelationType.CONTRADICTS, claim.id, other.id, Aspect.DESTINATION.value)
            elif _listed_or_suitable(claim, other):
                yield Contradiction(RelationType.QUALIFIES, claim.id, other.id, "not listed, yet said to suit")


def _same_value(claim: Claim, other: Claim) -> bool:
    """Same type and same value spoken of; where goods or holder are stated in both, the same ones."""
    if claim.type is not other.type:
        return False
    shared = any(set(claim.fillers(role)) & set(other.fillers(role)) for role in _VALUE_ROLES)
    return shared and all(_compatible(claim, other, role) for role in (ClaimRole.GOODS, ClaimRole.HOLDER))


def _compatible(claim: Claim, other: Claim, role: ClaimRole) -> bool:
    mine, theirs = set(claim.fillers(role)), set(other.fillers(role))
    return not mine or not theirs or bool(mine & theirs)


def _other_destination(claim: Claim, other: Claim) -> bool:
    """A declaration of one destination for the goods that another claim sees bound elsewhere."""
    if claim.type is not ClaimType.DECLARED_DESTINATION or denies(other) or other.type is claim.type:
        return False
    same_goods = set(claim.fillers(ClaimRole.GOODS)) & set(other.fillers(ClaimRole.GOODS))
    declared = {entity for role in _DECLARED_DESTINATIONS for entity in claim.fillers(role)}
    pointed = {entity for role in _POINTED_DESTINATIONS for entity in other.fillers(role)}
    return bool(same_goods and declared and pointed and not declared & pointed)


def _listed_or_suitable(claim: Claim, other: Claim) -> bool:
    return (
        claim.type is ClaimType.CONTROL_STATUS
        and denies(claim)
        and other.type is ClaimType.SUITABILITY
        and not denies(other)
        and bool(set(claim.fillers(ClaimRole.GOODS)) & set(other.fillers(ClaimRole.GOODS)))
    )


def denials_of(pointed: Sequence[Pointer], found: Sequence[Contradiction]) -> tuple[str, ...]:
    """The claims that deny one of the pointing claims."""
    ids = {pointer.claim.id for pointer in pointed}
    return tuple(dict.fromkeys(each.claim for each in found if each.type is RelationType.DENIES and each.other in ids))


def standing_against(pointed: Sequence[Pointer], found: Sequence[Contradiction]) -> tuple[str, ...]:
    """The claims that contradict one of the pointing claims."""
    ids = {pointer.claim.id for pointer in pointed}
    pairs = [(each.claim, each.other) for each in found if each.type is RelationType.CONTRADICTS]
    others = [b if a in ids else a for a, b in pairs if (a in ids) != (b in ids)]
    return tuple(dict.fromkeys(other for other in others if other))
