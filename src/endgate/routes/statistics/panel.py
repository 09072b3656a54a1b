"""Lines up both reports of every series: exporter, importer, goods, by year; what is not wholly reported is NaN."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from endgate.routes.statistics.annual import Years
from endgate.routes.statistics.coverage import Coverage
from endgate.routes.statistics.observations import Flow, Mask, Real, Whole


@dataclass(frozen=True)
class Panel:
    """Series (rows) by years (columns), sorted by exporter, importer and goods.

    ``exported`` and ``imported`` are NaN where nothing, or not the whole year, is reported. ``one_sided`` counts the
    exported series that no partner reports.
    """

    places: tuple[str, ...]
    codes: tuple[str, ...]
    years: tuple[int, ...]
    exporter: Whole
    importer: Whole
    code: Whole
    exported: Real
    imported: Real
    one_sided: int = 0

    def __len__(self) -> int:
        return len(self.exporter)

    def name(self, row: int) -> str:
        """Exporter, importer and goods of a series, for people."""
        pair = f"{self.places[self.exporter[row]]}>{self.places[self.importer[row]]}"
        return f"{pair} {self.codes[self.code[row]]}"


def panel_of(
    years: Years, coverage: Coverage, *, reconciled: bool, nil: bool = False, destinations: Collection[str] = ()
) -> Panel:
    """Every series that both sides report in some year, or every exported one where the publisher reconciled them.

    Exports to ``destinations`` are there too whoever reports them: a fall is looked for in them. The years are those of
    which partners tell these series at all, from the first that exporters tell. ``nil`` reads no row in a wholly
    reported year as nothing traded.
    """
    out, into = years.select(years.flow == Flow.EXPORT), years.select(years.flow == Flow.IMPORT)
    sent = np.stack([out.reporter, out.partner, out.code], axis=1)
    received = np.stack([into.partner, into.reporter, into.code], axis=1)
    series, at = np.unique(np.concatenate([sent, received]), axis=0, return_inverse=True)
    at_out, at_in = at.reshape(-1)[: len(sent)], at.reshape(-1)[len(sent) :]
    has_out, has_in = _present(len(series), at_out), _present(len(series), at_in)
    kept = has_out if reconciled else has_out & has_in
    span = np.unique(out.year[kept[at_out]])
    if not reconciled and len(span):
        told_by_partners = np.unique(into.year[kept[at_in]])
        span = told_by_partners[told_by_partners >= span[0]]
        cut_off = [years.places.index(each) for each in destinations if each in years.places]
        kept |= has_out & np.isin(series[:, 1], cut_off)
    exported = _filled(len(series), span, at_out, out, coverage)[kept]
    imported = _filled(len(series), span, at_in, into, coverage)[kept]
    exporter, importer, code = series[kept].T
    if nil:
        _fill_nil(exported, exporter, Flow.EXPORT, span, coverage)
        _fill_nil(imported, importer, Flow.IMPORT, span, coverage)
    told = tuple(int(each) for each in span)
    alone = int((has_out & ~has_in).sum())
    return Panel(years.places, years.codes, told, exporter, importer, code, exported, imported, alone)


def _present(rows: int, at: Whole) -> Mask:
    present = np.zeros(rows, dtype=bool)
    present[at] = True
    return present


def _fill_nil(table: Real, reporter: Whole, flow: Flow, span: Whole, coverage: Coverage) -> None:
    for column, year in enumerate(span):
        whole = [place for kind, place, when in coverage.whole if (kind, when) == (int(flow), int(year))]
        table[np.isnan(table[:, column]) & np.isin(reporter, whole), column] = 0.0


def _filled(rows: int, span: Whole, at: Whole, side: Years, coverage: Coverage) -> Real:
    table = np.full((rows, len(span)), np.nan)
    column = np.searchsorted(span, side.year)
    known = column < len(span)
    known[known] = span[column[known]] == side.year[known]
    known &= _whole(side, coverage)
    table[at[known], column[known]] = side.value[known]
    return table


def _whole(side: Years, coverage: Coverage) -> Mask:
    keys = np.stack([side.flow, side.reporter, side.year], axis=1)
    met, inverse = np.unique(keys, axis=0, return_inverse=True)
    good = np.array([tuple(int(part) for part in row) in coverage.whole for row in met], dtype=bool)
    whole: Mask = good[inverse.reshape(-1)]
    return whole
