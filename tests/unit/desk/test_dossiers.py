"""Dossiers deny by default, hold nothing that is withheld, and go out by a second hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_case_work import SULPHIDE
from tests.unit.desk.test_cases import _refused
from tests.unit.desk.test_evidence import LETTER, _proposed, _upload, _view

PARTNER = {"id": "partner-it", "name": "Partner authority", "kind": "partner_authority", "ceiling": "TLP:AMBER"}
OTHER = {"id": "partner-es", "name": "Second authority", "kind": "partner_authority", "ceiling": "TLP:AMBER"}
ASKED = {"recipient": "partner-it", "kind": "demarche", "do": "preview"}


@pytest.fixture
def marked(kept: Callable[..., Any], client_as: Callable[[str], Any]) -> tuple[Any, Any, list[Any]]:
    """A case with two confirmed claims, of which only the one on Iran is released, its speaker in general words."""
    return _marked(kept(SULPHIDE, date=NOW.date()), client_as("officer"))


def _marked(case: Any, client: Any) -> tuple[Any, Any, list[Any]]:
    base = f"/cases/{case.reference}/evidence"
    _upload(client, case, ("letter.txt", LETTER.encode()), title="Letter of the harbour office")
    claims = sorted(_proposed(case), key=lambda each: "Iran" not in each.quote)
    for each in claims:
        client.post(f"{base}/judge", {"claim": each.id, "judgement": "confirm"})
    for recipient in (PARTNER, OTHER):
        client.post(f"{base}/recipient", recipient)
    shown = claims[0]
    client.post(f"{base}/mark", {"claim": shown.id, "label": "TLP:GREEN", "release_to": ["partner-it"]})
    for link in range(1, len(shown.chain) + 1):
        given = {"claim": shown.id, "link": link, "recipient": "partner-it", "state": "granted", "level": "general"}
        client.post(f"{base}/consent", {**given, "words": "reliable information"})
    return case, client, claims


def _preview(client: Any, case: Any, **more: str) -> Any:
    return client.post(f"/cases/{case.reference}/dossiers.json", {**ASKED, **more})


def test_nothing_goes_out_by_default(kept: Callable[..., Any], client_as: Callable[[str], Any]) -> None:
    case, client = kept(SULPHIDE), client_as("officer")
    base = f"/cases/{case.reference}"
    assert "No recipient is named" in client.get(f"{base}/dossiers").content.decode()
    client.post(f"{base}/evidence/recipient", PARTNER)
    _upload(client, case, ("letter.txt", LETTER.encode()))
    client.post(f"{base}/evidence/judge", {"claim": _proposed(case)[0].id, "judgement": "confirm"})
    answer = _preview(client, case)
    assert (answer.status_code, answer.json()["faults"][0]["code"]) == (422, "EG8122")


def test_the_preview_holds_what_is_released_and_tells_the_author_what_is_not(
    marked: tuple[Any, Any, list[Any]],
) -> None:
    case, client, (shown, hidden, *_) = marked
    page = _preview(client, case).json()
    (fact,) = page["preview"]["facts"]
    assert (fact["number"], shown.proposition in fact["sentence"]) == (1, True)
    assert "reliable information" in fact["sentence"]
    assert page["preview"]["label"] == "TLP:GREEN"
    assert any(each["claim"] == hidden.id and "not released" in each["why"][0] for each in page["blocked"])
    text = json.dumps(page["preview"], ensure_ascii=False)
    for withheld in (hidden.proposition, "harbour office", "customs officer", "partner-es", "d1", case.reference):
        assert withheld not in text, withheld
    assert not {"legality", "concern"} & page["preview"].keys()


def test_own_words_that_name_what_is_withheld_are_refused(marked: tuple[Any, Any, list[Any]]) -> None:
    case, client, (shown, hidden, *_) = marked
    leaky = _preview(client, case, action="As the Letter of the harbour office says, look into it.").json()
    assert leaky["faults"][0]["code"] == "EG8121"
    assert leaky["preview"] is None
    resting = {"point-0-text": "It was going to Iran.", "point-0-claims": hidden.id}
    assert _preview(client, case, **resting).json()["faults"][0]["code"] == "EG8120"
    bare = {"point-0-text": "It was going to Iran.", "point-0-claims": ""}
    assert _preview(client, case, **bare).json()["faults"][0]["code"] == "EG8107"
    fine = _preview(client, case, **{**resting, "point-0-claims": shown.id}).json()
    assert fine["preview"]["points"] == [{"text": "It was going to Iran.", "rests_on": [1]}]
    wrong_kind = _preview(client, case, kind="is_informed").json()
    assert wrong_kind["faults"][0]["code"] == "EG8107"


def test_a_point_stronger_than_its_claim_is_flagged(marked: tuple[Any, Any, list[Any]]) -> None:
    from dataclasses import replace

    from endgate.desk.dossiers.build import Point, Wanted, build
    from endgate.desk.dossiers.words import too_strong
    from endgate.desk.evidence.store import claims_of
    from endgate.evidence.vocabulary import Modality

    case, client, (shown, *_) = marked
    strong = {"point-0-text": "This proves that it went to Iran.", "point-0-claims": shown.id}
    assert _preview(client, case, **strong).json()["warnings"] == []  # it is asserted, not merely suspected
    file = claims_of(case)
    suspected = tuple(replace(each, modality=Modality.SUSPECTED) for each in file.claims)
    wanted = Wanted("partner-it", "demarche", points=(Point("This proves that it went to Iran.", (shown.id,)),))
    built = build(replace(file, claims=suspected), wanted, "us", "D-1", lambda *_: {})
    assert built.warnings == (f"point 1 says 'proves'; claim {shown.id} is only suspected",)
    assert too_strong("It is without doubt so") == "without doubt"
    assert too_strong("an improved proofreading") == ""


def test_excerpts_are_computed_over_the_visible_claims(marked: tuple[Any, Any, list[Any]]) -> None:
    case, client, _ = marked
    page = _preview(client, case, legality="yes", concern="yes").json()["preview"]
    assert {each["actor"] for each in page["legality"]} == {"Chemiehandel Musterhafen GmbH", "Germany"} or page[
        "legality"
    ]
    assert isinstance(page["concern"], list)


def _prepared(marked: tuple[Any, Any, list[Any]]) -> Any:
    from endgate.desk.store.models import Dossier

    case, client, _ = marked
    assert client.post(f"/cases/{case.reference}/dossiers", {**ASKED, "do": "prepare"}).status_code == 302
    return Dossier.objects.get()


def test_somebody_else_releases_and_the_rows_stay(
    marked: tuple[Any, Any, list[Any]], people: dict[str, Any], client_as: Callable[[str], Any]
) -> None:
    from django.db import DatabaseError

    from endgate.desk.dossiers.services import act_on, state_of
    from endgate.desk.store.models import Dossier, DossierAct

    case, client, _ = marked
    dossier = _prepared(marked)
    sha = dossier.sha256
    _refused("EG8105", lambda: act_on(people["officer"], NOW, dossier, "released", sha, "it may"))
    _refused("EG8108", lambda: act_on(people["releaser"], NOW, dossier, "released", "0" * 64, "it may"))
    _refused("EG8107", lambda: act_on(people["releaser"], NOW, dossier, "released", sha, " "))
    _refused("EG8106", lambda: act_on(people["releaser"], NOW, dossier, "delivered", sha, "by courier"))
    with pytest.raises(DatabaseError, match="does not release"):
        DossierAct.objects.create(dossier=dossier, kind="released", author_id=dossier.author_id, at=NOW)
    address = f"/cases/{case.reference}/dossiers/{dossier.reference}"
    releaser = client_as("releaser")
    posted = {"kind": "released", "sha256": sha, "reason": "consent is on file"}
    assert releaser.post(f"{address}/act", posted).status_code == 302
    assert state_of(dossier) == "released"
    twin = client.get(f"{address}.json").json()
    assert (twin["state"], twin["content"]["reference"]) == ("released", dossier.reference)
    assert client.get(f"{address}/content").content == bytes(dossier.content)
    act_on(people["releaser"], NOW, dossier, "delivered", sha, "by hand")
    act_on(people["releaser"], NOW, dossier, "recalled", sha, "an error")
    _refused("EG8106", lambda: act_on(people["releaser"], NOW, dossier, "replied", sha, "late"))
    with pytest.raises(DatabaseError, match="never changed"):
        Dossier.objects.filter(pk=dossier.pk).update(content=b"{}")
    assert client_as("foreign").get(address).status_code == 404


def test_what_is_no_longer_releasable_is_not_released(
    marked: tuple[Any, Any, list[Any]], people: dict[str, Any]
) -> None:
    from endgate.desk.dossiers.services import act_on

    case, client, (shown, *_) = marked
    dossier = _prepared(marked)
    client.post(f"/cases/{case.reference}/evidence/mark", {"claim": shown.id, "label": "TLP:RED", "release_to": []})
    assert _view(case).claim(shown.id).release_to == ()
    _refused("EG8122", lambda: act_on(people["releaser"], NOW, dossier, "released", dossier.sha256, "it may"))


def test_two_worlds_give_the_same_dossier(marked: tuple[Any, Any, list[Any]]) -> None:
    """With what is hidden removed from the file, the same bytes come out."""
    from dataclasses import replace

    from endgate.desk.dossiers.build import Wanted, build
    from endgate.desk.evidence.granted import only
    from endgate.desk.evidence.store import claims_of

    case, _, (shown, *_) = marked
    file = claims_of(case)
    wanted = Wanted("partner-it", "demarche")
    less = replace(only(file, [shown.id]), recipients=file.recipients[:1])
    less = replace(less, claims=tuple(each for each in file.claims if each.id == shown.id))
    a, b = (build(each, wanted, "us", "D-1", lambda *_: {}).bytes() for each in (file, less))
    assert a == b


def _wanted(basis: str = "") -> Any:
    from endgate.desk.dossiers.build import Wanted

    return Wanted("partner-it", "demarche", "", basis, "", NOW.date(), (), legality=False, concern=False)


def test_the_register_goes_across_cases_that_one_sees(
    kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]
) -> None:
    import csv
    import io

    from endgate.desk.dossiers.services import act_on, prepare
    from endgate.desk.store.models import Dossier

    client = client_as("officer")
    first, second = (_marked(kept(SULPHIDE, date=NOW.date()), client)[0] for _ in range(2))
    for case in (first, second):
        prepare(people["officer"], NOW, case, _wanted(basis="=cmd|' /C calc'!A0"))
    sent = Dossier.objects.get(case=first)
    for kind in ("released", "delivered"):
        act_on(people["releaser"], NOW, sent, kind, sent.sha256, "@courier")
    rows = client.get("/dossiers.json").json()["rows"]
    assert [each["case"] for each in rows] == [second.reference, first.reference]
    assert [each["state"] for each in rows] == ["prepared, not released", "delivered"]
    one = client.get(f"/dossiers.json?state=delivered&recipient=PARTNER&case={first.reference}").json()["rows"]
    assert [each["reference"] for each in one] == [sent.reference]
    for nobody in ("state=recalled", "recipient=zz", "kind=reply", "until=2001-01-01", "case=2026-00000"):
        assert client.get(f"/dossiers.json?{nobody}").json()["rows"] == [], nobody
    assert client.get("/dossiers?since=soon").status_code == 422
    page = client.get("/dossiers").content.decode()
    assert sent.reference in page
    saved = client.get("/dossiers.csv")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="register.csv"'
    table = list(csv.DictReader(io.StringIO(saved.content.decode("utf-8-sig"))))
    assert [each["reference"] for each in table] == [each["reference"] for each in rows]
    assert {each["basis"] for each in table} == {"'=cmd|' /C calc'!A0"}
    assert table[1]["delivered_how"] == "'@courier"
    foreign = client_as("foreign")
    assert foreign.get("/dossiers.json").json()["rows"] == []
    assert len(foreign.get("/dossiers.csv").content.decode().splitlines()) == 1


def test_what_is_overdue_is_said(marked: tuple[Any, Any, list[Any]], people: dict[str, Any]) -> None:
    from datetime import timedelta

    from endgate.desk.dossiers.register import row
    from endgate.desk.dossiers.services import act_on, prepare
    from endgate.desk.store.models import Dossier

    prepare(people["officer"], NOW, marked[0], _wanted())
    dossier = Dossier.objects.get()
    tomorrow = NOW.date() + timedelta(days=1)
    assert row(dossier, tomorrow)["overdue"] == "", "what has not gone out is not answered"
    act_on(people["releaser"], NOW, dossier, "released", dossier.sha256, "cleared")
    dossier = Dossier.objects.get()
    assert (row(dossier, NOW.date())["overdue"], row(dossier, tomorrow)["overdue"]) == ("", "yes")
    act_on(people["releaser"], NOW, dossier, "delivered", dossier.sha256, "by hand")
    act_on(people["releaser"], NOW, Dossier.objects.get(), "replied", dossier.sha256, "they acted")
    assert row(Dossier.objects.get(), tomorrow)["overdue"] == ""


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(text: str) -> None:
    from endgate.desk.pages.sheets import harmless

    assert harmless(text) == "'" + text
    assert harmless("a=1") == "a=1"
