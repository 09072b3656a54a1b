"""Case work beyond one desk: revised shipments, advice of other teams with dissent, grants, limits, several cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_cases import CHAIR, CHAMBER, _refused, _sha, with_listed

SULPHIDE = "s3-sulfide-de.json"


def _shipment(case: Any) -> Any:
    from endgate.desk.cases.services import asked_of, newest
    from endgate.shipment.model import Shipment
    from endgate.terms.codec import decode

    return decode(Shipment, asked_of(newest(case))["input"]["shipment"])


def _team(name: str) -> Any:
    from endgate.desk.store.models import Team

    return Team.objects.get(name=name)


def test_a_revised_shipment_supersedes_and_its_signature_goes_stale(
    kept: Callable[..., Any], people: dict[str, Any]
) -> None:
    from endgate.desk.cases import services
    from endgate.desk.cases.revising import revise

    case = kept(CHAIR)
    services.take(people["officer"], NOW, case)
    old = _sha(case)
    told = replace(_shipment(case), declared_destination="RU")
    _refused("EG8107", lambda: revise(people["officer"], NOW, case, told, " "))
    _refused("EG8105", lambda: revise(people["viewer"], NOW, case, told, "the buyer moved"))
    _refused("EG8107", lambda: revise(people["officer"], NOW, case, _shipment(case), "the same again"))
    decision = revise(people["officer"], NOW, case, told, "the buyer moved")
    assert (decision.n, decision.cause, decision.shipment.n) == (2, "revised", 2)
    assert "the buyer moved" in case.changed
    _refused("EG8108", lambda: services.sign(people["officer"], NOW, case, old, "released_with_conditions", "x"))


def test_whoever_revised_does_not_countersign(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.cases import services
    from endgate.desk.cases.revising import revise

    case = kept(CHAMBER)
    services.take(people["officer"], NOW, case)
    revise(people["senior"], NOW, case, replace(_shipment(case), title="as told again"), "the title was wrong")
    act = services.sign(people["legal"], NOW, case, _sha(case), "released", "answered", "EU-267-2")
    _refused("EG8105", lambda: services.countersign(people["senior"], NOW, case, _sha(case), act))


def test_a_closed_case_is_not_revised(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.cases import services
    from endgate.desk.cases.revising import revise

    case = kept(CHAIR)
    services.take(people["officer"], NOW, case)
    services.sign(people["officer"], NOW, case, _sha(case), "refused", "no")
    told = replace(_shipment(case), title="another")
    _refused("EG8106", lambda: revise(people["officer"], NOW, case, told, "late"))
    services.reopen(people["officer"], NOW, case, "told anew")
    assert (case.state, case.outcome) == ("reopened", "refused")
    revise(people["officer"], NOW, case, told, "late")


def test_another_team_answers_and_its_dissent_stands(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.cases import services
    from endgate.desk.cases.advice import answer, ask_advice

    case = kept(CHAMBER)
    services.take(people["officer"], NOW, case)
    _refused("EG8105", lambda: answer(people["foreign"], NOW, case, "approve", "unasked"))
    ask_advice(people["officer"], NOW, case, _team("Team 2"), "Can it take a shaker?")
    assert case.state == "advice"
    _refused("EG8106", lambda: ask_advice(people["officer"], NOW, case, _team("Team 2"), "again?"))
    _refused("EG8105", lambda: ask_advice(people["officer"], NOW, case, _team("Team 1"), "us?"))
    _refused("EG8107", lambda: answer(people["foreign"], NOW, case, "perhaps", "x"))
    given = answer(people["foreign"], NOW, case, "dissent", "the port was not looked at", dissents_from_it=True)
    assert (given.kind, given.team_id, case.state) == ("dissent", _team("Team 2").pk, "open")
    _refused("EG8107", lambda: services.sign(people["officer"], NOW, case, _sha(case), "refused", ""))
    services.sign(people["officer"], NOW, case, _sha(case), "refused", "the dissent is right")
    assert [each.reason for each in services.dissents(case)] == ["the port was not looked at"]
    _refused("EG8106", lambda: answer(people["foreign"], NOW, case, "approve", "too late"))


def test_the_asked_team_sees_its_view_alone(
    kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]
) -> None:
    from endgate.desk.cases import services
    from endgate.desk.cases.advice import ask_advice

    case, foreign = kept(CHAMBER), client_as("foreign")
    services.take(people["officer"], NOW, case)
    address = f"/cases/{case.reference}/advice"
    assert foreign.get(address).status_code == 404
    ask_advice(people["officer"], NOW, case, _team("Team 2"), "Can it take a shaker?")
    assert foreign.get(address).status_code == 200
    assert "Can it take a shaker?" in foreign.get("/queue").content.decode()
    for hidden in ("decision/1", "evidence", "network", "route", "goods/1", "advice/1", "revise"):
        assert foreign.get(f"/cases/{case.reference}/{hidden}").status_code == 404, hidden
    assert foreign.get("/queue.json?view=all").json()["rows"] == []
    assert foreign.post(address, {"advice": "refuse", "reason": "it can"}).status_code == 302
    twin = client_as("officer").get(f"/cases/{case.reference}/decision/1.json").json()
    assert [(each["team"], each["outcome"]) for each in twin["acts"]] == [("Team 2", "refuse")]
    assert twin["asked"][0]["answer"] == "refuse"


def _with_claims(kept: Callable[..., Any], people: dict[str, Any]) -> Any:
    import json

    from endgate.cli.demo import examples
    from endgate.desk.cases.services import keep_check
    from endgate.desk.engine import engine
    from endgate.evidence.read import merge, read_claims
    from endgate.shipment.read import read_shipments
    from endgate.terms.codec import encode

    assert kept
    (sourced,) = read_shipments(examples() / SULPHIDE).shipments
    claims = merge([read_claims(examples() / name) for name in sourced.shipment.claims])
    record = engine().decide(sourced.shipment, claims=claims)
    return keep_check(people["officer"], NOW, sourced.shipment, record, claims=json.dumps(encode(claims)).encode())


def test_a_claim_reaches_an_asked_team_by_grant_alone(
    kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]
) -> None:
    from endgate.desk.cases import services
    from endgate.desk.cases.advice import ask_advice
    from endgate.desk.cases.grants import grant
    from endgate.desk.evidence.granted import granted_claims
    from endgate.desk.evidence.store import claims_of

    case, foreign = _with_claims(kept, people), client_as("foreign")
    services.take(people["officer"], NOW, case)
    ask_advice(people["officer"], NOW, case, _team("Team 2"), "Is Armenia where it goes?")
    address = f"/cases/{case.reference}/advice"
    before = foreign.get(address + ".json").json()
    assert before["claims"] == []
    body = foreign.get(address).content.decode() + foreign.get(address + ".json").content.decode()
    file = claims_of(case)
    told = [each.proposition for each in file.claims] + [each.name for each in file.sources]
    assert len(told) > 5
    assert not [each for each in told if each in body]
    assert "indicated" not in before["route"]
    claim = next(each.id for each in file.claims if each.state() == "confirmed")
    _refused("EG8107", lambda: grant(people["officer"], NOW, case, ["no-such"], _team("Team 2"), "needed"))
    _refused("EG8105", lambda: grant(people["viewer"], NOW, case, [claim], _team("Team 2"), "needed"))
    grant(people["officer"], NOW, case, [claim], _team("Team 2"), "needed for the answer")
    assert [each["id"] for each in foreign.get(address + ".json").json()["claims"]] == [claim]
    assert granted_claims(case) == {claim: ["Team 2"]}
    grant(people["officer"], NOW, case, [claim], _team("Team 2"), "answered", granted=False)
    assert foreign.get(address + ".json").json()["claims"] == []


def test_a_case_moves_only_to_a_team_that_holds_its_claims(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.cases.bulk import Ordered, hand_over, in_bulk
    from endgate.desk.cases.grants import grant
    from endgate.desk.evidence.store import claims_of

    case, other = _with_claims(kept, people), kept(CHAIR)
    done = in_bulk(people["senior"], NOW, [case, other], Ordered("move", team="Team 2"))
    assert (done.done, [reference for reference, _ in done.refused]) == ((other.reference,), [case.reference])
    resting = [each.id for each in claims_of(case).claims if each.state() == "confirmed"]
    grant(people["senior"], NOW, case, resting, _team("Team 2"), "they take it over")
    hand_over(people["senior"], NOW, case, _team("Team 2"))
    assert (case.team_id, case.assignee) == (_team("Team 2").pk, None)


def test_bulk_acts_refuse_one_by_one_and_write_an_event_each(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.cases import services
    from endgate.desk.cases.bulk import Ordered, in_bulk
    from endgate.desk.store.models import Event

    cases = [kept(CHAIR) for _ in range(3)]
    services.take(people["officer"], NOW, cases[0])
    services.sign(people["officer"], NOW, cases[0], _sha(cases[0]), "refused", "no")
    for each in cases[1:]:
        services.take(people["officer"], NOW, each)
    done = in_bulk(people["officer"], NOW, cases, Ordered("wait", "the exporter"))
    assert len(done.done) == 2
    assert done.refused[0][0] == cases[0].reference
    assert Event.objects.filter(verb="waits").count() == 2
    refused = in_bulk(people["officer"], NOW, cases, Ordered("assign", who="Officer"))
    assert not refused.done
    _refused("EG8107", lambda: in_bulk(people["officer"], NOW, cases, Ordered("sign")))


def test_limits_count_working_days_and_stand_still_while_a_case_waits(
    kept: Callable[..., Any], people: dict[str, Any]
) -> None:
    from endgate.desk.cases import services
    from endgate.desk.cases.clocks import due_from, is_late, is_near

    friday = datetime(2026, 11, 27, 15, tzinfo=UTC)
    assert due_from(friday) == datetime(2026, 12, 2, 15, tzinfo=UTC)
    case = kept(CHAIR)
    before = case.due_at
    services.take(people["officer"], NOW, case)
    _refused("EG8107", lambda: services.wait(people["officer"], NOW, case, "exporter", date(2020, 1, 1)))
    services.wait(people["officer"], NOW, case, "the exporter", date(2026, 12, 1))
    assert not is_late(case.due_at, case.state, NOW + timedelta(days=30))
    services.resume(people["officer"], NOW + timedelta(days=4), case)
    assert case.due_at - before == timedelta(days=4)
    late = case.due_at + timedelta(minutes=1)
    assert is_late(case.due_at, case.state, late)
    assert not is_near(case.created_at, case.due_at, case.state, late)
    assert is_near(case.created_at, case.due_at, case.state, case.due_at - timedelta(hours=1))


def test_a_check_of_its_own_day_moves_on_and_one_of_the_past_stays(
    kept: Callable[..., Any], people: dict[str, Any]
) -> None:
    from endgate.desk.cases.recheck import check_again
    from endgate.desk.cases.services import newest

    past = kept(CHAMBER)
    assert check_again(people["officer"], NOW + timedelta(days=9), past) is None
    today = kept(CHAIR, date=NOW.date())
    assert check_again(people["officer"], NOW + timedelta(days=1), today) is None
    assert newest(today).n == 1


def test_what_changed_stays_in_the_queue_until_somebody_read_it(
    kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]
) -> None:
    from endgate.desk.cases import services
    from endgate.desk.cases.revising import revise

    case, client = kept(CHAIR), client_as("officer")
    services.take(people["officer"], NOW, case)
    revise(people["officer"], NOW, case, replace(_shipment(case), declared_destination="RU"), "the buyer moved")
    listed = client.get("/queue.json?view=changed&by=revised").json()["rows"]
    assert "the buyer moved" in listed[0]["why"]
    assert client.get("/queue.json?view=changed&by=law").json()["rows"] == []
    assert client.post(f"/cases/{case.reference}/seen").status_code == 302
    assert client.get("/queue.json?view=changed").json()["rows"] == []


def test_two_decisions_stand_side_by_side(
    kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]
) -> None:
    from endgate.desk.cases.revising import revise

    case, client = kept(CHAIR), client_as("officer")
    revise(people["officer"], NOW, case, replace(_shipment(case), declared_destination="RU"), "the buyer moved")
    base = f"/cases/{case.reference}/decision"
    twin = client.get(f"{base}/2/compare/1.json").json()
    assert [side["n"] for side in twin["sides"]] == [1, 2]
    assert [side["version"] for side in twin["sides"]] == [1, 2]
    assert {"path": "declared_destination", "before": "CH", "after": "RU"} in twin["fields"]
    assert any(each["before"] != each["after"] for each in twin["actors"])
    assert any("became" in each for each in twin["words"])
    text = client.get(f"{base}/2/compare/1").content.decode()
    assert all(each in text for each in ("Legality", "Concern", "declared_destination"))
    for missing in (f"{base}/2/compare/9", f"{base}/1/compare/1"):
        assert client.get(missing).status_code == 404
    assert client_as("foreign").get(f"{base}/2/compare/1").status_code == 404


def test_a_revision_is_shown_before_it_is_kept(
    kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]
) -> None:
    import html
    import re

    from endgate.desk.cases.services import newest

    assert people
    case, client = kept(CHAIR), client_as("officer")
    address = f"/cases/{case.reference}/revise"
    form = client.get(address).content.decode()
    values = dict(re.findall(r'<input id="[^"]+" name="([^"]+)" value="([^"]*)"', form))
    values = {name: html.unescape(value) for name, value in values.items() if "__n__" not in name}
    values |= {"party-0-role": "exporter", "party-1-role": "buyer", "activity": "export", "to": "Russia"}
    shown = client.post(address, values).content.decode()
    assert "declared_destination" in shown
    assert newest(case).n == 1
    told = re.search(r'name="shipment" value="([^"]*)"', shown)
    assert told
    kept_it = {"shipment": html.unescape(told[1]), "reason": "the buyer moved"}
    assert client.post(f"{address}/keep", kept_it).status_code == 302
    changed = {k for k, v in encode_of(case).items() if v != encode_of(case, 1).get(k)}
    assert changed == {"declared_destination"}
    faulty = client.post(address, {**values, "to": "Atlantis"})
    assert (faulty.status_code, "names no country" in faulty.content.decode()) == (422, True)


def encode_of(case: Any, n: int = 0) -> dict[str, Any]:
    """The raw version ``n`` of a case's shipment; the newest for 0."""
    import json

    rows = case.shipment_set.order_by("-n")
    row = rows.get(n=n) if n else rows[0]
    found: dict[str, Any] = json.loads(bytes(row.content))
    return found


@pytest.mark.parametrize("address", ["/queue/bulk", "/cases/{}/ask", "/cases/{}/assign", "/cases/{}/seen"])
def test_acts_asked_by_get_do_nothing(kept: Callable[..., Any], client_as: Callable[[str], Any], address: str) -> None:
    from endgate.desk.store.models import Event

    case, client = kept(CHAIR), client_as("senior")
    before = Event.objects.count()
    assert client.get(address.format(case.reference)).status_code == 302
    assert Event.objects.count() == before


def test_one_judgement_serves_the_same_match_in_other_open_cases(
    kept: Callable[..., Any], client_as: Callable[[str], Any]
) -> None:
    from endgate.desk.parties.page import address, all_matches
    from endgate.desk.parties.services import settled

    listed = with_listed()
    case, twin, foreign = (
        kept(CHAIR, parties=listed),
        kept(CHAIR, parties=listed),
        kept(CHAIR, "foreign", parties=listed),
    )
    other = kept(CHAIR, parties=(listed[0], replace(listed[1], country="IR")))
    ref, match = all_matches(_record(case))[0]
    where = address(f"/cases/{case.reference}", ref, match["right"]["ref"])
    posted = {"judgement": "different", "reason": "other place", "elsewhere": "yes"}
    text = client_as("officer").post(where, posted).content.decode()
    assert twin.reference in text
    assert [bool(settled(each)) for each in (case, twin, other, foreign)] == [True, True, False, False]


def _record(case: Any) -> dict[str, Any]:
    from endgate.desk.cases.services import asked_of, newest

    return asked_of(newest(case))


@pytest.mark.parametrize("address", ["/queue", "/cases/{}/decision/1", "/cases/{}/evidence", "/cases/{}/network"])
def test_a_page_asks_the_database_twelve_times_at_most(
    kept: Callable[..., Any], client_as: Callable[[str], Any], address: str
) -> None:
    """Reads only: keeping the session alive is a write of its own."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    case, client = kept(CHAIR), client_as("senior")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address.format(case.reference)).status_code == 200
    reads = [each["sql"] for each in asked.captured_queries if each["sql"].startswith("SELECT")]
    assert len(reads) <= 12, reads
