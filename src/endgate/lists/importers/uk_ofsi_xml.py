"""The British consolidated list as XML (``ArrayOfFinancialSanctionsTarget``): a flat record for each name.

The file carries no date. Every element known was seen in an excerpt; an unknown one stops the import.
"""

from __future__ import annotations

from collections.abc import Iterator

from endgate.lists.errors import NOT_THE_FORMAT, ROW_QUARANTINED, ListRefusedError
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.uk_elements import flat_row
from endgate.lists.importers.uk_entries import unite
from endgate.lists.importers.uk_parts import read_entry, shared_references
from endgate.lists.importers.xmlstream import read_records
from endgate.lists.model import ListedParty
from endgate.lists.sources import source as find_source

NAMESPACE = "http://schemas.hmtreasury.gov.uk/ofsi/consolidatedlist"
_ROOT, _RECORD = "ArrayOfFinancialSanctionsTarget", "FinancialSanctionsTarget"


class UkOfsiXml:
    """Importer of the XML form of the consolidated list."""

    format = "uk-ofsi-xml"
    version = "1"

    def sniff(self, head: bytes) -> float:
        return 1.0 if f"<{_ROOT}".encode() in head and NAMESPACE.encode() in head else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:  # noqa: ARG002 - the file carries no stamp
        return Stamp()

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield one party for each group, in the order in which groups are met."""
        if len(files) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the list is one file, {len(files)} given"))
        entries = unite(_rows(files[0], report))
        source, shared = find_source(settings.source), shared_references(entries.values())
        for entry in entries.values():
            party = read_entry(entry, source, files[0].name, shared, report)
            report.tally(party)
            yield party


def _rows(raw: RawFile, report: ImportReport) -> Iterator[tuple[int, dict[str, str]]]:
    def on_open(tag: str, _attributes: dict[str, str], depth: int) -> None:
        if depth == 1 and tag != f"{NAMESPACE}}}{_ROOT}":
            raise ListRefusedError(NOT_THE_FORMAT.at(raw.name, f"the root is {tag}, not {_ROOT} of {NAMESPACE}"))
        if depth > 1:
            report.met_unknown(f"element {tag.rpartition('}')[2]}")

    with raw.open() as stream:
        for line, node in read_records(stream, raw.name, (_RECORD,), on_open):
            report.rows_read += 1
            where = f"{raw.name}:{line}"
            row = {name: text.removesuffix("T00:00:00") for name, text in flat_row(node, "uk-ofsi-xml", where).items()}
            if not row["key"] or not any(row.get(f"name{number}") for number in range(1, 7)):
                report.quarantine_row(ROW_QUARANTINED.at(where, f"a record without key or name ({row['key'] or '-'})"))
                continue
            report.rows_used += 1
            yield line, row
