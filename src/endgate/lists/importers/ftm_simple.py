"""The simple table of targets that goes with FollowTheMoney exports: one row an entity, several values in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from endgate.lists.errors import DUPLICATE_KEY, NOT_THE_FORMAT, ROW_QUARANTINED, SCHEMA_DRIFT, ListRefusedError
from endgate.lists.importers.contract import ImportReport, RawFile, Settings, Stamp
from endgate.lists.importers.csvrows import decode, read_rows
from endgate.lists.importers.ftm_lines import Entity
from endgate.lists.importers.ftm_parts import Joined, Reading, read_party
from endgate.lists.importers.ftm_words import schemata
from endgate.lists.model import ListedParty
from endgate.lists.sources import source as find_source

_NEEDED = ("id", "schema", "name", "aliases", "birth_date", "countries", "identifiers", "sanctions")
_KNOWN = (*_NEEDED, "addresses", "phones", "emails", "program_ids", "dataset", "first_seen", "last_seen", "last_change")
_COLUMNS = {
    "aliases": "alias",
    "birth_date": "birthDate",
    "countries": "country",
    "addresses": "address",
    "phones": "phone",
    "emails": "email",
}
_HEAD = (b"id", b"schema", b"name", b"aliases", b"identifiers", b"sanctions")
_IMO = re.compile(r"(?:IMO ?)(\d{7})", re.IGNORECASE)
_DAY = re.compile(rb"\d{4}-\d{2}-\d{2}(?=T\d{2}:)")


class FtmSimple:
    """Importer of the simple table."""

    format = "ftm-simple-csv"
    version = "1"

    def sniff(self, head: bytes) -> float:
        first = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].strip().replace(b'"', b"").split(b",")
        return 1.0 if all(column in first for column in _HEAD) else 0.0

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp:
        """The table is no older than the newest day in its columns of times."""
        newest = b""
        for raw in files:
            with raw.open() as stream:
                newest = max([newest, *(day for text in stream for day in _DAY.findall(text))])
        try:
            return Stamp(no_older_than=date.fromisoformat(newest.decode()))
        except ValueError:  # no day at all, or one that does not exist
            return Stamp()

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]:
        """Yield one party for each row."""
        if len(files) != 1:
            raise ListRefusedError(NOT_THE_FORMAT.at("set of files", f"the list is one file, {len(files)} given"))
        source, seen = find_source(settings.source), set()
        for row, where in _rows(files[0], settings, report):
            if not row["id"] or row["id"] in seen:
                fault = DUPLICATE_KEY if row["id"] else ROW_QUARANTINED
                report.quarantine_row(fault.at(where, f"id {row['id']!r}"))
                continue
            seen.add(row["id"])
            entity, joined = _entity(row, where, report)
            party = read_party(entity, Reading(source, joined, {}, report))
            if party is not None:
                report.rows_used += 1
                report.tally(party)
                yield party


def _rows(raw: RawFile, settings: Settings, report: ImportReport) -> Iterator[tuple[dict[str, str], str]]:
    with raw.open() as stream:
        text = decode(stream.read(), raw.name, settings.encoding)
    rows = read_rows(text, raw.name, cut=settings.partial == "members")
    header = next(rows, (1, [""]))[1]
    missing = [name for name in _NEEDED if name not in header]
    if missing or len(set(header)) != len(header):
        what = f"columns missing: {', '.join(missing)}" if missing else "a column stands twice"
        raise ListRefusedError(SCHEMA_DRIFT.at(f"{raw.name}:1", what))
    for name in header:
        if name not in _KNOWN:
            report.met_unknown(f"column {name}")
    for line, cells in rows:
        report.rows_read += 1
        where = f"{raw.name}:{line}"
        if len(cells) == len(header):
            yield dict(zip(header, cells, strict=True)), where
        else:
            report.quarantine_row(ROW_QUARANTINED.at(where, f"{len(cells)} columns where {len(header)} are due"))


def _entity(row: dict[str, str], where: str, report: ImportReport) -> tuple[Entity, Joined]:
    """The row as an entity, with a sanction for each programme; a cell of sanctions says that it is listed at all."""
    if row["schema"] not in schemata():
        report.met_unknown(f"schema {row['schema']}")
    programmes = _values(row.get("program_ids", ""))
    properties = {name: _values(row.get(column, "")) for column, name in _COLUMNS.items()}
    properties |= {"name": _values(row["name"], split=False), **_numbers(row["identifiers"])}
    if row["sanctions"] or programmes:
        properties["topics"] = ("sanction",)
    datasets = tuple(filter(None, (row.get("dataset", ""),)))
    entity = Entity(
        row["id"],
        row["schema"],
        {name: values for name, values in properties.items() if values},
        " ".join(row["name"].split()),
        (),
        datasets,
        where,
    )
    sanctions = [Entity(each, "Sanction", {"program": (each,)}, each, (), datasets, where) for each in programmes]
    return entity, Joined(sanctions={entity.id: sanctions} if sanctions else {})


def _values(cell: str, *, split: bool = True) -> tuple[str, ...]:
    parts = cell.split(";") if split else [cell]
    return tuple(dict.fromkeys(text for part in parts if (text := " ".join(part.split()))))


def _numbers(cell: str) -> dict[str, tuple[str, ...]]:
    """Numbers stand without their kind; only those that say it are given one."""
    values = _values(cell)
    ships = tuple(match[1] for each in values if (match := _IMO.fullmatch(each)) is not None)
    others = tuple(each for each in values if _IMO.fullmatch(each) is None)
    return {"imoNumber": ships, "uniqueEntityId": others}
