"""Pages: what each role sees, hidden and missing alike, twins with the same facts, headers, bad input."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

CHAIR, CHAMBER, SULPHIDE = "ordinary-us-switzerland.json", "s2-chamber-branch.json", "s3-sulfide-de.json"
CASE_PAGES = ("decision/1", "network", "route", "goods/1", "evidence")
PLAIN = ("/queue", "/check", "/lists", "/law", "/help", "/me", "/find?q=UN", "/law/UN-1737-3")


@pytest.mark.parametrize("name", [CHAIR, CHAMBER, SULPHIDE])
def test_every_page_of_a_case_answers_with_its_headers(
    kept: Callable[..., Any], client_as: Callable[[str], Any], name: str
) -> None:
    case, client = kept(name), client_as("officer")
    for page in CASE_PAGES:
        answer = client.get(f"/cases/{case.reference}/{page}")
        assert answer.status_code == 200, page
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        text = answer.content.decode()
        assert case.reference in text
        assert "Legality" in text
        assert "Concern" in text
        assert " clear" not in text.casefold().replace("unclear", "").replace("nuclear", "")


def test_plain_pages_answer(client_as: Callable[[str], Any]) -> None:
    client = client_as("officer")
    assert {address: client.get(address).status_code for address in PLAIN} == dict.fromkeys(PLAIN, 200)


def test_the_twin_holds_the_facts_of_the_page(kept: Callable[..., Any], client_as: Callable[[str], Any]) -> None:
    case, client = kept(CHAMBER), client_as("officer")
    address = f"/cases/{case.reference}/decision/1"
    twin, text = client.get(address + ".json").json(), client.get(address).content.decode()
    assert twin["schema"] == "endgate.page.decision/1"
    assert twin["legality"]["worst"] == "HOLD"
    assert twin["concern"]["gravest"] == "HIGH"
    for actor in twin["legality"]["actors"]:
        assert actor["name"] in text
        assert all(reason["citation"].split("&")[0][:20] in text for reason in actor["reasons"])
    assert not {"legality", "concern"} & set(twin["legality"]["actors"][0])


def test_a_gap_is_a_reason_without_a_measure_and_conditions_speak_in_words(
    kept: Callable[..., Any], client_as: Callable[[str], Any]
) -> None:
    case, client = kept(CHAIR, declared_destination="RU"), client_as("officer")
    twin = client.get(f"/cases/{case.reference}/decision/1.json").json()
    reasons = [each for actor in twin["legality"]["actors"] for each in actor["reasons"]]
    assert any(each["label"].startswith("not held: ") and each["href"] == "" for each in reasons)
    chamber = client.get(f"/cases/{kept(CHAMBER).reference}/decision/1.json").json()
    lines = [line for actor in chamber["legality"]["actors"] for each in actor["reasons"] for line in each["lines"]]
    assert any(line.startswith(("yes", "no ", "?  ")) for line in lines)
    assert not [line for line in lines if "_" in line and "(" in line and "=" in line]


def test_hidden_and_missing_are_the_same(kept: Callable[..., Any], client_as: Callable[[str], Any]) -> None:
    case, foreign = kept(CHAIR), client_as("foreign")
    for page in CASE_PAGES:
        hidden = foreign.get(f"/cases/{case.reference}/{page}")
        missing = foreign.get(f"/cases/2026-00000/{page}")
        assert hidden.status_code == missing.status_code == 404
        assert hidden.content.replace(case.reference.encode(), b"") == missing.content.replace(b"2026-00000", b"")
    queue = foreign.get("/queue.json?view=all").json()
    assert queue["rows"] == []
    assert {view["count"] for view in queue["views"]} == {"0"}
    assert foreign.get(f"/find.json?q={case.reference}").json()["cases"] == []


def test_nobody_sees_anything_without_signing_in(kept: Callable[..., Any]) -> None:
    from django.test import Client

    case = kept(CHAIR)
    for address in (*PLAIN[:4], f"/cases/{case.reference}/decision/1"):
        assert Client().get(address).status_code == 302
        assert Client().get(address.partition("?")[0] + ".json").status_code == 401


def test_a_form_is_decided_and_nothing_is_stored(client_as: Callable[[str], Any]) -> None:
    from endgate.desk.store.models import Case, Event

    client = client_as("officer")
    before = Event.objects.count()
    form = {
        "party-0-role": "exporter",
        "party-0-name": "Cedar Hollow Office Seating Inc",
        "party-0-country": "US",
        "party-0-seat": "United States",
        "party-1-role": "end_user",
        "party-1-name": "Khatam ol-Anbia Construction Headquarters",
        "party-1-country": "Iran",
        "item-0-description": "Sodium sulphide flakes",
        "item-0-cas": "1313-82-2",
        "from": "US",
        "to": "IR",
    }
    answer = client.post("/check", form)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Legality" in text
    assert "Keep as a case" in text
    assert "STOP" in text or "HOLD" in text
    assert (Case.objects.count(), Event.objects.count()) == (0, before)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("party-0-country", "Atlantis", "names no country"),
        ("as_of", "yesterday", "yesterday"),
        ("item-0-cas", "1313-82-3", "1313-82-3"),
        ("item-0-parameters", "fast", "name=value"),
        ("via", "Nowhere", "names no country"),
    ],
)
def test_a_fault_stands_at_its_field_and_gives_no_verdict(
    client_as: Callable[[str], Any], field: str, value: str, message: str
) -> None:
    form = {
        "party-0-role": "exporter",
        "party-0-name": "A",
        "item-0-description": "chair",
        "from": "US",
        "to": "CH",
        field: value,
    }
    answer = client_as("officer").post("/check", form)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="f-{field}-fault"' in text
    assert message in text
    assert 'class="ledgers"' not in text


def test_a_dropped_file_is_decided_kept_and_signed(client_as: Callable[[str], Any]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from endgate.cli.demo import examples

    client = client_as("officer")
    dropped = SimpleUploadedFile("a.json", (examples() / CHAIR).read_bytes())
    page = client.post("/check", {"file": dropped}).content.decode()
    kept = client.post("/check/keep", dict(_hidden(page.partition("/check/keep")[2].partition("</form>")[0])))
    assert kept.status_code == 302
    base = kept.headers["Location"].partition("/decision")[0]
    client.post(f"{base}/take")
    twin = client.get(f"{base}/decision/1.json").json()
    signed = client.post(
        f"{base}/sign", {"sha256": twin["sha256"], "outcome": "released_with_conditions", "reason": "on file"}
    )
    assert signed.status_code == 302
    assert client.get(f"{base}/decision/1.json").json()["state"] == "closed"


def _hidden(form: str) -> list[tuple[str, str]]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    return [(name, html.unescape(value)) for name, value in found]


@pytest.mark.parametrize("number", ["²", "x", "9" * 5000, "-1", ""])
def test_numbers_that_are_none_break_no_page(
    kept: Callable[..., Any], client_as: Callable[[str], Any], number: str
) -> None:
    case, client = kept(CHAIR), client_as("senior")
    assert client.get("/queue", {"after": number}).status_code == 200
    posted = {"signature": number, "sha256": "x"}
    assert client.post(f"/cases/{case.reference}/countersign", posted).status_code == 404
    assert client.post("/check/keep", {"shipment": "{}", "as_of": number}).status_code == 422


def test_a_refused_act_says_why_and_records_nothing(kept: Callable[..., Any], client_as: Callable[[str], Any]) -> None:
    from endgate.desk.store.models import Act

    case = kept(CHAIR)
    answer = client_as("viewer").post(f"/cases/{case.reference}/note", {"reason": "x"})
    assert answer.status_code == 403
    assert "EG8105" in answer.content.decode()
    assert Act.objects.count() == 0


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}", "‮evil"]
)
def test_markup_in_names_is_text(kept: Callable[..., Any], client_as: Callable[[str], Any], payload: str) -> None:
    from endgate.shipment.model import Party, Role

    parties = (Party("exporter", payload, (Role.EXPORTER,)), Party("b", payload, (Role.END_USER,)))
    case = kept(CHAIR, parties=parties, title=payload)
    client = client_as("officer")
    for page in (f"/cases/{case.reference}/{each}" for each in CASE_PAGES):
        text = client.get(page).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    assert "<script>alert" not in client.get("/queue").content.decode()


@pytest.mark.usefixtures("desk")
def test_wrong_and_unknown_sign_ins_are_the_same_and_are_slowed() -> None:
    from django.test import Client
    from django.utils import timezone

    from endgate.desk.access.login import set_password
    from endgate.desk.access.views import make_user
    from endgate.desk.errors import DeskError

    user = make_user("Ann", ("officer",), timezone.now())
    with pytest.raises(DeskError, match="EG8107"):
        set_password(user, "short")
    set_password(user, "a long sentence of words")
    wrong = Client().post("/sign-in", {"name": "Ann", "password": "no"})
    unknown = Client().post("/sign-in", {"name": "Bob", "password": "no"})
    assert wrong.status_code == unknown.status_code == 401
    right = {"name": "Ann", "password": "a long sentence of words"}
    assert Client().post("/sign-in", right).status_code == 302
    for _ in range(5):
        Client().post("/sign-in", {"name": "Ann", "password": "no"})
    assert Client().post("/sign-in", right).status_code == 401


def test_the_audit_is_for_whoever_may_read_it(kept: Callable[..., Any], client_as: Callable[[str], Any]) -> None:
    case, other = kept(CHAIR), kept(CHAIR, "foreign")
    assert client_as("officer").get("/audit").status_code == 403
    every = client_as("auditor").get("/audit.json").json()
    assert (every["whole"], every["numbers"]["count"]) == (True, len(every["events"]))
    own = client_as("senior").get("/audit.json").json()
    assert (own["whole"], own["numbers"], {each["seq"] for each in own["events"]}) == (True, None, {""})
    told = json.dumps(own)
    assert case.reference in told
    assert other.reference not in told
    assert "made_user" not in told, "what happened outside of the team's cases is for auditors"


def test_open_questions_are_told_beside_the_answer(kept: Callable[..., Any], client_as: Callable[[str], Any]) -> None:
    case, client = kept("s2-chamber-branch.json"), client_as("officer")
    address = f"/cases/{case.reference}/decision/1"
    count = len(client.get(f"{address}.json").json()["questions"])
    assert count > 0
    page = client.get(address).content.decode()
    assert page.index(f'<a href="#questions">Open questions: {count}</a>') < page.index('id="legality"')
