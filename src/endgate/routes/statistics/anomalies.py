"""Finds the series whose two reports drifted apart, or which jumped where trade fell elsewhere; ranks them by year."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from endgate.routes.statistics.annual import Years, years_of
from endgate.routes.statistics.coverage import Coverage, coverage_of
from endgate.routes.statistics.errors import BAD_REFERENCE, NOTHING_TO_COMPARE, StatisticsError
from endgate.routes.statistics.mirror import Scores, score
from endgate.routes.statistics.model import Anomalies, Cell, CellState
from endgate.routes.statistics.observations import Flow, Mask, Observations, Real, Whole
from endgate.routes.statistics.panel import Panel, panel_of
from endgate.routes.statistics.tables import embargoes, parameters
from endgate.routes.statistics.union import join_union

REFERENCE = (2019, 2021)


Series = tuple[str, str, str]


@dataclass(frozen=True)
class Asked:
    """What to compare against: reference years, whether the 27 are one, and since when trade with whom was cut.

    ``nil`` reads no row in a wholly reported year as nothing traded; ``top`` keeps the first so many cells of a year;
    ``only`` keeps the cells of so many series (exporter, importer, goods), ranked among all.
    """

    reference: tuple[int, int] = REFERENCE
    union: bool = True
    nil: bool = False
    top: int | None = None
    embargoed: Mapping[str, int] | None = None
    only: Collection[Series] | None = None


def anomalies(seen: Observations, asked: Asked = Asked()) -> Anomalies:
    """Compare, score and rank. Raises StatisticsError (EG5505, EG5506) when nothing can be compared."""
    told, faults = years_of(seen)
    years = join_union(told) if asked.union else told
    coverage = coverage_of(years, seen.told_months, reconciled=seen.reconciled)
    cut = asked.embargoed if asked.embargoed is not None else {code: year for code, (year, _) in embargoes().items()}
    panel = panel_of(years, coverage, reconciled=seen.reconciled, nil=asked.nil, destinations=cut)
    _check(panel, asked.reference, seen)
    judged = _comparable(panel, asked.reference, reconciled=seen.reconciled)
    scores = score(panel, asked.reference, cut, reconciled=seen.reconciled)
    shown = judged if asked.only is None else judged & _among(panel, asked.only)
    builder = _Cells(panel, scores, shown, coverage, _months_noted(years), asked.reference, seen.reconciled, asked.top)
    cells = tuple(builder.cells())
    notes = (*seen.notes, *_notes(seen))
    return Anomalies(
        seen.unit,
        asked.reference,
        cells,
        seen.reconciled,
        panel.one_sided,
        tuple(panel.name(int(row)) for row in np.flatnonzero(~judged)),
        notes,
        (*seen.faults, *faults),
        seen.counts,
    )


def _check(panel: Panel, reference: tuple[int, int], seen: Observations) -> None:
    if not len(panel) or not panel.years:
        raise StatisticsError(NOTHING_TO_COMPARE.at("input", f"{len(seen.value)} values read"), *seen.faults)
    held = [year for year in panel.years if reference[0] <= year <= reference[1]]
    if len(held) < parameters().reference_minimum:
        span = f"{panel.years[0]} to {panel.years[-1]}"
        what = f"{reference[0]}-{reference[1]} holds {len(held)} of the years compared ({span})"
        raise StatisticsError(BAD_REFERENCE.at("--reference", what))


def _comparable(panel: Panel, reference: tuple[int, int], *, reconciled: bool) -> Mask:
    """Series with enough reference years wholly told by both sides for a change to be a change."""
    quiet = np.array([reference[0] <= year <= reference[1] for year in panel.years])
    known = ~np.isnan(panel.exported[:, quiet])
    if not reconciled:
        known &= ~np.isnan(panel.imported[:, quiet])
    enough: Mask = known.sum(axis=1) >= parameters().reference_minimum
    return enough


def _among(panel: Panel, only: Collection[Series]) -> Mask:
    """Which series are among those named."""
    mask = np.zeros(len(panel), dtype=bool)
    for exporter, importer, code in only:
        if exporter in panel.places and importer in panel.places and code in panel.codes:
            ends = (panel.places.index(exporter), panel.places.index(importer), panel.codes.index(code))
            mask |= (panel.exporter == ends[0]) & (panel.importer == ends[1]) & (panel.code == ends[2])
    return mask


def _notes(seen: Observations) -> Iterator[str]:
    if seen.reconciled:
        yield "reconciled values: jumps and falls only, no gap between two reports"
    if (seen.flow == Flow.RE_EXPORT).any():
        yield "re-exports are told apart and lie within the exports shown"
    yield "imports carry freight and insurance, and origin is not consignment: only changes are compared, never levels"


def _months_noted(years: Years) -> dict[tuple[int, int, int, int], float]:
    """Share of the largest month of exports where it is large, by exporter, importer, goods and year."""
    large = (years.flow == Flow.EXPORT) & (years.largest > parameters().single_consignment)
    some = years.select(np.flatnonzero(large))
    keys = zip(some.reporter, some.partner, some.code, some.year, strict=True)
    return {tuple(map(int, key)): float(share) for key, share in zip(keys, some.largest, strict=True)}  # type: ignore[misc]


@dataclass(frozen=True)
class _Cells:
    panel: Panel
    scores: Scores
    judged: Mask
    coverage: Coverage
    large_months: Mapping[tuple[int, int, int, int], float]
    reference: tuple[int, int]
    reconciled: bool
    top: int | None

    def cells(self) -> Iterator[Cell]:
        """By year; in it ranked cells first, then those that have no rank."""
        for column in range(len(self.panel.years)):
            ranks = _ranks(self.scores.score[:, column])
            order = np.argsort(np.where(ranks == 0, len(ranks) + 1, ranks), kind="stable")
            for row in order[self.judged[order]][: self.top]:
                yield self._cell(int(row), column, int(ranks[row]))

    def _cell(self, row: int, column: int, rank: int) -> Cell:
        panel, scores = self.panel, self.scores
        exported, imported = _value(panel.exported[row, column]), _value(panel.imported[row, column])
        named = {
            "exporter": panel.places[panel.exporter[row]],
            "importer": panel.places[panel.importer[row]],
            "code": panel.codes[panel.code[row]],
            "period": str(panel.years[column]),
        }
        if exported is None or (imported is None and not self.reconciled):
            reason = self._reason(row, column, exported, imported)
            return Cell(**named, state=CellState.MISSING, exp=exported, imp=imported, reason=reason)
        jump = _value(scores.jump[row, column])
        return Cell(
            **named,
            state=CellState.OK,
            exp=exported,
            imp=imported,
            delta=_value(scores.delta[row, column]),
            z=_value(scores.z[row, column]),
            jump=jump,
            collapse=_value(scores.collapse[row, column]),
            excess=None if jump is None else exported - self._mean(row),
            score=_value(scores.score[row, column]),
            flagged=bool(scores.flagged[row, column]),
            rank=rank or None,
            reason="" if jump is not None else "fewer reference years than a change needs",
            notes=tuple(self._cell_notes(row, column)),
        )

    def _mean(self, row: int) -> float:
        quiet = [self.reference[0] <= year <= self.reference[1] for year in self.panel.years]
        return float(np.nanmean(self.panel.exported[row, quiet]))

    def _reason(self, row: int, column: int, exported: float | None, imported: float | None) -> str:
        sides = []
        for value, flow, who in (
            (exported, Flow.EXPORT, int(self.panel.exporter[row])),
            (imported, Flow.IMPORT, int(self.panel.importer[row])),
        ):
            if value is None and not (self.reconciled and flow is Flow.IMPORT):
                why = self.coverage.reason((flow, who, self.panel.years[column]))
                sides.append(
                    f"{self.panel.places[who]} {flow.name.lower()}s: {why or 'no value: nil, or not reported'}"
                )
        return "; ".join(sides)

    def _cell_notes(self, row: int, column: int) -> Iterator[str]:
        panel = self.panel
        key = (int(panel.exporter[row]), int(panel.importer[row]), int(panel.code[row]), panel.years[column])
        if key in self.large_months:
            yield f"one month is {self.large_months[key]:.0%} of the year's exports"


def _ranks(column: Real) -> Whole:
    """1 for the highest score; 0 where there is none. Equal scores keep the order of the series."""
    ranks = np.zeros(len(column), dtype=np.int64)
    known = np.flatnonzero(~np.isnan(column))
    ranks[known[np.argsort(-column[known], kind="stable")]] = np.arange(1, len(known) + 1)
    return ranks


def _value(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
