"""Build the corporate graph of a shipment from its links and parties. An establishment is never held by anybody."""

from __future__ import annotations

import dataclasses
from datetime import date

from endgate.network.model import Graph, Holding, Share, Tie, active
from endgate.shipment.model import Form, PartyLink, Shipment
from endgate.terms.faults import EndgateError, Fault
from endgate.terms.truth import Truth

ESTABLISHMENTS = frozenset({Form.BRANCH, Form.REPRESENTATIVE_OFFICE})
_MAY_OWN = frozenset({"controls", "parent"})
"""Links that leave the share unsaid although there may well be one: ``[0, 100]``, so that ownership stays open."""


def build(shipment: Shipment, as_of: date) -> Graph:
    """Read links and parties as they stood that day. Raises NetworkError with every share that cannot be read."""
    forms = {party.id: party.form for party in shipment.parties}
    heads: dict[str, list[str]] = {party.id: [party.head] for party in shipment.parties if party.head}
    notes: list[str] = []
    rest = [link for link in shipment.links if not _takes_head(link, forms, heads, notes, as_of)]
    single = {entity: tuple(dict.fromkeys(each)) for entity, each in heads.items()}
    graph = Graph(
        ties=tuple(_tie(link, as_of) for link in rest if link.kind != "owns"),
        heads=single,
        forms=forms,
        names={party.id: party.name for party in shipment.parties},
    )
    holdings = _holdings(rest, shipment, graph, notes)
    return dataclasses.replace(graph, holdings=holdings, notes=tuple(notes))


def _takes_head(
    link: PartyLink, forms: dict[str, Form], heads: dict[str, list[str]], notes: list[str], as_of: date
) -> bool:
    """Record the head of an establishment; True when the link is used up by that."""
    office = forms.get(link.held) in ESTABLISHMENTS
    if link.kind != "branch_of" and not (office and link.kind in ("owns", "controls", "parent")):
        return False
    exists = active(link.valid_from, link.valid_to, as_of)
    if exists is Truth.FALSE:
        return True
    if exists is Truth.UNKNOWN or not link.confirmed:
        notes.append(f"{link.holder} may be the head of {link.held}: the link is not certain")
        return True
    heads.setdefault(link.held, []).append(link.holder)
    if link.kind != "branch_of":
        notes.append(f"{link.held} is an establishment: '{link.kind}' by {link.holder} read as its head")
    return True


def _tie(link: PartyLink, as_of: date) -> Tie:
    exists = active(link.valid_from, link.valid_to, as_of)
    return Tie(link.holder, link.held, link.kind, exists, link.confirmed, link.source)


def _holdings(links: list[PartyLink], shipment: Shipment, graph: Graph, notes: list[str]) -> tuple[Holding, ...]:
    owned = {(link.holder, link.held) for link in links if link.kind == "owns" or link.share}
    holdings: list[Holding] = []
    faults: list[Fault] = []
    for link in links:
        if not (link.kind == "owns" or link.share or _may_own(link, owned)):
            continue
        try:
            holdings.append(_holding(link, graph, notes))
        except EndgateError as error:
            where = f"$.links[{shipment.links.index(link)}].share"
            faults += [dataclasses.replace(fault, where=where) for fault in error.faults]
    if faults:
        raise EndgateError(*faults)
    return tuple(holdings)


def _may_own(link: PartyLink, owned: set[tuple[str, str]]) -> bool:
    return link.kind in _MAY_OWN and (link.holder, link.held) not in owned


def _holding(link: PartyLink, graph: Graph, notes: list[str]) -> Holding:
    share = Share.parse(link.share)
    person = graph.person_of(link.holder)
    via = "" if person == link.holder else link.holder
    if via:
        notes.append(f"{via} is an establishment: what it holds in {link.held} belongs to {person}")
    return Holding(
        holder=person,
        held=link.held,
        share=share,
        valid_from=link.valid_from,
        valid_to=link.valid_to,
        confirmed=link.confirmed,
        source=link.source,
        via=via,
    )
