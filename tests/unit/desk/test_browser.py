"""The jobs of an officer in a real browser, by keyboard, counted; every screen through axe, light and dark."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from endgate.cli.demo import examples

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="no playwright: pip install the pins of requirements/dev.txt"
)
axe_api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe for playwright")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CHAIR, CHAMBER, SULPHIDE = "ordinary-us-switzerland.json", "s2-chamber-branch.json", "s3-sulfide-de.json"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def base(people: dict[str, Any]) -> Iterator[str]:
    """A server of the desk on a free port of this machine."""
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    assert people
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(5)
    connections.close_all()


@pytest.fixture
def browse(base: str, people: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Opens a page that is signed in with a role; any message of the console fails the test."""
    from django.db import connections
    from django.utils import timezone

    from endgate.desk.access.login import make_link
    from endgate.desk.store.models import User

    # The browser's driver runs a loop in this thread, while the test reads the database from it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    said: list[str] = []
    with sync_api.sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )

        def opened(role: str, **options: Any) -> Any:
            page = browser.new_context(base_url=base, **options).new_page()
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            user = User.objects.get(pk=people[role].user_id)
            page.goto(f"/sign-in/{make_link(user, 'signin', timezone.now())}")
            page.click("main button")
            return page

        connections.close_all()  # the loop's view of them is another than that of the other fixtures
        yield opened
        connections.close_all()
        browser.close()
    assert said == []


def test_j1_a_dropped_file_gives_its_answer_in_one_act(browse: Callable[..., Any]) -> None:
    page = browse("officer")
    page.goto("/check")
    page.set_input_files("#file", str(examples() / CHAIR))
    page.wait_for_selector("#legality")
    assert "PROCEED" in page.inner_text("section.legality")
    assert page.is_visible("text=Keep as a case")


def test_j2_the_next_case_is_mine_after_two_keys(kept: Callable[..., Any], browse: Callable[..., Any]) -> None:
    case = kept(CHAMBER)
    page = browse("officer")
    page.goto("/queue")
    page.keyboard.press("n")
    page.wait_for_url(f"**/cases/{case.reference}/decision/1")
    page.keyboard.press("a")
    page.wait_for_selector("text=With Officer")


def test_j3_a_match_is_settled_by_three_keys(kept: Callable[..., Any], browse: Callable[..., Any]) -> None:
    from tests.unit.desk.test_cases import _with_listed

    from endgate.desk.store.models import MatchReview

    case = kept(CHAIR, parties=_with_listed())
    page = browse("officer")
    page.goto(f"/cases/{case.reference}/decision/1")
    page.click("nav.views >> text=Matches")
    page.wait_for_selector("text=is it the same party?")
    for key in ("n", "2", "Enter"):
        page.keyboard.press(key)
    page.wait_for_load_state("networkidle")
    review = MatchReview.objects.get()
    assert (review.judgement, "other place" in review.review) == ("different", True)


def test_j4_a_reason_leads_to_its_source_in_two_keys(kept: Callable[..., Any], browse: Callable[..., Any]) -> None:
    case = kept(CHAMBER)
    page = browse("officer")
    page.goto(f"/cases/{case.reference}/decision/1")
    page.keyboard.press("j")
    for key in ("Enter", "o"):
        page.keyboard.press(key)
    page.wait_for_url("**/law/*")
    assert page.inner_text("h1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_has_a_barrier(kept: Callable[..., Any], browse: Callable[..., Any], scheme: str) -> None:
    from tests.unit.desk.test_cases import _with_listed

    page = browse("senior", color_scheme=scheme)
    cases = [kept(CHAMBER), kept(SULPHIDE), kept(CHAIR, parties=_with_listed())]
    addresses = ["/queue", "/check", "/lists", "/law", "/law/UN-1737-3", "/audit", "/find?q=2026", "/me", "/help"]
    addresses += ["/queue?view=mine"]
    for case in cases:
        base = f"/cases/{case.reference}"
        addresses += [f"{base}/{each}" for each in ("decision/1", "network", "route", "goods/1", "evidence")]
    page.goto(f"/cases/{cases[2].reference}/decision/1")
    addresses.append(page.get_attribute("nav.views >> text=Matches", "href"))
    for address in addresses:
        page.goto(address)
        found = axe_api.Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, (address, [each["id"] for each in found.response["violations"]])


def test_a_case_is_checked_signed_and_closed_without_script(browse: Callable[..., Any]) -> None:
    from endgate.desk.store.models import Case

    page = browse("officer", java_script_enabled=False)
    page.goto("/check")
    page.set_input_files("#file", str(examples() / CHAIR))
    page.click("text=Check the file")
    page.click("text=Keep as a case")
    page.click("text=Take this case")
    page.click("summary >> text=Sign an outcome")
    page.select_option("#outcome", "released_with_conditions")
    page.fill("#sign-reason", "classified on file")
    page.click("button.first >> text=Sign")
    page.wait_for_selector("text=closed: released with conditions")
    assert Case.objects.get().state == "closed"
