"""The contents that go into an edition: each one list of one source on its days, from the store or the starter pack."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from endgate.edition.model import HeldList, SnapshotInfo
from endgate.lists.importers.contract import Scope
from endgate.lists.importers.us_csl import gathered_lists, lists_within
from endgate.lists.model import ListedParty
from endgate.lists.snapshots import Snapshot, State, parties, snapshots


class Origin(StrEnum):
    """Where a content comes from. ``HISTORY`` knows only which of today's designations stood in an older list."""

    STORE = "store"
    STARTER = "starter"
    HISTORY = "history"


@dataclass(frozen=True)
class Content:
    """One list of one source. ``days`` are those on which it is known to have been the publisher's list.

    ``seen`` and ``asked`` matter for history alone: designations that stood in it, and those it can speak of.
    """

    source: str
    info: SnapshotInfo
    days: tuple[date, ...]
    basis: str
    read: Callable[[], Iterable[ListedParty]]
    absent_on: date
    seen: frozenset[str] = field(default=frozenset(), repr=False)
    asked: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def origin(self) -> Origin:
        return Origin(self.info.origin)


def store_contents(store: Path) -> list[Content]:
    """Every snapshot of the store that is neither held nor rejected; of a file that gathers lists, each list in it."""
    good = (State.IN_FORCE, State.SUPERSEDED)
    chosen = (each for each in snapshots(store) if each.state in good)
    return [_of_snapshot(store, part) for each in chosen for part in _lists_in(each)]


def _lists_in(snapshot: Snapshot) -> tuple[Snapshot, ...]:
    """The snapshot as one of each list it gathers: the reader takes a list's rows when asked for that list.

    A gathering file leaves out details that the lists' own files have; a blank there is no statement.
    """
    if lists_within(snapshot.source) == (snapshot.source,):
        return (snapshot,)
    parts: dict[str, int] = {}
    for each in gathered_lists().values():
        rows = snapshot.counts.get(f"list:{each.list_name}", 0)
        parts[each.source] = parts.get(each.source, 0) + rows
    scope = Scope.FULL_MEMBERS if snapshot.scope is Scope.FULL else snapshot.scope
    return tuple(
        replace(snapshot, source=source, scope=scope, counts={"parties": rows})
        for source, rows in sorted(parts.items())
        if rows
    )


def held_lists(store: Path) -> tuple[HeldList, ...]:
    """Lists that wait for a person and are newer than what is in force of their source."""
    every = snapshots(store)
    newest = {each.source: each.days[-1] for each in every if each.state is State.IN_FORCE and _whole(each)}
    return tuple(
        HeldList(each.source, each.snapshot_id, each.days[-1], each.alarms, accept_line(each.snapshot_id))
        for each in every
        if each.state is State.HELD and each.days[-1] >= newest.get(each.source, date.min)
    )


def _whole(snapshot: Snapshot) -> bool:
    return snapshot.scope.proves_absence


def accept_line(snapshot_id: str) -> str:
    """The command that takes a held list into force."""
    return f"endgate list accept {snapshot_id} --reason TEXT"


def discard_line(snapshot_id: str) -> str:
    """The command that sets a held list aside."""
    return f"endgate list discard {snapshot_id} --reason TEXT"


def _of_snapshot(store: Path, snapshot: Snapshot) -> Content:
    days = snapshot.days
    info = SnapshotInfo(
        snapshot_id=snapshot.snapshot_id,
        sha256=snapshot.sha256,
        stated_date=days[-1],
        obtained_at=snapshot.obtained_at,
        scope=snapshot.scope.value,
        origin=Origin.STORE.value,
        proves_absence=snapshot.scope.proves_absence,
        parties=snapshot.counts.get("parties", 0),
        format=snapshot.format,
        alarms=snapshot.alarms,
        accepted=_accepted(snapshot),
    )
    basis = f"list of {days[-1]}, obtained {snapshot.obtained_at[:10]}"
    return Content(snapshot.source, info, days, basis, lambda: parties(store, snapshot), days[0])


def _accepted(snapshot: Snapshot) -> str:
    word = snapshot.accepted
    return "" if word is None else f"{word.at[:10]} by {word.by}: {word.reason}"


def by_source(contents: Iterable[Content]) -> dict[str, list[Content]]:
    """Contents of each source, oldest first; the starter's list gives way to an equal or newer one of the store."""
    grouped: dict[str, list[Content]] = {}
    for content in sorted(contents, key=lambda each: (each.source, each.days[-1], each.origin, each.info.sha256)):
        grouped.setdefault(content.source, []).append(content)
    return {source: _without_replaced(group) for source, group in grouped.items()}


def replaced_by(group: Iterable[Content], kept: Iterable[Content]) -> list[Content]:
    """Lists of the starter pack that gave way."""
    there = {each.info.snapshot_id for each in kept}
    return [each for each in group if each.origin is Origin.STARTER and each.info.snapshot_id not in there]


def _without_replaced(group: list[Content]) -> list[Content]:
    own = [each for each in group if each.origin is Origin.STORE and each.info.proves_absence]
    newest = max((each.days[-1] for each in own), default=None)
    same_days = {day for each in own for day in each.days}
    return [
        each
        for each in group
        if not (each.origin is Origin.STARTER and newest is not None and newest >= each.days[-1])
        and not (each.origin is Origin.HISTORY and set(each.days) & same_days)
    ]
