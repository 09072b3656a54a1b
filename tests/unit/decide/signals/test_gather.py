"""What the other stages know reaches the red flags: goods, addresses, links, and what a person stated before all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from endgate.decide.pipeline import Options, decide, gather
from endgate.decide.record import canonical, read_record, replay
from endgate.decide.signals.gather import with_stated
from endgate.decide.signals.goods import partners
from endgate.edition.opened import Edition
from endgate.evidence.model import ClaimFile
from endgate.shipment.flags import Connection, FlagFacts, ListedHolding, Profile, Watch
from endgate.shipment.indications import Flag
from endgate.shipment.model import (
    Item,
    Party,
    PartyAddress,
    PartyClass,
    PartyIdentifier,
    PartyLink,
    Role,
    Shipment,
)
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

DAY = date(2026, 7, 31)
DE, KZ, RU, TR = (CountryCode(code) for code in ("DE", "KZ", "RU", "TR"))
SULFIDE = Item("1", "sodium sulfide, flakes", hs="2830.10", cas="1313-82-2")
CIRCUIT = Item("1", "integrated circuits, processors", hs="8542.31")
LISTED = PartyIdentifier(IdentifierKind.PUBLISHER_REF, "UN CDe.007")
OWNER = Party("own", "Machanga Ltd", roles=(Role.OTHER,), identifiers=(LISTED,))


def deal(*more: Party, item: Item = SULFIDE, destination: CountryCode = TR, **other: object) -> Shipment:
    exporter = Party("exp", "Chemie Nord GmbH", roles=(Role.EXPORTER,), country=DE, seat=DE)
    parties = (exporter, *more)
    given = Shipment("s", DAY, parties, (item,), declared_destination=destination, goods_location=DE)
    return replace(given, **other)  # type: ignore[arg-type]


def flags(shipment: Shipment, edition: Edition, facts: FlagFacts | None = None) -> dict[str, list[Flag]]:
    found: dict[str, list[Flag]] = {}
    options = Options(facts=facts or FlagFacts())
    for flag in gather(shipment, edition, ClaimFile(), DAY, DAY, options).route.flags:
        found.setdefault(flag.id, []).append(flag)
    return found


def buyer(**more: object) -> Party:
    roles = (Role.CONSIGNEE, Role.BUYER, Role.END_USER)
    return replace(Party("con", "Ararat Deri", roles=roles, country=TR), **more)  # type: ignore[arg-type]


def answer(found: dict[str, list[Flag]], name: str) -> Truth:
    (flag,) = found[name]
    return flag.fired


def test_a_listed_precursor_is_told_as_one(starter: Edition) -> None:
    armed = flags(deal(buyer(classes=(PartyClass.MILITARY,))), starter)
    assert answer(armed, "RF-044") is Truth.FALSE
    plain = flags(deal(buyer(classes=(PartyClass.MILITARY,)), item=Item("1", "wooden chairs", hs="9401.61")), starter)
    assert answer(plain, "RF-044") is Truth.TRUE


def test_priority_goods_through_a_hub_are_asked_of_law(starter: Edition) -> None:
    trader = Party("con", "Almaty Trade House", roles=(Role.CONSIGNEE, Role.BUYER), country=KZ)
    user = Party("end", "Almaty Works", roles=(Role.END_USER,), country=KZ)
    found = flags(deal(trader, user, item=CIRCUIT, destination=KZ), starter)
    assert "what law watches the items for" not in found["RF-023"][0].missing
    chairs = flags(deal(trader, user, item=Item("1", "wooden chairs", hs="9401.61"), destination=KZ), starter)
    assert answer(chairs, "RF-023") is Truth.FALSE


def test_a_new_buyer_of_priority_goods_is_told_by_its_founding(starter: Edition) -> None:
    kind = PartyKind.ORGANISATION
    young = buyer(country=KZ, kind=kind, birth=(PartialDate(2023, 5, 4),))
    old = buyer(country=KZ, kind=kind, birth=(PartialDate(1999, 5, 4),))
    assert answer(flags(deal(young, item=CIRCUIT, destination=KZ), starter), "RF-058") is Truth.TRUE
    assert answer(flags(deal(old, item=CIRCUIT, destination=KZ), starter), "RF-058") is Truth.FALSE
    year_only = buyer(country=KZ, kind=kind, birth=(PartialDate(2023),))
    assert answer(flags(deal(year_only, item=CIRCUIT, destination=KZ), starter), "RF-058") is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("share", "expect"), [("30", Truth.TRUE), ("", Truth.TRUE), ("0", Truth.FALSE), ("60", Truth.FALSE)]
)
def test_a_designated_minority_owner_is_a_flag_and_a_majority_is_law(
    starter: Edition, share: str, expect: Truth
) -> None:
    shipment = deal(buyer(), OWNER, links=(PartyLink("own", "con", "owns", share),))
    assert answer(flags(shipment, starter), "RF-014") is expect


def test_no_link_stated_leaves_owners_open(starter: Edition) -> None:
    found = flags(deal(buyer()), starter)
    assert {answer(found, name) for name in ("RF-014", "RF-035")} == {Truth.UNKNOWN}


def test_a_director_of_a_designated_party_is_one_step_away(starter: Edition) -> None:
    man = Party("man", "A. Director", roles=(Role.OTHER,))
    seats = (PartyLink("man", "con", "director"), PartyLink("man", "own", "director"))
    found = flags(deal(buyer(), OWNER, man, links=seats), starter)
    assert answer(found, "RF-014") is Truth.TRUE
    over = flags(deal(buyer(), OWNER, man, links=(seats[0], replace(seats[1], valid_to=PartialDate(2020)))), starter)
    assert answer(over, "RF-014") is Truth.FALSE


def test_a_telephone_shared_with_a_designated_party_is_a_path(starter: Edition) -> None:
    phone = PartyIdentifier(IdentifierKind.PHONE, "+90 212 000 00 00")
    same = PartyIdentifier(IdentifierKind.PHONE, "+902120000000")
    joined = deal(buyer(identifiers=(phone,)), replace(OWNER, identifiers=(LISTED, same)))
    assert flags(joined, starter)["RF-035"][0].values["over"] == "phone"
    apart = deal(buyer(identifiers=(phone,)), OWNER)
    assert answer(flags(apart, starter), "RF-035") is Truth.FALSE


def test_a_listed_house_is_told_and_another_is_not(starter: Edition) -> None:
    listed = PartyAddress("19 Luysi Chalovskoy St., Borisov, 222512", country=CountryCode("BY"))
    (flag,) = flags(deal(buyer(addresses=(listed,))), starter)["RF-013"]
    assert (flag.fired, flag.values["listed"]) == (Truth.TRUE, "140 Repair Plant JSC")
    other = PartyAddress("8 Quiet Lane, Borisov", country=CountryCode("BY"))
    assert answer(flags(deal(buyer(addresses=(other,))), starter), "RF-013") is Truth.FALSE
    assert answer(flags(deal(buyer()), starter), "RF-013") is Truth.UNKNOWN


def test_a_party_that_has_a_box_alone_sits_at_no_address(starter: Edition) -> None:
    box = PartyAddress("P.O. Box 4711, Mersin", country=TR)
    house = PartyAddress("8 Liman Cad., Mersin", country=TR)
    assert answer(flags(deal(buyer(addresses=(box,))), starter), "RF-026") is Truth.TRUE
    assert answer(flags(deal(buyer(addresses=(box, house))), starter), "RF-026") is Truth.UNKNOWN


def test_what_a_person_stated_stands_before_what_was_found(starter: Edition) -> None:
    stated = FlagFacts(profiles={"con": Profile(activities=("52.29",))})
    assert answer(flags(deal(buyer()), starter, stated), "RF-009") is Truth.TRUE
    assert answer(flags(deal(buyer()), starter), "RF-009") is Truth.UNKNOWN
    found = FlagFacts(tags={"1": ("listed",)}, watches=(Watch("1", RU),))
    told = with_stated(found, FlagFacts(tags={"2": ()}, connections=(Connection("con", "L", 1),)))
    assert (told.tags, told.watches) == ({"1": ("listed",), "2": ()}, found.watches)
    assert told.connections == (Connection("con", "L", 1),)


def test_stated_facts_are_part_of_the_record(starter: Edition) -> None:
    facts = FlagFacts(holdings=(ListedHolding("con", "Listed Works", Decimal("49.9")),))
    plain = decide(deal(buyer()), starter)
    decision = decide(deal(buyer()), starter, options=Options(facts=facts))
    assert [flag.id for flag in decision.flags if flag.fired is Truth.TRUE] == ["RF-014"]
    assert decision.input_sha256 != plain.input_sha256
    assert "facts" not in plain.input
    recorded = read_record(canonical(decision), name="d.json")
    assert replay(recorded, starter).same


def test_partners_by_the_day() -> None:
    assert CountryCode("NO") not in partners(date(2022, 3, 1))
    assert {CountryCode("NO"), CountryCode("FR"), CountryCode("JP")} <= set(partners(date(2024, 3, 1)))
    assert CountryCode("KZ") not in partners(DAY)
    assert partners(date(2021, 1, 1)) == ()
