"""Destination views, transits, and the two red flags: one case that fires, one that just does not, one unknown."""

from __future__ import annotations

import dataclasses
from datetime import date

from endgate.routes.assess import RouteAssessment, assess
from endgate.shipment.indications import Aspect, Flag, Indication
from endgate.shipment.model import Item, Leg, LegMode, LegPlace, LegStatus, Party, Role, Shipment
from endgate.terms.codec import encode
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

DAY = date(2009, 10, 1)
DE, GE, AM, IR, TR = (CountryCode(code) for code in ("DE", "GE", "AM", "IR", "TR"))
HAMBURG, POTI, YEREVAN = LegPlace(DE, "Hamburg", "DEHAM"), LegPlace(GE, "Poti"), LegPlace(AM, "Yerevan")
BANDAR_ABBAS, MERSIN = LegPlace(IR, "Bandar Abbas"), LegPlace(TR, "Mersin")
SEA = Leg(HAMBURG, POTI, LegMode.SEA, LegStatus.DOCUMENTED)
ROAD = Leg(POTI, YEREVAN, LegMode.ROAD)
POINTS_TO_IRAN = Indication(
    id="i1",
    aspect=Aspect.DESTINATION,
    declared="AM",
    indicated="IR",
    claims=("c1", "c2"),
    origins=("cable",),
    weakest_modality="believed",
    country=IR,
    known_from=date(2009, 9, 1),
)
RESTRICTED = {"1": ("IR", "KP")}


def shipment(*route: Leg, parties: tuple[Party, ...] = (), flags: tuple[Flag, ...] = ()) -> Shipment:
    return Shipment(
        "s",
        DAY,
        parties,
        (Item("1", "sodium sulfide"),),
        declared_destination=AM,
        goods_location=DE,
        route=route,
        flags=flags,
    )


def flag(assessment: RouteAssessment, name: str) -> Flag:
    (found,) = (each for each in assessment.flags if each.id == name)
    return found


def test_an_indication_stands_beside_the_declaration() -> None:
    answer = assess(shipment(), (POINTS_TO_IRAN,), DAY, RESTRICTED)
    view = answer.views[0]
    assert (view.aspect, view.declared, view.indicated, view.agree) == (Aspect.DESTINATION, "AM", ("IR",), Truth.FALSE)
    assert view.evidence == ("claim:c1", "claim:c2")
    fired = flag(answer, "RF-045")
    assert fired.fired is Truth.TRUE
    assert fired.propositions == ("destination.IR",)
    assert fired.values["origins"] == "cable"
    assert fired.since == date(2009, 9, 1)


def test_an_indication_of_the_declared_country_agrees() -> None:
    same = dataclasses.replace(POINTS_TO_IRAN, indicated="AM", country=AM)
    answer = assess(shipment(), (same,), DAY, RESTRICTED)
    assert answer.views[0].agree is Truth.TRUE
    assert flag(answer, "RF-045").fired is Truth.FALSE


def test_claims_that_nobody_read_leave_it_unknown() -> None:
    unread = flag(assess(shipment(), (), DAY, RESTRICTED, unreviewed=3), "RF-045")
    assert (unread.fired, unread.missing) == (Truth.UNKNOWN, ("review of 3 claims",))
    assert flag(assess(shipment(), (), DAY, RESTRICTED), "RF-045").fired is Truth.FALSE
    silent = dataclasses.replace(shipment(), declared_destination=None)
    assert flag(assess(silent, (), DAY, RESTRICTED), "RF-045").missing == ("declared destination",)


def test_papers_that_end_elsewhere_are_a_view_of_their_own() -> None:
    ends = Leg(HAMBURG, LegPlace(CountryCode("AE"), "Jebel Ali"), LegMode.SEA, LegStatus.DOCUMENTED)
    answer = assess(shipment(ends), (), DAY, RESTRICTED)
    assert answer.views[0].documented == ("Jebel Ali (AE)",)
    assert answer.views[0].agree is Truth.FALSE
    assert flag(answer, "RF-045").propositions == ("destination.AE",)


def test_a_port_of_a_neighbour_may_be_on_the_way() -> None:
    answer = assess(shipment(SEA), (), DAY, RESTRICTED)
    assert answer.views[0].agree is Truth.UNKNOWN
    assert flag(answer, "RF-045").fired is Truth.FALSE
    assert flag(answer, "RF-047").fired is Truth.FALSE


def test_declared_by_poti_is_only_a_border() -> None:
    answer = assess(shipment(SEA, ROAD), (POINTS_TO_IRAN,), DAY, RESTRICTED)
    assert flag(answer, "RF-045").fired is Truth.TRUE
    border = flag(answer, "RF-047")
    assert border.fired is Truth.FALSE
    assert border.values["restricted neighbours"] == "IR"


def test_discharge_in_the_embargoed_neighbour_fires() -> None:
    sea = Leg(HAMBURG, BANDAR_ABBAS, LegMode.SEA, LegStatus.DOCUMENTED)
    fired = flag(assess(shipment(sea, Leg(BANDAR_ABBAS, YEREVAN, LegMode.ROAD)), (), DAY, RESTRICTED), "RF-047")
    assert fired.fired is Truth.TRUE
    assert fired.propositions == ("destination.IR",)
    assert "Bandar Abbas" in fired.values["because"]


def test_a_consignee_in_the_neighbour_fires_and_a_seller_does_not() -> None:
    consignee = Party("p", "Tehran Trading", (Role.NOTIFY,), country=IR)
    seller = dataclasses.replace(consignee, roles=(Role.SELLER,))
    assert flag(assess(shipment(SEA, ROAD, parties=(consignee,)), (), DAY, RESTRICTED), "RF-047").fired is Truth.TRUE
    assert flag(assess(shipment(SEA, ROAD, parties=(seller,)), (), DAY, RESTRICTED), "RF-047").fired is Truth.FALSE


def test_an_unstated_way_to_a_landlocked_country_is_unknown() -> None:
    assert flag(assess(shipment(), (), DAY, RESTRICTED), "RF-047").missing == ("route to the destination",)
    assert flag(assess(shipment(), (), DAY), "RF-047").missing == ("restricted destinations of the items",)
    assert flag(assess(shipment(), (), DAY, {"1": ("KP",)}), "RF-047").fired is Truth.FALSE
    coast = dataclasses.replace(shipment(), declared_destination=TR)
    assert flag(assess(coast, (), DAY, RESTRICTED), "RF-047").fired is Truth.FALSE


def test_transits_is_three_valued() -> None:
    through = assess(shipment(SEA, ROAD), (), DAY, RESTRICTED)
    assert through.whole is Truth.TRUE
    assert through.transits("GE") is Truth.TRUE
    assert through.transits("TR") is Truth.FALSE
    assert through.transits("AM") is Truth.FALSE
    gap = assess(shipment(SEA, Leg(MERSIN, YEREVAN, LegMode.ROAD)), (), DAY, RESTRICTED)
    assert gap.whole is Truth.FALSE
    assert gap.transits("IR") is Truth.UNKNOWN
    assert assess(shipment(), (), DAY, RESTRICTED).transits("GE") is Truth.UNKNOWN


def test_adding_a_leg_never_removes_a_transit() -> None:
    shorter, longer = shipment(SEA), shipment(SEA, ROAD)
    for country in ("GE", "TR", "IR"):
        if assess(shorter, (), DAY).transits(country) is Truth.TRUE:
            assert assess(longer, (), DAY).transits(country) is Truth.TRUE


def test_a_closed_flag_stays_closed_and_closes_no_other() -> None:
    known = Flag("RF-045", "destination IR", Truth.TRUE, {}, closed_by="A. Officer", closed_on=DAY, closed_how="visit")
    answer = assess(shipment(flags=(known,)), (POINTS_TO_IRAN,), DAY, RESTRICTED)
    assert flag(answer, "RF-045").closed_by == "A. Officer"
    assert flag(answer, "RF-047").closed_by == ""


def test_what_did_not_exist_then_is_noted() -> None:
    south_sudan = dataclasses.replace(shipment(), declared_destination=CountryCode("SS"))
    assert assess(south_sudan, (), DAY).notes == ("SS did not exist on 2009-10-01",)


def test_the_last_documented_place_is_kept() -> None:
    answer = assess(shipment(SEA, ROAD), (), DAY)
    assert answer.last_documented == POTI
    assert encode(answer)["last_documented"] == {"country": "GE", "name": "Poti"}
