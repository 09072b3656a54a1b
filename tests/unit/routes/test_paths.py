"""The worked numbers of the declared destination Armenia, and the shortest way by open borders."""

from __future__ import annotations

from datetime import date

import pytest

from endgate.routes.assess import assess
from endgate.routes.paths import over_land, plausible_paths, shortest
from endgate.routes.plausibility import Verdict
from endgate.shipment.model import Item, Leg, LegMode, LegPlace, LegStatus, Shipment
from endgate.terms.locations import Place, place
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

DAY = date(2009, 10, 1)
DE, GE, AM, IR = (CountryCode(code) for code in ("DE", "GE", "AM", "IR"))
HAMBURG, YEREVAN = LegPlace(DE, "Hamburg", "DEHAM"), LegPlace(AM, "Yerevan", "AMEVN")
POTI, BANDAR_ABBAS = LegPlace(GE, "Poti", "GEPTI"), LegPlace(IR, "Bandar Abbas", "IRBND")


def at(code: str) -> Place:
    found = place(code)
    assert found is not None
    return found


def by(port: LegPlace) -> Shipment:
    sea = Leg(HAMBURG, port, LegMode.SEA, LegStatus.DOCUMENTED)
    items = (Item("1", "sodium sulfide"),)
    legs = (sea, Leg(port, YEREVAN, LegMode.ROAD))
    return Shipment("s", DAY, (), items, declared_destination=AM, goods_location=DE, route=legs)


def test_worked_lengths() -> None:
    flag = next(each for each in assess(by(BANDAR_ABBAS), (), DAY, {"1": ("IR",)}).flags if each.id == "RF-010")
    assert flag.fired is Truth.TRUE
    assert float(flag.values["km"].replace(",", "")) == pytest.approx(14328, rel=0.01)
    assert float(flag.values["ratio"]) == pytest.approx(1.82, abs=0.02)
    assert float(flag.values["extra km"].replace(",", "")) == pytest.approx(6461, rel=0.02)
    way = shortest(at("DEHAM"), at("AMEVN"), DAY, by_sea=True)
    assert way is not None
    assert way.km == pytest.approx(7867, rel=0.01)


def test_the_way_by_iran_is_implausible_and_the_way_by_georgia_is_not() -> None:
    verdicts = {}
    for port in (BANDAR_ABBAS, POTI):
        answer = assess(by(port), (), DAY, {"1": ("IR",)})
        verdicts[port.country] = next(each.verdict for each in answer.plausible if each.aspect == "path")
    assert verdicts == {IR: Verdict.IMPLAUSIBLE, GE: Verdict.PLAUSIBLE}


def test_going_round_the_cape_does_not_fire() -> None:
    cape = LegPlace(CountryCode("ZA"), "Cape Town", "ZACPT")
    legs = (Leg(HAMBURG, cape, LegMode.SEA), Leg(cape, BANDAR_ABBAS, LegMode.SEA))
    items = (Item("1", "pump"),)
    round_it = Shipment("s", DAY, (), items, declared_destination=IR, goods_location=DE, route=legs)
    flag = next(each for each in assess(round_it, (), DAY).flags if each.id == "RF-010")
    assert flag.fired is Truth.FALSE


def test_no_way_crosses_a_closed_border() -> None:
    ways = plausible_paths(at("TRMER"), at("AMEVN"), DAY)
    assert ways
    assert all(way.countries != ("TR", "AM") or way.by == "" for way in ways)
    assert over_land("TR", "AM", DAY)
    assert not over_land("KR", "KP", DAY)


def test_a_further_leg_never_removes_a_transit() -> None:
    whole = assess(by(BANDAR_ABBAS), (), DAY)
    first = assess(
        Shipment("s", DAY, (), (Item("1", "x"),), declared_destination=AM, route=by(BANDAR_ABBAS).route[:1]), (), DAY
    )
    assert first.readings[0].transits("IR") is Truth.TRUE
    assert whole.readings[0].transits("IR") is Truth.TRUE
    assert whole.readings[0].transits("TR") is Truth.FALSE
    assert first.readings[0].transits("TR") is Truth.UNKNOWN
