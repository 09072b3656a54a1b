"""A user's own table (``own:NAME``), CSV or spreadsheet, read through a mapping file that is kept beside it.

A cell that begins like a formula is text; nothing is ever evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from endgate.lists.errors import DUPLICATE_KEY, MAPPING, NOT_THE_FORMAT, ROW_QUARANTINED, ListRefusedError
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.csvrows import decode, read_rows
from endgate.lists.importers.own_mapping import OwnMapping, is_mapping, read_mapping
from endgate.lists.importers.own_parts import OwnRow, read_party
from endgate.lists.importers.sheets import HEAD as WORKBOOK
from endgate.lists.importers.sheets import cell_text, read_sheet
from endgate.lists.model import ListedParty
from endgate.lists.sources import source as find_source

_POSSIBLE = 0.5
_LARGEST_MAPPING = 1 << 18


class OwnTable:
    """Importer of a user's own table."""

    format = "own-table"
    version = "1"

    def sniff(self, head: bytes) -> float:  # noqa: ARG002 - what the user calls his table is one; the mapping tells more
        return _POSSIBLE

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:  # noqa: ARG002 - the table carries no stamp
        return Stamp()

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield one party for each row, as the mapping says."""
        table, mapping = _parted(files)
        source = find_source(settings.source)
        seen: set[str] = set()
        for row in _rows(table, mapping, settings, report):
            party = read_party(row, mapping, source, report)
            if party is None:
                continue
            if party.party_id in seen and row.first(mapping, "key", "reference"):
                fault = DUPLICATE_KEY.at(row.where, f"{party.party_id} stands in the table already")
                report.quarantine_row(fault)
                continue
            party = _told_apart(party, seen)
            seen.add(party.party_id)
            report.rows_used += 1
            report.tally(party)
            yield party


def _parted(files: tuple[RawFile, ...]) -> tuple[RawFile, OwnMapping]:
    """The table and its mapping, told by content."""
    small = [raw for raw in files if raw.path.stat().st_size <= _LARGEST_MAPPING]
    mappings = [raw for raw in small if is_mapping(raw.head(_LARGEST_MAPPING))]
    tables = [raw for raw in files if raw not in mappings]
    if len(mappings) != 1:
        names = ", ".join(raw.name for raw in files)
        what = f"{len(mappings)} mapping files are given where one is due (a TOML file with a table [columns])"
        raise ListRefusedError(MAPPING.at(names, what, remedy="Name it with --map FILE.toml; docs/lists.md shows one."))
    if len(tables) != 1:
        raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"a list is one table, {len(tables)} given"))
    mapping = read_mapping(mappings[0].head(_LARGEST_MAPPING), mappings[0].name)
    found = "xlsx" if tables[0].head(4) == WORKBOOK else "csv"
    if mapping.content not in ("", found):
        raise ListRefusedError(MAPPING.at(f"{mappings[0].name}:file.kind", f"the table is {found} by its content"))
    return tables[0], mapping


def _rows(raw: RawFile, mapping: OwnMapping, settings: Settings, report: ImportReport) -> Iterator[OwnRow]:
    header: list[str] | None = None
    for number, cells in _cells(raw, mapping, settings):
        if number < mapping.header_row:
            report.add_noise("row above the header")
        elif header is None:
            header = _header(cells, raw, mapping, report)
        else:
            report.rows_read += 1
            where = f"{raw.name}:{number}"
            while len(cells) > len(header) and not cells[-1].strip():
                cells.pop()
            if len(cells) == len(header):
                yield OwnRow(dict(zip(header, cells, strict=True)), where, number)
            else:
                what = f"{len(cells)} columns where {len(header)} are due"
                report.quarantine_row(ROW_QUARANTINED.at(where, what))


def _cells(raw: RawFile, mapping: OwnMapping, settings: Settings) -> Iterator[tuple[int, list[str]]]:
    if raw.head(4) == WORKBOOK:
        for number, row in read_sheet(raw):
            yield number, [cell_text(cell) for cell in row]
        return
    with raw.open() as stream:
        text = decode(stream.read(), raw.name, settings.encoding or mapping.encoding)
    yield from read_rows(text, raw.name, cut=settings.partial == "members", delimiter=mapping.delimiter)


def _header(cells: list[str], raw: RawFile, mapping: OwnMapping, report: ImportReport) -> list[str]:
    """The headers; columns that are mapped must be there once, the others are reported."""
    header = [" ".join(cell.split()) for cell in cells]
    used = mapping.used()
    shown = ", ".join(filter(None, header))
    wrong = [
        MAPPING.at(f"{raw.name}:{mapping.header_row}", f"column {each!r} stands {header.count(each)} times in: {shown}")
        for each in sorted(used)
        if header.count(each) != 1
    ]
    if wrong:
        raise ListRefusedError(*wrong)
    report.warnings += [f"column {each!r} is not mapped and not read" for each in header if each and each not in used]
    return header


def _told_apart(party: ListedParty, seen: set[str]) -> ListedParty:
    """Rows without a key that bear the same name stay parties of their own, numbered as they come."""
    if party.party_id not in seen:
        return party
    number = 2
    while f"{party.party_id}-{number}" in seen:
        number += 1
    fresh = f"{party.party_id}-{number}"
    designations = tuple(
        replace(each, designation_id=each.designation_id.replace(party.party_id, fresh, 1))
        for each in party.designations
    )
    return replace(party, party_id=fresh, designations=designations)
