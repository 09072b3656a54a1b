"""Which entities of a claim file are parties and items of this shipment, by the ties that a person recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from endgate.evidence.effects import Touch
from endgate.evidence.model import Claim, ClaimFile, Document, Entity, Held, Tie
from endgate.evidence.vocabulary import ClaimRole
from endgate.shipment.model import Party, Shipment
from endgate.terms.dates import Day

_NOT_PARTS = frozenset({ClaimRole.GOODS, ClaimRole.DECLARANT, ClaimRole.ABOUT, ClaimRole.TARGET})


@dataclass(frozen=True)
class Subject:
    """A shipment and the ties to it that were recorded by ``known_as_of``."""

    shipment: Shipment
    entities: Mapping[str, Entity]
    ties: tuple[Tie, ...]

    def parties(self, entity: str) -> tuple[Party, ...]:
        named = {tie.party for tie in self.ties if tie.entity == entity and tie.party}
        return tuple(party for party in self.shipment.parties if party.id in named)

    def has_item(self, entity: str) -> bool:
        named = {tie.item for tie in self.ties if tie.entity == entity and tie.item}
        return any(item.id in named for item in self.shipment.items)

    def references(self, entity: str) -> tuple[str, ...]:
        """The publishers' references by which a person tied the entity to listed parties."""
        return tuple(dict.fromkeys(ref for tie in self.ties if tie.entity == entity for ref in tie.listed))

    def touches(self, claim: Claim) -> frozenset[Touch]:
        """By what the claim touches this deal; empty when only a country or a kind of goods is common."""
        found = set()
        if any(self.has_item(entity) for entity in claim.fillers(ClaimRole.GOODS)):
            found.add(Touch.GOODS)
        for party in self._tied(claim):
            found.add(Touch.ACTOR if any(role.acts for role in party.roles) else Touch.RECEIVER)
        if Touch.RECEIVER in found and not claim.fillers(ClaimRole.GOODS):
            found.add(Touch.RECEIVER_ALONE)
        return frozenset(found)

    def _tied(self, claim: Claim) -> Iterator[Party]:
        for role in claim.roles:
            if ClaimRole(role) not in _NOT_PARTS:
                for entity in claim.fillers(ClaimRole(role)):
                    yield from self.parties(entity)

    def tied_on(self, claim: Claim) -> Day | None:
        """The day by which the ties that make the claim touch this deal were all recorded."""
        named = {entity for role in claim.roles for entity in claim.fillers(ClaimRole(role))}
        return max((tie.on for tie in self.ties if tie.entity in named and not tie.listed), default=None)

    def holders(self, document: Document) -> Iterator[Held]:
        """Who of this shipment's parties had the document."""
        known = {party.id for party in self.shipment.parties}
        for held in document.held:
            if held.by in known and held.shipment in ("", self.shipment.id):
                yield held


def subject_of(shipment: Shipment, file: ClaimFile, known_as_of: Day) -> Subject:
    """Bind a file's entities to a shipment as the ties stood on a day."""
    ties = tuple(tie for tie in file.ties if tie.on <= known_as_of and tie.shipment in ("", shipment.id))
    return Subject(shipment, {entity.id: entity for entity in file.entities}, ties)
