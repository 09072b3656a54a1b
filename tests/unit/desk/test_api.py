"""``/api/1/``: the answers of the command line over HTTP, tokens that are never more than their person, problems."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import Command

from endgate.cli.demo import examples

CHAIR = "ordinary-us-switzerland.json"
Asking = Callable[..., Any]


@pytest.fixture
def ask(people: dict[str, Any]) -> Callable[[str, str], Asking]:
    """Calls with the token of a role: ``ask(role, scope)(method, address, body)``."""
    from django.test import Client
    from django.utils import timezone

    from endgate.desk.access.tokens import issue
    from endgate.desk.store.models import User

    def with_token(role: str, scopes: str) -> Asking:
        token = issue(User.objects.get(pk=people[role].user_id), scopes.split(), timezone.now())

        def call(method: str, address: str, body: Any = None, **headers: str) -> Any:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent = {"Authorization": f"Bearer {token}", **headers}
            return Client().generic(method, f"/api/1/{address}", data, content_type="application/json", headers=sent)

        return call

    return with_token


def test_a_check_gives_the_bytes_of_the_command_line(ask: Callable[[str, str], Asking], command: Command) -> None:
    from endgate.desk.store.models import Case

    path = examples() / CHAIR
    answer = ask("officer", "check")("POST", "check", path.read_bytes())
    assert answer.status_code == 200
    assert answer.content.decode() == command("check", path, "--json").out
    assert answer.headers["Endgate-Edition"]
    assert Case.objects.count() == 0


def test_a_faulty_shipment_is_a_problem_with_every_fault_and_no_verdict(ask: Callable[[str, str], Asking]) -> None:
    shipment = json.loads((examples() / CHAIR).read_bytes())
    shipment["parties"][0]["country"] = "Atlantis"
    shipment["items"][0]["hs"] = "x"
    answer = ask("officer", "check")("POST", "check", shipment)
    body = answer.json()
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert body["code"].startswith("EG")
    assert len(body["errors"]) >= 1
    assert all(each["remedy"] for each in body["errors"])
    assert "actors" not in body


def test_a_batch_keeps_its_order_and_loses_none(ask: Callable[[str, str], Asking]) -> None:
    good = json.loads((examples() / CHAIR).read_bytes())
    answer = ask("officer", "check")("POST", "check/batch", [good, {"id": "x"}, good])
    assert [each["status"] for each in answer.json()] == [200, 422, 200]
    assert answer.json()[1]["problem"]["errors"]
    assert ask("officer", "check")("POST", "check/batch", [good] * 201).status_code == 413


def test_one_question_each(ask: Callable[[str, str], Asking]) -> None:
    call = ask("officer", "check lists")
    found = call("POST", "party", {"name": "Khatam ol-Anbia Construction Headquarters", "countries": ["Iran"]}).json()
    assert found["matches"][0]["grade"] == "strong"
    item = call("POST", "goods", {"description": "Sodium sulphide flakes", "cas": "1313-82-2"}).json()
    assert {"1C350"} <= {entry["entry"] for each in item["lists"] for entry in each.get("entries", ())}
    assert call("GET", "lists").json()["not_held"]
    assert call("GET", "edition").json()["id"]


def test_a_text_is_not_taken_for_a_list_nor_a_number_for_another(ask: Callable[[str, str], Asking]) -> None:
    call = ask("officer", "check decisions cases")
    for wrong in ({"aliases": "Mahan Air"}, {"countries": "Iran"}, {"limit": 3.9}, {"limit": True}):
        assert call("POST", "party", {"name": "nobody", **wrong}).status_code == 422
    assert call("GET", "decisions/" + "9" * 5000).status_code == 404
    assert call("GET", "cases?cursor=" + "9" * 5000).status_code == 400


def test_cases_are_paged_and_decisions_are_tagged(ask: Callable[[str, str], Asking], kept: Callable[..., Any]) -> None:
    references = [kept(CHAIR).reference for _ in range(3)]
    call = ask("officer", "cases decisions")
    first = call("GET", "cases?limit=2").json()
    second = call("GET", f"cases?limit=2&cursor={first['cursor']}").json()
    assert [each["reference"] for each in first["cases"] + second["cases"]] == references
    assert second["cursor"] is None
    one = call("GET", f"cases/{references[0]}").json()
    record = call("GET", f"decisions/{one['decision']['id']}")
    assert record.headers["ETag"] == f'"{one["decision"]["sha256"]}"'
    again = call("GET", f"decisions/{one['decision']['id']}", **{"If-None-Match": record.headers["ETag"]})
    assert again.status_code == 304


def test_hidden_and_missing_are_the_same(ask: Callable[[str, str], Asking], kept: Callable[..., Any]) -> None:
    case = kept(CHAIR)
    call = ask("foreign", "cases decisions")
    hidden, missing = call("GET", f"cases/{case.reference}"), call("GET", "cases/2026-00000")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.json() | {"instance": ""} == missing.json() | {"instance": ""}
    assert call("GET", "decisions/1").status_code == call("GET", "decisions/999").status_code == 404
    assert call("GET", "cases").json() == {"cases": [], "cursor": None}


def test_tokens_open_their_scopes_and_no_more_than_their_person(ask: Callable[[str, str], Asking]) -> None:
    from django.test import Client

    assert Client().post("/api/1/check", b"{}", content_type="application/json").status_code == 401
    assert ask("officer", "lists")("POST", "check", {}).status_code == 403
    assert ask("auditor", "check")("POST", "check", {}).status_code == 403
    assert ask("officer", "check")("GET", "check").status_code == 405
    assert ask("officer", "check")("GET", "nothing").status_code == 404
    for refused in (Client().get("/api/1/lists"), ask("officer", "check")("GET", "nothing"), call_of_text(ask)):
        body = refused.json()
        assert body["code"].startswith("EG82")
        assert body["remedy"]
        assert body["errors"][0]["message"]


def call_of_text(ask: Callable[[str, str], Asking]) -> Any:
    """What a body that is no JSON gets."""
    return ask("officer", "check")("POST", "party", b"no json")


def test_the_document_lists_every_call(ask: Callable[[str, str], Asking]) -> None:
    from endgate.desk.api.v1.front import CALLS

    document = ask("officer", "check")("GET", "openapi.json").json()
    assert document["openapi"] == "3.1.0"
    assert {(method.upper(), path) for path, methods in document["paths"].items() for method in methods} == {
        (call.method, f"/api/1/{call.address}") for call in CALLS
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    address=st.sampled_from(["check", "check/batch", "party", "goods"]),
    body=st.binary(max_size=60)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["id", "name", "description", "kind", "countries", "parties"]), inner, max_size=4
            )
        ),
        max_leaves=8,
    ),
)
def test_no_body_breaks_it(ask: Callable[[str, str], Asking], address: str, body: Any) -> None:
    assert ask("officer", "check")("POST", address, body).status_code in (200, 400, 413, 422)
