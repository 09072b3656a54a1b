"""Exposures of a whole shipment: verdict, path, questions; an establishment is never owned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from endgate.network.exposure import expand
from endgate.network.model import Verdict
from endgate.shipment.model import Form, Party, PartyLink, Shipment
from endgate.terms.codec import encode
from endgate.terms.faults import EndgateError
from endgate.terms.truth import Truth

NOW = date(2026, 5, 1)
BLOCKED = {"x": ("us_blocked",)}


def shipment(*links: PartyLink, **forms: Form) -> Shipment:
    ids = sorted({end for link in links for end in (link.holder, link.held)} | set(forms))
    parties = tuple(Party(each, each.upper(), form=forms.get(each, Form.COMPANY)) for each in ids)
    return Shipment("s", NOW, parties, (), links=links)


def owns(holder: str, held: str, share: str, *, confirmed: bool = True) -> PartyLink:
    return PartyLink(holder, held, "owns", share, confirmed=confirmed, source="register extract")


def test_a_reached_company_says_why() -> None:
    case = shipment(owns("x", "a", "50"), owns("x", "b", "50"), owns("a", "c", "25"), owns("b", "c", "25"))
    found = {each.party: each for each in expand(case, BLOCKED, {}, NOW)}
    reached = found["c"]
    assert (reached.verdict, reached.min, reached.max) == (Verdict.MUST, Decimal(50), Decimal(50))
    assert reached.base_parties == ("x",)
    assert reached.path[0].startswith("C is reached under US-OFAC-50 on 2026-05-01")
    assert sum("X, designated" in line for line in reached.path) == 2
    assert all("register extract" in line for line in reached.path[1:])
    assert "x" not in found
    assert encode(reached)["min"] == "50"


def test_what_may_be_asks_for_the_number() -> None:
    (exposure,) = expand(shipment(owns("x", "a", "")), BLOCKED, {}, NOW)
    assert exposure.verdict is Verdict.MAY
    assert "what share does X hold in A" in exposure.unknowns[0]
    assert "at least 50 %" in exposure.unknowns[0]


def test_an_open_match_asks_who_it_is() -> None:
    (exposure,) = expand(shipment(owns("x", "a", "80")), {}, BLOCKED, NOW)
    assert exposure.verdict is Verdict.MAY
    assert exposure.unknowns == ("is X the designated party?",)


def test_below_the_test_is_shown_as_no() -> None:
    (exposure,) = expand(shipment(owns("x", "a", "49.9")), BLOCKED, {}, NOW)
    assert (exposure.verdict, exposure.max) == (Verdict.NO, Decimal("49.9"))


def test_control_stands_beside_ownership() -> None:
    case = shipment(PartyLink("x", "a", "appoints"), PartyLink("x", "b", "controls"))
    found = {each.party: each for each in expand(case, BLOCKED, {}, NOW)}
    assert (found["a"].verdict, found["a"].control) == (Verdict.NO, Truth.TRUE)
    assert (found["b"].verdict, found["b"].control) == (Verdict.MAY, Truth.TRUE)


def test_a_branch_is_its_head() -> None:
    case = shipment(owns("x", "office", "100 %"), office=Form.BRANCH)
    (exposure,) = expand(case, BLOCKED, {}, NOW)
    assert exposure.verdict is Verdict.MUST
    assert "one and the same legal person" in exposure.path[0]
    other = shipment(owns("x", "head", "60"), PartyLink("head", "office", "branch_of"), office=Form.BRANCH)
    found = {each.party: each.verdict for each in expand(other, BLOCKED, {}, NOW)}
    assert found == {"head": Verdict.MUST, "office": Verdict.MUST}


def test_what_a_branch_holds_belongs_to_its_head() -> None:
    case = shipment(
        owns("x", "c", "30"),
        PartyLink("x", "office", "branch_of"),
        owns("office", "c", "20"),
        office=Form.BRANCH,
    )
    found = {each.party: each for each in expand(case, BLOCKED, {}, NOW)}
    assert found["c"].verdict is Verdict.MUST
    assert found["c"].min == 50


def test_nobody_designated_means_no_exposure() -> None:
    assert expand(shipment(owns("x", "a", "100")), {}, {}, NOW) == ()
    assert expand(shipment(owns("x", "a", "100")), {"x": ("no_such_base",)}, {}, NOW) == ()


def test_a_share_that_cannot_be_read_is_a_fault_with_its_place() -> None:
    with pytest.raises(EndgateError) as caught:
        expand(shipment(owns("x", "a", "lots")), BLOCKED, {}, NOW)
    assert caught.value.faults[0].where == "$.links[0].share"


def test_a_circle_of_holdings_is_explained_and_ends() -> None:
    case = shipment(owns("x", "a", "60"), owns("a", "b", "60"), owns("b", "a", "30"))
    found = {each.party: each for each in expand(case, BLOCKED, {}, NOW)}
    assert {each.verdict for each in found.values()} == {Verdict.MUST}
    assert len(found["b"].path) == 3


def test_an_open_match_that_nobody_designated_owns_is_no_exposure() -> None:
    assert expand(shipment(owns("n", "x", "100")), {}, BLOCKED, NOW) == ()
    found = expand(shipment(owns("x", "y", "60")), {"x": ("us_blocked",)}, {"y": ("us_blocked",)}, NOW)
    assert [(each.party, each.verdict) for each in found] == [("y", Verdict.MUST)]
