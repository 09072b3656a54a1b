"""Earlier shipments tell since when a buyer is known, what was sent before, and who else asked for the same goods."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from endgate.decide.signals.earlier import from_earlier, with_earlier
from endgate.routes.detectors.run import run
from endgate.shipment.flags import Demand, FlagFacts, FlagInput, History, Profile
from endgate.shipment.model import Item, Party, PartyIdentifier, Role, Shipment
from endgate.terms.kinds import IdentifierKind
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

DAY = date(2026, 5, 1)
SULFIDE = Item("1", "sodium sulfide", quantity="20 t", hs="2830.10")
DE, AM = CountryCode("DE"), CountryCode("AM")


def deal(name: str, on: date, buyer: str = "Ararat Deri", seller: str = "Chemie Nord", **numbers: str) -> Shipment:
    identifiers = tuple(PartyIdentifier(IdentifierKind(kind), value) for kind, value in numbers.items())
    parties = (
        Party("exp", seller, (Role.EXPORTER,), country=DE),
        Party("con", buyer, (Role.CONSIGNEE, Role.END_USER), country=AM, identifiers=identifiers),
    )
    return Shipment(name, on, parties, (SULFIDE,), declared_destination=AM, goods_location=DE)


def test_a_buyer_is_known_since_the_first_shipment_to_it() -> None:
    before = [deal("a", date(2019, 1, 2)), deal("b", date(2018, 1, 2), "Another"), deal("c", date(2027, 1, 2))]
    assert from_earlier(deal("s", DAY), before).profiles["con"].first_trade == date(2019, 1, 2)


def test_a_buyer_among_none_is_new_only_where_all_are_given() -> None:
    before = [deal("b", date(2018, 1, 2), "Another")]
    assert from_earlier(deal("s", DAY), before).profiles == {}
    whole = replace(deal("s", DAY), registers_complete=("shipments",))
    assert from_earlier(whole, before).profiles["con"].first_trade == DAY


def test_shipments_of_another_house_say_nothing() -> None:
    assert from_earlier(deal("s", DAY), [deal("a", date(2019, 1, 2), seller="Chemie Süd")]).profiles == {}


def test_what_was_sent_in_twelve_months_adds_to_the_demand() -> None:
    before = [deal("a", date(2026, 1, 2)), deal("b", date(2025, 12, 2)), deal("c", date(2025, 1, 2))]
    found = from_earlier(deal("s", DAY), before)
    assert found.demand["1"].sent_before == Decimal("40000.0")
    yearly = {str(year): Decimal(100_000) for year in (2023, 2024, 2025)}
    stated = FlagFacts(demand={"1": Demand(Decimal(20_000), yearly, tuple(yearly))})
    alone = FlagInput(deal("s", DAY), DAY, facts=stated)
    assert run(alone, ["RF-046"])[0].fired is Truth.FALSE
    assert run(replace(alone, facts=with_earlier(stated, found)), ["RF-046"])[0].fired is Truth.TRUE


def test_buyers_that_share_numbers_are_told_as_fronts() -> None:
    before = [
        deal("a", date(2026, 1, 2), "First", phone="1", email="x@y"),
        deal("b", date(2026, 2, 2), "Second", phone="1", email="q@y"),
    ]
    last = deal("s", DAY, "Third", email="x@y")
    assert run(FlagInput(last, DAY, facts=from_earlier(last, before)), ["RF-038"])[0].fired is Truth.TRUE
    other = deal("s", DAY, "Third", email="z@y")
    assert run(FlagInput(other, DAY, facts=from_earlier(other, before)), ["RF-038"])[0].fired is Truth.FALSE


def test_what_a_person_stated_stays() -> None:
    stated = FlagFacts(profiles={"con": Profile(first_trade=date(2001, 1, 1))}, history=History())
    told = with_earlier(stated, from_earlier(deal("s", DAY), [deal("a", date(2019, 1, 2))]))
    assert (told.profiles["con"].first_trade, told.history) == (date(2001, 1, 1), History())
