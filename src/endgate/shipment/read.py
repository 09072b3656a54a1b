"""Reads shipments from JSON, JSON lines, CSV and XLSX; every fault of a file is collected with its place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from endgate.shipment import validate
from endgate.shipment.assemble import RawShipment, assemble
from endgate.shipment.columns import ColumnMapping, column_named
from endgate.shipment.errors import DUPLICATE_ID, EMPTY_FILE, UNKNOWN_FORMAT, UNREADABLE, ShipmentError
from endgate.shipment.grid import Grid, read_csv, read_workbook
from endgate.shipment.model import Shipment
from endgate.shipment.parse import decode_text, parse_json
from endgate.shipment.salvage import further_faults
from endgate.terms.codec import decode
from endgate.terms.faults import EndgateError, Fault

__all__ = ["ColumnMapping", "ReadResult", "SourcedShipment", "read_bytes", "read_shipments"]

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class SourcedShipment:
    """A shipment with the place it was read from (file, file:line or sheet!row) and the hash of those bytes."""

    shipment: Shipment
    where: str
    raw_sha256: str


@dataclass(frozen=True)
class ReadResult:
    """What a file gave: good shipments, and every fault of the quarantined ones. ``read`` = good + quarantined.

    A file that cannot be read as a whole counts as one record. ``warnings`` refuse nothing.
    """

    shipments: tuple[SourcedShipment, ...]
    faults: tuple[Fault, ...]
    read: int = 0
    quarantined: int = 0
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class _Record:
    """What became of one record: a shipment or its faults, and warnings."""

    shipment: SourcedShipment | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


def read_shipments(source: Path | bytes, *, name: str = "", mapping: ColumnMapping | None = None) -> ReadResult:
    """Read the shipments of one file; its kind is told by the first bytes and the ending of ``name``.

    Never raises for bad input: ``faults`` hold everything found, and no faulty shipment is among ``shipments``.
    """
    shown = name or (source.name if isinstance(source, Path) else "-")
    try:
        records = list(_records(read_bytes(source, name=shown), shown, mapping or ColumnMapping()))
    except EndgateError as error:
        records = [_Record(None, error.faults)]
    return _result(records)


def read_bytes(source: Path | bytes, *, name: str) -> bytes:
    """The bytes of a source. Raises ShipmentError when the file cannot be opened."""
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except OSError as error:
        raise ShipmentError(UNREADABLE.at(name, error.strerror or str(error))) from None


def _result(records: list[_Record]) -> ReadResult:
    good = tuple(record.shipment for record in records if record.shipment is not None)
    counted = [record for record in records if record.shipment is not None or record.faults]
    return ReadResult(
        good,
        tuple(fault for record in records for fault in record.faults),
        len(counted),
        len(counted) - len(good),
        (*(warning for record in records for warning in record.warnings), *_repeated_ids(records)),
    )


def _repeated_ids(records: list[_Record]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for sourced in (record.shipment for record in records):
        if sourced is None:
            continue
        ident = sourced.shipment.id
        if ident in seen:
            yield DUPLICATE_ID.at(f"{sourced.where}: $.id", f"{ident!r} is the id of the shipment at {seen[ident]} too")
        seen.setdefault(ident, sourced.where)


def _records(data: bytes, name: str, mapping: ColumnMapping) -> Iterator[_Record]:
    if not data.strip():
        raise ShipmentError(EMPTY_FILE.at(name, "the file has no content"))
    ending = Path(name).suffix.casefold()
    if data.startswith(_ZIP):
        return _table(read_workbook(data, name=name), mapping)
    if data.startswith(_OLE) or ending in (".xls", ".xlsx", ".xlsm"):
        raise ShipmentError(UNKNOWN_FORMAT.at(name, "not an .xlsx workbook: an old format, or it has a password"))
    if ending in (".jsonl", ".ndjson"):
        return _json_lines(data, name)
    if ending == ".json" or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _json(data, name, sniff=ending != ".json")
    if ending in (".csv", ".tsv", ".txt", ""):
        return _table(read_csv(data, name=name, known=_known(mapping)), mapping)
    raise ShipmentError(UNKNOWN_FORMAT.at(name, f"neither its ending {ending!r} nor its bytes are known"))


def _known(mapping: ColumnMapping) -> Callable[[str], bool]:
    return lambda name: name in mapping.columns or name in mapping.ignore or column_named(name) is not None


def _json(data: bytes, name: str, *, sniff: bool) -> Iterator[_Record]:
    text = decode_text(data, name=name)
    try:
        raw = parse_json(text, name=name)
    except ShipmentError as error:
        if sniff and error.faults[0].what == "Extra data":
            return _json_lines(data, name)
        raise
    if isinstance(raw, list):
        if not raw:
            raise ShipmentError(EMPTY_FILE.at(name, "the list has no shipment"))
        return iter([_decoded(each, f"{name}: $[{index}]", data) for index, each in enumerate(raw)])
    return iter([_decoded(raw, f"{name}: $", data)])


def _json_lines(data: bytes, name: str) -> Iterator[_Record]:
    """Read each line for itself; the coding is checked line by line so that one bad line harms no other."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            raw = parse_json(decode_text(line, name=f"{name}:{number}"), name=name, first_line=number)
        except EndgateError as error:
            yield _Record(None, error.faults)
            continue
        yield _decoded(raw, f"{name}:{number}: $", line)


def _decoded(raw: Any, where: str, data: bytes) -> _Record:

    def place(path: str) -> str:
        return where + path.removeprefix("$")

    try:
        shipment = decode(Shipment, raw)
    except EndgateError as error:
        return _Record(None, _placed((*error.faults, *further_faults(raw, error.faults)), place))
    return _validated(shipment, data, where.removesuffix(": $"), place)


def _placed(faults: Iterable[Fault], place: Callable[[str], str]) -> tuple[Fault, ...]:
    return tuple(replace(fault, where=place(fault.where)) for fault in faults)


def _validated(shipment: Shipment, data: bytes, where: str, place: Callable[[str], str]) -> _Record:
    faults = _placed(validate.faults(shipment), place)
    warnings = _placed(validate.warnings(shipment), place)
    if faults:
        return _Record(None, faults, warnings)
    return _Record(SourcedShipment(shipment, where, hashlib.sha256(data).hexdigest()), (), warnings)


def _table(grid: Grid, mapping: ColumnMapping) -> Iterator[_Record]:
    for each in assemble(grid, mapping):
        yield _from_table(each)
    if grid.warnings:
        yield _Record(None, (), grid.warnings)


def _from_table(each: RawShipment) -> _Record:
    faults = list(each.faults)
    data = repr(each.cells).encode()
    try:
        shipment = decode(Shipment, each.raw)
    except EndgateError as error:
        known = {fault.where.split(": $")[0] for fault in faults}
        found = _placed((*error.faults, *further_faults(each.raw, error.faults)), each.place)
        return _Record(None, (*faults, *(one for one in found if one.where.split(": $")[0] not in known)))
    record = _validated(shipment, data, each.where, each.place)
    return replace(record, shipment=None, faults=(*faults, *record.faults)) if faults else record
