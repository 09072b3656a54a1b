"""States that need another reader or a fault: signing in, refused, withdrawn, waiting for a worker, without an edition.

Each is looked at light, dark and narrow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_case_work import _team, _with_claims
from tests.unit.desk.test_cases import CHAIR, with_listed
from tests.unit.desk.test_screens import NARROW, RULES, _opened
from tests.unit.desk.test_second_factor import _code

axe_api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe for playwright")
Look = Callable[[Any, str], None]


@pytest.fixture
def look() -> Look:
    """Looks at a page as it is: no barrier light or dark, nothing sideways where it is narrow."""

    def looked(page: Any, state: str) -> None:
        _opened(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = axe_api.Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
            broken = [(each["id"], each["nodes"][0]["html"][:120]) for each in found.response["violations"]]
            assert broken == [], (state, scheme, page.url)
        page.set_viewport_size({"width": NARROW, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, state
        page.set_viewport_size({"width": 1000, "height": 700})

    return looked


def _unheard(page: Any, base: str, *, signed_in: bool = True) -> Any:
    """The same browser, where what its console says of a refused page is no fault; or somebody not signed in."""
    state = page.context.storage_state() if signed_in else None
    fresh = page.context.browser.new_context(base_url=base, storage_state=state).new_page()
    fresh.set_default_timeout(30_000)
    return fresh


def test_signing_in_has_no_barrier(base: str, browse: Callable[..., Any], look: Look) -> None:
    from django.utils import timezone

    from endgate.desk.access.login import make_link, set_password
    from endgate.desk.store.models import User

    inside = browse("officer")
    user = User.objects.get(name="Officer")
    for address, state in (("/me", "me"), ("/me/password", "no password yet"), ("/me/second-factor", "no factor yet")):
        inside.goto(address)
        look(inside, state)
    inside.fill("#code", "000000")
    inside.click("main button.first")
    inside.wait_for_selector(".faults")
    look(inside, "a wrong first code")
    inside.fill("#code", _code(user))
    inside.click("main button.first")
    inside.wait_for_selector("ul.codes")
    look(inside, "recovery codes")
    set_password(user, "correct horse battery")
    page = _unheard(inside, base, signed_in=False)
    page.goto(f"/sign-in/{make_link(user, 'signin', timezone.now())}")
    look(page, "a link to sign in by")
    page.goto("/queue")
    look(page, "sign in")
    page.fill("#name", "Officer")
    page.fill("#password", "wrong horse battery")
    page.click("main button.first")
    page.wait_for_selector(".faults")
    look(page, "wrong password")
    page.fill("#name", "Officer")
    page.fill("#password", "correct horse battery")
    page.click("main button.first")
    page.wait_for_selector("#code")
    look(page, "the second factor asked")
    page.goto("/sign-in/used-up")
    look(page, "a link that does not work")


def test_refused_waiting_and_withdrawn_have_no_barrier(
    kept: Callable[..., Any],
    people: dict[str, Any],
    browse: Callable[..., Any],
    look: Look,
) -> None:
    from endgate.desk.cases import services
    from endgate.desk.cases.advice import ask_advice

    case = _with_claims(kept, people)
    listed = kept(CHAIR, parties=with_listed())
    services.take(people["officer"], NOW, case)
    ask_advice(people["officer"], NOW, case, _team("Team 2"), "Is it for a tannery?")
    page = browse("foreign")
    page.goto("/queue")
    look(page, "asked of another team")
    page.goto(f"/cases/{case.reference}/advice")
    look(page, "advice asked")
    page = browse("auditor")
    page.goto("/check")
    look(page, "denied")
    page = browse("officer")
    page.goto(f"/cases/{case.reference}/evidence")
    page.set_input_files("#file", files=[{"name": "l.txt", "mimeType": "text/plain", "buffer": b"A letter."}])
    page.click("button.first >> text=Add")
    page.wait_for_selector("text=Working:")
    look(page, "waits for a worker")
    page.goto(f"/cases/{listed.reference}/decision/1")
    page.click("nav.views >> text=Matches")
    look(page, "a match")
    page.click("[name=judgement][value=different]")
    page.click("text=Record and go on")
    page.wait_for_selector("text=Recorded:")
    look(page, "a judgement to be taken back")
    page.goto(f"/cases/{listed.reference}/decision/1")
    page.click("text=Take this case")
    page.click("summary >> text=Sign an outcome")
    page.evaluate("document.querySelector('form[action$=\"/sign\"] [name=sha256]').value = 'f'.repeat(64)")
    page.click("button.first >> text=Sign")
    page.wait_for_selector("text=Nothing was recorded")
    look(page, "a signature on another decision")
    assert not listed.act_set.exists()


def test_without_an_edition_and_after_a_fault_there_is_no_barrier(
    desk: Any, base: str, browse: Callable[..., Any], look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    from endgate.desk.conf.start import configure

    page = _unheard(browse("officer"), base)
    configure(replace(desk, edition="absent"))
    page.goto("/lists")
    page.wait_for_selector("text=EG15")
    look(page, "no edition")
    configure(desk)
    monkeypatch.setattr("endgate.desk.cases.queue.queue_page", lambda *_: 1 / 0)
    page.goto("/queue")
    page.wait_for_selector("text=nothing was decided")
    look(page, "a fault of ours")
