"""Annexes of the Union's acts in the Official Journal, one table for each act; they carry no date.

Tables of whole annexes make a whole list only together. Tables of amending acts add and change and never remove.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from endgate.lists.importers.contract import ImportReport, RawFile, Scope, Settings, Stamp
from endgate.lists.importers.csvrows import decode, read_rows, refuse_control_bytes
from endgate.lists.importers.eu_oj_parts import KINDS, read_entry
from endgate.lists.importers.layouts import layout, record_or_none
from endgate.lists.model import ListedParty
from endgate.lists.sources import source as find_source

_NEEDED = ("act", "program_key", "measure", "schema", "name")
_WHOLE = (b"celex,recordId,", b"\xef\xbb\xbfcelex,recordId,")
_AMENDING = (b"amendedCelex,amendmentCelex,", b"\xef\xbb\xbfamendedCelex,amendmentCelex,")


@dataclass
class _Entry:
    """Rows of one entry: the same number in the same annex, or the same name where the annex has no numbers."""

    where: str
    rows: list[dict[str, str]] = field(default_factory=list)


class EuOj:
    """Importer of annex tables."""

    format = "eu-oj-csv"
    version = "1"

    def sniff(self, head: bytes) -> float:
        return 1.0 if head.startswith((*_WHOLE, *_AMENDING)) else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:
        """Only whole annexes can prove that somebody is absent."""
        amending = any(raw.head().startswith(_AMENDING) for raw in files)
        return Stamp(scope=Scope.PARTIAL if amending else Scope.FULL)

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield the entries in the order in which they are met; rows of one entry become its designations."""
        entries: dict[tuple[str, str], _Entry] = {}
        for raw in files:
            for where, row in _rows(raw, settings, report):
                entry = entries.setdefault((_key(row), row["name"]), _Entry(where))
                entry.rows.append(row)
        source, taken = find_source(settings.source), set[str]()
        for (key, name), entry in entries.items():
            shown = f"{key}/{name}" if key in taken else key
            taken.add(shown)
            party = read_entry(shown, entry.rows, source, entry.where, report)
            report.tally(party)
            yield party


def _rows(raw: RawFile, settings: Settings, report: ImportReport) -> Iterator[tuple[str, dict[str, str]]]:
    with raw.open() as stream:
        data = stream.read()
    refuse_control_bytes(data, raw.name)
    rows = read_rows(decode(data, raw.name, settings.encoding), raw.name, cut=settings.partial == "members")
    line, header = next(rows, (1, []))
    fields = layout("eu-oj").place(header, f"{raw.name}:{line}")
    for line, cells in rows:
        report.rows_read += 1
        where = f"{raw.name}:{line}"
        row = record_or_none(fields, cells, where, _NEEDED, report)
        if row is None:
            continue
        if row["schema"] not in KINDS:
            report.met_unknown(f"value schema {row['schema']}")
        report.rows_used += 1
        report.count(f"act:{row['act']}")
        report.count(f"annex:{row['act']} {row['annex']}")
        yield where, row


def _key(row: dict[str, str]) -> str:
    entry = row["record_id"] or "/".join(part for part in (row["name"], row["start_date"]) if part)
    return "/".join((row["act"], row["annex"], entry, row["schema"]))
