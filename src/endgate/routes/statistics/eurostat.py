"""Reads Eurostat's extractions and national files of the same columns; an office's file by months tells coverage."""

from __future__ import annotations

import math
from pathlib import Path

from endgate.routes.statistics.errors import BAD_CODE, BAD_ROW, OTHER_FILE, UNKNOWN_PLACE, StatisticsError
from endgate.routes.statistics.files import TableFile, tables
from endgate.routes.statistics.goods import code_of
from endgate.routes.statistics.observations import Collector, Flow, Observations
from endgate.routes.statistics.periods import period_of
from endgate.routes.statistics.tables import place_named

COLUMNS = ("REPORTER", "PARTNER", "PRODUCT", "FLOW", "STAT_PROCEDURE", "PERIOD", "VALUE_IN_EUR")
NATIONAL = ("country", "timeperiod", "year")
_PROCEDURES = frozenset({"TOTAL", "NORMAL"})
_NIL = frozenset({"-", ""})


def read_eurostat(path: Path) -> Observations:
    """Read a file or a folder of them, in EUR. Raises StatisticsError (EG5501) when none has the columns."""
    found = Collector("EUR")
    read = [_read(table, found) for table in tables(path)]
    if not any(read):
        raise StatisticsError(OTHER_FILE.at(str(path), f"no file has the columns {', '.join(COLUMNS)}"))
    return found.observations()


def _read(table: TableFile, found: Collector) -> bool:
    header = table.header()
    if set(COLUMNS) <= set(header):
        _read_flows(table, [header.index(name) for name in COLUMNS], found)
        return True
    if set(NATIONAL) <= set(header):
        _read_months(table, header, found)
    else:
        found.fault(OTHER_FILE, table.name, f"columns {', '.join(header[:8])}: left out")
    return False


def _read_flows(table: TableFile, at: list[int], found: Collector) -> None:
    for line, row in table.rows():
        found.counts["read"] += 1
        where = f"{table.name}:{line}"
        if len(row) <= max(at):
            found.fault(BAD_ROW, where, f"{len(row)} fields")
            continue
        _take(found, where, *(row[index].strip() for index in at))


def _take(
    found: Collector,
    where: str,
    reporter: str,
    partner: str,
    goods: str,
    flow: str,
    procedure: str,
    when: str,
    worth: str,
) -> None:
    if procedure.rpartition("-")[2].upper() not in _PROCEDURES:
        return found.skip("a procedure that is part of the total")
    places = place_named(reporter), place_named(partner)
    for name, place in zip((reporter, partner), places, strict=True):
        if place is None:
            return found.fault(UNKNOWN_PLACE, where, f"{name!r}")
    if not all(places):
        return found.skip("sums of countries")
    code = code_of(goods.partition("-")[0])
    if code is None:
        return found.fault(BAD_CODE, where, f"{goods!r}")
    try:
        period, value = period_of(when), _money(worth)
        way = _flow(flow)
    except ValueError as error:
        return found.fault(BAD_ROW, where, str(error))
    found.add(str(places[0]), str(places[1]), way, code, period, value)
    return None


def _flow(text: str) -> Flow:
    word = text.rpartition("-")[2].upper()
    if word.startswith("EXPORT"):
        return Flow.EXPORT
    if word.startswith("IMPORT"):
        return Flow.IMPORT
    raise ValueError(f"{text!r} is neither import nor export")


def _money(text: str) -> float:
    value = float(text)
    if not math.isfinite(value) or value < 0:
        raise ValueError(f"{text!r} is no value of trade")
    return value


def _read_months(table: TableFile, header: tuple[str, ...], found: Collector) -> None:
    """One office's months: which of them hold imports. Its money is of another unit and is not mixed in.

    The country is told by the name of the file; rows ``Year`` repeat what the months say, or less.
    """
    reporter = place_named(table.name.partition("_")[0].capitalize())
    imports = [index for index, name in enumerate(header) if name.startswith("import")]
    month_at, year_at = header.index("timeperiod"), header.index("year")
    if not reporter:
        return found.fault(UNKNOWN_PLACE, table.name, "the file's name does not begin with a country")
    for _line, row in table.rows():
        found.counts["read"] += 1
        found.skip("months of a national office, read for coverage alone")
        if row[month_at].isdigit() and row[year_at].isdigit() and any(row[index] not in _NIL for index in imports):
            found.told_months.setdefault((reporter, Flow.IMPORT, int(row[year_at])), set()).add(int(row[month_at]))
    return None
