"""Snapshots of publishers' lists: their record, the log that holds them, reading them again, proving them unchanged.

``adding`` puts new ones in. Compiling snapshots into an edition is the business of ``edition/``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from endgate.lists.containers import digest
from endgate.lists.errors import COUNT_DIFFERS, HASH_DIFFERS, STORE_DAMAGED, ListRefusedError
from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, RawFile, Scope, Settings
from endgate.lists.model import ListedParty
from endgate.terms.codec import decode
from endgate.terms.faults import EndgateError, Fault

LOG = "snapshots.jsonl"
RAW = "raw"


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
class Download:
    """Where a file was downloaded and what the server said of it. Never the address redirected to, never a query."""

    publisher_url: str
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""


@dataclass(frozen=True)
class Acceptance:
    """A person's word that a held snapshot is right, with the reason. ``at`` is a time in UTC."""

    snapshot_id: str
    by: str
    at: str
    reason: str


@dataclass(frozen=True)
class Discard(Acceptance):
    """A person's word that a held snapshot is wrong. Its bytes stay, and a later word may still accept it."""


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
    encoding: str = ""
    content_sha256: str = ""
    report_sha256: str = ""
    alarms: tuple[str, ...] = ()
    state: State = State.IN_FORCE
    observed_on: tuple[date, ...] = ()
    downloads: tuple[Download, ...] = ()
    accepted: Acceptance | None = None
    discarded: Discard | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """All days on which the publisher's list is known to have had this content."""
        return tuple(sorted({self.stated_date, *self.observed_on}))

    @property
    def settings(self) -> Settings:
        """How it was read when it was added, so that it is read again in the same way."""
        partial = {Scope.FULL: "", Scope.FULL_MEMBERS: "fields"}.get(self.scope, "members")
        return Settings(self.source, partial, self.encoding)


@dataclass(frozen=True)
class Observation:
    """The same content met again under a stated date, or told by the publisher's server to be unchanged that day."""

    snapshot_id: str
    stated_date: date
    obtained_at: str
    downloads: tuple[Download, ...] = ()


def snapshots(store: Path, source: str | None = None) -> tuple[Snapshot, ...]:
    """All snapshots, ordered by source, stated date and id, with their present state. Raises EndgateError (EG2103)."""
    found: dict[str, Snapshot] = {}
    for number, line in enumerate(_log_lines(store), start=1):
        _replay(found, line, f"{LOG}:{number}")
    chosen = [each for each in found.values() if source in (None, each.source)]
    ordered = sorted(chosen, key=lambda each: (each.source, each.stated_date, each.snapshot_id))
    return tuple(_with_present_state(each, ordered) for each in ordered)


def _log_lines(store: Path) -> list[str]:
    log = store / LOG
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def _replay(found: dict[str, Snapshot], line: str, where: str) -> None:
    try:
        record: dict[str, Any] = json.loads(line)
        kind, body = record["record"], record["body"]
        if kind == "snapshot":
            snapshot = decode(Snapshot, body)
            found[snapshot.snapshot_id] = snapshot
        elif kind == "acceptance":
            word = decode(Acceptance, body)
            known = found[word.snapshot_id]
            found[word.snapshot_id] = replace(known, state=State.IN_FORCE, accepted=word, discarded=None)
        elif kind == "discard":
            no = decode(Discard, body)
            found[no.snapshot_id] = replace(found[no.snapshot_id], state=State.REJECTED, discarded=no)
        else:
            seen = decode(Observation, body)
            known = found[seen.snapshot_id]
            days, downloads = (*known.observed_on, seen.stated_date), seen.downloads or known.downloads
            found[seen.snapshot_id] = replace(known, observed_on=days, downloads=downloads)
    except (ValueError, KeyError, TypeError, EndgateError) as error:
        raise ListRefusedError(STORE_DAMAGED.at(where, f"this record cannot be read: {error}")) from error


def _with_present_state(snapshot: Snapshot, all_of_them: list[Snapshot]) -> Snapshot:
    if snapshot.state is not State.IN_FORCE:
        return snapshot
    newer = any(
        other.source == snapshot.source
        and other.state is State.IN_FORCE
        and other.scope.proves_absence
        and other.days[-1] > snapshot.days[-1]
        for other in all_of_them
    )
    return replace(snapshot, state=State.SUPERSEDED) if newer else snapshot


def raw_files(store: Path, snapshot: Snapshot) -> tuple[RawFile, ...]:
    """The stored bytes of a snapshot's files. Raises ListRefusedError (EG2101) when one is gone."""
    members = snapshot.members
    gone = [each.sha256 for each in members if not (store / RAW / each.sha256).is_file()]
    if gone:
        raise ListRefusedError(HASH_DIFFERS.at(snapshot.snapshot_id, f"raw/{gone[0]} is gone"))
    return tuple(RawFile(each.file_name, store / RAW / each.sha256, each.container_sha256) for each in members)


def parties(store: Path, snapshot: Snapshot, report: ImportReport | None = None) -> Iterator[ListedParty]:
    """Read a stored snapshot's parties again from its raw bytes. Raises ListRefusedError when they have changed."""
    importer = IMPORTERS[snapshot.format]
    tally = ImportReport() if report is None else report
    yield from importer.read(raw_files(store, snapshot), snapshot.settings, tally)


def verify(store: Path) -> tuple[Fault, ...]:
    """Hash every raw file again, read it again and compare counts. No fault means all is well."""
    faults: list[Fault] = []
    for snapshot in snapshots(store):
        changed = _changed_files(store, snapshot)
        faults += changed or _changed_counts(store, snapshot)
    return tuple(faults)


def _changed_files(store: Path, snapshot: Snapshot) -> list[Fault]:
    faults = []
    for member in snapshot.members:
        path = store / RAW / member.sha256
        where = f"{snapshot.snapshot_id} {member.file_name}"
        if not path.is_file():
            faults.append(HASH_DIFFERS.at(where, f"raw/{member.sha256} is gone"))
        elif digest(path) != member.sha256:
            faults.append(HASH_DIFFERS.at(where, f"raw/{member.sha256} has another hash now"))
    return faults


def _changed_counts(store: Path, snapshot: Snapshot) -> list[Fault]:
    if snapshot.state is State.REJECTED or snapshot.format not in IMPORTERS:
        return []
    if IMPORTERS[snapshot.format].version != snapshot.importer_version:
        return []
    report = ImportReport()
    try:
        for _ in parties(store, snapshot, report):
            pass
    except ListRefusedError as error:
        return list(error.faults)
    now = counts_of(report)
    if now == snapshot.counts:
        return []
    differing = sorted(key for key in now.keys() | snapshot.counts if now.get(key) != snapshot.counts.get(key))
    what = ", ".join(f"{key} {snapshot.counts.get(key, 0)} then, {now.get(key, 0)} now" for key in differing[:5])
    return [COUNT_DIFFERS.at(snapshot.snapshot_id, what)]


def counts_of(report: ImportReport) -> dict[str, int]:
    """The counts that a snapshot's record keeps, in stable order."""
    totals = {"rows": report.rows_read, "parties": report.parties, "designations": report.designations}
    totals |= {"names": report.names, "quarantined": len(report.quarantined)}
    return dict(sorted((totals | report.counts).items()))
