"""Parties as FollowTheMoney entities: same parties, same lines. Reasons and remarks of publishers are left out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from endgate.lists.importers.ftm_words import properties, schemata
from endgate.lists.model import Address, Designation, ListedParty, Name, NameKind, NameQuality, Relation
from endgate.lists.sources import Source
from endgate.terms.kinds import IdentifierKind, PartyKind

Entity = dict[str, Any]

_SCHEMATA = {
    PartyKind.PERSON: "Person",
    PartyKind.ORGANISATION: "Organization",
    PartyKind.VESSEL: "Vessel",
    PartyKind.AIRCRAFT: "Airplane",
    PartyKind.PLACE: "LegalEntity",
    PartyKind.UNKNOWN: "LegalEntity",
}
_SUBKINDS = {"company": "Company", "public_body": "PublicBody", "crypto": "CryptoWallet"}
_ROLES = {"nationality": "nationality", "citizenship": "citizenship", "registration": "jurisdiction", "flag": "flag"}
_OF_THINGS = ("Vessel", "Airplane", "CryptoWallet")
_ADDRESS = "Address"
_UNTYPED, _OF_PERSONS = "UnknownLink", ("Family", "Associate", "Directorship")
_ID = re.compile(r"[^a-z0-9-]")
_ANY_NUMBER = "uniqueEntityId"
"""Where a number goes whose kind has no property of its own: any legal entity may bear it."""


def entities(parties: Iterable[ListedParty], sources: Mapping[str, Source]) -> Iterator[Entity]:
    """Every party with its addresses, sanctions and relations, in the order given; ids follow from ours.

    An address that several parties have stands once, beside the first.
    """
    addresses: set[str] = set()
    for party in parties:
        for entity in _of_party(party, sources.get(party.source)):
            if entity["schema"] == _ADDRESS:
                if entity["id"] in addresses:
                    continue
                addresses.add(entity["id"])
            yield entity


def line(entity: Entity) -> str:
    """One entity as one line, its keys in fixed order."""
    return json.dumps(entity, ensure_ascii=False, separators=(",", ":")) + "\n"


def entity_id(party_id: str) -> str:
    """The id of a party's entity, made from our id of the party."""
    return _made_id(party_id.partition(":")[0], party_id)


def _made_id(prefix: str, *parts: str) -> str:
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:40]
    return f"{_ID.sub('-', prefix.lower())}-{digest}"


def _of_party(party: ListedParty, source: Source | None) -> Iterator[Entity]:
    key = entity_id(party.party_id)
    addresses = [_address(party, each) for each in party.addresses]
    schema = _SUBKINDS.get(party.subkind, _SCHEMATA[party.kind])
    facts = _facts(party, schema)
    facts["addressEntity"] = [each["id"] for each in addresses]
    yield _entity(key, schema, party.primary_name, facts, (party.party_id,), party.source)
    yield from addresses
    for designation in party.designations:
        yield _sanction(key, party, designation, source)
    for relation in dict.fromkeys(each for each in party.relations if each.target_party_id):
        yield _relation(key, party, relation)


def _entity(
    key: str,
    schema: str,
    caption: str,
    facts: dict[str, list[str]],
    referents: Iterable[str],
    dataset: str,
) -> Entity:
    distinct = {name: _distinct(facts[name]) for name in sorted(facts)}
    return {
        "id": key,
        "caption": caption,
        "schema": schema,
        "properties": {name: values for name, values in distinct.items() if values},
        "referents": list(referents),
        "datasets": [_ID.sub("_", dataset.lower().replace("-", "_"))],
        "target": schema in schemata() and schemata()[schema].role == "party",
    }


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _facts(party: ListedParty, schema: str) -> dict[str, list[str]]:
    facts: dict[str, list[str]] = {"topics": ["sanction"] if party.designations else []}
    for name in party.names:
        facts.setdefault(_name_property(name), []).append(name.text)
    for identifier in party.identifiers:
        facts.setdefault(_number_property(identifier.kind, schema), []).append(identifier.value)
    for country in party.countries:
        facts.setdefault(_ROLES.get(country.role, "country"), []).append(country.country.lower())
    if schema == "Person":
        facts["birthDate"] = [str(each.earliest).lstrip("~") for each in party.birth if each.earliest == each.latest]
        facts["birthPlace"] = list(party.birth_places)
        facts["gender"] = [party.gender.lower()]
        facts["position"] = list(party.positions)
    if party.vessel is not None:
        facts["type"] = [party.vessel.type]
    return facts


def _name_property(name: Name) -> str:
    if name.quality is NameQuality.WEAK:
        return "weakAlias"
    if name.kind is NameKind.PRIMARY:
        return "name"
    return "previousName" if name.kind is NameKind.FORMER else "alias"


def _number_property(kind: IdentifierKind, schema: str) -> str:
    """The first property of the table that means this kind of number."""
    if schema == "Airplane" and kind is IdentifierKind.AIRCRAFT_TAIL:
        return "registrationNumber"
    for name, meaning in properties().items():
        if meaning.field == "identifier" and meaning.value == kind.value and kind is not IdentifierKind.OTHER:
            return name
    return "registrationNumber" if schema in _OF_THINGS else _ANY_NUMBER


def _address(party: ListedParty, address: Address) -> Entity:
    country = [] if address.country is None else [address.country.lower()]
    parts = [*address.lines, address.postal_code, address.city, address.region, address.country or ""]
    full = address.raw or ", ".join(part for part in parts if part)
    facts = {
        "full": [full],
        "street": [", ".join(address.lines)],
        "city": [address.city],
        "state": [address.region],
        "postalCode": [address.postal_code],
        "country": country,
    }
    return _entity(_made_id("addr", full, *parts), _ADDRESS, full, facts, (), party.source)


def _sanction(key: str, party: ListedParty, designation: Designation, source: Source | None) -> Entity:
    facts = {
        "entity": [key],
        "authority": [designation.authority],
        "program": [designation.programme_raw or designation.programme],
        "programId": [designation.programme],
        "authorityId": [designation.reference],
        "listingDate": [str(designation.listed_on).lstrip("~")] if designation.listed_on else [],
        "startDate": [str(designation.listed_on).lstrip("~")] if designation.listed_on else [],
        "endDate": [str(end).lstrip("~") for end in (designation.delisted_on, designation.expires_on) if end][:1],
        "sourceUrl": [source.url] if source is not None else [],
    }
    caption = f"{designation.authority} {designation.programme}".strip()
    sanction_id = _made_id("sanction", designation.designation_id)
    return _entity(sanction_id, "Sanction", caption, facts, (designation.designation_id,), party.source)


def _relation(key: str, party: ListedParty, relation: Relation) -> Entity:
    """Ownership runs from the owner in their model, from what is owned in ours."""
    target = entity_id(relation.target_party_id)
    fitting = (name for name, each in schemata().items() if each.relation == relation.type)
    schema = _UNTYPED if relation.type == "linked_to" else next(fitting, _UNTYPED)
    if schema in _OF_PERSONS and party.kind is not PartyKind.PERSON:
        schema = _UNTYPED
    meaning = schemata()[schema]
    facts = {meaning.subject: [key], meaning.object: [target]}
    if schema == _UNTYPED:
        facts["role"] = [relation.type]
    if relation.former:
        facts["status"] = ["former"]
    relation_id = _made_id("link", party.party_id, relation.type, relation.target_party_id, str(relation.former))
    return _entity(relation_id, schema, relation.type, facts, (), party.source)
