"""Computes the listing intervals of every designation once, at build time, and writes them as columns of days."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from endgate.edition.collect import Gathered
from endgate.edition.columns import COLUMNS, EVER, META, NEVER
from endgate.edition.evidence import StoredContent, StoredEvidence, evidence_of
from endgate.lists.intervals import EventFact, Run, listing_intervals
from endgate.terms.dates import Edge

Events = Mapping[tuple[str, str, str], tuple[EventFact, ...]]


def write_columns(directory: Path, sources: Iterable[Gathered], events: Events) -> list[str]:
    """Compute the runs of every designation and write ``listing_*.npy``; returns the names of the files."""
    writer = _Writer()
    for gathered in sources:
        writer.take(gathered, events)
    return writer.save(directory)


class _Writer:
    """Designations in the order of source, programme and id; each group's place is remembered."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._runs: list[tuple[int, ...]] = []
        self._lacking: list[tuple[int, int]] = []
        self._groups: list[tuple[str, str, int, int, int, int]] = []

    def take(self, gathered: Gathered, events: Events) -> None:
        contents = [StoredContent(each.days, each.absent_on, each.basis) for each in gathered.contents]
        known: dict[StoredEvidence, tuple[Run, ...]] = {}
        rows = sorted(
            (each.programme, each.designation_id, each.reference)
            for party in gathered.parties.values()
            for each in party.designations
        )
        for programme, group in groupby(rows, key=lambda row: row[0]):
            first, first_run = len(self._ids), len(self._runs)
            for _, designation_id, reference in group:
                held = gathered.sightings[designation_id]
                happened = events.get((gathered.source, programme, reference), ())
                stored = StoredEvidence(held.seen, gathered.asked(designation_id), tuple(sorted(held.stated)), happened)
                if stored not in known:
                    known[stored] = listing_intervals(evidence_of(stored, contents))
                self._add(designation_id, known[stored])
            self._groups.append((gathered.source, programme, first, len(self._ids), first_run, len(self._runs)))

    def _add(self, designation_id: str, runs: Sequence[Run]) -> None:
        row = len(self._ids)
        self._ids.append(designation_id)
        for run in runs:
            self._runs.append((row, *_days(run.start), *((NEVER, NEVER) if run.end is None else _days(run.end))))
            self._lacking += [(len(self._runs) - 1, day.toordinal()) for day in run.lacking]

    def save(self, directory: Path) -> list[str]:
        runs = np.array(self._runs, dtype=np.int32).reshape(-1, 5)
        lacking = np.array(sorted(set(self._lacking)), dtype=np.int32).reshape(-1, 2)
        pieces = [each.encode("utf-8", "surrogatepass") for each in self._ids]
        arrays = dict(zip(COLUMNS, (*runs.T, *lacking.T), strict=True))
        arrays["id_off"] = np.cumsum([0, *map(len, pieces)], dtype=np.int64)
        arrays["id_blob"] = np.frombuffer(b"".join(pieces), dtype=np.uint8)
        for label, values in sorted(arrays.items()):
            np.save(directory / f"listing_{label}.npy", np.ascontiguousarray(values), allow_pickle=False)
        (directory / META).write_text(json.dumps(self._groups, separators=(",", ":")) + "\n", encoding="utf-8")
        return [*(f"listing_{label}.npy" for label in sorted(arrays)), META]


def _days(edge: Edge) -> tuple[int, int]:
    return EVER if edge.lo is None else edge.lo.toordinal(), NEVER if edge.hi is None else edge.hi.toordinal()
