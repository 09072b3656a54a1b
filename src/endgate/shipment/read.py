"""Reads shipments from JSON, JSON lines, CSV and XLSX; every fault of a file is collected with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from endgate.shipment.model import Shipment
from endgate.terms.faults import Fault


@dataclass(frozen=True)
class ColumnMapping:
    """Foreign column names: ``columns`` theirs to ours, ``defaults`` ours to a value for every row."""

    columns: Mapping[str, str]
    defaults: Mapping[str, str]


@dataclass(frozen=True)
class SourcedShipment:
    """A shipment with the place it was read from (file, file:line or sheet!row) and the hash of those bytes."""

    shipment: Shipment
    where: str
    raw_sha256: str


@dataclass(frozen=True)
class ReadResult:
    """What a file gave: good shipments, and every fault of the quarantined ones. ``read`` = good + quarantined."""

    shipments: tuple[SourcedShipment, ...]
    faults: tuple[Fault, ...]
    read: int = 0
    quarantined: int = 0
    warnings: tuple[Fault, ...] = ()


def read_shipments(source: Path | bytes, *, name: str, mapping: ColumnMapping | None = None) -> ReadResult:
    """Read the shipments of one file; the kind is told by its bytes and the ending of ``name``."""
    raise NotImplementedError
