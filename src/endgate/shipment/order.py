"""Dates inside a shipment that must follow each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from endgate.shipment.errors import DATES_OUT_OF_ORDER
from endgate.shipment.model import Shipment
from endgate.terms.dates import PartialDate
from endgate.terms.faults import Fault


def dates_out_of_order(shipment: Shipment) -> Iterator[Fault]:
    """Name every pair of dates that surely runs backwards."""
    for index, licence in enumerate(shipment.licences):
        yield from _pair(f"$.licences[{index}].valid_to", licence.valid_from, licence.valid_to, "it begins")
    for index, link in enumerate(shipment.links):
        yield from _pair(f"$.links[{index}].valid_to", link.valid_from, link.valid_to, "it begins")
    for index, denial in enumerate(shipment.denials):
        yield from _pair(f"$.denials[{index}].valid_to", denial.date, denial.valid_to, "it was made")
    for index, flag in enumerate(shipment.flags):
        yield from _pair(f"$.flags[{index}].closed_on", flag.since, flag.closed_on, "it arose")
    yield from _records(shipment)


def _records(shipment: Shipment) -> Iterator[Fault]:
    stated = [(f"$.notices[{index}]", each.date, each.known_from) for index, each in enumerate(shipment.notices)]
    stated += [(f"$.statements[{index}]", each.on, each.known_from) for index, each in enumerate(shipment.statements)]
    stated += [(f"$.knowledge[{index}]", each.since, each.known_from) for index, each in enumerate(shipment.knowledge)]
    stated += [
        (f"$.determinations[{index}]", each.on, each.known_from) for index, each in enumerate(shipment.determinations)
    ]
    for path, happened, recorded in stated:
        yield from _pair(f"{path}.known_from", happened, recorded, "it happened")


def _pair(path: str, first: date | PartialDate | None, second: date | PartialDate | None, what: str) -> Iterator[Fault]:
    if first is None or second is None:
        return
    low = first.earliest() if isinstance(first, PartialDate) else first
    high = second.latest() if isinstance(second, PartialDate) else second
    circa = any(isinstance(each, PartialDate) and each.circa for each in (first, second))
    if high < low and not circa:
        yield DATES_OUT_OF_ORDER.at(path, f"{second} lies before {first}, when {what}")
