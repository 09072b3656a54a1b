"""Whoever is refused learns why, at the field, with a code and what to do, and keeps what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.hands import Mouse
from tests.unit.desk.test_asked_again import TYPED
from tests.unit.desk.test_cases import CHAIR, with_listed
from tests.unit.desk.test_evidence import LETTER, _proposed, _upload

LINE = TYPED.replace("\n", " ")
NUL = "a\0b"


def form(page: str, action: str) -> str:
    """The form of that address on a page of the desk."""
    (found,) = re.findall(rf'<form [^<>]*action="[^"]*{action}"[^<>]*>.*?</form>', page, re.DOTALL)
    return unescape(found)


@pytest.fixture
def worked(kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]) -> tuple[Any, Any]:
    """A case that its officer works on, with a letter, and the officer's client."""
    from endgate.desk.cases import services

    case = kept(CHAIR, "officer2", parties=with_listed())
    services.take(people["officer"], NOW, case)
    client = client_as("officer")
    _upload(client, case, ("letter.txt", LETTER.encode()), title="Letter")
    return case, client


FORMS = (
    ("ask", {"team": "Nobody", "question": TYPED}, "question", "team"),
    ("wait", {"reason": LINE, "until": "soon"}, "reason", "until"),
    ("note", {"reason": f"{TYPED}\0"}, "reason", "reason"),
    ("dissent", {"reason": f"{TYPED}\x07"}, "reason", "reason"),
    ("advise", {"advice": "approve", "reason": f"{TYPED}\x1b"}, "reason", "reason"),
    ("evidence/recipient", {"id": "r-1", "name": LINE, "kind": "no such kind"}, "name", "kind"),
    ("evidence/add", {"title": LINE, "since": "when?"}, "title", "file"),
)


@pytest.mark.parametrize(("act", "posted", "kept_in", "wrong"), FORMS, ids=[each[0] for each in FORMS])
def test_a_refused_form_comes_back_open_and_as_typed(
    worked: tuple[Any, Any], people: dict[str, Any], act: str, posted: dict[str, str], kept_in: str, wrong: str
) -> None:
    from endgate.desk.cases.services import newest
    from endgate.desk.store.models import Act, Team

    assert people["foreign"]
    assert Team.objects.count() > 1
    case, client = worked
    before = Act.objects.count()
    hidden = {"sha256": newest(case).sha256} if act == "dissent" else {}
    refused = client.post(f"/cases/{case.reference}/{act}", posted | hidden)
    page = refused.content.decode()
    assert refused.status_code in (400, 422)
    assert re.search(r"<small>EG8\d\d\d", page), "a code and a remedy"
    shown = form(page, f"/{act}")
    assert re.sub(r"[\0\x07\x1b]", "", posted[kept_in]) in shown
    (field,) = re.findall(rf'<\w+ [^<>]*name="{wrong}"[^<>]*>', shown)
    assert 'aria-invalid="true"' in field
    (ident,) = re.findall(r" id=\"([^\"]*)\"", field)
    assert f'<a href="#{ident}">' in page, "the fault leads to its field"
    assert page.rfind("<details", 0, page.index(f'/{act}"')) == -1 or "<details open>" in page
    assert Act.objects.count() == before


def test_a_claim_comes_back_on_its_document(worked: tuple[Any, Any]) -> None:
    case, client = worked
    document = _proposed(case)[0].document
    posted = {"document": document, "quote": "not in the letter", "type": "declared_end_use", "modality": "asserted"}
    posted |= {"proposition": LINE, "role-supplier": "A; B"}
    came = f"http://testserver/cases/{case.reference}/evidence/{document}"
    page = client.post(f"/cases/{case.reference}/evidence/write", posted, headers={"referer": came}).content.decode()
    shown = form(page, "/evidence/write")
    assert "not in the letter" in shown
    assert LINE in shown
    assert '<option value="declared_end_use" selected' in shown or "<option selected>declared_end_use" in shown
    again = client.post(
        f"/cases/{case.reference}/evidence/write",
        posted | {"stood-on": re.findall(r'name="stood-on" value="([^"]*)"', shown)[0]},
    )
    assert "not in the letter" in form(again.content.decode(), "/evidence/write"), "refused twice, and still there"


def test_boxes_and_choices_come_back_as_they_were_made(worked: tuple[Any, Any]) -> None:
    case, client = worked
    posted = {"act": "wait", "case": case.reference, "reason": LINE, "until": "soon"}
    came = "http://testserver/queue?view=mine"
    page = client.post("/queue/bulk", posted, headers={"referer": came}).content.decode()
    shown = form(page, "/queue/bulk")
    assert re.search(rf'<input type="checkbox"[^<>]*value="{case.reference}"[^<>]* checked>', page)
    assert LINE in shown


def test_a_new_version_without_its_reason_is_still_there(worked: tuple[Any, Any]) -> None:
    from endgate.desk.cases.services import newest

    case, client = worked
    shipment = bytes(newest(case).shipment.content).decode().replace("hair", "hair, red")
    answer = client.post(f"/cases/{case.reference}/revise/keep", {"shipment": shipment, "reason": " "})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "red" in form(page, "/revise/keep")
    assert '<a href="#reason">' in page
    assert newest(case).n == 1


def test_what_was_written_is_kept_where_its_form_has_gone(worked: tuple[Any, Any]) -> None:
    """Somebody else closed the case meanwhile; nobody loses a reason over it."""
    case, client = worked
    typed = {"reason": TYPED, "proof": "a password"}
    answer = client.post(f"/cases/{case.reference}/reopen", typed)
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert TYPED.replace("\u202e", "⟦U+202E⟧") in page
    assert "a password" not in page
    assert f'href="/cases/{case.reference}/decision/1"' in page


def test_a_session_that_ended_while_somebody_wrote_costs_no_words(worked: tuple[Any, Any]) -> None:
    from django.test import Client

    case, _ = worked
    address = f"/cases/{case.reference}/note"
    answer = Client().post(address, {"reason": TYPED}, headers={"referer": f"http://testserver/cases/{case.reference}"})
    page = unescape(answer.content.decode())
    assert (answer.status_code, "EG8118" in page) == (401, True)
    assert "of 2 May" in page
    assert f'/sign-in?next=%2Fcases%2F{case.reference}"' in page


@pytest.mark.parametrize(
    "elsewhere", ["javascript:alert(1)", "//example.org/x", "/\\example.org", "https://example.org/"]
)
def test_a_refused_form_leads_to_this_desk_only(
    worked: tuple[Any, Any], client_as: Callable[[str], Any], elsewhere: str
) -> None:
    case, _ = worked
    answer = client_as("viewer").post(f"/cases/{case.reference}/note", {"stood-on": elsewhere, "reason": "mine"})
    links = re.findall(r'href="([^"]*)"', answer.content.decode())
    assert answer.status_code == 403
    assert [each for each in links if not re.match(r"/(?![/\\])|#", each)] == []


@pytest.mark.parametrize("address", ["/queue?view=%00", "/find?q=a%07b", "/cases/%00", "/cases/2026-1%1b/decision/1"])
def test_a_control_character_in_an_address_is_refused_and_not_repeated(
    client_as: Callable[[str], Any], address: str
) -> None:
    answer = client_as("officer").get(address)
    assert (answer.status_code, "EG8112" in answer.content.decode()) == (400, True)
    assert not re.search(rb"[\0\x07\x1b]", answer.content)


def test_a_control_character_in_a_form_is_refused_at_its_field(worked: tuple[Any, Any]) -> None:
    case, client = worked
    page = client.post("/check", {"party-0-name": NUL, "party-0-role": "exporter"}).content
    assert (b"EG8112" in page, b"party-0-name" in page, b"\0" in page) == (True, True, False)
    for name in ("na\0me", "file"):
        given = {name: NUL, "reason": "a"}
        assert client.post(f"/cases/{case.reference}/note", given).status_code == 400


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [("/nowhere", 404, "EG8114"), ("/sign-in/never-made", 404, "EG8113"), ("/set-up/never-made", 404, "EG8113")],
)
def test_what_is_not_there_says_what_to_do(
    client_as: Callable[[str], Any], address: str, status: int, code: str
) -> None:
    answer = client_as("officer").get(address)
    page = answer.content.decode()
    assert (answer.status_code, code in page) == (status, True)
    assert "Error: " in page


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_another_method_is_told_which_ones_there_are(client_as: Callable[[str], Any], method: str) -> None:
    answer = client_as("officer").generic(method, "/queue")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST")
    assert "EG8116" in answer.content.decode()


def test_what_the_framework_cannot_read_has_a_code(client_as: Callable[[str], Any]) -> None:
    fields = {f"field-{number}": "" for number in range(1100)}
    answer = client_as("officer").post("/check", fields)
    assert (answer.status_code, "EG8115" in answer.content.decode()) == (400, True)


def test_programs_are_told_in_their_own_form(client_as: Callable[[str], Any]) -> None:
    from django.test import Client

    answer = Client().get("/queue.json")
    assert (answer.status_code, [each["code"] for each in answer.json()["faults"]]) == (401, ["EG8118"])
    missing = client_as("officer").get("/cases/2026-00000/decision/1.json")
    assert [each["code"] for each in missing.json()["faults"]] == ["EG8114"]


def test_a_double_click_sends_a_form_once(
    kept: Callable[..., Any], people: dict[str, Any], browse: Callable[..., Any]
) -> None:
    from endgate.desk.cases import services
    from endgate.desk.store.models import Act

    case = kept(CHAIR)
    services.take(people["officer2"], NOW, case)
    page = browse("officer2")
    page.goto(f"/cases/{case.reference}/decision/1")
    by = Mouse(page)
    by.do("summary >> text=Note")
    by.write("#note", "a word")
    page.dblclick("button >> text=Write the note")
    page.wait_for_selector("text=a word")
    assert Act.objects.filter(case=case, kind="note").count() == 1


@pytest.mark.parametrize(
    ("given", "said"), [({"reason": " "}, "reason is empty"), ({"case": ()}, "no case was chosen")]
)
def test_an_act_on_several_cases_that_lacks_something_keeps_the_choice(
    worked: tuple[Any, Any], given: dict[str, Any], said: str
) -> None:
    case, client = worked
    posted = {"act": "note", "case": (case.reference,), "reason": LINE} | given
    answer = client.post("/queue/bulk", posted, headers={"referer": "http://testserver/queue?view=mine"})
    page = answer.content.decode()
    assert (answer.status_code, said in page) == (422, True)
    assert (" checked>" in page) == bool(posted["case"])
    assert (LINE in unescape(page)) == (posted["reason"] == LINE)
