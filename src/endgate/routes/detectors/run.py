"""Runs detectors by id and tells what each of them reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from endgate.routes.detectors import buyer, demand, destination, links, papers, path
from endgate.routes.detectors.answer import Parameters, parameters, with_closing
from endgate.shipment.flags import FlagInput
from endgate.shipment.indications import Flag

Detector: TypeAlias = Callable[[FlagInput, Parameters], tuple[Flag, ...]]

DETECTORS: Mapping[str, Detector] = {
    destination.DECLARED_IS_NOT_INDICATED: destination.declared_is_not_indicated,
    destination.EMBARGOED_NEIGHBOUR: destination.embargoed_neighbour,
    path.ABNORMAL_ROUTE: path.abnormal_route,
    path.CIRCUITOUS: path.circuitous,
    path.HUB: path.transshipment_hub,
    buyer.FORWARDER: buyer.forwarder_as_end_user,
    papers.SWITCHED: papers.switched_papers,
    demand.TOO_MUCH: demand.more_than_needed,
    demand.TRADE_JUMP: demand.trade_jump,
    demand.NO_INDUSTRY: demand.precursor_without_industry,
    buyer.MISFIT: buyer.product_does_not_fit,
    buyer.BACKGROUND: buyer.little_background,
    buyer.FOUNDED_AFTER: buyer.founded_after_control,
    buyer.NEW_BUYER: buyer.priority_goods_new_buyer,
    buyer.SMALL_TRADER: buyer.small_trading_company,
    buyer.MASS_ADDRESS: buyer.mass_address,
    links.ADDRESS: links.listed_address,
    links.MINORITY: links.minority_owner,
    links.CONNECTED: links.connected,
    links.FRONTS: links.front_companies,
    links.MILITARY: links.military_customer,
    links.PROGRAMME: links.tied_to_programme,
    papers.NO_CLAUSE: papers.clause_missing,
    papers.DENIED: papers.denied_before,
    papers.MOVED: papers.moved_within_group,
    papers.THIRD_PARTY: papers.third_party_payment,
    demand.ODD_DESCRIPTION: demand.description_against_code,
    demand.ODD_VALUE: demand.value_against_weight,
}


def run(given: FlagInput, ids: Iterable[str] | None = None, params: Parameters | None = None) -> tuple[Flag, ...]:
    """Every flag of the detectors asked for, all of them otherwise, as a person closed it. Raises KeyError."""
    read = parameters() if params is None else params
    names = DETECTORS if ids is None else ids
    return tuple(with_closing(flag, given.shipment) for name in names for flag in DETECTORS[name](given, read))
