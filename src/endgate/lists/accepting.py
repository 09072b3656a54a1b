"""A person's word on a held list: taken into force or discarded. Who, when and why stay with it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TypeVar

from endgate.lists.errors import NOT_HELD, UNKNOWN_SNAPSHOT, ListRefusedError
from endgate.lists.snapshots import Acceptance, Discard, Snapshot, State, snapshots
from endgate.lists.writing import append

Word = TypeVar("Word", bound=Acceptance)


def accept(store: Path, beginning: str, *, by: str, reason: str, at: datetime) -> Snapshot:
    """Release a held or discarded snapshot, named by its id or a unique beginning.

    Raises ListRefusedError (EG2104, EG2106).
    """
    waiting = _one(store, beginning, discarded=True)
    append(store, _word(Acceptance, waiting, by, reason, at))
    return _again(store, waiting)


def discard(store: Path, beginning: str, *, by: str, reason: str, at: datetime) -> Snapshot:
    """Set a held snapshot aside for good: it alarms no longer and is not taken when it is offered again.

    Raises ListRefusedError (EG2104, EG2106).
    """
    waiting = _one(store, beginning, discarded=False)
    append(store, _word(Discard, waiting, by, reason, at))
    return _again(store, waiting)


def _one(store: Path, beginning: str, *, discarded: bool) -> Snapshot:
    found = [each for each in snapshots(store) if each.snapshot_id.startswith(beginning)]
    waiting = [each for each in found if each.state is State.HELD]
    if discarded and not waiting:
        waiting = [each for each in found if each.discarded is not None]
    if not found or len(waiting) > 1:
        what = f"{beginning!r} begins {len(found)} snapshot ids, {len(waiting)} of them held"
        raise ListRefusedError(UNKNOWN_SNAPSHOT.at("ID", what))
    if not waiting:
        raise ListRefusedError(NOT_HELD.at("ID", f"{found[-1].snapshot_id} is {found[-1].state.value}"))
    return waiting[0]


def _word(kind: type[Word], held: Snapshot, by: str, reason: str, at: datetime) -> Word:
    if not reason.strip() or not by.strip():
        raise ListRefusedError(NOT_HELD.at("--reason", "no reason, or nobody who gives it"))
    return kind(held.snapshot_id, by.strip(), at.isoformat(timespec="seconds"), reason.strip())


def _again(store: Path, snapshot: Snapshot) -> Snapshot:
    return next(each for each in snapshots(store) if each.snapshot_id == snapshot.snapshot_id)
