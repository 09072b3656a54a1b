"""Each predicate once true, once false, and unknown where its table says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from endgate.law.facts import Cause
from endgate.law.predicates import PREDICATES
from endgate.law.scene import Reading
from endgate.law.signature import SIGNATURES

Ask = Callable[..., Reading]

UNION_DETERMINES = {"state_determined": {"proposition": "use.missile", "by": "UNION"}}
CASES: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"actor_is_legal_person_of": "UNION"}, {"actor.seat": "AA"}, "T"),
    ({"actor_is_legal_person_of": "UNION"}, {"actor.seat": "CC"}, "F"),
    ({"actor_is_legal_person_of": "UNION"}, {"actor.seat": "AA", "actor.branch_in": "CC"}, "T"),
    ({"actor_is_legal_person_of": "UNION"}, {}, "U"),
    ({"actor_is_national_of": "AA"}, {"actor.nationality": ["AA", "CC"]}, "T"),
    ({"actor_is_national_of": "AA"}, {"actor.nationality": "none"}, "F"),
    ({"actor_is_national_of": "AA"}, {}, "U"),
    ({"actor_is_branch": "CC"}, {"actor.branch_in": "CC"}, "T"),
    ({"actor_is_branch": "CC"}, {"actor.branch_in": "none"}, "F"),
    ({"actor_is_branch": "CC"}, {}, "U"),
    ({"acts_in": "UNION"}, {"actor.acts_in.AA": True, "goods_location": "CC"}, "T"),
    ({"acts_in": "AA"}, {"goods_location": "AA"}, "T"),
    ({"acts_in": "AA"}, {"actor.acts_in.AA": False, "goods_location": "CC"}, "F"),
    ({"acts_in": "AA"}, {"actor.acts_in.other": False, "goods_location": "CC"}, "F"),
    ({"acts_in": "AA"}, {"goods_location": "CC"}, "U"),
    ({"actor_is_us_person": {}}, {"actor.us_person": True}, "T"),
    ({"actor_is_us_person": None}, {"actor.us_person": False}, "F"),
    ({"actor_is_us_person": True}, {}, "U"),
    ({"actor_controlled_by": "AA"}, {"actor.controlled_by.AA": True}, "T"),
    ({"actor_controlled_by": "AA"}, {"actor.controlled_by.other": False}, "F"),
    ({"actor_controlled_by": "AA"}, {"actor.controlled_by.CC": True}, "U"),
    ({"participates": {}}, {"actor.participates": True}, "T"),
    ({"participates": {}}, {"actor.participates": False}, "F"),
    ({"participates": {}}, {}, "U"),
    ({"carrier_flag_in": "AA"}, {"carrier_flag": ["CC", "AA"]}, "T"),
    ({"carrier_flag_in": "AA"}, {"carrier_flag": "none"}, "F"),
    ({"carrier_flag_in": "AA"}, {}, "U"),
    ({"activity_in": ["export", "transit"]}, {"activity": "transit"}, "T"),
    ({"activity_in": ["export"]}, {"activity": "brokering"}, "F"),
    ({"activity_in": ["export"]}, {}, "U"),
    ({"exports_from": "AA"}, {"exports_from.AA": True}, "T"),
    ({"exports_from": "AA"}, {"exports_from.AA": False}, "F"),
    ({"exports_from": "UNION"}, {"goods_location": "AA", "destination": "XX"}, "T"),
    ({"exports_from": "UNION"}, {"goods_location": "AA", "destination": "BB"}, "F"),
    ({"exports_from": "UNION"}, {"goods_location": "CC", "destination": "XX"}, "F"),
    ({"exports_from": "UNION"}, {"goods_location": "AA"}, "U"),
    ({"exports_from": "UNION"}, {"destination": "XX"}, "U"),
    ({"transits": "AA"}, {"transits.AA": True}, "T"),
    ({"transits": "AA"}, {"transits.other": False}, "F"),
    ({"transits": "AA"}, {}, "U"),
    ({"destination_in": {"group": "WIDE"}}, {"destination": "YY"}, "T"),
    ({"destination_in": {"group": "WIDE"}}, {"destination": "AA"}, "F"),
    ({"destination_in": {"group": "WIDE"}}, {}, "U"),
    ({"destination_in": {"group": ["ZZ", "CC"]}}, {"destination": "CC"}, "T"),
    ({"buyer_country_in": "BAD"}, {"buyer_country": ["AA", "XX"]}, "T"),
    ({"buyer_country_in": "BAD"}, {"buyer_country": "AA"}, "F"),
    ({"buyer_country_in": "BAD"}, {}, "U"),
    ({"for_use_in": "XX"}, {"use_country": "XX"}, "T"),
    ({"for_use_in": "XX"}, {"use_country": "AA"}, "F"),
    ({"for_use_in": "XX"}, {}, "U"),
    ({"party_in": {"roles": ["buyer", "end_user"], "group": "XX"}}, {"party_country.end_user": "XX"}, "T"),
    (
        {"party_in": {"roles": ["buyer", "end_user"], "group": "XX"}},
        {"party_country.buyer": "AA", "party_country.other": "none"},
        "F",
    ),
    ({"party_in": {"roles": ["buyer", "end_user"], "group": "XX"}}, {"party_country.buyer": "AA"}, "U"),
    ({"contract_before": "2010-10-27"}, {"contract_date": "2010-10-26"}, "T"),
    ({"contract_before": "2010-10-27"}, {"contract_date": "2010-10-27"}, "F"),
    ({"contract_before": "2010-10-27"}, {"contract_date": "2010"}, "U"),
    ({"contract_before": "2010-10-27"}, {}, "U"),
    ({"value_le": {"amount": 2500, "currency": "EUR"}}, {"value.item": "2500 EUR"}, "T"),
    ({"value_le": {"amount": 2500, "currency": "EUR"}}, {"value.item": "2500.01 EUR"}, "F"),
    ({"value_le": {"amount": 2500, "currency": "EUR"}}, {"value.item": "2499 EUR"}, "T"),
    ({"value_le": {"amount": 2500, "currency": "EUR"}}, {"value.item": "900 USD"}, "U"),
    ({"value_le": {"amount": 2500, "currency": "EUR"}}, {"value.item": "9 USD", "value.item.EUR": "2460 EUR"}, "U"),
    ({"value_le": {"amount": 2500, "currency": "EUR"}}, {"value.item": "9 USD", "value.item.EUR": "2000 EUR"}, "T"),
    ({"value_le": {"amount": 2500, "currency": "EUR", "scope": "contract_goods"}}, {"value.item": "1 EUR"}, "U"),
    ({"hs_in": ["84", "8704"]}, {"hs": "8704.21"}, "T"),
    ({"hs_in": ["72-83"]}, {"hs": "8301"}, "T"),
    ({"hs_in": ["72-83"]}, {"hs": "8401"}, "F"),
    ({"hs_in": ["8704"]}, {"hs": "87"}, "U"),
    ({"hs_in": ["8704"]}, {}, "U"),
    ({"item_kind_in": ["software", "technology"]}, {"item_kind": "software"}, "T"),
    ({"item_kind_in": ["software"]}, {"item_kind": "goods"}, "F"),
    ({"item_kind_in": ["software"]}, {}, "U"),
    ({"item_on": "HELD"}, {"item_on.HELD": "listed"}, "T"),
    ({"item_on": "HELD"}, {"item_on.HELD": "not_listed"}, "F"),
    ({"item_on": "HELD"}, {"item_on.HELD": "undetermined"}, "U"),
    ({"item_on": "HELD"}, {}, "U"),
    ({"item_on": "PART"}, {"item_on.HELD": "not_listed"}, "F"),
    ({"item_on": "PART"}, {"item_on.HELD": "listed"}, "U"),
    ({"item_matches": "II.A2.001"}, {"item_matches.II.A2.001": "listed"}, "T"),
    ({"item_matches": "II.A2.001"}, {"item_matches.II.A2.001": "not_listed"}, "F"),
    ({"item_matches": "II.A2.001"}, {}, "U"),
    ({"contains_listed": "HELD"}, {"contains_listed.HELD": "principal"}, "T"),
    ({"contains_listed": "HELD"}, {"contains_listed.HELD": "present"}, "F"),
    ({"contains_listed": {"list": "HELD", "principal": False}}, {"contains_listed.HELD": "present"}, "T"),
    ({"contains_listed": "HELD"}, {}, "U"),
    ({"origin_in": "AA"}, {"origin": "AA"}, "T"),
    ({"origin_in": "AA"}, {"origin": "CC"}, "F"),
    ({"origin_in": "AA"}, {}, "U"),
    ({"content_gt": {"J": "US", "pct": 25}}, {"content.US": "25.1"}, "T"),
    ({"content_gt": {"J": "US", "pct": 25}}, {"content.US": 25}, "F"),
    ({"content_gt": {"J": "US", "pct": 25}}, {}, "U"),
    ({"direct_product_of": "734.9"}, {"direct_product_of.734.9": True}, "T"),
    ({"direct_product_of": "734.9"}, {"direct_product_of.734.9": False}, "F"),
    ({"direct_product_of": "734.9"}, {}, "U"),
    ({"party_designated": "NAMES"}, {"party_designated.NAMES.buyer": "none"}, "U"),
    (
        {"party_designated": {"list": "NAMES", "roles": ["buyer", "end_user"]}},
        {"party_designated.NAMES.buyer": "direct", "party_designated.NAMES.end_user": "unknown"},
        "T",
    ),
    ({"party_designated": "NAMES"}, {"party_designated.NAMES": "none"}, "F"),
    ({"party_designated": "NAMES"}, {"party_designated.NAMES": "none", "party_designated.NAMES.vessel": "direct"}, "T"),
    (
        {"party_designated": {"list": "NAMES", "roles": ["buyer"]}},
        {"party_designated.NAMES.buyer": "owned"},
        "F",
    ),
    (
        {"party_designated": {"list": "NAMES", "roles": ["buyer"], "reach": ["direct", "owned"]}},
        {"party_designated.NAMES.buyer": "owned"},
        "T",
    ),
    (
        {"party_designated": {"list": "NAMES", "roles": ["buyer"], "reach": ["direct", "owned"]}},
        {"party_designated.NAMES.buyer": "none", "party_designated.NAMES.buyer.owned": "unknown"},
        "U",
    ),
    ({"owned_ge": {"pct": 50, "list": "NAMES"}}, {"owned_ge.NAMES": "60"}, "T"),
    ({"owned_ge": {"pct": 50, "list": "NAMES"}}, {"owned_ge.NAMES": "49.9"}, "F"),
    ({"owned_ge": {"pct": 50, "list": "NAMES"}}, {"owned_ge.NAMES": "30..60"}, "U"),
    (
        {"owned_ge": {"pct": 50, "list": "NAMES"}},
        {"owned_ge.NAMES.aggregate": "60", "owned_ge.NAMES.single": "30"},
        "T",
    ),
    (
        {"owned_ge": {"pct": 50, "list": "NAMES", "aggregate": False}},
        {"owned_ge.NAMES.aggregate": "60", "owned_ge.NAMES.single": "30"},
        "F",
    ),
    ({"owned_ge": {"pct": 50, "list": "NAMES"}}, {}, "U"),
    ({"party_class_in": {"set": ["military"], "roles": ["end_user"]}}, {"party_class.end_user": "military"}, "T"),
    ({"party_class_in": {"set": ["military"], "roles": ["end_user"]}}, {"party_class.end_user": "civil"}, "F"),
    ({"party_class_in": {"set": ["military"], "roles": ["end_user"]}}, {"party_class.end_user": "government"}, "U"),
    ({"party_class_in": {"set": ["military"]}}, {}, "U"),
    ({"end_use_in": ["military"]}, {"end_use": ["military", "civil"]}, "T"),
    ({"end_use_in": ["military"]}, {"end_use": "civil"}, "F"),
    ({"end_use_in": ["military"]}, {"end_use": "contradictory"}, "U"),
    ({"red_flag_open": ["RF-029"]}, {"red_flag.RF-029": True}, "T"),
    ({"red_flag_open": ["RF-029"]}, {"red_flag.RF-029": False}, "F"),
    ({"red_flag_open": ["RF-029"]}, {}, "U"),
    ({"authorised": {"authority": "OFFICE-A"}}, {"authorised.OFFICE-A": "L-1"}, "T"),
    ({"authorised": {"authority": "UNION-OFFICE"}}, {"authorised.OFFICE-A": "L-1"}, "T"),
    ({"authorised": {"authority": "OFFICE-A"}}, {}, "F"),
    ({"authorised": {"authority": "OFFICE-A"}}, {"authorised.OFFICE-A": "undetermined"}, "U"),
    ({"authorised": {"authority": "OFFICE-A"}}, {"authorised.OFFICE-A.GEA": "EU001"}, "F"),
    ({"authorised": {"authority": "OFFICE-A", "scope": "GEA"}}, {"authorised.OFFICE-A.GEA": "EU001"}, "T"),
    (
        {"informed": {"proposition": "use.missile", "by": "OFFICE-A"}},
        {"informed.use.missile.OFFICE-A": "2015-06-01"},
        "T",
    ),
    (
        {"informed": {"proposition": "use.missile", "by": "OFFICE-A"}},
        {"informed.use.missile.OFFICE-A": "2015-06-02"},
        "F",
    ),
    ({"informed": {"proposition": "use.missile", "by": "OFFICE-A"}}, {"informed.use.missile.OFFICE-A": "no"}, "F"),
    (
        {"informed": {"proposition": "use.missile", "by": "UNION-OFFICE"}},
        {"informed.use.missile.OFFICE-A": "2015-01-01"},
        "T",
    ),
    ({"informed": {"proposition": "use.missile"}}, {"informed.use.missile.ANY-OTHER": "2015-01-01"}, "T"),
    ({"informed": {"proposition": "use.missile", "by": "OFFICE-A"}}, {}, "U"),
    ({"state_determined": "use.missile"}, {"actor.state": "AA", "state_determined.use.missile.AA": True}, "T"),
    ({"state_determined": "use.missile"}, {"actor.state": "AA", "state_determined.use.missile.AA": False}, "F"),
    ({"state_determined": "use.missile"}, {"actor.state": "AA", "destination": "XX"}, "F"),
    (UNION_DETERMINES, {"state_determined.use.missile.AA": True}, "T"),
    (UNION_DETERMINES, {"state_determined.use.missile.CC": True}, "F"),
    (UNION_DETERMINES, {"state_determined.use.missile.AA": False, "in_play.use.missile": True}, "F"),
    (UNION_DETERMINES, {"state_determined.use.missile.CC": True, "in_play.use.missile": True}, "U"),
    ({"state_determined": "use.missile"}, {"actor.state": "AA", "in_play.use.missile": True}, "U"),
    ({"state_determined": "use.missile"}, {"actor.state": "AA", "item_near_miss.programmes": "missile"}, "U"),
    ({"list_requires": "HELD"}, {"list_requires.HELD": True}, "T"),
    ({"list_requires": "HELD"}, {"list_requires.HELD": False}, "F"),
    ({"list_requires": "HELD"}, {"item_on.HELD": "not_listed"}, "F"),
    ({"list_requires": "HELD"}, {"item_on.HELD": "listed"}, "U"),
]


@pytest.mark.parametrize(("tree", "facts", "expected"), CASES, ids=lambda each: str(each)[:60])
def test_predicate(ask: Ask, tree: dict[str, Any], facts: dict[str, Any], expected: str) -> None:
    reading = ask(tree, facts)
    assert reading.truth.value == expected
    assert (reading.truth.value != "U") or (reading.cause is not None and reading.leaves)


def test_every_signature_has_its_function_and_the_other_way_round() -> None:
    assert set(PREDICATES) == set(SIGNATURES)
    assert {int(signature.number) for signature in SIGNATURES.values()} == set(range(1, 36))
    assert all(function.__doc__ for function in PREDICATES.values())


def test_a_group_is_the_one_of_the_day(ask: Ask) -> None:
    assert ask({"actor_is_legal_person_of": "UNION"}, {"actor.seat": "BB"}, "2019-12-31").truth.value == "T"
    assert ask({"actor_is_legal_person_of": "UNION"}, {"actor.seat": "BB"}, "2020-01-01").truth.value == "F"
    assert ask({"destination_in": "BAD"}, {"destination": "XX"}, "2009-12-31").truth.value == "U"


def test_a_list_that_is_not_held_is_never_no(ask: Ask) -> None:
    assert ask({"item_on": "ABSENT"}, {}).cause is Cause.NOT_HELD
    assert ask({"party_designated": {"list": "NO-NAMES", "roles": ["buyer"]}}, {}).cause is Cause.NOT_HELD


def test_a_list_that_did_not_yet_stand_lists_nothing(ask: Ask) -> None:
    listed = {"item_on.LATER": "listed"}
    assert ask({"item_on": "LATER"}, listed, "2009-12-31").truth.value == "F"
    assert ask({"item_on": "LATER"}, listed, "2010-01-15").truth.value == "U"
    assert ask({"item_on": "LATER"}, listed, "2010-02-01").truth.value == "T"


def test_a_letter_counts_once_it_could_be_known(ask: Ask) -> None:
    facts = {"informed.use.missile.OFFICE-A": {"on": "2015-03-01", "known_from": "2015-04-01"}}
    tree = {"informed": {"proposition": "use.missile", "by": "OFFICE-A"}}
    assert ask(tree, facts, known="2015-03-15").truth.value == "F"
    assert ask(tree, facts, known="2015-04-01").truth.value == "T"


KNOWS = {"knows": {"proposition": "use.missile", "at_least": "AWARE"}}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("AWARE", "T"),
        ("INFORMED", "T"),
        ("GROUNDS_FOR_SUSPECTING", "F"),
        ("RED_FLAG", "U"),
        ("no", "F"),
        ("unknown", "U"),
        ([{"grade": "AWARE", "since": "2015-06-02"}], "U"),
        ([{"id": "f", "grade": "RED_FLAG", "since": "2015-01-01"}, {"asked": "2015-02-01"}], "U"),
        (
            [
                {"id": "f", "grade": "RED_FLAG", "since": "2015-01-01"},
                {"grade": "NONE", "since": "2015-02-01", "closes": "f"},
            ],
            "F",
        ),
        (
            [
                {"id": "f", "grade": "RED_FLAG", "since": "2015-01-01"},
                {"grade": "GROUNDS_FOR_SUSPECTING", "since": "2015-02-01"},
            ],
            "F",
        ),
        (
            [
                {"id": "f", "grade": "RED_FLAG", "since": "2015-03-01"},
                {"grade": "GROUNDS_FOR_SUSPECTING", "since": "2015-02-01"},
            ],
            "U",
        ),
        (
            [
                {"id": "f", "grade": "RED_FLAG", "since": "2015-01-01"},
                {"id": "g", "grade": "RED_FLAG", "since": "2015-02-01"},
            ],
            "U",
        ),
    ],
)
def test_knowledge_is_graded_and_only_a_review_weighs_a_flag(ask: Ask, value: object, expected: str) -> None:
    assert ask(KNOWS, {"knows.use.missile": value}).truth.value == expected


def test_knowledge_recorded_later_does_not_exist_yet(ask: Ask) -> None:
    facts = {
        "knows.use.missile": [
            {"grade": "AWARE", "since": "2015-01-01", "known_from": "2015-05-01"},
            {"asked": "2015-01-01"},
        ]
    }
    assert ask(KNOWS, facts, known="2015-04-30").truth.value == "F"
    assert ask(KNOWS, facts, known="2015-05-01").truth.value == "T"


def test_destination_puts_knowledge_in_play_and_determination_not(ask: Ask) -> None:
    assert ask(KNOWS, {"destination": "XX"}).in_play
    assert not ask(KNOWS, {"destination": "AA"}).in_play


def test_an_assumption_settles_knowledge_and_is_marked(ask: Ask) -> None:
    reading = ask(KNOWS, {"destination": "XX"}, assume={"knowledge": "none"})
    assert (reading.truth.value, reading.assumed) == ("F", True)
    assert ask({"informed": {"proposition": "use.missile"}}, {}, assume={"knowledge": "none"}).truth.value == "U"
