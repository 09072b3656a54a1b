"""What trade statistics say of one shipment: the demand of its destination, and how the pair's trade changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from endgate.routes.detectors.demand import kilograms
from endgate.routes.statistics.anomalies import Asked, Series, anomalies
from endgate.routes.statistics.baci import read_baci
from endgate.routes.statistics.comtrade import read_comtrade
from endgate.routes.statistics.errors import NOTHING_TO_COMPARE, StatisticsError
from endgate.routes.statistics.masses import Masses, read_masses
from endgate.routes.statistics.model import Cell, CellState
from endgate.routes.statistics.revisions import codes_before, revision_on
from endgate.shipment.flags import Demand, FlagFacts, TradeChange
from endgate.shipment.model import Item, Role, Shipment

_VALUES = {"baci": read_baci, "comtrade": read_comtrade}
_DIGITS = 6


def trade_facts(shipment: Shipment, publisher: str, path: Path, reference: tuple[int, int]) -> FlagFacts:
    """Demand by item (kilograms a year) and the changes of the pair's series, for ``--facts``.

    ``publisher`` is ``baci`` or ``comtrade``. Raises StatisticsError for files that cannot be read, or where nothing
    can be compared.
    """
    importer = shipment.declared_destination
    if importer is None:
        raise StatisticsError(NOTHING_TO_COMPARE.at(shipment.id, "no destination is declared"))
    masses, revisions = read_masses(publisher, path, importer)
    told = {item.id: _codes(item, shipment, masses, revisions) for item in shipment.items}
    demand = {item.id: _demand(item, masses, told[item.id]) for item in shipment.items if told[item.id]}
    return FlagFacts(demand=demand, trade=tuple(_changes(shipment, publisher, path, reference, told)))


def _codes(item: Item, shipment: Shipment, masses: Masses, revisions: Mapping[int, int]) -> dict[int, tuple[str, ...]]:
    """By year the codes under which the item's goods were told; nothing for a year of a newer revision or none."""
    digits = re.sub(r"\D", "", item.hs)[:_DIGITS]
    if len(digits) < _DIGITS:
        return {}
    own = revision_on(shipment.date.year)
    joined = {year: codes_before(digits, own, min(own, revisions.get(year, own))) for year in masses.years}
    return {year: codes for year, codes in joined.items() if codes}


def _demand(item: Item, masses: Masses, told: Mapping[int, tuple[str, ...]]) -> Demand:
    sums, years = masses.of(told)
    mass = kilograms(item.quantity)
    return Demand(
        quantity=None if mass is None else Decimal(repr(mass)),
        yearly={str(year): Decimal(repr(round(value, 3))) for year, value in sums.items()},
        years_reported=tuple(str(year) for year in years),
    )


def _changes(
    shipment: Shipment,
    publisher: str,
    path: Path,
    reference: tuple[int, int],
    told: Mapping[str, Mapping[int, tuple[str, ...]]],
) -> Iterator[TradeChange]:
    exporter = _exporter(shipment)
    importer = str(shipment.declared_destination)
    wanted: dict[Series, list[str]] = {}
    for item, years in told.items():
        for code in dict.fromkeys(code for codes in years.values() for code in codes):
            wanted.setdefault((exporter, importer, code), []).append(item)
    asked = Asked(reference, union=False, nil=True, only=wanted)
    found = anomalies(_VALUES[publisher](path), asked)
    for cell in found.cells:
        if int(cell.period) > reference[1]:
            change = _change(cell, f"{publisher}:{path.name}")
            items = wanted[cell.exporter, cell.importer, cell.code]
            yield from (
                replace(change, item=item) for item in items if cell.code in told[item].get(int(cell.period), ())
            )


def _change(cell: Cell, source: str) -> TradeChange:
    known = cell.state is CellState.OK and cell.jump is not None
    return TradeChange(
        item="",
        exporter=cell.exporter,
        importer=cell.importer,
        code=cell.code,
        period=cell.period,
        reported=known,
        flagged=cell.flagged,
        jump=_rounded(cell.jump),
        collapse=_rounded(cell.collapse),
        delta=_rounded(cell.delta),
        reason=cell.reason,
        source=source,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _exporter(shipment: Shipment) -> str:
    """Where the goods leave: where they lie, else where the exporter is established."""
    if shipment.goods_location is not None:
        return str(shipment.goods_location)
    named = [party.country for party in shipment.in_role(Role.EXPORTER) if party.country is not None]
    return str(named[0]) if named else ""
