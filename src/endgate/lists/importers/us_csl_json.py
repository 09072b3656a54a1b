"""The US Consolidated Screening List as JSON: an object with ``results``, the CSV's column names, arrays for lists.

The file's stamp is not settled: only ``total``, where it stands, is held against the number of results.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from endgate.lists.errors import COUNT_DIFFERS, NOT_THE_FORMAT, ROW_QUARANTINED, SCHEMA_DRIFT, ListRefusedError
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.csl_parts import CslRow
from endgate.lists.importers.fields import collapse, read_country
from endgate.lists.importers.jsonstream import JsonRecords
from endgate.lists.importers.us_csl import KNOWN, NEEDED, gather, own_list
from endgate.lists.model import Address, ListedParty
from endgate.lists.sources import source as find_source

_RESULTS = "results"
_ID_PARTS = ("type", "number", "country", "issue_date", "expiration_date")
_ADDRESS_PARTS = ("address", "city", "state", "postal_code", "country")
_MORE_KNOWN = ("id", "country")


@dataclass(frozen=True)
class JsonRow(CslRow):
    """A result; cells with several values are kept apart as published."""

    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    address_parts: tuple[tuple[str, ...], ...] = ()

    def parts(self, column: str) -> list[str]:
        return list(self.lists[column]) if column in self.lists else super().parts(column)

    def places(self, report: ImportReport) -> tuple[Address, ...]:
        if not self.address_parts:
            return super().places(report)
        found = []
        for street, city, region, code, country in self.address_parts:
            raw = ", ".join(text for text in (street, city, region, code, country) if text)
            lines = (street,) if street else ()
            if raw:
                found.append(Address(lines, city, region, code, read_country(country, report), raw))
        return tuple(found)


class UsCslJson:
    """Importer of the JSON form."""

    format = "us-csl-json"
    version = "2"

    def sniff(self, head: bytes) -> float:
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        return 0.9 if start.startswith(b"{") and b'"results"' in head else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:  # noqa: ARG002 - its stamp is not settled
        return Stamp()

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield the parties of the source asked for; rows of one OFAC number become one party."""
        if len(files) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the list is one file, {len(files)} given"))
        yield from gather(_rows(files[0], settings, report), find_source(settings.source), report)


def _rows(raw: RawFile, settings: Settings, report: ImportReport) -> Iterator[CslRow]:
    met: set[str] = set()
    count = 0
    with raw.open() as stream:
        records = JsonRecords(stream, raw.name, _RESULTS)
        for number, record in records:
            count += 1
            report.rows_read += 1
            where = f"{raw.name} {_RESULTS}[{number}]"
            if not isinstance(record, dict) or not isinstance(record.get("source"), str):
                report.quarantine_row(ROW_QUARANTINED.at(where, "a result that is no object or names no list"))
                continue
            met.update(record)
            chosen = own_list(record["source"], where, settings, report)
            if chosen is not None:
                cells, lists, places = _cells(record, report)
                yield JsonRow(cells, where, number, chosen.authority, chosen.list_name, chosen.measures, lists, places)
    _check(raw, met, count, records.fields.get("total"), settings, report)


def _check(raw: RawFile, met: set[str], count: int, total: object, settings: Settings, report: ImportReport) -> None:
    """Refuse a page of a search, and a file in which a needed field stands nowhere."""
    for name in sorted(met - {*KNOWN, *_MORE_KNOWN}):
        report.met_unknown(f"column {name}")
    if settings.partial == "members":
        return
    if isinstance(total, int) and total != count:
        raise ListRefusedError(COUNT_DIFFERS.at(raw.name, f"{total} declared, {count} there"))
    missing = [name for name in NEEDED if name not in met]
    if missing:
        raise ListRefusedError(SCHEMA_DRIFT.at(raw.name, f"columns missing: {', '.join(missing)}"))


def _cells(
    record: dict[str, Any], report: ImportReport
) -> tuple[dict[str, str], dict[str, tuple[str, ...]], tuple[tuple[str, ...], ...]]:
    cells: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    places: tuple[tuple[str, ...], ...] = ()
    for name, value in record.items():
        if not isinstance(value, list):
            cells[name] = _text(value, name, report)
        elif name == "addresses" and all(isinstance(each, dict) for each in value):
            places = tuple(tuple(_text(each.get(part), name, report) for part in _ADDRESS_PARTS) for each in value)
        else:
            lists[name] = tuple(text for text in (_entry(each, name, report) for each in value) if text)
    return cells, lists, places


def _entry(value: object, name: str, report: ImportReport) -> str:
    if isinstance(value, dict) and name == "ids":
        texts = [_text(value.get(part), name, report) for part in _ID_PARTS]
        return ", ".join(text for text in texts if text)
    return _text(value, name, report)


def _text(value: object, name: str, report: ImportReport) -> str:
    if value is None:
        return ""
    if isinstance(value, (str, int)):
        return collapse(str(value))
    report.met_unknown(f"value shape of {name}")
    return ""
