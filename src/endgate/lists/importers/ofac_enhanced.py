"""OFAC's Enhanced XML (``sanctionsData``): the day each entry came onto a list, names in original scripts, typed links.

Any selection can be exported in this format; only an export filtered by nothing but lists is a whole list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

from endgate.lists.errors import (
    DUPLICATE_KEY,
    NOT_THE_FORMAT,
    ROW_QUARANTINED,
    SCHEMA_DRIFT,
    STATED_DATE,
    ListRefusedError,
)
from endgate.lists.importers.contract import ImportReport, RawFile, Scope, Settings, Stamp
from endgate.lists.importers.fields import collapse
from endgate.lists.importers.ofac_enhanced_parts import read_entity
from endgate.lists.importers.ofac_listing import META_LIST, SDN_LIST, on_own_list
from endgate.lists.importers.xmlstream import read_records
from endgate.lists.model import ListedParty
from endgate.lists.sources import source as find_source

NAMESPACE_END = "/exports/ENHANCED_XML"
_ROOT = re.compile(rb"<(?:\w+:)?sanctionsData\b[^>]*>")
_STAMP = re.compile(rb"<dataAsOf>[^<]*</dataAsOf>")
_TAGS = ("publicationInfo", "entity")
_NOT_READ = (
    *("referenceValues", "featureTypes", "nameParts", "identityId", "versionId", "valueRefId", "reliability"),
    *("idFeatures", "quality"),
)
_NEEDED = ("generalInfo/entityType", "sanctionsLists/sanctionsList", "sanctionsPrograms/sanctionsProgram", "names/name")
_KNOWN = (
    *("generalInfo", "sanctionsLists", "sanctionsPrograms", "sanctionsTypes", "legalAuthorities", "names"),
    *("addresses", "features", "identityDocuments", "relationships"),
)


class OfacEnhanced:
    """Importer of Enhanced XML exports."""

    format = "ofac-enhanced-xml"
    version = "1"

    def sniff(self, head: bytes) -> float:
        root = _ROOT.search(head)
        return 1.0 if root and NAMESPACE_END.encode() in root[0] else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:
        """Read ``dataAsOf`` (the calendar day printed) and the filters; without a list among them it is a selection."""
        raw = files[0]
        info = _publication(raw)
        text = collapse(info.findtext("dataAsOf"))
        try:
            day = date.fromisoformat(text[:10])
        except ValueError as error:
            raise ListRefusedError(STATED_DATE.at(raw.name, f"dataAsOf {text!r} is no day")) from error
        literal = _STAMP.search(raw.head())
        return Stamp(day, text, scope=_scope(info), literal=literal[0] if literal else b"")

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield the parties of the source's own lists in the file's order; entries of other lists are counted."""
        if len(files) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the list is one file, {len(files)} given"))
        raw, source, seen, linking = files[0], find_source(settings.source), set[str](), 0
        _refuse_other_lists(raw, _publication(raw), source.id)
        for line, node in _entities(raw, report):
            if not on_own_list(node, source):
                report.add_noise("entry of another list")
                continue
            report.rows_read += 1
            where = f"{raw.name}:{line}"
            if _usable(node, where, seen, report):
                party = read_entity(node, source, where, line, report)
                linking += bool(party.relations)
                report.rows_used += 1
                report.tally(party)
                yield party
        report.count("links:parties", linking)


def _publication(raw: RawFile) -> Element:
    with raw.open() as stream:
        for _, node in read_records(stream, raw.name, _TAGS, lambda *_: None, _NOT_READ):
            if node.tag == "publicationInfo":
                return node
            break
    raise ListRefusedError(SCHEMA_DRIFT.at(raw.name, "publicationInfo does not come first"))


def _scope(info: Element) -> Scope:
    filters = {each.tag for each in info.iterfind("filters/*") if len(each) or collapse(each.text)}
    return Scope.FULL if filters == {"sanctionsLists"} else Scope.FILTERED


def _refuse_other_lists(raw: RawFile, info: Element, source_id: str) -> None:
    """The export names the lists it was made of; the source's own must be among them."""
    named = [collapse(each.text) for each in info.iterfind("filters/sanctionsLists/sanctionsList")]
    own = SDN_LIST if source_id.endswith("-sdn") else META_LIST
    if named and own not in named:
        what = f"the export was made of {', '.join(named)}; {own} is not among them"
        raise ListRefusedError(NOT_THE_FORMAT.at(raw.name, what, remedy="Name the source the file comes from."))


def _entities(raw: RawFile, report: ImportReport) -> Iterator[tuple[int, Element]]:
    def on_open(tag: str, _attributes: dict[str, str], depth: int) -> None:
        namespace, _, local = tag.rpartition("}")
        if depth == 1 and (local != "sanctionsData" or not namespace.endswith(NAMESPACE_END)):
            raise ListRefusedError(
                NOT_THE_FORMAT.at(raw.name, f"the root is {tag}, not sanctionsData of a known namespace")
            )
        if depth > 1 and local != "entities":
            report.met_unknown(f"element {local}")

    with raw.open() as stream:
        for line, node in read_records(stream, raw.name, _TAGS, on_open, _NOT_READ):
            if node.tag == "entity":
                yield line, node


def _usable(node: Element, where: str, seen: set[str], report: ImportReport) -> bool:
    for child in node:
        if child.tag not in _KNOWN:
            report.met_unknown(f"element {child.tag}")
    number = collapse(node.get("id"))
    missing = [path for path in _NEEDED if node.find(path) is None]
    if missing:
        report.quarantine_row(ROW_QUARANTINED.at(where, f"entry {number or 'without id'} lacks {', '.join(missing)}"))
    elif not (number.isascii() and number.isdigit()):
        report.quarantine_row(ROW_QUARANTINED.at(where, f"{number[:40]!r} is not an entry number"))
    elif not any(
        collapse(each.text) for each in node.iterfind("names/name/translations/translation/formattedFullName")
    ):
        report.quarantine_row(ROW_QUARANTINED.at(where, f"entry {number} has no name"))
    elif number in seen:
        report.quarantine_row(DUPLICATE_KEY.at(where, f"entry {number} stands twice"))
    else:
        seen.add(number)
        return True
    return False
