"""The European Union's financial sanctions file, XML 1.1 (``export/sanctionEntity``).

The file names the last act that touched an entry, not the one that listed it; only ``designationDate`` dates a listing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

from endgate.lists.errors import DUPLICATE_KEY, NOT_THE_FORMAT, ROW_QUARANTINED, STATED_DATE, ListRefusedError
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.eu_parts import (
    Names,
    read_addresses,
    read_births,
    read_citizenships,
    read_day,
    read_identifications,
    read_names,
)
from endgate.lists.importers.fields import collapse
from endgate.lists.importers.xmlstream import read_records
from endgate.lists.model import Designation, ListedParty
from endgate.lists.sources import Source
from endgate.lists.sources import source as find_source
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind

NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"
_KINDS = {"person": PartyKind.PERSON, "enterprise": PartyKind.ORGANISATION}
_STAMP = re.compile(rb"<export\b[^>]*>")
_ATTRIBUTE = re.compile(rb"\b(generationDate|globalFileId)=(?:\"([^\"]*)\"|'([^']*)')")
_KNOWN = ("remark", "regulation", "subjectType", "nameAlias", "citizenship", "birthdate", "address", "identification")


class EuFsf:
    """Importer of the EU file."""

    format = "eu-fsf-1.1"
    version = "1"

    def sniff(self, head: bytes) -> float:
        return 1.0 if _STAMP.search(head) and NAMESPACE.encode() in head else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:
        """Read ``generationDate`` (the calendar day printed) and ``globalFileId``."""
        root = _STAMP.search(files[0].head())
        if root is None:
            return Stamp()
        said = {
            key.decode(): (first or second).decode("ascii", "replace")
            for key, first, second in _ATTRIBUTE.findall(root[0])
        }
        text = said.get("generationDate", "")
        try:
            return Stamp(date.fromisoformat(text[:10]), said.get("globalFileId", ""), literal=root[0])
        except ValueError as error:
            raise ListRefusedError(STATED_DATE.at(files[0].name, f"generationDate {text!r} is no day")) from error

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield the parties in the file's order."""
        if len(files) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the EU list is one file, {len(files)} given"))
        source, seen, name = find_source(settings.source), set[str](), files[0].name

        def on_open(tag: str, _attributes: dict[str, str], depth: int) -> None:
            if depth == 1 and tag != f"{NAMESPACE}}}export":
                raise ListRefusedError(NOT_THE_FORMAT.at(name, f"the root is {tag}, not export of {NAMESPACE}"))
            if depth > 1:
                report.met_unknown(f"element {tag.rpartition('}')[2]}")

        with files[0].open() as stream:
            for line, node in read_records(stream, name, ("sanctionEntity",), on_open):
                report.rows_read += 1
                party = _read_entity(node, source, f"{name}:{line}", line, seen, report)
                if party is not None:
                    report.rows_used += 1
                    report.tally(party)
                    yield party


def _read_entity(
    node: Element, source: Source, where: str, line: int, seen: set[str], report: ImportReport
) -> ListedParty | None:
    for child in node:
        if child.tag not in _KNOWN:
            report.met_unknown(f"element {child.tag}")
    key = collapse(node.get("euReferenceNumber")) or collapse(node.get("logicalId"))
    named = read_names(node, report)
    if not key or not named[0] or node.find("regulation") is None:
        what = "an entry without reference, name or regulation"
        report.quarantine_row(ROW_QUARANTINED.at(where, f"{what} (logicalId {node.get('logicalId')})"))
        return None
    if key in seen:
        report.quarantine_row(DUPLICATE_KEY.at(where, f"{key} stands twice"))
        return None
    seen.add(key)
    return _party(node, source, key, named, where, line, report)


def _party(
    node: Element, source: Source, key: str, named: Names, where: str, line: int, report: ImportReport
) -> ListedParty:
    names, positions, descriptions, gender = named
    births, birth_places, birth_notes = read_births(node, where, report)
    kind = _kind(node, report)
    person = kind is PartyKind.PERSON
    remarks = [collapse(each.text) for each in node.iterfind("remark")]
    said = (
        *remarks,
        collapse(node.get("designationDetails")),
        *birth_notes,
        *(() if person else positions),
        *descriptions,
    )
    return ListedParty(
        party_id=f"{source.id}:{key}",
        source=source.id,
        kind=kind,
        names=names,
        identifiers=read_identifications(node, report),
        addresses=read_addresses(node, report),
        birth=births,
        birth_places=birth_places,
        countries=read_citizenships(node, report),
        positions=positions if person else (),
        gender=gender,
        designations=_designations(node, source, key, where, report),
        notes=tuple(dict.fromkeys(text for text in said if text)),
        trace=f"line {line}",
    )


def _kind(node: Element, report: ImportReport) -> PartyKind:
    subject = node.find("subjectType")
    code = "" if subject is None else collapse(subject.get("code"))
    if code not in _KINDS:
        report.met_unknown(f"value subject type {code}")
    return _KINDS.get(code, PartyKind.UNKNOWN)


def _designations(node: Element, source: Source, key: str, where: str, report: ImportReport) -> tuple[Designation, ...]:
    """One per programme; acts of the same programme are its legal basis."""
    acts: dict[str, list[Element]] = {}
    for act in node.iterfind("regulation"):
        acts.setdefault(collapse(act.get("programme")), []).append(act)
    united_nations = collapse(node.get("unitedNationId"))
    return tuple(
        Designation(
            designation_id=f"{source.id}:{key}/{programme}",
            source=source.id,
            authority=source.authority,
            list_name=source.list_name,
            programme=programme.upper(),
            programme_raw=programme,
            reference=key,
            legal_basis=tuple(dict.fromkeys(collapse(each.get("numberTitle")) for each in found)),
            listed_on=read_day(node.get("designationDate"), f"{where} designationDate", report),
            listed_by=_earliest([read_day(each.get("entryIntoForceDate"), where, report) for each in found]),
            delisted_on=read_day(node.get("delistingDate"), f"{where} delistingDate", report),
            measures=source.measures,
            cross_refs=(f"UN {united_nations}",) if united_nations else (),
        )
        for programme, found in acts.items()
    )


def _earliest(days: list[PartialDate | None]) -> PartialDate | None:
    known = [each for each in days if each is not None]
    return min(known, key=PartialDate.earliest) if known else None
