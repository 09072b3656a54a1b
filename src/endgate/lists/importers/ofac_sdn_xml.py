"""OFAC's SDN.XML and CONSOLIDATED.XML (``sdnList``): Latin letters only, no listing dates, links in remarks.

Two passes: the first keeps every entry's names for the links, the second yields one entry at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

from endgate.lists.errors import (
    COUNT_DIFFERS,
    DUPLICATE_KEY,
    NOT_THE_FORMAT,
    ROW_QUARANTINED,
    SCHEMA_DRIFT,
    STATED_DATE,
    ListRefusedError,
)
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.fields import collapse
from endgate.lists.importers.ofac_links import NameIndex
from endgate.lists.importers.ofac_sdn_parts import read_entry, scan_names
from endgate.lists.importers.xmlstream import read_records
from endgate.lists.model import ListedParty
from endgate.lists.sources import source as find_source

NAMESPACES = (
    "http://tempuri.org/sdnList.xsd",
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML",
)
_HEADER = "publshInformation"
_ROOT = re.compile(rb"<(?:\w+:)?sdnList\b[^>]*>")
_DATE = re.compile(rb"<Publish_Date>[^<]*</Publish_Date>")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_NEEDED = ("uid", "lastName", "sdnType", "programList")
_KNOWN = (
    *(*_NEEDED, "firstName", "title", "remarks", "idList", "akaList", "addressList", "nationalityList"),
    *("citizenshipList", "dateOfBirthList", "placeOfBirthList", "vesselInfo"),
)


class OfacSdnXml:
    """Importer of the ``sdnList`` files."""

    format = "ofac-sdn-xml"
    version = "1"

    def sniff(self, head: bytes) -> float:
        root = _ROOT.search(head)
        return 1.0 if root and any(each.encode() in root[0] for each in NAMESPACES) else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:
        """Read ``Publish_Date`` and ``Record_Count``; both are required."""
        raw = files[0]
        header = _header(raw)
        printed, count = collapse(header.findtext("Publish_Date")), collapse(header.findtext("Record_Count"))
        day = _DAY.fullmatch(printed)
        try:
            stated = date(int(day[3]), int(day[1]), int(day[2])) if day else None
        except ValueError:
            stated = None
        if stated is None:
            raise ListRefusedError(STATED_DATE.at(raw.name, f"Publish_Date {printed!r} is no day"))
        if not (count.isascii() and count.isdigit()):
            raise ListRefusedError(SCHEMA_DRIFT.at(raw.name, f"Record_Count {count!r} is no number"))
        literal = _DATE.search(raw.head())
        return Stamp(stated, "", int(count), literal=literal[0] if literal else b"")

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield the parties in the file's order. Raises ListRefusedError when entries are missing (EG2007)."""
        if len(files) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the list is one file, {len(files)} given"))
        raw, source, seen, linking = files[0], find_source(settings.source), set[str](), 0
        declared = self.stamp(files).declared_count
        index = _index(raw)
        for line, node in _entries(raw, report):
            report.rows_read += 1
            where = f"{raw.name}:{line}"
            if _usable(node, where, seen, report):
                party = read_entry(node, source, index, line, report)
                linking += bool(party.relations)
                report.rows_used += 1
                report.tally(party)
                yield party
        report.count("links:parties", linking)
        if report.rows_read != declared and settings.partial != "members":
            raise ListRefusedError(COUNT_DIFFERS.at(raw.name, f"{declared} declared, {report.rows_read} there"))


def _header(raw: RawFile) -> Element:
    with raw.open() as stream:
        for _, node in read_records(stream, raw.name, (_HEADER, "sdnEntry"), lambda *_: None):
            if node.tag == _HEADER:
                return node
            break
    raise ListRefusedError(SCHEMA_DRIFT.at(raw.name, f"{_HEADER} does not come first"))


def _index(raw: RawFile) -> NameIndex:
    index = NameIndex()
    with raw.open() as stream:
        for number, name in scan_names(stream, raw.name):
            index.add(name, number)
    return index


def _entries(raw: RawFile, report: ImportReport) -> Iterator[tuple[int, Element]]:
    def on_open(tag: str, _attributes: dict[str, str], depth: int) -> None:
        namespace, _, local = tag.rpartition("}")
        if depth == 1 and (local != "sdnList" or namespace not in NAMESPACES):
            raise ListRefusedError(NOT_THE_FORMAT.at(raw.name, f"the root is {tag}, not sdnList of a known namespace"))
        if depth > 1:
            report.met_unknown(f"element {local}")

    with raw.open() as stream:
        for line, node in read_records(stream, raw.name, ("sdnEntry", _HEADER), on_open):
            if node.tag == "sdnEntry":
                yield line, node


def _usable(node: Element, where: str, seen: set[str], report: ImportReport) -> bool:
    for child in node:
        if child.tag not in _KNOWN:
            report.met_unknown(f"element {child.tag}")
    number = collapse(node.findtext("uid"))
    missing = [
        tag for tag in _NEEDED if not collapse("".join(part for each in node.iterfind(tag) for part in each.itertext()))
    ]
    if missing:
        report.quarantine_row(ROW_QUARANTINED.at(where, f"entry {number or 'without uid'} lacks {', '.join(missing)}"))
    elif not (number.isascii() and number.isdigit()):
        report.quarantine_row(ROW_QUARANTINED.at(where, f"{number[:40]!r} is not an entry number"))
    elif number in seen:
        report.quarantine_row(DUPLICATE_KEY.at(where, f"entry {number} stands twice"))
    else:
        seen.add(number)
        return True
    return False
