"""The predicates of the vocabulary by name. No others; a new one needs code, tests, a signature and docs/law.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from endgate.law import actor_predicates as actor
from endgate.law import deal_predicates as deal
from endgate.law import item_predicates as item
from endgate.law import knowledge_predicates as knowledge
from endgate.law import party_predicates as party
from endgate.law.scene import Reading, Scene

Predicate = Callable[[Scene, dict[str, Any]], Reading]
Call = tuple[Predicate, dict[str, Any]]
"""A predicate with the arguments of one atom."""

_FUNCTIONS: tuple[Predicate, ...] = (
    actor.actor_is_legal_person_of,
    actor.actor_is_national_of,
    actor.actor_is_branch,
    actor.acts_in,
    actor.actor_is_us_person,
    actor.actor_controlled_by,
    actor.participates,
    actor.carrier_flag_in,
    actor.activity_in,
    deal.exports_from,
    deal.transits,
    deal.destination_in,
    deal.buyer_country_in,
    deal.for_use_in,
    deal.party_in,
    deal.contract_before,
    deal.value_le,
    deal.hs_in,
    item.item_kind_in,
    item.item_on,
    item.item_matches,
    item.contains_listed,
    item.origin_in,
    item.content_gt,
    item.direct_product_of,
    item.in_scope,
    party.party_designated,
    party.owned_ge,
    party.party_class_in,
    party.end_use_in,
    deal.arms_embargo,
    party.red_flag_open,
    knowledge.authorised,
    knowledge.knows,
    knowledge.informed,
    knowledge.state_determined,
    item.list_requires,
)
PREDICATES: Mapping[str, Predicate] = {function.__name__: function for function in _FUNCTIONS}
