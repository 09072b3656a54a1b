"""Claims of another team's case: carried by grant alone, under names that tell nothing, and gone with the grant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_case_work import SULPHIDE, _team, _with_claims
from tests.unit.desk.test_cases import _refused


def _foreign_case(kept: Callable[..., Any]) -> Any:
    return kept(SULPHIDE, "foreign")


def _confirmed(case: Any) -> list[str]:
    from endgate.desk.evidence.store import own_claims

    return [each.id for each in own_claims(case).claims if each.state() == "confirmed"]


def _granted(case: Any, actor: Any, claims: list[str], *, granted: bool = True) -> None:
    from endgate.desk.cases.grants import grant

    grant(actor, NOW, case, claims, _team("Team 2"), "they work the same network", granted=granted)


def test_a_granted_claim_is_carried_and_the_decision_rests_on_it(
    kept: Callable[..., Any], people: dict[str, Any]
) -> None:
    from endgate.desk.cases.carrying import carry, offered_to
    from endgate.desk.cases.recheck import check_again
    from endgate.desk.cases.services import asked_of
    from endgate.desk.evidence.services import tie
    from endgate.desk.evidence.store import claims_of

    origin, case, other = _with_claims(kept, people), _foreign_case(kept), people["foreign"]
    _granted(origin, people["officer"], _confirmed(origin))
    offered = offered_to(case)
    assert {each.claim.id for each in offered} == set(_confirmed(origin))
    assert claims_of(case).claims == (), "a grant alone changes nothing"
    _refused("EG8107", lambda: carry(other, NOW, case, [each.id for each in offered], " "))
    _refused("EG8107", lambda: carry(other, NOW, case, ["g-nothing"], "needed"))
    _refused("EG8105", lambda: carry(people["officer"], NOW, case, [each.id for each in offered], "needed"))
    carry(other, NOW, case, [each.id for each in offered], "the same goods")
    file = claims_of(case)
    assert {each.id for each in file.claims} == {each.id for each in offered}
    destination = next(each for each in file.claims if "indicated_destination" in each.roles)
    tie(other, NOW, case, destination.roles["goods"][0], item="1")
    decision = check_again(other, NOW, case, known_as_of=NOW.date())
    assert decision is not None
    assert decision.cause == "claim"
    assert asked_of(decision)["indications"]


def test_what_is_no_longer_granted_is_gone_and_the_case_is_decided_again(
    kept: Callable[..., Any], people: dict[str, Any], desk: Any
) -> None:
    from endgate.desk.cases.carrying import carry, offered_to
    from endgate.desk.evidence.store import claims_of
    from endgate.desk.jobs import watch
    from endgate.desk.store.machinery import Job
    from endgate.desk.store.models import Event

    assert desk
    origin, case = _with_claims(kept, people), _foreign_case(kept)
    claims = _confirmed(origin)
    _granted(origin, people["officer"], claims)
    carry(people["foreign"], NOW, case, [each.id for each in offered_to(case)], "the same goods")
    watch.events(NOW)
    seen = Job.objects.filter(kind="recheck_case", object=case.reference).count()
    _granted(origin, people["officer"], claims[:1], granted=False)
    assert len(claims_of(case).claims) == len(claims) - 1
    assert Event.objects.filter(verb="dropped", case=case.reference).count() == 1
    watch.events(NOW)
    assert Job.objects.filter(kind="recheck_case", object=case.reference).count() == seen + 1
    carry(people["foreign"], NOW, case, [each.id for each in offered_to(case)], "not the same after all", carried=False)
    assert claims_of(case).claims == ()


def test_two_worlds_look_alike_to_whoever_was_granted_nothing(
    kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]
) -> None:
    case, client = _foreign_case(kept), client_as("foreign")
    addresses = [f"/cases/{case.reference}/evidence{further}" for further in ("", ".json")]
    addresses += ["/dossiers", "/dossiers.json", "/dossiers.csv", "/queue.json?view=all"]

    def seen() -> list[str]:
        import re

        return [re.sub('value="[A-Za-z0-9]{64}"', "", client.get(each).content.decode()) for each in addresses]

    before = seen()
    origin = _with_claims(kept, people)
    assert _confirmed(origin)
    assert seen() == before


def test_names_tell_neither_the_case_nor_how_many_there_are(
    kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]
) -> None:
    from endgate.desk.cases.carrying import carry, offered_to

    origin, case, client = _with_claims(kept, people), _foreign_case(kept), client_as("foreign")
    _granted(origin, people["officer"], _confirmed(origin)[:1])
    page = f"/cases/{case.reference}/evidence"
    (one,) = offered_to(case)
    body = client.get(page).content.decode()
    assert one.claim.proposition[:40] in body
    assert origin.reference not in body
    posted = client.post(f"{page}/carry", {"claim": one.id, "reason": "the same goods"})
    assert posted.status_code == 302
    assert client.get(page + ".json").json()["offered"][0]["carried"] is True
    assert client_as("officer").post(f"{page}/carry", {"claim": one.id, "reason": "x"}).status_code == 404
    carry(people["foreign"], NOW, case, [one.id], "again")
    assert offered_to(origin) == []
