"""A case moves along its workflow only, by roles that may, and four eyes see what must be seen twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW

CHAIR, CHAMBER = "ordinary-us-switzerland.json", "s2-chamber-branch.json"


def _refused(code: str, perform: Callable[[], Any]) -> None:
    from endgate.desk.errors import DeskError

    with pytest.raises(DeskError) as caught:
        perform()
    assert caught.value.faults[0].code == code


def _sha(case: Any) -> str:
    from endgate.desk.cases.services import newest

    return newest(case).sha256


def test_what_may_go_is_signed_by_one(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.cases import services

    case = kept(CHAIR)
    _refused("EG8106", lambda: services.sign(people["officer"], NOW, case, _sha(case), "released_with_conditions", ""))
    services.take(people["officer"], NOW, case)
    assert case.legality == "PROCEED_WITH_CONDITIONS"
    services.sign(people["officer"], NOW, case, _sha(case), "released_with_conditions", "classified on file")
    assert (case.state, case.outcome) == ("closed", "released_with_conditions")


def test_a_hold_is_released_by_legal_with_a_citation_and_a_second_hand(
    kept: Callable[..., Any], people: dict[str, Any]
) -> None:
    from endgate.desk.cases import services

    case = kept(CHAMBER)
    services.take(people["officer"], NOW, case)
    assert case.legality == "HOLD"
    sign = services.sign
    _refused("EG8105", lambda: sign(people["officer"], NOW, case, _sha(case), "released", "it is fine", "Art 1"))
    _refused("EG8107", lambda: sign(people["legal"], NOW, case, _sha(case), "released", "it is fine", ""))
    act = sign(people["legal"], NOW, case, _sha(case), "released", "answered in writing", "EU-267-2")
    assert (act.kind, case.state) == ("override", "signing")
    _refused("EG8105", lambda: services.countersign(people["legal"], NOW, case, _sha(case), act))
    services.countersign(people["senior"], NOW, case, _sha(case), act)
    assert (case.state, case.outcome) == ("closed", "released")


def test_whoever_wrote_the_shipment_does_not_countersign(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.cases import services

    case = kept(CHAMBER, "senior")
    services.take(people["officer"], NOW, case)
    act = services.sign(people["legal"], NOW, case, _sha(case), "released", "answered", "EU-267-2")
    _refused("EG8105", lambda: services.countersign(people["senior"], NOW, case, _sha(case), act))
    assert case.state == "signing"


def test_the_database_itself_keeps_the_four_eyes(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from django.db import DatabaseError

    from endgate.desk.cases import services
    from endgate.desk.store.models import Act

    case = kept(CHAMBER)
    services.take(people["officer"], NOW, case)
    act = services.sign(people["legal"], NOW, case, _sha(case), "released", "answered", "EU-267-2")
    with pytest.raises(DatabaseError, match="does not countersign"):
        Act.objects.create(
            case=case,
            decision=act.decision,
            kind="countersign",
            author_id=act.author_id,
            team=case.team,
            on_act=act,
            at=NOW,
        )


def test_a_stop_ends_only_as_refused_withdrawn_or_referred(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.cases import services

    case = kept("s4-precursor-de-exporter.json")
    services.take(people["officer"], NOW, case)
    if case.legality != "STOP":
        pytest.fail(f"the example says {case.legality}")
    _refused("EG8106", lambda: services.sign(people["legal"], NOW, case, _sha(case), "released", "no", "none"))
    services.sign(people["officer"], NOW, case, _sha(case), "refused", "prohibited")
    assert case.outcome == "refused"


def test_only_the_newest_decision_is_signed(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.cases import services
    from endgate.desk.engine import engine
    from endgate.shipment.model import Shipment
    from endgate.terms.codec import decode

    case = kept(CHAIR)
    services.take(people["officer"], NOW, case)
    old = _sha(case)
    shipment = decode(Shipment, services.asked_of(services.newest(case))["input"]["shipment"])
    again = engine().decide(shipment, trace=False, known_as_of=NOW.date())
    services.record_decision(people["officer"], NOW, case, again, cause="list", difference="a list changed")
    _refused("EG8108", lambda: services.sign(people["officer"], NOW, case, old, "released_with_conditions", ""))
    assert case.changed == "a list changed"


def test_dissent_opens_a_case_that_was_being_signed(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.cases import services

    case = kept(CHAMBER)
    services.take(people["officer"], NOW, case)
    services.sign(people["legal"], NOW, case, _sha(case), "released", "answered", "EU-267-2")
    services.dissent(people["analyst"], NOW, case, _sha(case), "the shaker port was not answered")
    assert case.state == "open"


def test_a_signature_that_met_dissent_is_never_countersigned(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.cases import services

    case = kept(CHAMBER)
    services.take(people["officer"], NOW, case)
    first = services.sign(people["legal"], NOW, case, _sha(case), "released", "answered", "EU-267-2")
    services.dissent(people["analyst"], NOW, case, _sha(case), "it was not")
    services.sign(people["legal"], NOW, case, _sha(case), "licence_granted", "answered now", "EU-267-2")
    _refused("EG8106", lambda: services.countersign(people["senior"], NOW, case, _sha(case), first))


def test_a_countersign_without_a_signature_is_refused_by_the_database(
    kept: Callable[..., Any], people: dict[str, Any]
) -> None:
    from django.db import DatabaseError

    from endgate.desk.cases.services import newest, note
    from endgate.desk.store.models import Act

    case = kept(CHAMBER)
    whole = {"case": case, "decision": newest(case), "team": case.team, "at": NOW, "kind": "countersign"}
    for on_act in (None, note(people["officer"], NOW, case, "no signature")):
        with pytest.raises(DatabaseError, match="does not countersign"):
            Act.objects.create(author_id=people["senior"].user_id, on_act=on_act, **whole)


def test_a_newer_decision_opens_a_case_that_was_being_signed(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.cases import services
    from endgate.desk.engine import engine
    from endgate.shipment.model import Shipment
    from endgate.terms.codec import decode

    case = kept(CHAMBER)
    services.take(people["officer"], NOW, case)
    services.sign(people["legal"], NOW, case, _sha(case), "released", "answered", "EU-267-2")
    shipment = decode(Shipment, services.asked_of(services.newest(case))["input"]["shipment"])
    services.record_decision(people["officer"], NOW, case, engine().decide(shipment), cause="list")
    assert case.state == "open"


@pytest.mark.parametrize("role", ["viewer", "auditor", "admin", "data", "releaser", "foreign"])
def test_roles_that_may_not_act_do_not(kept: Callable[..., Any], people: dict[str, Any], role: str) -> None:
    from endgate.desk.cases import services

    case = kept(CHAIR)
    for perform in (
        lambda: services.take(people[role], NOW, case),
        lambda: services.note(people[role], NOW, case, "x"),
        lambda: services.advise(people[role], NOW, case, "refuse", "x"),
        lambda: services.sign(people[role], NOW, case, _sha(case), "refused", "x"),
    ):
        _refused("EG8105", perform)


def test_a_judgement_on_a_match_counts_at_the_next_decision(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.cases import services
    from endgate.desk.cases.recheck import check_again
    from endgate.desk.parties.page import all_matches
    from endgate.desk.parties.services import review_match, settled

    case = kept("ordinary-us-switzerland.json", parties=with_listed())
    record = services.asked_of(services.newest(case))
    ref, match = all_matches(record)[0]
    party = match["right"]["ref"]
    _refused("EG8107", lambda: review_match(people["officer"], NOW, case, ref, party, "different", " "))
    review_match(people["officer"], NOW, case, ref, party, "different", "another place")
    assert settled(case) == {(ref, party): "different"}
    decision = check_again(people["officer"], NOW, case)
    assert decision is not None
    assert (decision.n, decision.cause) == (2, "review")


def with_listed() -> tuple[Any, ...]:
    from endgate.shipment.model import Party, Role

    return (
        Party("exporter", "Cedar Hollow Office Seating Inc", (Role.EXPORTER,)),
        Party("consignee", "Khatam ol-Anbia Construction Headquarters", (Role.CONSIGNEE, Role.END_USER)),
    )
