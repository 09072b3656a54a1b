"""``/api/1/``: documents, answers, explanations, replays, routes, lists and their updates."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.unit.desk.test_api import CHAIR, Asking, ask  # noqa: F401  (a fixture)
from tests.unit.desk.test_evidence import LETTER, read_uploads

from endgate.cli.demo import examples

pytestmark = pytest.mark.usefixtures("desk")
Ask = Callable[[str, str], Asking]
CHAMBER = "s2-chamber-branch.json"


def etag(case: Any) -> dict[str, str]:
    case.refresh_from_db()
    return {"If-Match": f'"{case.version}"'}


def test_a_document_is_sent_and_read_by_the_worker(ask: Ask, kept: Callable[..., Any]) -> None:  # noqa: F811
    case, call = kept(CHAIR), ask("officer", "cases")
    address = f"cases/{case.reference}/documents"
    sent = call("POST", f"{address}?name=letter.txt&label=TLP:GREEN&title=A+letter", LETTER.encode())
    assert (sent.status_code, sent.json()["state"], sent.json()["kind"]) == (202, "queued", "read_document")
    assert call("GET", address).json() == {"documents": [], "waiting": [sent.json()]}
    read_uploads()
    job = call("GET", sent.headers["Location"].removeprefix("/api/1/")).json()
    assert (job["state"], job["documents"]) == ("done", ["d1"])
    (document,) = call("GET", address).json()["documents"]
    assert (document["title"], document["label"], document["read"]) == ("A letter", "TLP:GREEN", "read")
    assert document["proposed"] >= 2


def test_a_document_is_sent_within_limits_and_sight(ask: Ask, kept: Callable[..., Any]) -> None:  # noqa: F811
    case, call = kept(CHAIR), ask("officer", "cases")
    address = f"cases/{case.reference}/documents"
    assert call("POST", address, b"x").status_code == 422, "without a name"
    assert call("POST", f"{address}?name=../x", b"x").status_code == 422
    assert call("POST", f"{address}?name=x&label=SECRET", b"x").status_code == 400
    assert call("POST", f"{address}?name=x", bytes((25 << 20) + 1)).status_code == 413
    assert call("POST", f"{address}?name=x", bytes(9 << 20)).status_code == 202
    assert ask("viewer", "cases")("POST", f"{address}?name=x", b"x").status_code == 403
    for verb in ("GET", "POST"):
        assert ask("foreign", "cases")(verb, address if verb == "GET" else f"{address}?name=x", b"x").status_code == 404
    again = {"Idempotency-Key": "k"}
    first = call("POST", f"{address}?name=y", b"y", **again)
    assert call("POST", f"{address}?name=y", b"y", **again).json()["id"] == first.json()["id"]
    assert call("POST", f"{address}?name=y", b"y").json()["id"] != first.json()["id"]


def test_an_open_question_is_answered_with_facts(ask: Ask, kept: Callable[..., Any]) -> None:  # noqa: F811
    from endgate.desk.cases.services import asked_of, newest
    from endgate.desk.pages.reading import questions

    case, call = kept(CHAMBER), ask("officer", "cases decisions")
    address = f"cases/{case.reference}/answers"
    asked = next(
        each["text"] for each in questions(asked_of(newest(case))) if each["text"].startswith("Who is the end")
    )
    facts = {"parties": {"user": {"name": "Baustoff Ost GmbH", "country": "DE", "roles": ["end_user"]}}}
    body = {"reason": "letter of the exporter", "answers": [{"question": asked, "facts": facts}]}
    assert call("POST", address, body).status_code == 428
    assert call("POST", address, {**body, "answers": []}, **etag(case)).status_code == 422
    other = [{"question": "Is it blue?", "facts": facts}]
    assert call("POST", address, {**body, "answers": other}, **etag(case)).status_code == 422
    wrong = [{"question": asked, "facts": {"parties": {"user": {"name": "X", "country": "Atlantis"}}}}]
    faulty = call("POST", address, {**body, "answers": wrong}, **etag(case))
    assert (faulty.status_code, bool(faulty.json()["errors"])) == (422, True)
    assert case.decision_set.count() == 1
    done = call("POST", address, body, **etag(case))
    assert (done.status_code, done.json()["decision"]["n"]) == (200, 2)
    record = call("GET", f"decisions/{done.json()['decision']['id']}").json()
    assert asked not in {each["text"] for each in questions(record)}
    assert "letter of the exporter" in newest(case).difference
    assert ask("viewer", "cases")("POST", address, body, **etag(case)).status_code == 403


def test_facts_lie_over_a_shipment_in_their_places() -> None:
    from endgate.desk.cases.answering import with_facts

    told = {"title": "a", "items": [{"id": "1", "hs": "1", "parameters": {"x": "1"}}], "route": [{"start": {}}]}
    facts = {
        "title": "b",
        "items": {"1": {"hs": None, "parameters": {"y": "2"}}, "2": {"description": "new"}},
        "route": [{"end": {}}],
        "end_use": {"statement": "tannery"},
    }
    assert with_facts(told, facts) == {
        "title": "b",
        "items": [{"id": "1", "parameters": {"x": "1", "y": "2"}}, {"id": "2", "description": "new"}],
        "route": [{"start": {}}, {"end": {}}],
        "end_use": {"statement": "tannery"},
    }


def test_a_case_is_patched_upon_its_version(ask: Ask, kept: Callable[..., Any]) -> None:  # noqa: F811
    case, call = kept(CHAIR), ask("senior", "cases")
    address = f"cases/{case.reference}"
    assert call("PATCH", address, {"assignee": "Officer"}).status_code == 428
    done = call("PATCH", address, {"assignee": "Officer"}, **etag(case))
    assert (done.json()["assignee"], done.json()["state"]) == ("Officer", "open")
    waits = call("PATCH", address, {"waiting_for": "a letter", "waiting_until": "2099-01-01"}, **etag(case)).json()
    assert (waits["state"], waits["waiting_for"], waits["waiting_until"]) == ("waiting", "a letter", "2099-01-01")
    again = call("PATCH", address, {"waiting_for": None}, **etag(case)).json()
    assert (again["state"], again["waiting_for"]) == ("open", None)
    for wrong in ({}, {"state": "closed"}, {"assignee": 3}, {"waiting_until": "2099-01-01"}, {"assignee": "Nobody"}):
        assert call("PATCH", address, wrong, **etag(case)).status_code == 422
    assert call("PATCH", address, {"assignee": "Officer"}, **{"If-Match": '"1"'}).status_code == 412
    assert ask("foreign", "cases")("PATCH", address, {"assignee": "Officer"}, **etag(case)).status_code == 404


def test_a_decision_is_explained_and_replayed(ask: Ask, kept: Callable[..., Any]) -> None:  # noqa: F811
    from endgate.desk.store.models import Decision

    case, call = kept(CHAMBER), ask("officer", "decisions")
    ident = Decision.objects.get(case=case).pk
    found = call("GET", f"decisions/{ident}/explain").json()
    assert any(each["finding"].get("tree") for each in found["findings"])
    one = call("GET", f"decisions/{ident}/explain?measure=UN-1737-3").json()["findings"]
    assert {each["finding"]["measure"] for each in one} == {"UN-1737-3"}
    assert call("GET", f"decisions/{ident}/explain?measure=NO-SUCH").json()["code"] == "EG9002"
    replayed = call("POST", f"decisions/{ident}/replay").json()
    assert (replayed["same"], replayed["edition_same"], replayed["engine_same"]) == (True, True, True)
    assert Decision.objects.count() == 1
    for method, further in (("GET", "explain"), ("POST", "replay")):
        assert ask("foreign", "decisions")(method, f"decisions/{ident}/{further}").status_code == 404


def test_a_route_is_answered_as_on_the_command_line(ask: Ask, command: Any) -> None:  # noqa: F811
    path = examples() / "s5-trucks-declared.json"
    shipment = json.loads(path.read_bytes()) | {"claims": []}
    answer = ask("officer", "check")("POST", "route", shipment).json()
    told = json.loads(command("route", path, "--check", "--json").out)
    assert answer.keys() == told.keys()
    assert [each["id"] for each in answer["flags"]] == [each["id"] for each in told["flags"]]


def test_lists_are_told_one_by_one_and_compared(ask: Ask) -> None:  # noqa: F811
    call = ask("officer", "lists")
    whole = call("GET", "lists").json()
    one = call("GET", f"lists/{whole['lists'][0]['source']}").json()
    assert (one["held"], one["parties"] > 0, one["publisher"] != "") == (True, True, True)
    absent = call("GET", f"lists/{whole['not_held'][0]['source']}").json()
    assert (absent["held"], absent["remedy"] != "") == (False, True)
    assert call("GET", "lists/nowhere").status_code == 404
    same = call("GET", f"lists/diff?a=current&b={whole['edition'][:16]}").json()
    assert (same["came"], same["went"], same["changed"], same["changes"], same["cursor"]) == (0, 0, 0, [], None)
    assert call("GET", "lists/diff?a=0000&b=current").status_code == 404


def test_changes_of_lists_come_in_pages(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    from endgate.desk.api.v1 import lists
    from endgate.lists.deltas import Change

    changes = tuple(Change("ADD", f"un:{n}", f"Party {n}", ()) for n in range(5))
    monkeypatch.setattr(lists, "_changes", lambda *_: changes)
    call = ask("officer", "lists")
    first = call("GET", "lists/diff?a=current&b=current&limit=3").json()
    second = call("GET", f"lists/diff?a=current&b=current&limit=3&cursor={first['cursor']}").json()
    assert [each["party_id"] for each in first["changes"] + second["changes"]] == [f"un:{n}" for n in range(5)]
    assert (first["came"], second["cursor"]) == (5, None)


def test_an_update_of_lists_is_a_job_with_an_end(
    ask: Ask,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from endgate.desk.reference import updating
    from endgate.lists.errors import DOWNLOAD_FAILED, ListRefusedError

    def failing(*_: Any, **__: Any) -> Any:
        raise ListRefusedError(DOWNLOAD_FAILED.at("un", "no answer"))

    monkeypatch.setattr(updating, "update", failing)
    assert ask("officer", "lists")("POST", "lists/update", {}).status_code == 403
    call = ask("data", "lists")
    sent = call("POST", "lists/update", {"sources": ["un"]})
    assert (sent.status_code, sent.json()["state"]) == (202, "queued")
    assert call("POST", "lists/update", {"sources": ["un"]}).json()["id"] == sent.json()["id"], "under way already"
    assert call("POST", "lists/update", {"sources": ["nowhere"]}).status_code == 422
    assert call("POST", "lists/update", {"url": "https://example.org"}).status_code == 422
    read_uploads()
    done = call("GET", f"jobs/{sent.json()['id']}").json()
    assert (done["state"], [each["outcome"] for each in done["lists"]]) == ("done", ["failed"])
    assert done["lists"][0]["code"].startswith("EG2")
    assert done["edition"] == call("GET", "edition").json()["id"]
