"""Reads BACI: one reconciled value a flow, in thousand USD, under the publisher's own numbers of countries.

Both reports are already one there, so it serves for jumps and shares and never for a gap between two reports.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from endgate.routes.statistics.errors import BAD_CODE, BAD_ROW, OTHER_FILE, UNKNOWN_PLACE, StatisticsError
from endgate.routes.statistics.files import TableFile, tables
from endgate.routes.statistics.goods import code_of
from endgate.routes.statistics.observations import Collector, Flow, Mask, Observations, Real, Whole
from endgate.routes.statistics.periods import WHOLE_YEAR
from endgate.routes.statistics.tables import numbers

COLUMNS = ("t", "i", "j", "k", "v")
_THOUSAND = 1000.0
_DIGITS = 6


def read_baci(path: Path) -> Observations:
    """Read a file or a folder of years, in USD. Raises StatisticsError (EG5501) when none has the columns.

    Tables beside the flows (countries, products) are passed over.
    """
    found = Collector("USD", reconciled=True)
    read = [_read(table, found) for table in tables(path)]
    if not any(read):
        raise StatisticsError(OTHER_FILE.at(str(path), f"no file has the columns {', '.join(COLUMNS)}"))
    return found.observations()


def _read(table: TableFile, found: Collector) -> bool:
    header = table.header()
    if not set(COLUMNS) <= set(header):
        found.skip(f"table {table.name} without flows", 0)
        return False
    at = [header.index(name) for name in COLUMNS]
    try:
        with table.text() as file:
            block = np.loadtxt(file, delimiter=",", skiprows=1, usecols=at, ndmin=2, dtype=np.float64)
    except ValueError:
        _read_slowly(table, at, found)
        return True
    found.counts["read"] += len(block)
    if len(block):
        _add(table.name, block, found)
    return True


def _read_slowly(table: TableFile, at: list[int], found: Collector) -> None:
    """Row by row, so that one bad row costs only itself."""
    good = []
    for line, row in table.rows():
        found.counts["read"] += 1
        try:
            good.append([float(row[index]) for index in at])
        except (ValueError, IndexError) as error:
            found.fault(BAD_ROW, f"{table.name}:{line}", str(error))
    if good:
        _add(table.name, np.array(good), found)


def _add(name: str, block: Real, found: Collector) -> None:
    fit = np.isfinite(block).all(axis=1) & (block[:, 4] >= 0)
    if not fit.all():
        found.fault(BAD_ROW, name, f"{int((~fit).sum())} rows without a value of trade")
    year, exporter, importer, code = block[fit, :4].astype(np.int64).T
    value = block[fit, 4] * _THOUSAND
    reporter, known_reporter = _places(name, exporter, found)
    partner, known_partner = _places(name, importer, found)
    goods, known_goods = _goods(name, code, found)
    keep = known_reporter & known_partner & known_goods
    flow, month = np.full(len(year), int(Flow.EXPORT)), np.full(len(year), WHOLE_YEAR)
    columns = (reporter, partner, flow, goods, year, month)
    found.add_block((each[keep] for each in columns), value[keep])


def _places(name: str, column: Whole, found: Collector) -> tuple[Whole, Mask]:
    met, inverse, counts = np.unique(column, return_inverse=True, return_counts=True)
    mapped = np.full(len(met), -1)
    for index, number in enumerate(met):
        code = numbers().get(str(number))
        if code is None:
            found.fault(UNKNOWN_PLACE, name, f"number {number} in {counts[index]} rows")
        elif code:
            mapped[index] = found.place(code)
        else:
            found.skip("sums of countries", int(counts[index]))
    places = mapped[inverse]
    return places, places >= 0


def _goods(name: str, column: Whole, found: Collector) -> tuple[Whole, Mask]:
    met, inverse = np.unique(column, return_inverse=True)
    mapped = np.full(len(met), -1)
    for index, number in enumerate(met):
        code = code_of(str(number).zfill(_DIGITS))
        if code is None or len(code) != _DIGITS:
            found.fault(BAD_CODE, name, str(number))
        else:
            mapped[index] = found.code(code)
    goods = mapped[inverse]
    return goods, goods >= 0
