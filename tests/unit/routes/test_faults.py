"""What cannot be in a route is told with its place; vessels by their numbers and flags by day."""

from __future__ import annotations

from datetime import date

import pytest

from endgate.routes.faults import route_faults
from endgate.routes.vessels import Spell, Vessel, contradiction, flag_of_mmsi, imo_of, imo_problem
from endgate.shipment.model import Item, Leg, LegMode, LegPlace, Shipment
from endgate.terms.dates import Interval
from endgate.terms.places import CountryCode


def at(country: str, name: str = "", locode: str = "") -> LegPlace:
    return LegPlace(CountryCode(country), name, locode)


def codes(*legs: Leg) -> list[tuple[str, str]]:
    shipment = Shipment("s", date(2026, 1, 1), (), (Item("1", "pump"),), route=legs)
    return [(fault.code, fault.where) for fault in route_faults(shipment)]


HAMBURG, POTI = at("DE", "Hamburg", "DEHAM"), at("GE", "Poti", "GEPTI")


def test_a_sound_leg_has_no_fault() -> None:
    assert codes(Leg(HAMBURG, POTI, LegMode.SEA, vessel="Sea Star, IMO 9074729", departs=date(2026, 1, 1))) == []


def test_codes_that_are_none_or_of_another_country() -> None:
    assert codes(Leg(at("DE", locode="DEH1"), POTI, LegMode.SEA)) == [("EG5001", "$.route[0].start.locode")]
    assert codes(Leg(HAMBURG, at("TR", locode="GEPTI"), LegMode.SEA)) == [("EG5004", "$.route[0].end.locode")]


@pytest.mark.parametrize(
    "leg",
    [
        Leg(HAMBURG, HAMBURG, LegMode.SEA),
        Leg(HAMBURG, at("AM", "Yerevan", "AMEVN"), LegMode.SEA),
        Leg(HAMBURG, at("US", "New York", "USNYC"), LegMode.ROAD),
        Leg(at("JP"), at("BR"), LegMode.RAIL),
    ],
)
def test_movements_that_nobody_can_make(leg: Leg) -> None:
    assert {code for code, _ in codes(leg)} == {"EG5005"}


def test_ferries_and_tunnels_are_no_fault() -> None:
    assert codes(Leg(at("DE"), at("GB"), LegMode.ROAD), Leg(at("GB"), at("IE"), LegMode.ROAD)) == []


def test_days_out_of_order() -> None:
    early = Leg(HAMBURG, POTI, LegMode.SEA, departs=date(2026, 1, 9), arrives=date(2026, 1, 2))
    assert codes(early) == [("EG5007", "$.route[0].arrives")]
    later = Leg(POTI, at("AM"), LegMode.ROAD, departs=date(2026, 1, 1))
    assert ("EG5007", "$.route[1].departs") in codes(Leg(HAMBURG, POTI, LegMode.SEA, arrives=date(2026, 1, 2)), later)


def test_a_company_number_in_a_ship_field_says_so() -> None:
    assert imo_problem("9074729") == ""
    assert "check digit" in imo_problem("9074728")
    assert "company" in imo_problem("1234565")
    assert imo_of("Sea Star (IMO 907 4729)") == "9074729"
    assert imo_of("Sea Star") is None


def test_the_flag_of_the_day_counts_and_two_claims_are_none() -> None:
    first = Spell("flag", "PA", Interval.between(date(2010, 1, 1), date(2012, 5, 1)))
    second = Spell("flag", "TZ", Interval.between(date(2012, 5, 1), None))
    vessel = Vessel("9074729", (first, second))
    assert (vessel.flag(date(2012, 4, 30)), vessel.flag(date(2012, 5, 1))) == ("PA", "TZ")
    assert vessel.flag(date(2009, 1, 1)) is None
    both = Vessel("9074729", (first, Spell("flag", "KM", Interval.between(date(2010, 1, 1), None))))
    assert both.flag(date(2011, 1, 1)) is None
    assert both.on("flag", date(2011, 1, 1)) == ("PA", "KM")


def test_an_mmsi_names_a_flag_state() -> None:
    assert flag_of_mmsi("422 123456") == "IR"
    assert contradiction("422123456", ("PA",)) == "MMSI 422123456 names IR, stated is PA"
    assert contradiction("422123456", ("IR",)) == ""
    assert contradiction("999123456", ("IR",)) == ""
