"""The store of lists as obtained: raw bytes by hash, an append-only log of snapshots, and adding files to it.

A refused file changes nothing. Compiling snapshots into an edition is the business of ``edition/``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from endgate.lists.importers.contract import ImportReport, Scope
from endgate.lists.model import ListedParty
from endgate.terms.faults import Fault


class State(StrEnum):
    """Where a snapshot stands. Only ``IN_FORCE`` and ``SUPERSEDED`` go into editions."""

    IN_FORCE = "in_force"
    HELD = "held"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"


@dataclass(frozen=True)
class MemberFile:
    """One file of a snapshot; its bytes lie under ``raw/<sha256>``."""

    file_name: str
    sha256: str
    size: int
    container_sha256: str = ""


@dataclass(frozen=True)
class Snapshot:
    """One obtained content of one source's list. ``observed_on`` holds every stated date under which it was seen."""

    snapshot_id: str
    source: str
    sha256: str
    members: tuple[MemberFile, ...]
    stated_date: date
    obtained_at: str
    format: str
    scope: Scope
    counts: dict[str, int]
    importer_version: str
    stated_version: str = ""
    how: str = "file"
    content_sha256: str = ""
    report_sha256: str = ""
    alarms: tuple[str, ...] = ()
    state: State = State.IN_FORCE
    observed_on: tuple[date, ...] = ()


@dataclass(frozen=True)
class AddResult:
    """What adding did. ``outcome`` is stored, observed (same content as before), held or dry_run."""

    outcome: str
    snapshot: Snapshot
    report: ImportReport
    alarms: tuple[Fault, ...] = ()


def add(
    store: Path,
    source: str,
    paths: Sequence[Path],
    *,
    obtained_at: datetime,
    stated_date: date | None = None,
    partial: str = "",
    encoding: str = "",
    strict: bool = False,
    keep_rejected: bool = False,
    dry_run: bool = False,
) -> AddResult:
    """Read, judge and store one list. Raises ListRefusedError, in which case the store is as it was."""
    raise NotImplementedError


def snapshots(store: Path, source: str | None = None) -> tuple[Snapshot, ...]:
    """All snapshots, ordered by source, stated date and id, with their present state."""
    raise NotImplementedError


def parties(store: Path, snapshot: Snapshot) -> Iterator[ListedParty]:
    """Read a stored snapshot's parties again from its raw bytes."""
    raise NotImplementedError


def verify(store: Path) -> tuple[Fault, ...]:
    """Hash every raw file again, read it again and compare counts. No fault means all is well."""
    raise NotImplementedError
