"""The UN Security Council's consolidated list in XML (``CONSOLIDATED_LIST``), with names in original scripts.

Delisting shows by absence only; earlier listings of parties that came back are not in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

from endgate.lists.errors import (
    DUPLICATE_KEY,
    IMPOSSIBLE_DATE,
    LOOKS_PARTIAL,
    NOT_THE_FORMAT,
    ROW_QUARANTINED,
    STATED_DATE,
    ListRefusedError,
)
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.fields import collapse, read_country
from endgate.lists.importers.un_parts import (
    cell,
    read_addresses,
    read_births,
    read_documents,
    read_names,
    read_reference,
    values,
)
from endgate.lists.importers.xmlstream import read_records
from endgate.lists.model import CountryFact, Designation, Identifier, ListedParty
from endgate.lists.sources import Source
from endgate.lists.sources import source as find_source
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind

_ROOT = "CONSOLIDATED_LIST"
_KINDS = {"INDIVIDUAL": PartyKind.PERSON, "ENTITY": PartyKind.ORGANISATION}
_SECTIONS = ("INDIVIDUALS", "ENTITIES")
_STAMP = re.compile(rb"dateGenerated=(?:\"([^\"]*)\"|'([^']*)')")
_OLD_REFERENCE = re.compile(r"\[\s*Old\s+Reference\s*#\s*([^\]]+)\]", re.IGNORECASE)
_REFERENCE = re.compile(r"[A-Z]{2}[iev]\.\d{3}")
_KNOWN = frozenset(
    (
        *("DATAID", "VERSIONNUM", "FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME", "NAME_ORIGINAL_SCRIPT"),
        *("UN_LIST_TYPE", "LIST_TYPE", "REFERENCE_NUMBER", "LISTED_ON", "LAST_DAY_UPDATED", "DELISTED_ON", "GENDER"),
        *("SUBMITTED_BY", "SUBMITTED_ON", "COMMENTS1", "NATIONALITY", "NATIONALITY2", "TITLE", "DESIGNATION"),
        *("INDIVIDUAL_ALIAS", "INDIVIDUAL_ADDRESS", "INDIVIDUAL_DATE_OF_BIRTH", "INDIVIDUAL_PLACE_OF_BIRTH"),
        *("INDIVIDUAL_DOCUMENT", "ENTITY_ALIAS", "ENTITY_ADDRESS", "SORT_KEY", "SORT_KEY_LAST_MOD"),
        *("HAS_INTERPOL_LINK", "INTERPOL_LINK"),
    )
)


class UnXml:
    """Importer of the UN list."""

    format = "un-xml"
    version = "1"

    def sniff(self, head: bytes) -> float:
        return 1.0 if re.search(rb"<" + _ROOT.encode() + rb"[\s>]", head) else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:
        """Read ``dateGenerated``: the calendar day printed, not converted to UTC."""
        match = _STAMP.search(files[0].head())
        if match is None:
            return Stamp()
        literal = match[1] or match[2] or b""
        text = literal.decode("ascii", "replace")
        try:
            return Stamp(date.fromisoformat(text[:10]), text, literal=match[0])
        except ValueError as error:
            what = f"dateGenerated {text!r} does not begin with a day"
            raise ListRefusedError(STATED_DATE.at(files[0].name, what)) from error

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield the parties in the file's order."""
        if len(files) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the UN list is one file, {len(files)} given"))
        source, sections, seen = find_source(settings.source), set[str](), set[str]()

        def on_open(name: str, _attributes: dict[str, str], depth: int) -> None:
            if depth == 1 and name != _ROOT:
                raise ListRefusedError(NOT_THE_FORMAT.at(files[0].name, f"the root is {name}, not {_ROOT}"))
            sections.add(name) if depth == 2 else report.met_unknown(f"element {name}") if depth > 2 else None

        with files[0].open() as stream:
            for line, node in read_records(stream, files[0].name, tuple(_KINDS), on_open):
                report.rows_read += 1
                party = _read_entry(node, source, f"{files[0].name}:{line}", line, seen, report)
                if party is not None:
                    report.rows_used += 1
                    report.tally(party)
                    yield party
        _check_sections(sections, files[0].name, settings, report)


def _check_sections(sections: set[str], where: str, settings: Settings, report: ImportReport) -> None:
    for name in sorted(sections - set(_SECTIONS)):
        report.met_unknown(f"element {name}")
    missing = [name for name in _SECTIONS if name not in sections]
    if missing and settings.partial != "members":
        raise ListRefusedError(LOOKS_PARTIAL.at(where, f"no section {' and no '.join(missing)}"))


def _read_entry(
    node: Element, source: Source, where: str, line: int, seen: set[str], report: ImportReport
) -> ListedParty | None:
    printed, programme = collapse(node.findtext("REFERENCE_NUMBER")), collapse(node.findtext("UN_LIST_TYPE"))
    reference = read_reference(printed)
    for child in node:
        if child.tag not in _KNOWN:
            report.met_unknown(f"element {child.tag}")
    if not reference or not programme or not collapse(node.findtext("FIRST_NAME")):
        what = "an entry without reference number, list type or first name"
        report.quarantine_row(ROW_QUARANTINED.at(where, f"{what} (DATAID {collapse(node.findtext('DATAID'))})"))
        return None
    if reference in seen:
        report.quarantine_row(DUPLICATE_KEY.at(where, f"{reference} stands twice"))
        return None
    seen.add(reference)
    if _REFERENCE.fullmatch(reference) is None:
        report.met_unknown(f"reference form {printed}")
    return _party(node, source, reference, programme, where, line, report)


def _party(
    node: Element, source: Source, reference: str, programme: str, where: str, line: int, report: ImportReport
) -> ListedParty:
    party_id = f"{source.id}:{reference}"
    names, relations = read_names(node, source.id, report)
    births, birth_notes = read_births(node, where, report)
    comments = cell(node.findtext("COMMENTS1"))
    old = [Identifier(IdentifierKind.PUBLISHER_REF, collapse(each)) for each in _OLD_REFERENCE.findall(comments)]
    return ListedParty(
        party_id=party_id,
        source=source.id,
        kind=_KINDS[node.tag],
        names=names,
        identifiers=(*read_documents(node, report), *old),
        addresses=read_addresses(node, report),
        birth=births,
        birth_places=_birth_places(node),
        countries=_countries(node, report),
        positions=tuple(values(node, "TITLE") + values(node, "DESIGNATION")),
        gender=collapse(node.findtext("GENDER")).lower(),
        relations=relations,
        designations=(_designation(node, source, party_id, reference, programme, where, report),),
        notes=tuple(dict.fromkeys(note for note in (comments, *birth_notes, *_alias_notes(node)) if note)),
        trace=f"line {line}",
    )


def _designation(
    node: Element, source: Source, party_id: str, reference: str, programme: str, where: str, report: ImportReport
) -> Designation:
    amended = [_day(text, f"{where} LAST_DAY_UPDATED", report) for text in values(node, "LAST_DAY_UPDATED")]
    delisted = collapse(node.findtext("DELISTED_ON"))
    return Designation(
        designation_id=f"{party_id}/{programme.upper()}",
        source=source.id,
        authority=source.authority,
        list_name=source.list_name,
        programme=programme.upper(),
        programme_raw=programme,
        reference=reference,
        listed_on=_day(collapse(node.findtext("LISTED_ON")), f"{where} LISTED_ON", report),
        amended_on=tuple(sorted({day for day in amended if day is not None}, key=PartialDate.earliest)),
        delisted_on=_day(delisted, f"{where} DELISTED_ON", report) if delisted else None,
        measures=source.measures,
    )


def _day(text: str, where: str, report: ImportReport) -> PartialDate | None:
    """A day as the list writes it, ``2015-07-01`` or ``2015-07-01-04:00``; the offset says nothing of the day."""
    try:
        return PartialDate.parse(text[:10])
    except ValueError:
        report.quarantine_field(IMPOSSIBLE_DATE.at(where, f"{text!r} is not a day"))
        return None


def _alias_notes(node: Element) -> list[str]:
    aliases = (*node.iterfind("INDIVIDUAL_ALIAS"), *node.iterfind("ENTITY_ALIAS"))
    return [cell(alias.findtext("NOTE")) for alias in aliases]


def _birth_places(node: Element) -> tuple[str, ...]:
    places = []
    for place in node.iterfind("INDIVIDUAL_PLACE_OF_BIRTH"):
        places.append(", ".join(text for text in (cell(part.text) for part in place) if text))
    for alias in node.iterfind("INDIVIDUAL_ALIAS"):
        parts = (collapse(alias.findtext("CITY_OF_BIRTH")), collapse(alias.findtext("COUNTRY_OF_BIRTH")))
        places.append(", ".join(text for text in parts if text))
    return tuple(dict.fromkeys(place for place in places if place))


def _countries(node: Element, report: ImportReport) -> tuple[CountryFact, ...]:
    nationalities = [*values(node, "NATIONALITY"), collapse(node.findtext("NATIONALITY2"))]
    pairs = [("nationality", text) for text in nationalities]
    pairs += [("birth", cell(each.findtext("COUNTRY"))) for each in node.iterfind("INDIVIDUAL_PLACE_OF_BIRTH")]
    facts = []
    for role, text in pairs:
        code = read_country(text, report)
        if code is not None:
            facts.append(CountryFact(code, role))
    return tuple(dict.fromkeys(facts))
