"""What was typed into a form that signs comes back when it wants more: nothing is lost, nothing done twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_cases import CHAIR, with_listed
from tests.unit.desk.test_dossiers import _prepared, marked  # noqa: F401
from tests.unit.desk.test_second_factor import PASSWORD, _proven_ago, _with_password

TYPED = 'the <b>table</b> & "letter"\nof 2 May, \u202eread'
LATE = timedelta(minutes=11)


def filled(page: str, action: str) -> dict[str, str]:
    """What a browser without script would post from the form of that address, as it came."""
    (form,) = re.findall(rf'<form method="post" action="[^"]*{action}"[^>]*>(.*?)</form>', page, re.DOTALL)
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        found[given["name"]] = unescape(given.get("value", ""))
    for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        found[name] = unescape(text)
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        found[name] = re.findall(r'<option value="([^"]*)" selected', options)[0]
    return found


def test_a_signature_comes_back_as_typed_and_is_made_once(
    kept: Callable[..., Any], client_as: Callable[[str], Any]
) -> None:
    from endgate.desk.store.models import Act

    _with_password("Senior")
    case, client = kept(CHAIR), client_as("senior")
    base = f"/cases/{case.reference}"
    client.post(f"{base}/take")
    _proven_ago(client, LATE)
    sha = client.get(f"{base}/decision/1.json").json()["sha256"]
    typed = {"sha256": sha, "outcome": "released_with_conditions", "citation": "Article 4", "reason": TYPED}
    wrong = client.post(f"{base}/sign", typed | {"proof": "wrong words here"})
    page = wrong.content.decode()
    assert wrong.status_code == 403
    assert "EG8109" in page
    assert '<details open><summary data-key="s">' in page
    assert "wrong words here" not in page
    again = filled(page, "/sign")
    assert {name: again[name] for name in typed} == typed
    assert not Act.objects.filter(case=case, kind="sign").exists()
    done = client.post(f"{base}/sign", again | {"proof": PASSWORD})
    assert done.headers["Location"] == f"{base}/decision/1"
    assert [each.reason for each in Act.objects.filter(case=case, kind="sign")] == [TYPED]
    assert client.post(f"{base}/sign", again).status_code == 302, "the same post again, as a double click sends it"
    assert Act.objects.filter(case=case, kind="sign").count() == 1


def test_a_second_hand_comes_back_as_typed(
    kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]
) -> None:
    from endgate.desk.cases import services
    from endgate.desk.store.models import Act

    case = kept(CHAIR, "officer2", parties=with_listed())
    services.take(people["officer"], NOW, case)
    milder = next(iter(services.workflow().milder[case.legality]))
    services.sign(people["legal"], NOW, case, services.newest(case).sha256, milder, "looked at", "Article 4")
    _with_password("Senior")
    client = client_as("senior")
    _proven_ago(client, LATE)
    base = f"/cases/{case.reference}"
    typed = filled(client.get(f"{base}/decision/1").content.decode(), "/countersign") | {"reason": TYPED}
    page = client.post(f"{base}/countersign", typed).content.decode()
    again = filled(page, "/countersign")
    assert again["reason"] == TYPED
    for _ in ("once", "by a double click"):
        assert client.post(f"{base}/countersign", again | {"proof": PASSWORD}).status_code == 302
    assert [each.reason for each in Act.objects.filter(case=case, kind="countersign")] == [TYPED]


def test_a_release_comes_back_as_typed(
    marked: tuple[Any, Any, list[Any]],  # noqa: F811
    client_as: Callable[[str], Any],
) -> None:
    from endgate.desk.store.models import DossierAct

    dossier = _prepared(marked)
    _with_password("Releaser")
    client = client_as("releaser")
    _proven_ago(client, LATE)
    address = f"/cases/{dossier.case.reference}/dossiers/{dossier.reference}"
    typed = {"kind": "released", "sha256": dossier.sha256, "reason": TYPED.replace("\n", " ")}
    refused = client.post(f"{address}/act", typed)
    page = refused.content.decode()
    assert (refused.status_code, "EG8109" in page) == (403, True)
    assert f'value="{typed["reason"]}"' in unescape(page)
    assert not DossierAct.objects.exists()
    assert client.post(f"{address}/act", typed | {"proof": PASSWORD}).status_code == 302
    assert [each.reason for each in DossierAct.objects.all()] == [typed["reason"]]


def test_an_override_without_its_citation_keeps_its_reason(
    kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]
) -> None:
    from endgate.desk.cases import services

    case = kept(CHAIR, "officer2", parties=with_listed())
    services.take(people["officer"], NOW, case)
    milder = next(iter(services.workflow().milder[case.legality]))
    typed = {"sha256": services.newest(case).sha256, "outcome": milder, "reason": TYPED}
    answer = client_as("legal").post(f"/cases/{case.reference}/sign", typed)
    assert (answer.status_code, "EG8107" in answer.content.decode()) == (422, True)
    again = filled(answer.content.decode(), "/sign")
    assert (again["outcome"], again["reason"]) == (milder, TYPED)


@pytest.mark.parametrize("proof", ["", "wrong words here"])
def test_what_was_typed_under_another_decision_is_not_offered_for_the_newest(
    kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any], proof: str
) -> None:
    """Whoever signs must have read what they sign; the form of the newest decision starts empty."""
    from endgate.desk.cases.recheck import check_again

    _with_password("Senior")
    case, client = kept(CHAIR), client_as("senior")
    base = f"/cases/{case.reference}"
    client.post(f"{base}/take")
    sha = client.get(f"{base}/decision/1.json").json()["sha256"]
    check_again(people["officer"], NOW, case, as_of=NOW.date() - timedelta(days=2000))
    _proven_ago(client, LATE)
    typed = {"sha256": sha, "outcome": "released_with_conditions", "reason": "read under the first", "proof": proof}
    answer = client.post(f"{base}/sign", typed)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "<bdi>read under the first</bdi></pre>" in page, "to be copied by whoever has read the newest"
    assert '/sign"' not in page


def test_without_script_the_form_comes_back_and_signs(
    kept: Callable[..., Any], browse: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from endgate.desk.access import proof
    from endgate.desk.store.models import Act

    case = kept(CHAIR)
    page = browse("senior", java_script_enabled=False)
    _with_password("Senior")
    page.goto("/sign-in")
    page.fill("#name", "Senior")
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.goto(f"/cases/{case.reference}/decision/1")
    page.click("text=Take this case")
    page.click("summary >> text=Sign an outcome")
    page.fill("#sign-reason", "looked at twice")
    monkeypatch.setattr(proof, "HOLDS", timedelta(0))
    monkeypatch.setattr(proof, "_SHOWN_AFTER", timedelta(0))
    page.click("button.first >> text=Sign")
    page.wait_for_selector("text=EG8109")
    assert page.input_value("#sign-reason") == "looked at twice"
    page.fill("#sign-proof", PASSWORD)
    page.click("button.first >> text=Sign")
    page.wait_for_selector("text=closed:")
    assert [each.reason for each in Act.objects.filter(case=case, kind="sign")] == ["looked at twice"]
