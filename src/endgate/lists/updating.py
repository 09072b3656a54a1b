"""Bringing one list up to date from its publisher's addresses: ask, obtain, and hand to ``adding``."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from endgate.lists.adding import AddResult, add, observe, outcome_of
from endgate.lists.download import Downloader, Fetched, file_name, shown
from endgate.lists.errors import NO_ADDRESS, ListRefusedError
from endgate.lists.snapshots import Download, Snapshot, State, snapshots
from endgate.lists.sources import Source, sources
from endgate.lists.sources import source as find_source

INCOMING = "incoming"
"""Where parts of downloads lie in the store until they are whole."""
_DATA_TYPES = ("csv", "json", "octet-stream", "plain", "xml", "zip", "gzip", "excel", "spreadsheet")
_MEGABYTE = 1 << 20


@dataclass(frozen=True)
class UpdateResult:
    """What an update did: unchanged, or an outcome of ``AddResult``. ``added`` is there unless it was unchanged."""

    outcome: str
    snapshot: Snapshot
    added: AddResult | None = None
    warnings: tuple[str, ...] = ()


def updatable(store: Path) -> tuple[Source, ...]:
    """Sources that a bare update brings up to date: readable, with addresses; a gathering one only where held."""
    held = {each.source for each in snapshots(store)}
    return tuple(
        each for each in sources().values() if each.formats and each.downloads and (not each.gathers or each.id in held)
    )


def update(
    store: Path,
    source_id: str,
    downloader: Downloader,
    *,
    obtained_at: datetime,
    urls: Sequence[str] = (),
    dry_run: bool = False,
) -> UpdateResult:
    """Ask for what is new and add it; an alarm holds it. ``urls`` take the place of the publisher's addresses.

    Raises ListRefusedError; the list in force stays.
    """
    chosen = find_source(source_id)
    addresses = tuple(urls) or chosen.downloads
    if not addresses:
        raise ListRefusedError(NO_ADDRESS.at(chosen.id, f"{chosen.name} has none: {chosen.url or 'ask its keeper'}"))
    last = _last_download(store, chosen.id)
    fetched = _fetch_all(downloader, addresses, last, chosen.max_megabytes * _MEGABYTE)
    if fetched is None:
        assert last is not None, "only a known file is unchanged"
        if not dry_run:
            observe(store, last, obtained_at.date(), obtained_at.isoformat(timespec="seconds"))
        return UpdateResult(outcome_of(last, "unchanged"), last)
    said = tuple(each.said for each in fetched)
    with tempfile.TemporaryDirectory(prefix="endgate-") as folder:
        paths = [_named(each, Path(folder) / str(position)) for position, each in enumerate(fetched)]
        added = add(store, chosen.id, paths, obtained_at=obtained_at, downloads=said, dry_run=dry_run)
    return UpdateResult(added.outcome, added.snapshot, added, tuple(_strange_types(said)))


def _last_download(store: Path, source_id: str) -> Snapshot | None:
    """The list that the server gave last, held or discarded too; its answers are compared with that one."""
    every = (each for each in snapshots(store, source_id) if each.downloads)
    obtained = [each for each in every if each.state is not State.REJECTED or each.discarded is not None]
    return max(obtained, key=lambda each: (each.days[-1], each.obtained_at), default=None)


def _fetch_all(
    downloader: Downloader, addresses: tuple[str, ...], last: Snapshot | None, max_bytes: int
) -> tuple[Fetched, ...] | None:
    """All files of a list of one moment, or None when none of them has changed since ``last``."""
    known = _known(addresses, () if last is None else last.downloads)
    fetched = [downloader.fetch(each, mark, max_bytes) for each, mark in zip(addresses, known, strict=True)]
    if all(each is None for each in fetched):
        return None
    for position, address in enumerate(addresses):
        fetched[position] = fetched[position] or downloader.fetch(address, None, max_bytes)
    return tuple(each for each in fetched if each is not None)


def _known(addresses: tuple[str, ...], said: tuple[Download, ...]) -> list[Download | None]:
    """What the server said last of each file, where the files are the same ones in the same order."""
    if [shown(each) for each in addresses] != [each.publisher_url for each in said]:
        return [None] * len(addresses)
    return list(said)


def _named(fetched: Fetched, folder: Path) -> Path:
    """The file under its publisher's name, as messages and the snapshot call it."""
    folder.mkdir()
    path = folder / file_name(fetched.said.publisher_url)
    shutil.copyfile(fetched.path, path)
    return path


def _strange_types(said: tuple[Download, ...]) -> list[str]:
    return [
        f"{each.publisher_url} is said to be {each.content_type}; it was read by its content"
        for each in said
        if each.content_type and not any(word in each.content_type for word in _DATA_TYPES)
    ]
