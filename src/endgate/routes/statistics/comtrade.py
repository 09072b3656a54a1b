"""Reads Comtrade's CSV: totals over second partner, customs procedure and transport alone, flows apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from endgate.routes.statistics.errors import BAD_CODE, BAD_ROW, OTHER_FILE, UNKNOWN_PLACE, StatisticsError
from endgate.routes.statistics.files import TableFile, tables
from endgate.routes.statistics.goods import code_of
from endgate.routes.statistics.observations import Collector, Flow, Observations
from endgate.routes.statistics.periods import WHOLE_YEAR, period_of
from endgate.routes.statistics.tables import numbers

NEEDED = ("reporterCode", "flowCode", "partnerCode", "cmdCode", "primaryValue")
_FLOWS = {"X": Flow.EXPORT, "M": Flow.IMPORT, "RX": Flow.RE_EXPORT, "RM": Flow.RE_IMPORT}
_TOTALS = {"partner2Code": frozenset({"0", ""}), "customsCode": frozenset({"C00", ""}), "motCode": frozenset({"0", ""})}
_FALSE = frozenset({"false", "0"})


@dataclass(frozen=True)
class _Columns:
    get: Callable[[list[str], str], str]
    width: int


def read_comtrade(path: Path) -> Observations:
    """Read a file or a folder of them, in USD. Raises StatisticsError (EG5501) when none has the columns."""
    found = Collector("USD")
    read = [_read(table, found) for table in tables(path)]
    if not any(read):
        raise StatisticsError(OTHER_FILE.at(str(path), f"no file has the columns {', '.join(NEEDED)}"))
    return found.observations()


def _read(table: TableFile, found: Collector) -> bool:
    header = table.header()
    if not set(NEEDED) <= set(header) or not {"period", "refYear"} & set(header):
        found.fault(OTHER_FILE, table.name, f"columns {', '.join(header[:8])}: left out")
        return False
    columns = _columns(header)
    revisions: dict[str, set[str]] = {}
    for line, row in table.rows():
        found.counts["read"] += 1
        where = f"{table.name}:{line}"
        if len(row) < columns.width:
            found.fault(BAD_ROW, where, f"{len(row)} fields in place of {columns.width}")
        elif _is_total(columns, row, found):
            _take(columns, row, where, found)
            revisions.setdefault(columns.get(row, "reporterCode"), set()).add(columns.get(row, "classificationCode"))
    changed = [numbers().get(each, each) for each, met in sorted(revisions.items()) if len(met - {""}) > 1]
    if changed:
        found.note(f"revision of the Harmonized System changes in what {', '.join(changed)} report")
    return True


def total_rows(table: TableFile) -> Iterator[Callable[[str], str]]:
    """The rows over all second partners, procedures and transports, each as what gives a column's text by name."""
    columns, beside = _columns(table.header()), Collector("USD")
    for _, row in table.rows():
        if len(row) >= columns.width and _is_total(columns, row, beside):
            yield partial(columns.get, row)


def _columns(header: tuple[str, ...]) -> _Columns:
    at = {name: index for index, name in enumerate(header)}

    def get(row: list[str], name: str) -> str:
        index = at.get(name)
        return "" if index is None else row[index].strip()

    return _Columns(get, len(header))


def _is_total(columns: _Columns, row: list[str], found: Collector) -> bool:
    for name, accepted in _TOTALS.items():
        if columns.get(row, name) not in accepted:
            found.skip(f"{name} other than the total")
            return False
    return True


def _take(columns: _Columns, row: list[str], where: str, found: Collector) -> None:
    flow = _FLOWS.get(columns.get(row, "flowCode").upper())
    if flow is None:
        return found.skip("other flows")
    places = [numbers().get(columns.get(row, name).lstrip("0") or "0") for name in ("reporterCode", "partnerCode")]
    if None in places:
        pair = f"{columns.get(row, 'reporterCode')}, {columns.get(row, 'partnerCode')}"
        return found.fault(UNKNOWN_PLACE, where, f"reporter and partner {pair}")
    if not all(places):
        return found.skip("sums of countries")
    code = code_of(columns.get(row, "cmdCode"))
    if code is None:
        return found.fault(BAD_CODE, where, repr(columns.get(row, "cmdCode")))
    try:
        period, value = _period(columns, row), float(columns.get(row, "primaryValue"))
    except ValueError as error:
        return found.fault(BAD_ROW, where, str(error))
    if not math.isfinite(value) or value < 0:
        return found.fault(BAD_ROW, where, f"value {value}")
    if columns.get(row, "isReported").lower() in _FALSE:
        found.counts["estimated by the publisher"] += 1
    found.add(str(places[0]), str(places[1]), flow, code, period, value)
    return None


def _period(columns: _Columns, row: list[str]) -> tuple[int, int]:
    year, month = period_of(columns.get(row, "period") or columns.get(row, "refYear"))
    if columns.get(row, "freqCode").upper() == "A":
        return year, WHOLE_YEAR
    return year, month
