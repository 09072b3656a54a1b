"""Ships that only a leg names are screened like parties: listed by number or by name, they weigh; others do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from endgate.cli.demo import examples
from endgate.decide.carriers import with_ships
from endgate.decide.model import Decision
from endgate.decide.pipeline import decide
from endgate.decide.record import canonical, read_record, replay
from endgate.edition.opened import Edition
from endgate.law.outcome import Disposition
from endgate.shipment.model import Party, PartyIdentifier, Role, Shipment
from endgate.shipment.read import read_shipments
from endgate.shipment.route import Leg, LegMode, LegPlace
from endgate.terms.kinds import IdentifierKind
from endgate.terms.places import CountryCode


def by_ship(vessel: str) -> Shipment:
    (sourced,) = read_shipments(examples() / "ordinary-us-switzerland.json").shipments
    leg = Leg(LegPlace(CountryCode("US")), LegPlace(CountryCode("CH")), LegMode.SEA, vessel=vessel)
    return replace(sourced.shipment, route=(leg,))


def _goes(decision: Decision) -> bool:
    going = (Disposition.PROCEED, Disposition.PROCEED_WITH_CONDITIONS)
    return all(each.disposition in going and each.with_unreviewed in going for each in decision.actors)


@pytest.mark.parametrize("vessel", ["ARTAVIL, IMO 9187629", "IMO 9187629", "9187629"])
def test_a_listed_ship_of_a_leg_keeps_the_deal_from_going(starter: Edition, vessel: str) -> None:
    decision = decide(by_ship(vessel), starter)
    assert not _goes(decision)
    assert "us-ofac-sdn:15036" in {match.party_id for each in decision.matches for match in each.matches}


def test_a_ship_without_a_number_that_bears_a_listed_name_is_asked_for_it(starter: Edition) -> None:
    asked = [each for each in decide(by_ship("MT Artavil"), starter).questions if "IMO number" in each]
    assert asked == ["Which IMO number has the ship 'MT Artavil'? Listed ships bear this name: ARTAVIL."]
    assert not [each for each in decide(by_ship("Harmless Lady"), starter).questions if "IMO number" in each]


@pytest.mark.parametrize("vessel", ["", "MV Harmless Lady", "Harmless Lady, IMO 9074729"])
def test_any_other_ship_lets_it_go(starter: Edition, vessel: str) -> None:
    assert _goes(decide(by_ship(vessel), starter))


def test_the_record_keeps_the_shipment_as_it_was_stated_and_decides_again(starter: Edition) -> None:
    shipment = by_ship("IMO 9187629")
    record = canonical(decide(shipment, starter))
    assert replay(read_record(record, name="r.json"), starter).same
    assert read_record(record, name="r.json").shipment == shipment


def test_a_ship_that_is_a_party_stays_that_party() -> None:
    number = PartyIdentifier(IdentifierKind.IMO_SHIP, "9187629")
    ship = Party("ship", "Artavil", (Role.VESSEL,), identifiers=(number,))
    shipment = by_ship("ARTAVIL, IMO 9187629")
    assert with_ships(replace(shipment, parties=(*shipment.parties, ship))).parties[-1] == ship
    assert with_ships(by_ship("")).parties == by_ship("").parties
