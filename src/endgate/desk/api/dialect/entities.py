"""Listed parties as the entities that clients of the yente interface know: ten keys always, dates without a zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache, partial
from typing import Any

from endgate.desk.api.dialect.datasets import by_source, name_of, scope
from endgate.edition.opened import Edition
from endgate.lists.ftm_export import Entity, entities, entity_id
from endgate.lists.model import ListedParty
from endgate.lists.sources import sources
from endgate.terms.dates import PartialDate

_NESTED = 200
"""Most entities nested below one: a bank with thousands of links would run to megabytes."""

OUTLINED = ("id", "caption", "schema", "datasets", "first_seen", "last_seen", "last_change")
"""What of an entity itself is kept in an outline."""

COUNTED = ("country", "nationality", "citizenship", "jurisdiction", "flag", "topics")
"""Properties that a search without words counts or chooses by."""


class Catalogue:
    """The parties of one edition by the ids that the interface gives them."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.entity = lru_cache(maxsize=1024)(self._entity)
        self.party = lru_cache(maxsize=512)(edition.party)
        self.scope = lru_cache(maxsize=64)(partial(scope, edition))

    @cached_property
    def _parties(self) -> dict[str, str]:
        names = self.edition.names
        return {entity_id(party_id): party_id for party_id in map(names.party_id, range(names.parties))}

    @cached_property
    def _sources(self) -> tuple[str, ...]:
        return tuple(sorted((each.id for each in self.edition.sources()), key=len, reverse=True))

    def source_of(self, party_id: str) -> str:
        """The source of a party: its id begins with it."""
        return next((each for each in self._sources if party_id.startswith(f"{each}:")), "")

    def sources_of(self, party_id: str) -> set[str]:
        """The sources of all records that are the same party."""
        return set(map(self.source_of, self.members(party_id)))

    def party_id(self, ident: str) -> str | None:
        """The party of an entity's id, or of one of our own ids. None when there is none."""
        found = self._parties.get(ident)
        if found is None and self.edition.party(ident) is not None:
            return ident
        return found

    @cached_property
    def outlines(self) -> tuple[dict[str, Any], ...]:
        """What a search without words counts of each party; made once, for it reads every record."""
        names = self.edition.names
        return tuple(map(self._outline, map(names.party_id, range(names.parties))))

    def _outline(self, party_id: str) -> dict[str, Any]:
        entity = self._entity(party_id)
        kept = {name: tuple(entity["properties"][name]) for name in COUNTED if name in entity["properties"]}
        shown = {name: entity[name] for name in OUTLINED}
        return {**shown, "party_id": party_id, "source": self.source_of(party_id), "properties": kept}

    @cached_property
    def _clusters(self) -> dict[str, tuple[str, ...]]:
        return {member: each.members for each in self.edition.clusters() for member in each.members}

    def members(self, party_id: str) -> tuple[str, ...]:
        """All records that are the same party, this one included."""
        return self._clusters.get(party_id, (party_id,))

    def canonical(self, party_id: str) -> str:
        """The entity id under which a party is shown: that of the first record of its cluster."""
        return entity_id(self.members(party_id)[0])

    def _entity(self, party_id: str) -> Entity:
        """The entity of a party with the facts of all records that are the same. Raises KeyError."""
        members = self.members(party_id)
        records = [record for record in map(self.party, members) if record is not None]
        if not records:
            raise KeyError(party_id)
        return _merged(self.canonical(party_id), party_id, records)

    def nested(self, party_id: str) -> Entity:
        """The entity with its sanctions, addresses and links under the properties that lead to them."""
        shown = {**self.entity(party_id), "properties": {**self.entity(party_id)["properties"]}}
        beside: list[Entity] = []
        for record in map(self.party, self.members(party_id)):
            if record is not None:
                beside += [self._complete(each, record) for each in list(entities([record], sources()))[1:]]
        for each in beside[:_NESTED]:
            shown["properties"].setdefault(_LEADS.get(each["schema"], "unknownLinkTo"), []).append(each)
        return shown

    def _complete(self, entity: Entity, party: ListedParty) -> Entity:
        return {**entity, "datasets": [name_of(party.source)], "referents": [], **_times([party])}


_LEADS = {
    "Sanction": "sanctions",
    "Address": "addressEntity",
    "Ownership": "ownershipAsset",
    "Directorship": "directorshipDirector",
}
_LEADS |= {
    "Family": "familyPerson",
    "Associate": "associates",
    "Membership": "membershipMember",
    "Identification": "identificationHolder",
}


def _merged(ident: str, party_id: str, records: list[ListedParty]) -> Entity:
    """One entity of all the records, named and typed after the record that was matched."""
    own = {record.party_id: next(iter(entities([record], sources()))) for record in records}
    head = own.get(party_id) or next(iter(own.values()))
    properties: dict[str, list[str]] = {}
    for each in own.values():
        for name, values in each["properties"].items():
            if name != "addressEntity":
                properties[name] = list(dict.fromkeys([*properties.get(name, ()), *values]))
    properties["topics"] = list(dict.fromkeys(_topic(record) for record in records))
    return {
        "id": ident,
        "caption": head["caption"],
        "schema": head["schema"],
        "properties": {name: properties[name] for name in sorted(properties)},
        "datasets": list(dict.fromkeys(name_of(record.source) for record in records)),
        "referents": [each for each in (entity_id(record.party_id) for record in records) if each != ident],
        "target": True,
        **_times(records),
    }


def _topic(record: ListedParty) -> str:
    known = by_source().get(record.source)
    return "sanction" if known is None else known.topic


def _times(records: Iterable[ListedParty]) -> Mapping[str, Any]:
    """First seen as the publishers state it; nobody here watched when a party was last seen."""
    designations = [each for record in records for each in record.designations]
    listed = [each.listed_on for each in designations if each.listed_on is not None]
    amended = [day for each in designations for day in each.amended_on]
    return {
        "first_seen": min(map(_time, listed), default=None),
        "last_seen": None,
        "last_change": max(map(_time, amended), default=None),
    }


def _time(day: PartialDate) -> str:
    return f"{day.year:04d}-{day.month or 1:02d}-{day.day or 1:02d}T00:00:00"
