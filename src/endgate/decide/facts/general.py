"""General authorisations that may stand in for a licence although nobody claims one, with what must be confirmed.

Their texts were not compared, so none ever covers by itself: it leaves the question open whether it does. The deal is
then held for the answers and no longer stopped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from endgate.decide.facts.goods_kinds import GoodsKind, kinds_of
from endgate.goods.model import ItemResult, Status
from endgate.law.facts import Cause, Unknown
from endgate.shipment.model import Item, Shipment
from endgate.terms.truth import Truth


@dataclass(frozen=True)
class Offered:
    """A general authorisation of a table of ``authorisations.toml`` that has ``offered_for``."""

    id: str
    terms: Mapping[str, Any]

    @property
    def key(self) -> str:
        return f"authorised.{self.terms['office']}.{self.terms['scope']}"


def offered(
    tables: Mapping[str, Mapping[str, Any]], shipment: Shipment, item: Item, result: ItemResult, as_of: date
) -> Iterator[tuple[str, Unknown]]:
    """``authorised.<office>.<scope>``, unknown, for every general authorisation that may cover the line."""
    leaves: dict[str, list[str]] = {}
    sources: dict[str, list[str]] = {}
    for name, terms in tables.items():
        kinds = [(kind, truth) for kind, truth in kinds_of(item).items() if kind.kind in terms.get("offered_for", ())]
        if not kinds or not _reaches(terms, shipment, as_of) or _barred(terms, shipment, item, result):
            continue
        each = Offered(name, terms)
        leaves.setdefault(each.key, []).extend(_leaves(each, shipment, result, *kinds[0]))
        sources.setdefault(each.key, []).append(f"general authorisation:{name}")
    for key, found in leaves.items():
        yield key, Unknown(Cause.UNDETERMINED, tuple(dict.fromkeys(found)), sources=tuple(sources[key]))


def _reaches(terms: Mapping[str, Any], shipment: Shipment, as_of: date) -> bool:
    if shipment.declared_destination not in terms["destinations"]:
        return False
    started = date.fromisoformat(terms["valid_from"]) <= as_of
    return started and ("valid_to" not in terms or as_of < date.fromisoformat(terms["valid_to"]))


def _barred(terms: Mapping[str, Any], shipment: Shipment, item: Item, result: ItemResult) -> bool:
    """Is it ruled out by who receives the goods, by the control list, or by an excluded tariff code?"""
    code = "".join(char for char in item.hs if char.isdigit())
    classes = {
        each.value for party in shipment.parties if not any(role.acts for role in party.roles) for each in party.classes
    }
    uses = set() if shipment.end_use is None else set(shipment.end_use.categories)
    return (
        not classes.isdisjoint(terms["barred_classes"])
        or not uses.isdisjoint(terms["barred_uses"])
        or any(_status(result, each) is Status.LISTED for each in terms["not_on"])
        or any(code.startswith(each) for each in terms["excluded_hs"])
    )


def _status(result: ItemResult, goods_list: str) -> Status:
    try:
        return result.on(goods_list).status
    except KeyError:
        return Status.UNDETERMINED


def _leaves(each: Offered, shipment: Shipment, result: ItemResult, kind: GoodsKind, known: Truth) -> Iterator[str]:
    terms = each.terms
    claimed = any(licence.id in (each.id, *terms["ids"]) for licence in shipment.licences)
    asked = "is claimed: does it cover this line?" if claimed else "may cover this line: is it used?"
    yield f"A {terms['title']} {asked}"
    if known is not Truth.TRUE:
        yield f"Are the goods a {kind.says}? State the HS code"
    for goods_list in terms["not_on"]:
        if _status(result, goods_list) is not Status.NOT_LISTED:
            yield "Confirm that the item is EAR99: state who classified it, when, under the Commerce Control List"
    yield from (f"Confirm: {condition}" for condition in terms["conditions"])
    if terms["checked"] != "text":
        yield f"The text of {terms['ids'][0]} was not compared with what stands here ({terms['checked']}): read it"
