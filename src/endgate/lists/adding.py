"""Adding a list to the store: unpack, read, judge, and only then write. A refused file changes nothing."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from endgate.lists.alarms import MONTH_GAP, alarms, change_alarm, predecessor, refuse_unfit
from endgate.lists.containers import digest, unpack
from endgate.lists.errors import COUNT_DIFFERS, FILTERED, OLDER, STATED_DATE, ListRefusedError
from endgate.lists.importers import choose
from endgate.lists.importers.contract import Importer, ImportReport, RawFile, Scope, Settings, Stamp
from endgate.lists.model import ListedParty
from endgate.lists.snapshots import (
    Download,
    MemberFile,
    Observation,
    Snapshot,
    State,
    counts_of,
    parties,
    snapshots,
)
from endgate.lists.sources import Source
from endgate.lists.sources import source as find_source
from endgate.lists.writing import append, report_text, write_snapshot
from endgate.terms.faults import Fault

PARTIAL = {"": Scope.FULL, "fields": Scope.FULL_MEMBERS, "members": Scope.PARTIAL}
"""What a caller may declare, and the scope it gives: nothing, details missing, entries missing."""
FIRST = 5
"""How many parties a result shows as they were read."""
_MEGABYTE = 1 << 20


@dataclass(frozen=True)
class AddResult:
    """What adding did. ``outcome`` is stored, observed (same content as before), held, discarded or dry_run.

    ``first`` are the first parties as they were read.
    """

    outcome: str
    snapshot: Snapshot
    report: ImportReport
    alarms: tuple[Fault, ...] = ()
    first: tuple[ListedParty, ...] = ()


@dataclass(frozen=True)
class _Reading:
    """One list read to the end and found fit."""

    files: tuple[RawFile, ...]
    importer: Importer
    stamp: Stamp
    day: date
    scope: Scope
    report: ImportReport
    marks: dict[str, int]
    first: tuple[ListedParty, ...]


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
    downloads: tuple[Download, ...] = (),
) -> AddResult:
    """Read, judge and store one list. Raises ListRefusedError, in which case the store is as it was.

    ``partial`` is empty, ``members`` (entries are missing) or ``fields`` (all entries, details missing). ``strict``
    holds a snapshot that raises an alarm; ``keep_rejected`` keeps the bytes of a refused one. With ``downloads``
    nobody vouches for the files: an older list is refused, and a file without a date has that of its last change.
    """
    chosen = find_source(source)
    settings = Settings(source, partial, encoding)
    with tempfile.TemporaryDirectory(prefix="endgate-") as staging:
        files = unpack(paths, Path(staging), max_bytes=chosen.max_megabytes * _MEGABYTE)
        try:
            reading = _read(chosen, files, settings, stated_date, _fallback_day(chosen, downloads, obtained_at))
        except ListRefusedError as error:
            if keep_rejected and not dry_run:
                _keep_rejected(store, chosen, files, settings, stated_date, obtained_at, error)
            raise
        snapshot = _snapshot(chosen, reading, settings, obtained_at, downloads)
        return _store(store, chosen, reading, snapshot, strict=strict, dry_run=dry_run)


def _fallback_day(source: Source, downloads: tuple[Download, ...], obtained_at: datetime) -> date | None:
    """The day of a list that carries none: of the publisher's last change, or of obtaining it (the user's own too)."""
    changed = [day for each in downloads if (day := _http_day(each.last_modified)) is not None]
    if changed:
        return max(changed)
    return obtained_at.date() if downloads or source.of_user else None


def _http_day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError):  # absent or no date: the server said nothing that can be read
        return None


def _read(
    source: Source,
    files: tuple[RawFile, ...],
    settings: Settings,
    stated_date: date | None,
    fallback: date | None = None,
) -> _Reading:
    importer = choose(source, files)
    stamp = importer.stamp(files)
    day = _stated_day(stamp, stated_date, fallback, files)
    scope = _scope(stamp, settings, files)
    report = ImportReport()
    marks: dict[str, int] = {}
    first: list[ListedParty] = []
    for party in importer.read(files, settings, report):
        marks[party.party_id] = hash(party)
        if len(first) < FIRST:
            first.append(party)
    where = ", ".join(raw.name for raw in files)
    there = report.parties + report.rows_quarantined
    if stamp.declared_count not in (None, there) and scope.proves_absence:
        what = f"{stamp.declared_count} entries declared, {there} there"
        raise ListRefusedError(COUNT_DIFFERS.at(where, what))
    refuse_unfit(source, report, scope, where)
    return _Reading(files, importer, stamp, day, scope, report, marks, tuple(first))


def _stated_day(stamp: Stamp, stated: date | None, fallback: date | None, files: tuple[RawFile, ...]) -> date:
    where = ", ".join(raw.name for raw in files)
    if stamp.stated_date is not None and stated not in (None, stamp.stated_date):
        what = f"the file says {stamp.stated_date}, the caller {stated}"
        raise ListRefusedError(STATED_DATE.at(where, what))
    day = stamp.stated_date or stated or stamp.no_older_than or fallback
    if day is None:
        raise ListRefusedError(STATED_DATE.at(where, "the file carries no date and none was stated"))
    return day


def _scope(stamp: Stamp, settings: Settings, files: tuple[RawFile, ...]) -> Scope:
    if stamp.scope is Scope.FULL:
        return PARTIAL[settings.partial]
    if settings.partial != "members":
        where = ", ".join(raw.name for raw in files)
        raise ListRefusedError(FILTERED.at(where, "the file says that it holds a selection only"))
    return stamp.scope


def _store(
    store: Path, source: Source, reading: _Reading, snapshot: Snapshot, *, strict: bool, dry_run: bool
) -> AddResult:
    held = snapshots(store, source.id)
    found = alarms(source, reading.day, reading.scope, snapshot.counts, held)
    found += _change_alarms(store, source, reading, held)
    older = [each for each in found if each.code == OLDER.code]
    grave = [each for each in found if each.code != OLDER.code]
    same = _same_content(held, snapshot)
    if snapshot.downloads and older and same is None:
        raise ListRefusedError(*older)
    state = State.HELD if grave and (strict or snapshot.downloads) else State.IN_FORCE
    snapshot = replace(snapshot, alarms=tuple(map(str, found)), state=state)
    if dry_run:
        return AddResult("dry_run", snapshot, reading.report, found, reading.first)
    if same is not None:
        observe(store, same, reading.day, snapshot.obtained_at, snapshot.downloads)
        return AddResult(outcome_of(same, "observed"), same, reading.report, found)
    write_snapshot(store, reading.files, snapshot, reading.report)
    return AddResult("held" if state is State.HELD else "stored", snapshot, reading.report, found)


def outcome_of(known: Snapshot, otherwise: str) -> str:
    """What becomes of a content that is in the store: a person's word on it stands, or is still waited for."""
    if known.discarded is not None:
        return "discarded"
    return "held" if known.state is State.HELD else otherwise


def observe(store: Path, held: Snapshot, day: date, obtained_at: str, downloads: tuple[Download, ...] = ()) -> None:
    """Record that a held content was the publisher's list on a day as well."""
    append(store, Observation(held.snapshot_id, day, obtained_at, downloads))


def _change_alarms(store: Path, source: Source, reading: _Reading, held: tuple[Snapshot, ...]) -> tuple[Fault, ...]:
    """Compare with the list before, where one reader read both and the gap is short enough to mean anything."""
    before = predecessor(reading.day, held)
    if before is None or not reading.scope.proves_absence or (reading.day - before.days[-1]).days > MONTH_GAP:
        return ()
    if (before.format, before.importer_version) != (reading.importer.format, reading.importer.version):
        return ()
    if before.scope is not reading.scope:
        return ()
    try:
        old = {party.party_id: hash(party) for party in parties(store, before)}
    except ListRefusedError:  # damage of an older list is for verify to report; it must not keep a new one out
        return ()
    alarm = change_alarm(source, reading.day, before, old, reading.marks)
    return () if alarm is None else (alarm,)


def _same_content(held: tuple[Snapshot, ...], new: Snapshot) -> Snapshot | None:
    for each in held:
        same = each.content_sha256 == new.content_sha256 and each.scope is new.scope
        if same and (each.state is not State.REJECTED or each.discarded is not None):
            return each
    return None


def _snapshot(
    source: Source, reading: _Reading, settings: Settings, obtained_at: datetime, downloads: tuple[Download, ...]
) -> Snapshot:
    members = _members(reading.files, source)
    whole = _set_hash(members, source)
    return Snapshot(
        snapshot_id=f"{source.id}@{reading.day.isoformat()}-{whole[:12]}",
        source=source.id,
        sha256=whole,
        members=members,
        stated_date=reading.day,
        obtained_at=obtained_at.isoformat(timespec="seconds"),
        format=reading.importer.format,
        scope=reading.scope,
        counts=counts_of(reading.report),
        importer_version=reading.importer.version,
        stated_version=reading.stamp.stated_version,
        encoding=settings.encoding,
        content_sha256=_content_hash(reading.files, reading.stamp, source),
        report_sha256=hashlib.sha256(report_text(reading.report)).hexdigest(),
        how="download" if downloads else "file",
        downloads=downloads,
    )


def _members(files: tuple[RawFile, ...], source: Source) -> tuple[MemberFile, ...]:
    found = [MemberFile(raw.name, digest(raw.path), raw.path.stat().st_size, raw.container_sha256) for raw in files]
    return tuple(found if source.ordered else sorted(found, key=lambda each: (each.file_name, each.sha256)))


def _set_hash(members: tuple[MemberFile, ...], source: Source) -> str:
    """A single file's own hash; for a set, the hash of its files' hashes in order, whatever the files are called."""
    hashes = [each.sha256 for each in members]
    if not source.ordered:
        hashes.sort()
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def _content_hash(files: tuple[RawFile, ...], stamp: Stamp, source: Source) -> str:
    """Hash of the content without its stamp: publishers stamp an unchanged list anew every day."""
    hashes = []
    for raw in files:
        with raw.open() as stream:
            data = stream.read()
        hashes.append(hashlib.sha256(data.replace(stamp.literal, b"", 1) if stamp.literal else data).hexdigest())
    return hashlib.sha256("\n".join(hashes if source.ordered else sorted(hashes)).encode()).hexdigest()


def _keep_rejected(
    store: Path,
    source: Source,
    files: tuple[RawFile, ...],
    settings: Settings,
    stated_date: date | None,
    obtained_at: datetime,
    error: ListRefusedError,
) -> None:
    members = _members(files, source)
    whole = _set_hash(members, source)
    day = stated_date or obtained_at.date()
    snapshot = Snapshot(
        snapshot_id=f"{source.id}@{day.isoformat()}-{whole[:12]}-rejected",
        source=source.id,
        sha256=whole,
        members=members,
        stated_date=day,
        obtained_at=obtained_at.isoformat(timespec="seconds"),
        format="",
        scope=PARTIAL[settings.partial],
        counts={},
        importer_version="",
        alarms=tuple(str(fault) for fault in error.faults),
        state=State.REJECTED,
    )
    write_snapshot(store, files, snapshot, None)
