"""What the screening list leaves out of OFAC's entries: numbers, births, addresses, grades of aliases, relations.

Each fact comes from OFAC's own files of other days. The newest file that speaks of it is asked first.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from endgate.lists.containers import unpack
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, Settings
from endgate.lists.model import Address, Designation, Identifier, ListedParty, Name, NameKind, NameQuality, Relation
from starter.advanced import read_documents, read_relationships
from starter.legacy import read_addresses, read_aliases

OFAC = Path("lists/us-ofac")
IRGC = OFAC / "enhanced-xml/2024/IRGC_sanctions.xml.gz"
CONSOLIDATED = OFAC / "enhanced-xml/2025-01/CONS_ENHANCED.ZIP"
SDN_2022 = OFAC / "csv/2022-12/sdn.csv.gz"
SDN_2021 = OFAC / "csv/2021-07"
SOURCES = ("us-ofac-sdn", "us-ofac-cons")
UNTYPED = "linked_to"
_MAX_BYTES = 256 << 20
_LONGEST_NUMBER = 60


@dataclass(frozen=True)
class Details:
    """By OFAC number: whole records of other days (newest first), and what single files say."""

    records: tuple[Mapping[str, ListedParty], ...]
    documents: Mapping[str, tuple[Identifier, ...]]
    relations: Mapping[str, tuple[tuple[str, str, bool], ...]]
    addresses: Mapping[str, tuple[Address, ...]] = field(default_factory=dict)
    aliases: Mapping[str, Mapping[str, NameKind]] = field(default_factory=dict)


def read_sdn_details(shared: Path) -> Details:
    """Details of the SDN list: grades and addresses of the day before the list, the rest of 2021 to 2024."""
    return Details(
        records=(
            _read("ofac-enhanced-xml", [shared / IRGC], "us-ofac-sdn", "members"),
            _read("ofac-csv", [shared / SDN_2022], "us-ofac-sdn", "fields"),
            _read("ofac-csv", sorted((shared / SDN_2021).glob("*.csv*")), "us-ofac-sdn"),
        ),
        documents=read_documents(shared, shared / IRGC),
        relations=read_relationships(shared, shared / IRGC),
        addresses=read_addresses(shared),
        aliases=read_aliases(shared),
    )


def read_consolidated_details(shared: Path) -> Details:
    """Details of OFAC's other lists, of their own file of 2025-01."""
    records = _read("ofac-enhanced-xml", [shared / CONSOLIDATED], "us-ofac-cons")
    return Details((records,), {}, read_relationships(shared, shared / IRGC))


def _read(form: str, paths: list[Path], source: str, partial: str = "") -> dict[str, ListedParty]:
    with tempfile.TemporaryDirectory() as staging:
        files = unpack(paths, Path(staging), max_bytes=_MAX_BYTES)
        parties = IMPORTERS[form].read(files, Settings(source, partial=partial), ImportReport())
        return {party.party_id.partition(":")[2]: party for party in parties}


def detailed(
    parties: Iterable[ListedParty], details: Details, listed: Mapping[str, ListedParty]
) -> Iterator[ListedParty]:
    """Yield each party with what the details say of it. ``listed`` are all parties a relation may lead to, by id."""
    for party in parties:
        yield _detailed(party, details, listed)


def _detailed(party: ListedParty, details: Details, listed: Mapping[str, ListedParty]) -> ListedParty:
    number = party.party_id.partition(":")[2]
    records = [each[number] for each in details.records if number in each]
    return replace(
        party,
        names=_names(party, details.aliases.get(number), records),
        identifiers=_identifiers(records, details.documents.get(number, ())),
        addresses=details.addresses.get(number) or _addresses(records),
        birth=next((tuple(replace(each, raw="") for each in record.birth) for record in records if record.birth), ()),
        birth_places=next((record.birth_places for record in records if record.birth_places), ()),
        countries=tuple(dict.fromkeys([*party.countries, *(each for r in records[:1] for each in r.countries)])),
        gender=next((record.gender for record in records if record.gender), ""),
        subkind=next((record.subkind for record in records if record.subkind), ""),
        vessel=next((record.vessel for record in records if record.vessel is not None), None),
        relations=_relations(details.relations.get(number, ()), records, listed),
        designations=_designations(party, records),
    )


def _designations(party: ListedParty, records: list[ListedParty]) -> tuple[Designation, ...]:
    """The day of the entry, where it can only be meant for the one programme that it has."""
    if len(party.designations) != 1 or party.designations[0].listed_on is not None:
        return party.designations
    (own,) = party.designations
    stated = (each.listed_on for record in records for each in record.designations if each.programme == own.programme)
    return (replace(own, listed_on=next((day for day in stated if day is not None), None)),)


def _names(party: ListedParty, aliases: Mapping[str, NameKind] | None, records: list[ListedParty]) -> tuple[Name, ...]:
    """Aliases with the grade that OFAC gives them, and names in their own scripts."""
    graded = {name.text.casefold(): name for record in reversed(records) for name in record.names}
    own = [party.names[0], *(_graded(name, aliases, graded) for name in party.names[1:])]
    taken = {name.text for name in own}
    scripts = (name for record in records for name in record.names if name.script not in ("Latn", "Zyyy"))
    own += [replace(name, trace="") for name in dict.fromkeys(scripts) if name.text not in taken]
    return tuple(own)


def _graded(name: Name, aliases: Mapping[str, NameKind] | None, graded: Mapping[str, Name]) -> Name:
    """The file of aliases holds the strong ones alone; OFAC writes a weak one into the remarks."""
    if aliases is not None:
        kind = aliases.get(name.text.casefold())
        if kind is not None:
            return replace(name, kind=kind, quality=NameQuality.STRONG)
    known = graded.get(name.text.casefold())
    if known is not None and known.kind is not NameKind.PRIMARY and known.quality is not NameQuality.UNSTATED:
        return replace(name, kind=known.kind, quality=known.quality)
    return name if aliases is None else replace(name, quality=NameQuality.WEAK)


def _identifiers(records: list[ListedParty], documents: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """Numbers of every file, each once; the kind that the newest record gives it stands."""
    found: dict[str, Identifier] = {}
    for each in (*(each for record in records for each in record.identifiers), *documents):
        bare = replace(each, note="")
        if any(char.isdigit() for char in bare.value) and len(bare.value) <= _LONGEST_NUMBER:
            found.setdefault("".join(filter(str.isalnum, bare.value)).casefold(), bare)
    return tuple(found.values())


def _addresses(records: list[ListedParty]) -> tuple[Address, ...]:
    first = next((record.addresses for record in records if record.addresses), ())
    return tuple(replace(each, raw="") for each in first if each.lines or each.city or each.country)


def _relations(
    found: Iterable[tuple[str, str, bool]], records: list[ListedParty], listed: Mapping[str, ListedParty]
) -> tuple[Relation, ...]:
    """Relations to entries that are still listed. One without a type says nothing beside one with a type."""
    stated = [(relation, number, former) for relation, number, former in found]
    stated += [
        (each.type, each.target_party_id.partition(":")[2], each.former) for r in records for each in r.relations
    ]
    typed = {number for relation, number, _ in stated if relation != UNTYPED}
    facts = dict.fromkeys(each for each in stated if each[0] != UNTYPED or each[1] not in typed)
    targets = ((relation, _entry(number, listed), former) for relation, number, former in facts)
    return tuple(
        Relation(relation, target.primary_name, target.party_id, former)
        for relation, target, former in targets
        if target is not None
    )


def _entry(number: str, listed: Mapping[str, ListedParty]) -> ListedParty | None:
    """OFAC numbers all its lists in one row."""
    return next((listed[key] for each in SOURCES if (key := f"{each}:{number}") in listed), None)
