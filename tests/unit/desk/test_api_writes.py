"""``/api/1/`` where it writes: done once, upon the version that was read, and never more than the person may."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_api import CHAIR, Asking, ask  # noqa: F401  (a fixture)
from tests.unit.desk.test_cases import with_listed

from endgate.cli.demo import examples

pytestmark = pytest.mark.usefixtures("desk")
Ask = Callable[[str, str], Asking]


def shipment() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((examples() / CHAIR).read_bytes())
    return found


def test_a_repeated_post_is_done_once(ask: Ask) -> None:  # noqa: F811
    from endgate.desk.store.models import Case, Event

    call = ask("officer", "cases")
    first = call("POST", "cases", shipment(), **{"Idempotency-Key": "k1"})
    events = Event.objects.count()
    again = call("POST", "cases", shipment(), **{"Idempotency-Key": "k1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again.headers["Location"] == first.headers["Location"]
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert (Case.objects.count(), Event.objects.count()) == (1, events)
    other = call("POST", "cases", shipment() | {"id": "another"}, **{"Idempotency-Key": "k1"})
    assert (other.status_code, other.json()["code"]) == (422, "EG8205")
    elsewhere = ask("senior", "cases")("POST", "cases", shipment(), **{"Idempotency-Key": "k1"})
    assert (elsewhere.status_code, Case.objects.count()) == (201, 2), "a key is its token's own"
    assert call("POST", "cases", shipment(), **{"Idempotency-Key": "x" * 65}).status_code == 400


def test_a_post_that_was_refused_may_come_again(ask: Ask) -> None:  # noqa: F811
    from endgate.desk.store.machinery import Repeat

    call = ask("officer", "cases")
    assert call("POST", "cases", {"id": "x"}, **{"Idempotency-Key": "k"}).status_code == 422
    assert Repeat.objects.count() == 0
    assert call("POST", "cases", shipment(), **{"Idempotency-Key": "k"}).status_code == 201


def test_a_write_names_the_version_it_was_made_upon(ask: Ask, kept: Callable[..., Any]) -> None:  # noqa: F811
    case = kept(CHAIR)
    call = ask("officer", "cases")
    address = f"cases/{case.reference}"
    read = call("GET", address)
    unnamed = call("POST", f"{address}/assign", {})
    assert (unnamed.status_code, unnamed.json()["code"]) == (428, "EG8208")
    taken = call("POST", f"{address}/assign", {}, **{"If-Match": read.headers["ETag"]})
    assert (taken.status_code, taken.json()["state"]) == (200, "open")
    late = call("POST", f"{address}/wait", {"reason": "a letter"}, **{"If-Match": read.headers["ETag"]})
    assert (late.status_code, late.json()["code"]) == (412, "EG8209")
    tag = taken.headers["ETag"]
    waits = call("POST", f"{address}/wait", {"reason": "a letter", "until": "2099-01-01"}, **{"If-Match": tag})
    assert waits.json()["state"] == "waiting"
    tag = waits.headers["ETag"]
    assert call("POST", f"{address}/wait", {"reason": "again"}, **{"If-Match": tag}).status_code == 409
    assert call("POST", f"{address}/wait", {"reason": "", "x": "y"}, **{"If-Match": tag}).status_code == 422
    assert call("POST", f"{address}/resume", {}, **{"If-Match": tag}).json()["state"] == "open"


def test_programs_advise_and_note_but_never_sign(ask: Ask, kept: Callable[..., Any]) -> None:  # noqa: F811
    case = kept(CHAIR)
    tag = {"If-Match": f'"{case.version}"'}
    call = ask("legal", "cases")
    given = call("POST", f"cases/{case.reference}/advice", {"advice": "approve", "reason": "nothing against it"}, **tag)
    assert given.status_code == 200
    assert call("POST", f"cases/{case.reference}/notes", {"text": "x"}, **tag).status_code == 403
    assert ask("officer", "cases")("POST", f"cases/{case.reference}/notes", {"text": "x"}, **tag).status_code == 200
    assert sorted(case.act_set.values_list("kind", flat=True)) == ["advice", "note"]
    for verb in ("sign", "countersign", "release", "close"):
        assert call("POST", f"cases/{case.reference}/{verb}", {}, **tag).status_code == 404
    hidden = ask("foreign", "cases")("POST", f"cases/{case.reference}/notes", {"text": "x"}, **tag)
    assert hidden.status_code == 404


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    forged=st.text(max_size=60)
    | st.binary(min_size=28, max_size=28).map(lambda raw: base64.urlsafe_b64encode(raw).decode())
)
def test_a_forged_cursor_is_a_coded_refusal(ask: Ask, forged: str) -> None:  # noqa: F811
    from urllib.parse import quote

    answer = ask("officer", "cases")("GET", f"cases?cursor={quote(forged)}")
    assert answer.status_code == (400 if forged else 200)
    if forged:
        assert answer.json()["code"] == "EG8207"


def test_a_cursor_is_of_its_list_and_person_and_tells_no_number(ask: Ask, kept: Callable[..., Any]) -> None:  # noqa: F811
    for _ in range(3):
        kept(CHAIR)
    call = ask("officer", "cases")
    first = call("GET", "cases?limit=1").json()["cursor"]
    assert first != call("GET", "cases?limit=1").json()["cursor"], "the same place has many names"
    assert call("GET", f"events?after={first}").status_code == 400
    assert ask("senior", "cases")("GET", f"cases?cursor={first}").status_code == 400
    flipped = ("B" if first[0] == "A" else "A") + first[1:]
    assert call("GET", f"cases?cursor={flipped}").status_code == 400


def test_the_feed_tells_what_one_may_see_and_goes_on(ask: Ask, kept: Callable[..., Any]) -> None:  # noqa: F811
    case = kept(CHAIR)
    call = ask("officer", "cases")
    first = call("GET", "events").json()
    assert [each["type"] for each in first["events"]] == ["case:kept"]
    assert call("GET", f"events?after={first['after']}").json()["events"] == []
    kept(CHAIR)
    assert len(call("GET", f"events?after={first['after']}").json()["events"]) == 1
    foreign = ask("foreign", "cases")("GET", "events").json()["events"]
    assert [each for each in foreign if each["case"]] == []
    assert ask("viewer", "cases")("GET", "events").json()["events"]
    assert set(first["events"][0]) == {"id", "type", "at", "actor", "case", "object"}
    assert first["events"][0]["case"] == case.reference


def test_a_file_of_shipments_is_a_job_with_an_end(ask: Ask, desk: Any) -> None:  # noqa: F811
    from endgate.desk.jobs.worker import work

    call = ask("officer", "check")
    lines = [json.dumps(shipment() | {"id": f"s{n}"}) for n in range(3)]
    lines.insert(1, '{"id": "bad"}')
    sent = call("POST", "jobs?name=some.jsonl", "\n".join(lines).encode())
    assert (sent.status_code, sent.json()["state"]) == (202, "queued")
    ident = sent.json()["id"]
    assert call("POST", "jobs?name=some.jsonl", "\n".join(lines).encode()).json()["id"] == ident
    assert call("GET", f"jobs/{ident}/results").status_code == 409
    work(desk.data_dir, once=True)
    done = call("GET", f"jobs/{ident}").json()
    assert (done["state"], done["counts"]) == ("done", {"read": 4, "decided": 3, "quarantined": 1})
    results = [json.loads(line) for line in call("GET", f"jobs/{ident}/results").content.splitlines()]
    assert [each["id"] for each in results] == ["s0", "s1", "s2"]
    assert all(each["decision"]["actors"] for each in results)
    (fault, *_) = [json.loads(line) for line in call("GET", f"jobs/{ident}/quarantine").content.splitlines()]
    assert fault["code"].startswith("EG")
    assert fault["where"].startswith("some.jsonl:2")
    assert ask("senior", "check")("GET", f"jobs/{ident}").status_code == 404
    assert call("DELETE", f"jobs/{ident}").status_code == 409


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"PK\x03\x04not a workbook", b"{", b"a,b\n1", b"\xff\xfe\x00"])
def test_a_broken_file_ends_in_quarantine_and_not_in_a_verdict(ask: Ask, desk: Any, content: bytes) -> None:  # noqa: F811
    from endgate.desk.jobs.worker import work

    call = ask("officer", "check")
    ident = call("POST", "jobs?name=x", content).json()["id"]
    work(desk.data_dir, once=True)
    done = call("GET", f"jobs/{ident}").json()
    assert (done["state"], done["counts"]["decided"]) == ("done", 0)
    assert call("GET", f"jobs/{ident}/results").content == b""
    assert call("GET", f"jobs/{ident}/quarantine").content


def test_a_job_that_waits_is_stopped(ask: Ask, desk: Any) -> None:  # noqa: F811
    from endgate.desk.jobs.worker import work

    call = ask("officer", "check")
    ident = call("POST", "jobs", json.dumps(shipment()).encode()).json()["id"]
    assert call("DELETE", f"jobs/{ident}").json()["state"] == "cancelled"
    work(desk.data_dir, once=True)
    assert call("GET", f"jobs/{ident}").json()["state"] == "cancelled"
    for name in ("../x", "a/b", "x" * 200):
        assert call("POST", f"jobs?name={name}", b"{}").status_code == 422
    assert call("POST", "jobs?surprise=1", b"{}").status_code == 400


def test_two_decisions_are_told_apart_in_words(ask: Ask, kept: Callable[..., Any], people: dict[str, Any]) -> None:  # noqa: F811
    from endgate.desk.cases.revising import revise
    from endgate.desk.cases.services import newest
    from endgate.shipment.model import Shipment
    from endgate.terms.codec import decode

    case = kept(CHAIR)
    first = newest(case)
    told = decode(Shipment, json.loads(bytes(first.shipment.content)))
    second = revise(people["officer"], NOW, case, replace(told, parties=with_listed()), "another buyer")
    call = ask("officer", "decisions")
    assert call("GET", f"decisions/{first.pk}/diff/{second.pk}").json()["words"]
    assert call("GET", f"decisions/{first.pk}/diff/999").status_code == 404
    assert ask("foreign", "decisions")("GET", f"decisions/{first.pk}/diff/{second.pk}").status_code == 404


def test_the_document_is_whole(ask: Ask) -> None:  # noqa: F811
    document = ask("officer", "check")("GET", "openapi.json").json()
    schemas = document["components"]["schemas"]
    text = json.dumps(document)
    named = {each.split('"')[0] for each in text.split("#/components/schemas/")[1:]}
    assert named <= set(schemas)
    for methods in document["paths"].values():
        for described in methods.values():
            assert described["summary"]
            assert {"400", "401", "403", "500", "503"} <= set(described["responses"])
            assert any(status.startswith("2") for status in described["responses"])
