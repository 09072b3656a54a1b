"""Branch, subsidiary, office, unknown: who acts in law, where, under whom."""

from __future__ import annotations

import dataclasses
from datetime import date

from endgate.network.nexus import NexusFacts, nexus
from endgate.shipment.model import Form, Party, PartyLink, Role, Shipment
from endgate.terms.dates import PartialDate
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

DE, CN, US, IR = (CountryCode(code) for code in ("DE", "CN", "US", "IR"))
DAY = date(2009, 6, 1)
GMBH = Party("gmbh", "GmbH", (Role.PARENT,), form=Form.COMPANY, country=DE, seat=DE)
BRANCH = Party("branch", "GmbH Shanghai", (Role.EXPORTER,), form=Form.BRANCH, country=CN, head="gmbh")
SUBSIDIARY = Party("sub", "GmbH (China) Co.", (Role.EXPORTER,), form=Form.COMPANY, country=CN, seat=CN)


def facts(party: Party, *others: Party, links: tuple[PartyLink, ...] = (), on: date = DAY) -> NexusFacts:
    return nexus(party, Shipment("s", on, (party, *others), (), links=links), on)


def test_a_branch_has_its_heads_legal_person_and_its_own_place() -> None:
    answer = facts(BRANCH, GMBH)
    assert (answer.legal_person, answer.seat) == ("gmbh", DE)
    assert (answer.is_branch, answer.branch_in) == (Truth.TRUE, CN)
    assert answer.legal_person_of("DE") is Truth.TRUE
    assert answer.acts_in == {"CN": Truth.TRUE}
    assert "DE" not in answer.acts_in
    assert answer.participates is Truth.TRUE
    assert answer.questions == ()


def test_a_subsidiary_is_its_own_person_under_its_parent() -> None:
    answer = facts(SUBSIDIARY, GMBH, links=(PartyLink("gmbh", "sub", "owns", "100 %"),))
    assert (answer.legal_person, answer.seat) == ("sub", CN)
    assert (answer.is_branch, answer.branch_in) == (Truth.FALSE, None)
    assert answer.controlled_by == {"DE": Truth.TRUE}
    assert facts(GMBH, SUBSIDIARY).participates is Truth.UNKNOWN


def test_a_form_not_stated_is_never_a_company() -> None:
    answer = facts(dataclasses.replace(SUBSIDIARY, form=Form.UNKNOWN), GMBH)
    assert (answer.legal_person, answer.seat) == ("", None)
    assert (answer.is_branch, answer.branch_in) == (Truth.UNKNOWN, None)
    assert answer.legal_person_of("DE") is Truth.UNKNOWN
    assert "which establishment contracted" in answer.questions[0]


def test_a_head_that_is_missing_is_a_question() -> None:
    answer = facts(dataclasses.replace(BRANCH, head=""))
    assert answer.is_branch is Truth.TRUE
    assert answer.legal_person == ""
    assert "which legal person is its head" in answer.questions[0]


def test_two_heads_contradict_each_other() -> None:
    other = dataclasses.replace(GMBH, id="ag", name="AG")
    answer = facts(BRANCH, GMBH, other, links=(PartyLink("ag", "branch", "branch_of"),))
    assert answer.legal_person == ""
    assert answer.head_claims == ("gmbh", "ag")
    assert "more than one" in answer.questions[0]


def test_owning_a_branch_is_being_its_head() -> None:
    loose = dataclasses.replace(BRANCH, head="")
    answer = facts(loose, GMBH, links=(PartyLink("gmbh", "branch", "owns", "100 %"),))
    assert answer.legal_person == "gmbh"
    assert "read as its head" in answer.notes[0]


def test_a_company_with_a_head_is_a_contradiction() -> None:
    answer = facts(dataclasses.replace(SUBSIDIARY, head="gmbh"), GMBH)
    assert answer.is_branch is Truth.UNKNOWN
    assert "contradict" in answer.questions[0]


def test_a_branch_converted_on_a_day() -> None:
    link = PartyLink("gmbh", "unit", "branch_of", valid_to=PartialDate(2009, 6, 1))
    unit = Party("unit", "Unit", (Role.EXPORTER,), country=CN)
    assert facts(unit, GMBH, links=(link,), on=date(2009, 5, 31)).legal_person == "gmbh"
    assert facts(unit, GMBH, links=(link,), on=date(2009, 6, 1)).is_branch is Truth.UNKNOWN


def test_foreign_branches_of_us_heads_are_us_persons() -> None:
    head = dataclasses.replace(GMBH, id="inc", name="Inc", seat=US, country=US)
    branch = dataclasses.replace(BRANCH, head="inc")
    assert facts(branch, head).us_person is Truth.TRUE
    assert facts(SUBSIDIARY, head, links=(PartyLink("inc", "sub", "owns", "100"),)).us_person is Truth.FALSE
    assert facts(dataclasses.replace(BRANCH, head="")).us_person is Truth.UNKNOWN


def test_half_each_is_control_only_where_a_law_says_so() -> None:
    iranian = dataclasses.replace(GMBH, id="ir", name="IR Co", seat=IR, country=IR)
    american = dataclasses.replace(GMBH, id="us", name="US Co", seat=US, country=US)
    links = (PartyLink("gmbh", "sub", "owns", "50"), PartyLink("ir", "sub", "owns", "50"))
    assert facts(SUBSIDIARY, GMBH, iranian, links=links).controlled_by == {"DE": Truth.UNKNOWN, "IR": Truth.UNKNOWN}
    half = (PartyLink("us", "sub", "owns", "50"),)
    assert facts(SUBSIDIARY, american, links=half).controlled_by == {"US": Truth.TRUE}


def test_control_passes_up_a_chain() -> None:
    middle = dataclasses.replace(GMBH, id="bv", name="BV", seat=CountryCode("NL"))
    links = (PartyLink("gmbh", "bv", "owns", "51"), PartyLink("bv", "sub", "owns", "100"))
    answer = facts(SUBSIDIARY, middle, GMBH, links=links)
    assert answer.controlled_by == {"NL": Truth.TRUE, "DE": Truth.TRUE}
