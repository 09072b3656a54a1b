"""The Australian consolidated list, one sheet with a row for each name of a reference. The file carries no date.

Columns are found by name, in the form before and after November 2025.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from endgate.lists.errors import NOT_THE_FORMAT, ROW_QUARANTINED, ListRefusedError
from endgate.lists.importers.au_parts import KINDS, NAME_KINDS, Row, read_group
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.layouts import Layout, layout, record
from endgate.lists.importers.sheets import HEAD, cell_text, read_sheet
from endgate.lists.model import ListedParty
from endgate.lists.sources import source as find_source

_REFERENCE = re.compile(r"(\d+)[a-z]*", re.IGNORECASE)


class AuDfat:
    """Importer of the Australian list."""

    format = "au-dfat-xlsx"
    version = "1"

    def sniff(self, head: bytes) -> float:
        return 1.0 if head.startswith(HEAD) else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:  # noqa: ARG002 - the sheet carries no stamp
        return Stamp()

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield one party for each reference, in the order in which references are met."""
        if len(files) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the list is one file, {len(files)} given"))
        groups: dict[str, list[Row]] = {}
        for row in _rows(files[0], report):
            groups.setdefault(row.reference, []).append(row)
        source = find_source(settings.source)
        for reference, rows in groups.items():
            party = read_group(reference, rows, source, files[0].name, report)
            report.tally(party)
            yield party


def _rows(raw: RawFile, report: ImportReport) -> Iterator[Row]:
    form = layout("au-dfat")
    fields: list[str] = []
    for number, cells in read_sheet(raw):
        texts = [cell_text(cell) for cell in cells]
        if not fields:
            fields = _header(form, texts, f"{raw.name}!{number}")
            continue
        report.rows_read += 1
        where = f"{raw.name}!{number}"
        row = record(fields, texts, where)
        match = _REFERENCE.fullmatch(row["reference"])
        if match is None or not row["name"]:
            what = f"a row without name or reference ({row['reference'] or 'empty'}, {row['name'] or 'empty'})"
            report.quarantine_row(ROW_QUARANTINED.at(where, what))
            continue
        report.rows_used += 1
        _count_unknown(row, report)
        yield Row(match[1], number, row)


def _header(form: Layout, texts: list[str], where: str) -> list[str]:
    if not form.looks_right(texts):
        raise ListRefusedError(NOT_THE_FORMAT.at(where, f"this row is not the list's header: {texts[:3]}"))
    fields = form.place(texts, where)
    form.require(fields, where)
    return fields


def _count_unknown(row: dict[str, str], report: ImportReport) -> None:
    if row["type"] not in KINDS:
        report.met_unknown(f"value type {row['type']}")
    if row["name_type"] not in NAME_KINDS:
        report.met_unknown(f"value name type {row['name_type']}")
    report.count(f"rows:{row['type']}")
    report.count(f"rows:{row['name_type']}")
    if row.get("strength"):
        report.count(f"rows:{row['strength']}")
