"""Composes the facts table: for each actor and item one row per view."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import chain

from endgate.decide.actors import Actor
from endgate.decide.case import Case
from endgate.decide.facts import actor as actor_facts
from endgate.decide.facts import deal, items, knowledge, papers, parties
from endgate.decide.view import View
from endgate.goods.authorisations import may_be_in_annex_iv
from endgate.goods.data import GoodsData
from endgate.goods.model import Status
from endgate.law.book import LawBook
from endgate.law.facts import FactRow, Value
from endgate.law.finding import ActorFacts
from endgate.law.model import Binds
from endgate.law.reference import Groups, ListKind, ListRef
from endgate.network.nexus import NexusFacts, nexus
from endgate.shipment.model import Item, Shipment
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth


class Table:
    """Fills rows for one case. What does not depend on the actor is computed once per view or item."""

    def __init__(self, case: Case, book: LawBook) -> None:
        self.case = case
        self.book = book
        self.reference = book.reference
        self._views: dict[str, Mapping[str, Value]] = {}
        self._items: dict[str, Mapping[str, Value]] = {}

    def actor(self, actor: Actor, item: Item) -> ActorFacts:
        """The rows of one actor for one item, one per view."""
        facts = None if actor.party is None else nexus(actor.party, self.case.shipment, self.case.as_of)
        own = self._own(actor, item, facts)
        rows = {view.name: self._row(view, item, actor, own) for view in self.case.views}
        kind = Binds.PRIVATE if actor.state is None else Binds.STATE
        return ActorFacts(actor.id, actor.name, kind, actor_facts.jurisdictions(actor, facts, self._passed), rows)

    @cached_property
    def _passed(self) -> tuple[CountryCode, ...]:
        """Countries whose territory the goods pass in transit, and the flags that they sail under."""
        route = self.case.route
        transits = (each for each in route.touched if route.transits(each) is Truth.TRUE)
        return (*transits, *actor_facts.flags(self.case.shipment))

    def _own(self, actor: Actor, item: Item, facts: NexusFacts | None) -> Mapping[str, Value]:
        propositions = self.reference.propositions
        if facts is None:
            mine = actor_facts.state(actor, self.case.shipment)
            return dict(chain(mine, knowledge.determined(self.case, actor.state, propositions)))
        held = {actor.id, *(() if actor.party is None else (actor.party.id,))}
        return dict(
            chain(
                actor_facts.private(actor, facts, self.case.shipment),
                knowledge.knows(self.case, held, propositions),
                knowledge.informed(self.case, held, propositions, self.reference.authorities, item.id),
                knowledge.determined(self.case, None, propositions),
            )
        )

    def _row(self, view: View, item: Item, actor: Actor, own: Mapping[str, Value]) -> FactRow:
        codes = self._codes(item)
        line = papers.Line(
            shipment=view.shipment,
            item=item,
            result=self.case.items[item.id],
            codes=codes,
            holders=self._holders(actor),
            as_of=self.case.as_of,
            annex_iv=frozenset(code for code in codes if may_be_in_annex_iv(code, self._goods)),
        )
        licences = dict(papers.authorised(line))
        return FactRow({**self._of_view(view), **self._of_item(item), **self._required(view, item), **licences, **own})

    def _required(self, view: View, item: Item) -> Mapping[str, Value]:
        result, destination = self.case.items[item.id], view.shipment.declared_destination
        return dict(items.required(result, destination, self._item_lists, self._goods, self.case.as_of))

    def _holders(self, actor: Actor) -> frozenset[str]:
        return frozenset({actor.id} if actor.party is None else {actor.id, actor.party.id})

    def _codes(self, item: Item) -> frozenset[str]:
        result = self.case.items[item.id]
        return frozenset(
            code
            for each in result.lists
            for entry in each.entries
            if entry.status is Status.LISTED
            for code in (entry.entry, entry.path)
            if code
        )

    def _of_view(self, view: View) -> Mapping[str, Value]:
        if view.name not in self._views:
            route = self.case.route
            self._views[view.name] = dict(
                chain(
                    deal.deal_facts(view.shipment),
                    deal.transit_facts(
                        view.shipment, route.transits, route.touched, self._ends(view.shipment), route.whole
                    ),
                    parties.designations(self.case, view.shipment, self._party_lists),
                    parties.shares(self.case, self._party_lists),
                    knowledge.flags(self.case, self._flags),
                )
            )
        return self._views[view.name]

    def _of_item(self, item: Item) -> Mapping[str, Value]:
        if item.id not in self._items:
            result = self.case.items[item.id]
            near = dict(items.nearness(result))
            programmes = near["item_near_miss.programmes"]
            self._items[item.id] = dict(
                chain(
                    deal.item_terms(item, self._direct_products),
                    ((f"item_on.{ref.id}", items.classification(result, ref)) for ref in self._whole_lists),
                    items.provisions(item, result),
                    items.contents(item, (ref.id for ref in self._item_lists)),
                    near.items(),
                    knowledge.in_play(self.case, self.reference.propositions, items.words(programmes)),
                )
            )
        return self._items[item.id]

    @cached_property
    def _goods(self) -> GoodsData:
        return GoodsData.load(self.case.edition.goods)

    @cached_property
    def _party_lists(self) -> tuple[ListRef, ...]:
        return tuple(ref for ref in self.reference.lists.values() if ref.kind is ListKind.PARTY and ref.sources)

    @cached_property
    def _item_lists(self) -> tuple[ListRef, ...]:
        return tuple(ref for ref in self.reference.lists.values() if ref.kind is ListKind.ITEM)

    @cached_property
    def _whole_lists(self) -> tuple[ListRef, ...]:
        """Lists that law does not derive from another list that the row answers for."""
        return tuple(ref for ref in self._item_lists if ref.goods or not ref.part_of)

    def _ends(self, shipment: Shipment) -> tuple[str, ...]:
        """Where the deal begins and ends: the two countries and every group of law that they surely belong to."""
        codes = [str(each) for each in (shipment.goods_location, shipment.declared_destination) if each is not None]
        groups = Groups(self.reference.groups, self.case.as_of)
        inside = [
            name for name in self.reference.groups if any(groups.member(code, (name,)) is Truth.TRUE for code in codes)
        ]
        return (*codes, *inside)

    @cached_property
    def _direct_products(self) -> tuple[str, ...]:
        """Every foreign-direct-product rule that some measure asks for."""
        return self.book.asked("direct_product_of", "rule")

    @cached_property
    def _flags(self) -> tuple[str, ...]:
        """Every red flag that some measure asks for."""
        return self.book.asked("red_flag_open", "ids")
