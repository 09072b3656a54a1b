"""``endgate list diff`` on two files of one control list: entries that came and went, what changed in the others."""

from __future__ import annotations

from pathlib import Path

from endgate.cli.output import emit_json, say, table
from endgate.goods.differences import Change, EntryChange, differences
from endgate.goods.importers.reading import read_control_list

_SHOWN = 12


def are_files(old: str, new: str) -> bool:
    """Do both names name files? Snapshots and editions are named by their ids."""
    return Path(old).is_file() and Path(new).is_file()


def show_control_lists(old: str, new: str, as_json: bool) -> None:
    """Compare two control-list files (EU Annex I, US CCL, military list, parts of the CFR; plain or gzip)."""
    before, after = (read_control_list(Path(each).read_bytes(), each) for each in (old, new))
    found = differences(before, after)
    if as_json:
        emit_json(list(found))
        return
    table(f"{len(found)} entries differ", ("entry", "change", "gone", "new"), map(_row, found), ratios=(1, 1, 4, 4))
    counts = {change: sum(each.change is change for each in found) for change in Change}
    said = ", ".join(f"{count} {change.value}" for change, count in counts.items())
    say(f"{len(before.entries())} and {len(after.entries())} entries; {said}; typography is not compared")


def _row(change: EntryChange) -> tuple[str, str, str, str]:
    return change.entry, change.change.value, _shown(change, "gone"), _shown(change, "new")


def _shown(change: EntryChange, side: str) -> str:
    figures: tuple[str, ...] = getattr(change, f"figures_{side}")
    words: tuple[str, ...] = getattr(change, f"words_{side}")
    shown = list(dict.fromkeys([*figures, *words]))
    more = f" … {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return " ".join(shown[:_SHOWN]) + more
