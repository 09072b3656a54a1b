"""Fills what detectors read from what the other stages found; what a person stated stands before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from endgate.decide.identity import Screened
from endgate.decide.signals import goods, links, parties
from endgate.edition.opened import Edition
from endgate.goods.model import ItemResult
from endgate.network.exposure import Exposure
from endgate.shipment.flags import FlagFacts
from endgate.shipment.model import Shipment

NOTHING_STATED = FlagFacts()


def of_goods(shipment: Shipment, results: Mapping[str, ItemResult], day: date) -> FlagFacts:
    """What the goods and the shipment alone say; nobody was screened."""
    tagged = goods.tags({item.id: item for item in shipment.items}, results, day)
    return FlagFacts(
        profiles=parties.profiles(shipment),
        tags=tagged,
        watches=goods.watches(tagged, day),
        partners=goods.partners(day),
    )


def of_case(
    shipment: Shipment,
    edition: Edition,
    results: Mapping[str, ItemResult],
    screened: Mapping[str, Screened],
    exposures: tuple[Exposure, ...],
    day: date,
) -> FlagFacts:
    """What every stage before law says."""
    listed = links.designated(screened)
    return replace(
        of_goods(shipment, results, day),
        addresses=parties.addresses(shipment, screened, edition),
        holdings=links.holdings(shipment, exposures, listed, day),
        connections=links.connections(shipment, listed, edition, day),
    )


def with_stated(found: FlagFacts, stated: FlagFacts) -> FlagFacts:
    """The facts found, with what a person stated in their place; party by party and item by item in tables."""
    changes: dict[str, Any] = {}
    for field in fields(FlagFacts):
        told = getattr(stated, field.name)
        if isinstance(told, dict):
            changes[field.name] = {**(getattr(found, field.name) or {}), **told}
        elif told is not None:
            changes[field.name] = told
    return replace(found, **changes)
