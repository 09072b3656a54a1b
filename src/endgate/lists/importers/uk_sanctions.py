"""The UK Sanctions List, the single British list since January 2026: XML of designations, or CSV of 58 columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from endgate.lists.errors import DUPLICATE_KEY, NOT_THE_FORMAT, ROW_QUARANTINED, ListRefusedError
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.uk_elements import read_designation
from endgate.lists.importers.uk_entries import unite
from endgate.lists.importers.uk_ofsi import rows_under_stamp, stamped_day
from endgate.lists.importers.uk_parts import read_entry, shared_references
from endgate.lists.importers.xmlstream import read_records
from endgate.lists.model import ListedParty
from endgate.lists.sources import source as find_source

_ROOT, _RECORD = "Designations", "Designation"
_GENERATED = re.compile(rb"<DateGenerated>\s*(\d{2}/\d{2}/\d{4})\s*</DateGenerated>")
_REPORTED = re.compile(rb"\A(?:\xef\xbb\xbf)?\"?Report Date:\s*(\d{1,2}-[A-Za-z]{3}-\d{4})\"?[,\r]*\n")


class UkSanctionsXml:
    """Importer of the XML file. Each designation is one party, handed out as it is read."""

    format = "uk-sanctions-xml"
    version = "1"

    def sniff(self, head: bytes) -> float:
        return 1.0 if re.search(rb"<Designations[\s>]", head) else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:
        """Read ``DateGenerated``."""
        match = _GENERATED.search(files[0].head())
        return Stamp() if match is None else Stamp(stamped_day(match[1], files[0].name), literal=match[0])

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        _refuse_sets(files)
        source, seen, name = find_source(settings.source), set[str](), files[0].name

        def on_open(tag: str, _attributes: dict[str, str], depth: int) -> None:
            if depth == 1 and tag != _ROOT:
                raise ListRefusedError(NOT_THE_FORMAT.at(name, f"the root is {tag}, not {_ROOT}"))
            if depth > 1 and tag != "DateGenerated":
                report.met_unknown(f"element {tag}")

        with files[0].open() as stream:
            for line, node in read_records(stream, name, (_RECORD,), on_open):
                report.rows_read += 1
                entry, where = read_designation(node, line, report), f"{name}:{line}"
                if entry is None:
                    report.quarantine_row(ROW_QUARANTINED.at(where, "a designation without UniqueID or name"))
                elif entry.key in seen:
                    report.quarantine_row(DUPLICATE_KEY.at(where, f"{entry.key} stands twice"))
                else:
                    seen.add(entry.key)
                    report.rows_used += 1
                    party = read_entry(entry, source, name, frozenset(), report)
                    report.tally(party)
                    yield party


class UkSanctionsCsv:
    """Importer of the CSV file: the cross product of each designation's parts, united by Unique ID."""

    format = "uk-sanctions-csv"
    version = "1"

    def sniff(self, head: bytes) -> float:
        return 1.0 if _REPORTED.match(head) and b"Unique ID" in head else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:
        """Read the report date of the first line."""
        match = _REPORTED.match(files[0].head())
        if match is None:
            return Stamp()
        return Stamp(stamped_day(match[1].replace(b"-", b" "), files[0].name), literal=match[0])

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        _refuse_sets(files)
        entries = unite(rows_under_stamp(files[0], "uk-sanctions-csv", settings, report))
        source, shared = find_source(settings.source), shared_references(entries.values())
        for entry in entries.values():
            party = read_entry(entry, source, files[0].name, shared, report)
            report.tally(party)
            yield party


def _refuse_sets(files: tuple[RawFile, ...]) -> None:
    if len(files) != 1:
        raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the list is one file, {len(files)} given"))
