"""The British consolidated list of financial sanctions targets, CSV of 29 columns (``Last Updated`` in line 1).

It ended in January 2026; the UK Sanctions List took its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from endgate.lists.errors import LOOKS_PARTIAL, NOT_THE_FORMAT, ROW_QUARANTINED, STATED_DATE, ListRefusedError
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.csvrows import decode_with_fallback, read_rows, refuse_control_bytes
from endgate.lists.importers.layouts import layout, record_or_none
from endgate.lists.importers.slashdates import read_slash_date
from endgate.lists.importers.uk_entries import UkEntry, unite
from endgate.lists.importers.uk_parts import KINDS, read_entry, shared_references
from endgate.lists.model import ListedParty
from endgate.lists.sources import source as find_source

_STAMP = re.compile(rb"\A(?:\xef\xbb\xbf)?Last Updated,(\d{2}/\d{2}/\d{4})[,\r]*\n")
_FALLBACKS = ("cp1252",)


class UkOfsi:
    """Importer of the consolidated list."""

    format = "uk-ofsi-csv"
    version = "1"

    def sniff(self, head: bytes) -> float:
        return 1.0 if _STAMP.match(head) and b"Group ID" in head else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:
        """Read the day of the first line."""
        match = _STAMP.match(files[0].head())
        if match is None:
            return Stamp()
        return Stamp(stamped_day(match[1], files[0].name), literal=match[0])

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield one party for each group, in the order in which groups are met."""
        if len(files) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the list is one file, {len(files)} given"))
        name = files[0].name
        entries = unite(rows_under_stamp(files[0], "uk-ofsi", settings, report))
        if settings.partial != "members":
            _refuse_cut_groups(entries, name)
        source, shared = find_source(settings.source), shared_references(entries.values())
        report.count("UN references that stand in several entries", len(shared))
        for entry in entries.values():
            report.count("names printed", len({each.parts for each in entry.names}))
            party = read_entry(entry, source, name, shared, report)
            report.tally(party)
            yield party


def stamped_day(text: bytes, where: str) -> date:
    """The day of a stamp. Raises ListRefusedError when there is no such day."""
    day = read_slash_date(text.decode("ascii", "replace"))
    exact = None if day is None else day.exact()
    if exact is None:
        raise ListRefusedError(STATED_DATE.at(where, f"the stamp {text!r} is no day"))
    return exact


def rows_under_stamp(
    raw: RawFile, form: str, settings: Settings, report: ImportReport
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by field under a line with the stamp and one with the header; what names nobody is set aside."""
    with raw.open() as stream:
        data = stream.read()
    refuse_control_bytes(data, raw.name)
    text = decode_with_fallback(data, raw.name, settings.encoding, _FALLBACKS)
    rows = read_rows(text, raw.name, cut=settings.partial == "members")
    next(rows, None)
    line, header = next(rows, (2, []))
    fields = layout(form).place(header, f"{raw.name}:{line}")
    for line, row in rows:
        report.rows_read += 1
        where = f"{raw.name}:{line}"
        cells = record_or_none(fields, row, where, ("key",), report)
        if cells is None:
            continue
        if not any(cells[f"name{number}"] for number in range(1, 7)):
            report.quarantine_row(ROW_QUARANTINED.at(where, f"a row without a name ({cells['key']})"))
            continue
        report.rows_used += 1
        report.count(f"rows:{cells['kind']}")
        if cells["kind"].lower() not in KINDS:
            report.met_unknown(f"value kind {cells['kind']}")
        yield line, cells


def _refuse_cut_groups(entries: dict[str, UkEntry], where: str) -> None:
    headless = [key for key, entry in entries.items() if not any(n.type == "Prime Alias" for n in entry.names)]
    if headless:
        what = f"{len(headless)} of {len(entries)} groups have no row of their prime name, group {headless[0]} first"
        raise ListRefusedError(LOOKS_PARTIAL.at(where, what))
