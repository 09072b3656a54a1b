"""Regimes that target the deal and are known by their titles alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from endgate.decide.case import Case
from endgate.decide.facts.goods_kinds import kinds_of
from endgate.decide.gaps.countries import only_brokers
from endgate.decide.gaps.model import Gap, Weight
from endgate.decide.gaps.table import ANYWHERE, Breadth, Regime, regimes, weights
from endgate.decide.view import View
from endgate.goods.model import EntryResult, ItemResult, ListResult, Status
from endgate.law.day import LawDay
from endgate.law.facts import Fact, FactRow
from endgate.law.finding import ActorLaw
from endgate.law.knowledge_predicates import Weighing, known_on
from endgate.law.model import State
from endgate.shipment.knowledge import Grade
from endgate.shipment.model import Activity, Item, Party, Role, Shipment
from endgate.terms.places import area_of, areas_named_in
from endgate.terms.truth import Truth

RECEIVING = (Role.BUYER, Role.CONSIGNEE, Role.INTERMEDIATE_CONSIGNEE, Role.END_USER)
_DESTINATION = "destination."
RAISED = frozenset({Status.LISTED, Status.UNDETERMINED})
"""States of an entry of a list that holds the item, or may."""


@dataclass(frozen=True)
class Asked:
    """One actor with one item: whose law binds it at home, what law said of it, and the facts of it by view."""

    case: Case
    item: Item
    places: tuple[str, ...]
    us_person: Truth
    law: ActorLaw
    day: LawDay
    rows: Mapping[str, FactRow] = field(default_factory=dict)


def regime_gaps(asked: Asked) -> Iterator[Gap]:
    """The regimes of the table that bind the actor and touch the deal, view by view."""
    for view in asked.case.views:
        touched = touched_places(view.shipment) | frozenset(_known_places(asked, view))
        for regime in regimes():
            if regime.on(asked.case.as_of) and _targets(regime, touched):
                weight = _weight(regime, asked, view)
                if weight is not None:
                    yield Gap(
                        regime.id,
                        regime.law_of,
                        weight,
                        f"{regime.title}: not held",
                        _ask(regime, asked.item),
                        view.name,
                        regime.source,
                    )


def _ask(regime: Regime, item: Item) -> str:
    return f"{regime.ask}. {regime.humanitarian}" if regime.humanitarian and kinds_of(item) else regime.ask


def touched_places(shipment: Shipment) -> frozenset[str]:
    """Countries and areas that the goods or the benefit of the deal reach; of an import, where they come from."""
    if shipment.activity is Activity.IMPORT:
        found = {shipment.goods_location, *(item.origin for item in shipment.items)}
        return frozenset(str(each) for each in found if each is not None)
    parties = [party for role in RECEIVING for party in shipment.in_role(role)]
    use = None if shipment.end_use is None else shipment.end_use.place_of_use
    found = {shipment.declared_destination, use}
    found |= {each for party in parties for each in (party.country, party.seat)}
    return frozenset(str(each) for each in found if each is not None) | frozenset(_areas(parties, shipment))


def _known_places(asked: Asked, view: View) -> Iterator[str]:
    """Destinations beside the declared one that the actor suspects or knows, or whose red flag nobody weighed."""
    row = asked.rows.get(view.name, FactRow({}))
    for proposition in asked.day.book.reference.propositions:
        if proposition.startswith(_DESTINATION):
            key = f"knows.{proposition}"
            value = row.get(key)
            if isinstance(value, Fact):
                known = known_on(row, key, value.value, asked.case.as_of, asked.case.known_as_of)
                if known.of(Grade.GROUNDS_FOR_SUSPECTING) in (Weighing.HELD, Weighing.FLAGGED):
                    yield proposition.removeprefix(_DESTINATION)


def _areas(parties: Collection[Party], shipment: Shipment) -> Iterator[str]:
    """Areas with law of their own that an address or a leg names."""
    for party in parties:
        for address in party.addresses:
            yield from (area.code for area in areas_named_in(f"{address.city} {address.text}"))
    for leg in shipment.route:
        area = area_of(leg.end.name)
        if area is not None:
            yield area.code


def at_home(asked: Asked, law_of: str) -> bool:
    """Does that law bind the actor by its seat, nationality, establishment or acts, or as a US person?"""
    if law_of == "US" and asked.us_person is Truth.TRUE:
        return True
    return any(asked.day.groups.member(place, (law_of,)) is Truth.TRUE for place in asked.places)


def leaves_or_at_home(asked: Asked, shipment: Shipment, law_of: str) -> bool:
    """Does that law bind the actor at home, or do the goods lie where it holds?"""
    lies = shipment.goods_location
    leaves = lies is not None and asked.day.groups.member(lies, (law_of,)) is Truth.TRUE
    return leaves or at_home(asked, law_of)


def brokers_from_elsewhere(asked: Asked, shipment: Shipment, law_of: str) -> bool:
    """Does the actor only bring others together, where that law binds the one who sends the goods?"""
    actor = next((party for party in shipment.parties if party.id == asked.law.actor), None)
    return actor is not None and only_brokers(actor, shipment) and not at_home(asked, law_of)


def _list_control(regime: Regime) -> bool:
    """Does the regime ask a licence of whoever exports what is listed, and nothing of a destination?"""
    return regime.breadth is Breadth.RAISED and ANYWHERE in regime.destinations


def _targets(regime: Regime, touched: frozenset[str]) -> bool:
    return ANYWHERE in regime.destinations or not touched.isdisjoint(regime.destinations)


def _weight(regime: Regime, asked: Asked, view: View) -> Weight | None:
    """How the regime weighs; None where it does not bind the actor or its kind of goods is not in sight."""
    bound = _bound(regime, asked, view)
    if bound is Truth.FALSE:
        return None
    if not _in_sight(regime, asked, view.shipment):
        return _out_of_sight(regime)
    return Weight.HOLD if bound is Truth.TRUE else Weight.CONDITION


def _out_of_sight(regime: Regime) -> Weight | None:
    """A list of everything that is controlled leaves the question who classified; one for all the world is not told."""
    if ANYWHERE not in regime.destinations:
        return Weight.TOLD
    return Weight.CONDITION if regime.breadth is Breadth.RAISED else None


def _bound(regime: Regime, asked: Asked, view: View) -> Truth:
    """Does the regime's law reach the actor: at home, where the goods lie, or by the scope that carries it abroad?"""
    if leaves_or_at_home(asked, view.shipment, regime.law_of):
        brought = _list_control(regime) and brokers_from_elsewhere(asked, view.shipment, regime.law_of)
        return Truth.UNKNOWN if brought else Truth.TRUE
    if not regime.scope:
        return Truth.FALSE
    if asked.item.us_direct_product:
        return (
            Truth.TRUE
        )  # the direct-product rules for these destinations are known by their titles alone (15 CFR 734.9)
    found = next((each for each in asked.law.view(view.name).findings if each.measure == regime.scope), None)
    return Truth.FALSE if found is None else _SCOPE.get(found.state, Truth.FALSE)


_SCOPE = {State.APPLIES: Truth.TRUE, State.OPEN: Truth.UNKNOWN}


def _in_sight(regime: Regime, asked: Asked, shipment: Shipment) -> bool:
    result = asked.case.items[asked.item.id]
    match regime.breadth:
        case Breadth.ANY:
            return True
        case Breadth.TOLD:
            return False
        case Breadth.RAISED:
            return raised(result) or _of_kind("military", asked.item, result, shipment)
        case Breadth.MILITARY | Breadth.CHEMICAL:
            return _of_kind(regime.breadth.value, asked.item, result, shipment)


def raised(result: ItemResult) -> bool:
    """Is the item on some control list, or may it be?"""
    return any(entry.status in RAISED for each in result.lists for entry in each.entries)


def _of_kind(kind: str, item: Item, result: ItemResult, shipment: Shipment) -> bool:
    """Does anything say that the item, its use or its user is of that kind?"""
    marks = weights()[kind]
    hs = "".join(char for char in item.hs if char.isdigit())
    uses = () if shipment.end_use is None else shipment.end_use.categories
    classes = {each.value for party in shipment.in_role(Role.END_USER) for each in party.classes}
    return (
        any(hs.startswith(each) for each in marks["hs"] if hs)
        or any(claim.code.upper().startswith(tuple(marks["claims"])) for claim in item.classifications)
        or any(_entry_of(marks, each.list, entry.programme.value) for each, entry in _entries(result))
        or bool(set(uses) & set(marks["end_uses"]) or classes & set(marks["classes"]))
    )


def _entries(result: ItemResult) -> Iterator[tuple[ListResult, EntryResult]]:
    return ((each, entry) for each in result.lists for entry in each.entries if entry.status in RAISED)


def _entry_of(marks: Mapping[str, Sequence[str]], goods_list: str, programme: str) -> bool:
    return goods_list in marks["lists"] or programme in marks["programmes"]
