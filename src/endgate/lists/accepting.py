"""Taking a held list into force on a person's word, which stays with it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from endgate.lists.errors import NOT_HELD, UNKNOWN_SNAPSHOT, ListRefusedError
from endgate.lists.snapshots import Acceptance, Snapshot, State, snapshots
from endgate.lists.writing import append


def accept(store: Path, beginning: str, *, by: str, reason: str, at: datetime) -> Snapshot:
    """Release a held snapshot, named by its id or a unique beginning. Raises ListRefusedError (EG2104, EG2106)."""
    found = [each for each in snapshots(store) if each.snapshot_id.startswith(beginning)]
    waiting = [each for each in found if each.state is State.HELD]
    if not found or len(waiting) > 1:
        what = f"{beginning!r} begins {len(found)} snapshot ids, {len(waiting)} of them held"
        raise ListRefusedError(UNKNOWN_SNAPSHOT.at("ID", what))
    if not waiting:
        raise ListRefusedError(NOT_HELD.at("ID", f"{found[-1].snapshot_id} is {found[-1].state.value}"))
    if not reason.strip() or not by.strip():
        raise ListRefusedError(NOT_HELD.at("--reason", "no reason, or nobody who gives it"))
    word = Acceptance(waiting[0].snapshot_id, by.strip(), at.isoformat(timespec="seconds"), reason.strip())
    append(store, word)
    return next(each for each in snapshots(store) if each.snapshot_id == word.snapshot_id)
