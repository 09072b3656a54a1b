"""Figures of reading lists: parties read in a CPU-second by format, and the cost of a delta. The clock is handed in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from endgate.lists.containers import unpack
from endgate.lists.deltas import compare
from endgate.lists.importers import choose
from endgate.lists.importers.contract import ImportReport, Settings
from endgate.lists.model import ListedParty
from endgate.lists.sources import source

Clock = Callable[[], float]
_MEGABYTE = 1 << 20


@dataclass(frozen=True)
class ListFile:
    """One published list to read: a label for its figures, the source, the files."""

    label: str
    source: str
    paths: tuple[Path, ...]


def read_list(files: ListFile) -> tuple[ListedParty, ...]:
    """Unpack and read one list as it was published, without storing it. Raises ListRefusedError."""
    return _read(files, lambda: 0.0)[0]


def _read(files: ListFile, cpu: Clock) -> tuple[tuple[ListedParty, ...], float]:
    known = source(files.source)
    with tempfile.TemporaryDirectory(prefix="endgate-") as staging:
        raw = unpack(files.paths, Path(staging), max_bytes=known.max_megabytes * _MEGABYTE)
        start = cpu()
        parties = tuple(choose(known, raw).read(raw, Settings(files.source), ImportReport()))
        return parties, cpu() - start


def reading_figures(lists: Sequence[ListFile], *, cpu: Clock, reference: float, rounds: int = 3) -> dict[str, float]:
    """``LABEL_parties_per_cpu_second`` and ``LABEL_ratio_to_reference`` of each list, the best of ``rounds``.

    The ratio tells how many parties are read in the CPU time of one reference loop of ``reference`` seconds. Unpacking
    is left out, and the first reading, in which tables are loaded.
    """
    figures: dict[str, float] = {}
    for each in lists:
        parties, _ = _read(each, cpu)
        took = min(_read(each, cpu)[1] for _ in range(rounds))
        figures[f"{each.label}_parties"] = float(len(parties))
        figures[f"{each.label}_parties_per_cpu_second"] = len(parties) / took if took else 0.0
        figures[f"{each.label}_ratio_to_reference"] = len(parties) * reference / took if took else 0.0
    return figures


def delta_figures(old: ListFile, new: ListFile, *, cpu: Clock, reference: float) -> dict[str, float]:
    """CPU seconds to read two lists and compare them, and what the delta holds."""
    start = cpu()
    before, after = read_list(old), read_list(new)
    changes = compare(before, after, immaterial=source(new.source).immaterial)
    took = cpu() - start
    counts = {what: float(sum(each.what == what for each in changes)) for what in ("ADD", "DEL", "MOD")}
    return {
        "delta_cpu_seconds": took,
        "delta_ratio_to_reference": took / reference if reference else 0.0,
        "delta_came": counts["ADD"],
        "delta_went": counts["DEL"],
        "delta_changed": counts["MOD"],
    }
