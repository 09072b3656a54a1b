"""What single claims point to in this deal: a value of an aspect, with the propositions that go with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from endgate.evidence.effects import Becomes, effects_of
from endgate.evidence.model import Claim, ClaimFile, Entity
from endgate.evidence.subject import Subject
from endgate.evidence.vocabulary import (
    ClaimFlag,
    ClaimType,
    Modality,
    Polarity,
    Programme,
    ReviewState,
    Stance,
)
from endgate.shipment.indications import Aspect
from endgate.shipment.model import Role
from endgate.terms.dates import Day
from endgate.terms.places import CountryCode

_DIRECTIVE_TYPES = frozenset({ClaimType.REQUEST, ClaimType.TALKING_POINTS})
_PARTY_ROLES = {Aspect.END_USER: Role.END_USER, Aspect.CONSIGNEE: Role.CONSIGNEE}


@dataclass(frozen=True)
class Pointer:
    """One claim pointing to one value. ``declared`` says that the shipment declares the same."""

    claim: Claim
    becomes: Becomes
    aspect: Aspect
    value: str
    shown: str
    propositions: tuple[str, ...] = ()
    country: CountryCode | None = None
    party_name: str = ""
    references: tuple[str, ...] = ()
    programme: Programme | None = None
    declared: bool = False

    @property
    def key(self) -> str:
        return f"ind:{self.aspect.value}:{self.value}"


def confirmed(file: ClaimFile, known_as_of: Day) -> tuple[Claim, ...]:
    """The claims that stood confirmed that day."""
    return tuple(claim for claim in file.claims if claim.state(known_as_of) is ReviewState.CONFIRMED)


def speaks(claim: Claim, claims: Mapping[str, Claim]) -> bool:
    """Does it state something for it? Not when denied, negated, interested, directive, conditional or merely nested."""
    if claim.polarity is Polarity.NEGATED or claim.modality.stance in (Stance.INTERESTED, Stance.DIRECTIVE):
        return False
    if ClaimFlag.INTERESTED_PARTY in claim.flags or ClaimFlag.CONDITIONAL in claim.flags:
        return False
    outer = claims.get(claim.nested_in)
    directive = outer is not None and (outer.type in _DIRECTIVE_TYPES or outer.modality.stance is Stance.DIRECTIVE)
    return not directive or ClaimFlag.PRESUPPOSED in claim.flags


def denies(claim: Claim) -> bool:
    """Does it say that the thing is not so?"""
    return claim.modality is Modality.DENIED or claim.polarity is Polarity.NEGATED


def pointers(claim: Claim, subject: Subject) -> Iterator[Pointer]:
    """Everything that a claim points to, as far as it touches this deal enough for that."""
    touched = subject.touches(claim)
    for effect in effects_of(claim.type):
        if effect.aspect is None or not touched & effect.touch:
            continue
        for entity in dict.fromkeys(each for role in effect.roles for each in claim.fillers(role)):
            pointer = _pointer(claim, effect.becomes, effect.aspect, subject.entities[entity], subject)
            if pointer is not None:
                yield pointer


def _pointer(claim: Claim, becomes: Becomes, aspect: Aspect, entity: Entity, subject: Subject) -> Pointer | None:
    if aspect is Aspect.DESTINATION:
        return _destination(claim, becomes, entity, subject)
    if aspect is Aspect.END_USE:
        return _end_use(claim, becomes, entity, subject)
    return _party(claim, becomes, aspect, entity, subject)


def _destination(claim: Claim, becomes: Becomes, entity: Entity, subject: Subject) -> Pointer | None:
    if entity.country is None:
        return None
    return Pointer(
        claim,
        becomes,
        Aspect.DESTINATION,
        str(entity.country),
        str(entity.country),
        propositions=(f"destination.{entity.country}",),
        country=entity.country,
        declared=subject.shipment.declared_destination == entity.country,
    )


def _end_use(claim: Claim, becomes: Becomes, entity: Entity, subject: Subject) -> Pointer | None:
    programme = entity.programme
    if programme is None:
        return Pointer(claim, becomes, Aspect.END_USE, slug(entity.name), entity.name)
    use = subject.shipment.end_use
    return Pointer(
        claim,
        becomes,
        Aspect.END_USE,
        programme.value,
        entity.name,
        propositions=(programme.proposition,),
        programme=programme,
        declared=use is not None and programme.value in use.categories,
    )


def _party(claim: Claim, becomes: Becomes, aspect: Aspect, entity: Entity, subject: Subject) -> Pointer:
    tied = subject.parties(entity.id)
    role = _PARTY_ROLES[aspect]
    return Pointer(
        claim,
        becomes,
        aspect,
        tied[0].id if tied else slug(entity.name),
        tied[0].name if tied else entity.name,
        country=tied[0].country if tied else entity.country,
        party_name=tied[0].name if tied else "" if entity.unnamed else entity.name,
        references=subject.references(entity.id),
        declared=any(role in party.roles for party in tied),
    )


def slug(name: str) -> str:
    """A name as part of an id: letters and digits of any script, lower case, parted by hyphens."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", "-", plain).strip("-") or "unnamed"
