"""One party from a FollowTheMoney entity and what others say of it: addresses, sanctions, numbers, relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from endgate.lists.errors import IMPOSSIBLE_DATE, ROW_QUARANTINED
from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import has_lost_letters, read_country, read_identifier, script_of
from endgate.lists.importers.ftm_lines import Entity
from endgate.lists.importers.ftm_words import UNKNOWN_PARTY, property_of, schemata, topics
from endgate.lists.model import (
    Address,
    Birth,
    CountryFact,
    Designation,
    Identifier,
    ListedParty,
    Name,
    NameKind,
    NameQuality,
    Relation,
    VesselFacts,
)
from endgate.lists.sources import Source
from endgate.lists.textdates import read_birth, read_text_date
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind

_NAMES = {
    "primary": (NameKind.ALIAS, NameQuality.STRONG),
    "alias": (NameKind.ALIAS, NameQuality.UNSTATED),
    "weak": (NameKind.ALIAS, NameQuality.WEAK),
    "former": (NameKind.FORMER, NameQuality.UNSTATED),
}


@dataclass
class Joined:
    """What other entities of the export say: by the party's id, addresses by their own."""

    addresses: dict[str, Entity] = field(default_factory=dict)
    sanctions: dict[str, list[Entity]] = field(default_factory=dict)
    identifications: dict[str, list[Entity]] = field(default_factory=dict)
    relations: dict[str, list[tuple[str, str, bool]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What reading one party needs beside its entity."""

    source: Source
    joined: Joined
    captions: Mapping[str, str]
    report: ImportReport

    def party_id(self, key: str) -> str:
        return f"{self.source.id}:{key}"


def read_party(entity: Entity, reading: Reading) -> ListedParty | None:
    """Make the party. None, with the row set aside, when it has no name."""
    fields = _sorted_fields(entity, reading.report)
    names = _names(entity, fields.get("name", []))
    if not names:
        reading.report.quarantine_row(ROW_QUARANTINED.at(entity.where, f"entity {entity.id} has no name"))
        return None
    schema = schemata().get(entity.schema, UNKNOWN_PARTY)
    countries = _countries(fields.get("country", []), reading.report)
    return ListedParty(
        party_id=reading.party_id(entity.id),
        source=reading.source.id,
        kind=schema.kind,
        names=names,
        subkind=schema.subkind,
        identifiers=tuple(dict.fromkeys(_identifiers(entity, fields.get("identifier", []), reading))),
        addresses=tuple(_addresses(entity, reading)),
        birth=tuple(_births(entity, reading.report)),
        birth_places=entity.values("birthPlace"),
        countries=countries,
        positions=entity.values("position"),
        gender=entity.first("gender"),
        vessel=_vessel(entity, schema.kind),
        relations=_relations(entity, reading),
        designations=tuple(_designations(entity, reading)),
        notes=_notes(entity, fields),
        trace=entity.where,
    )


def _sorted_fields(entity: Entity, report: ImportReport) -> dict[str, list[tuple[str, str]]]:
    """Values with their meaning, by the field they go to. What is not known is counted and kept as a note."""
    fields: dict[str, list[tuple[str, str]]] = {}
    for name, values in entity.properties.items():
        known = property_of(entity.schema, name)
        if known is None:
            report.met_unknown(f"property {entity.schema}.{name}")
        target, meaning = ("note", name) if known is None else (known.field, known.value or name)
        fields.setdefault(target, []).extend((meaning, value) for value in values if value)
    return fields


def _names(entity: Entity, found: list[tuple[str, str]]) -> tuple[Name, ...]:
    """All names once, the caption (else the first full name) as the primary one."""
    order = {"primary": 0, "alias": 1, "former": 2, "weak": 3}
    ranked = sorted(found, key=lambda pair: (pair[1] != entity.caption, order[pair[0]]))
    names: dict[str, Name] = {}
    for meaning, text in ranked:
        kind, quality = _NAMES[meaning] if names else (NameKind.PRIMARY, NameQuality.STRONG)
        grade = NameQuality.DAMAGED if has_lost_letters(text) else quality
        names.setdefault(text, Name(text, kind, grade, script_of(text), trace=entity.where))
    return tuple(names.values())


def _countries(found: list[tuple[str, str]], report: ImportReport) -> tuple[CountryFact, ...]:
    facts = [
        CountryFact(code, role) for role, text in found if (code := read_country(text.upper(), report)) is not None
    ]
    return tuple(dict.fromkeys(facts))


def _identifiers(entity: Entity, found: list[tuple[str, str]], reading: Reading) -> Iterator[Identifier]:
    for kind, value in found:
        yield read_identifier(IdentifierKind(kind), value)
    for paper in reading.joined.identifications.get(entity.id, ()):
        number = paper.first("number")
        if number:
            kind_of = IdentifierKind.PASSPORT if paper.schema == "Passport" else IdentifierKind.OTHER
            country = read_country(paper.first("country").upper(), reading.report)
            yield read_identifier(kind_of, number, country, paper.first("type"))


def _addresses(entity: Entity, reading: Reading) -> Iterator[Address]:
    joined = [reading.joined.addresses.get(key) for key in entity.values("addressEntity")]
    whole = [each for each in joined if each is not None]
    if len(whole) < len(joined):
        reading.report.met_unknown("address entity that the export lacks")
    yield from (_address(each, reading.report) for each in whole)
    held = {each.first("full") for each in whole}
    yield from (Address(raw=text) for text in entity.values("address") if text not in held)


def _address(entity: Entity, report: ImportReport) -> Address:
    lines = (entity.first("postOfficeBox"), entity.first("street"), entity.first("street2"), entity.first("remarks"))
    return Address(
        lines=tuple(line for line in lines if line),
        city=entity.first("city"),
        region=entity.first("state", "region"),
        postal_code=entity.first("postalCode"),
        country=read_country(entity.first("country").upper(), report),
        raw=entity.first("full"),
    )


def _births(entity: Entity, report: ImportReport) -> Iterator[Birth]:
    for text in entity.values("birthDate"):
        birth = read_birth(text)
        if birth is None:
            report.quarantine_field(IMPOSSIBLE_DATE.at(entity.where, f"date of birth {text!r}"))
        else:
            yield birth


def _vessel(entity: Entity, kind: PartyKind) -> VesselFacts | None:
    if kind is not PartyKind.VESSEL:
        return None
    return VesselFacts(type=entity.first("type"), flag=entity.first("flag"), owner=entity.first("owner"))


def _relations(entity: Entity, reading: Reading) -> tuple[Relation, ...]:
    found = []
    for kind, key, former in reading.joined.relations.get(entity.id, ()):
        name = reading.captions.get(key, "")
        found.append(Relation(kind, name or key, reading.party_id(key) if name else "", former))
    return tuple(dict.fromkeys(found))


def _designations(entity: Entity, reading: Reading) -> Iterator[Designation]:
    """One for each sanction; without any, one for each topic that says that the entity is listed."""
    sanctions = reading.joined.sanctions.get(entity.id, ())
    for sanction in sanctions:
        yield _of_sanction(entity, sanction, reading)
    if sanctions:
        return
    for topic in entity.values("topics"):
        measure = topics().get(topic)
        if measure:
            party_id = reading.party_id(entity.id)
            yield _designation(entity, reading, f"{party_id}/{topic}", programme=topic.upper(), measures=(measure,))


def _designation(
    entity: Entity, reading: Reading, designation_id: str, *, programme: str, measures: Sequence[str] = ()
) -> Designation:
    return Designation(
        designation_id=designation_id,
        source=reading.source.id,
        authority=reading.source.authority,
        list_name=", ".join(entity.datasets) or reading.source.list_name,
        programme=programme,
        reference=entity.id,
        measures=tuple(measures),
        cross_refs=entity.referents,
    )


def _of_sanction(entity: Entity, sanction: Entity, reading: Reading) -> Designation:
    """A listing as the export tells it: its authority is named, but never taken for that authority's own word."""
    programme = sanction.first("programId", "program")
    return Designation(
        designation_id=f"{reading.party_id(entity.id)}/{sanction.id}",
        source=reading.source.id,
        authority=f"{reading.source.authority} {sanction.first('authority')}".strip(),
        list_name=", ".join(sanction.datasets or entity.datasets) or reading.source.list_name,
        programme=programme.upper(),
        programme_raw=sanction.first("program"),
        reference=sanction.first("authorityId", "unscId", "recordId"),
        listed_on=_day(sanction, reading.report, "listingDate", "startDate"),
        delisted_on=_day(sanction, reading.report, "endDate"),
        citations=sanction.values("sourceUrl"),
        cross_refs=entity.referents,
    )


def _day(sanction: Entity, report: ImportReport, *names: str) -> PartialDate | None:
    text = sanction.first(*names)
    day = read_text_date(text[:10]) if text else None
    if text and day is None:
        report.quarantine_field(IMPOSSIBLE_DATE.at(sanction.where, f"{names[0]} {text!r}"))
    return day


def _notes(entity: Entity, fields: dict[str, list[tuple[str, str]]]) -> tuple[str, ...]:
    notes = [f"{meaning}: {value}" for meaning, value in fields.get("note", [])]
    notes += [f"topic: {topic}" for topic in entity.values("topics")]
    return (*notes, f"datasets: {', '.join(entity.datasets)}") if entity.datasets else tuple(notes)
