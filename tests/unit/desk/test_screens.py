"""Every screen in every state: no barrier, no sideways scrolling, names that trick shown as they are, print, keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_case_work import SULPHIDE, _team
from tests.unit.desk.test_cases import CHAIR
from tests.unit.desk.test_dossiers import ASKED, OTHER, PARTNER
from tests.unit.desk.test_evidence import LETTER, _proposed, _upload

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TEMPLATES = Path(__file__).parents[3] / "src" / "endgate" / "desk" / "templates"
RLO = "\u202e"
NARROW = 320


@pytest.fixture
def states(kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]) -> dict[str, str]:
    """Addresses by the state that they show."""
    return dict(_states(kept, people, client_as))


def _states(
    kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]
) -> Iterator[tuple[str, str]]:
    from endgate.desk.cases import services
    from endgate.desk.cases.advice import ask_advice
    from endgate.desk.cases.recheck import check_again
    from endgate.desk.store.models import Dossier

    officer = client_as("officer")
    case = kept(SULPHIDE, date=NOW.date())
    base = f"/cases/{case.reference}"
    yield "no evidence yet", f"/cases/{kept(CHAIR).reference}/evidence"
    yield "no recipient yet", f"/cases/{kept(CHAIR).reference}/dossiers"
    services.take(people["officer"], NOW, case)
    services.wait(people["officer"], NOW, case, "the exporter")
    services.resume(people["officer"], NOW, case)
    ask_advice(people["officer"], NOW, case, _team("Team 2"), "Is it for a tannery?")
    yield "asked team's view, previewed", f"{base}/advice/{_team('Team 2').pk}"
    _upload(officer, case, ("letter.txt", LETTER.encode()))
    _upload(officer, case, ("unread.bin", b"\x00\x01\x02" * 9))
    first, second, *_ = _proposed(case)
    for number, each in enumerate((first, second)):
        if number == 0:
            officer.post(f"{base}/evidence/judge", {"claim": each.id, "judgement": "confirm"})
    for recipient in (PARTNER, OTHER):
        officer.post(f"{base}/evidence/recipient", recipient)
    officer.post(f"{base}/evidence/mark", {"claim": first.id, "label": "TLP:AMBER", "release_to": ["partner-it"]})
    for link in range(1, len(first.chain) + 1):
        given = {"claim": first.id, "link": link, "recipient": "partner-it", "state": "granted", "level": "exact"}
        officer.post(f"{base}/evidence/consent", given)
    yield "proposals unread, a confirmed claim in no decision", f"{base}/evidence"
    yield "a proposal in hand", f"{base}/evidence/d1?claim={second.id}&keys=4]"
    yield "a confirmed claim with its marks", f"{base}/evidence/d1?claim={first.id}"
    yield "a document that was not read", f"{base}/evidence/d2"
    officer.post(f"{base}/dossiers", {**ASKED, "do": "prepare"})
    dossier = Dossier.objects.get()
    yield "a prepared dossier", f"{base}/dossiers/{dossier.reference}"
    yield "a register of dossiers", f"{base}/dossiers"
    check_again(people["officer"], NOW, case, known_as_of=NOW.date().replace(month=12))
    services.dissent(people["analyst"], NOW, case, services.newest(case).sha256, "it was not answered")
    yield "superseded", f"{base}/decision/1"
    yield "changed and not read, dissent", f"{base}/decision/2"
    yield "two decisions side by side", f"{base}/decision/2/compare/1"
    yield "a revision before it is shown", f"{base}/revise"
    yield "changed", "/queue?view=changed"
    yield "nothing in a view", "/queue?view=mine&state=closed"
    yield "nothing there", "/cases/2026-00000/decision/1"
    yield "nothing found", "/find?q=zzzz"
    yield "help", "/help"


def _opened(page: Any) -> None:
    """Unfold everything, so that what is folded away is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_has_a_barrier(states: dict[str, str], browse: Callable[..., Any], scheme: str) -> None:
    axe_api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe for playwright")
    page = browse("senior", color_scheme=scheme)
    for state, address in states.items():
        page.goto(address)
        _opened(page)
        found = axe_api.Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        broken = [(each["id"], each["nodes"][0]["html"][:120]) for each in found.response["violations"]]
        assert broken == [], (state, address)


def test_forms_that_were_refused_or_previewed_have_no_barrier(
    states: dict[str, str], browse: Callable[..., Any]
) -> None:
    axe_api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe for playwright")
    page = browse("senior")

    def sound(state: str) -> None:
        _opened(page)
        found = axe_api.Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert [each["id"] for each in found.response["violations"]] == [], state

    page.goto("/check")
    page.fill("#f-to", "Atlantis")
    page.click("button.first >> text=Check")
    page.wait_for_selector(".faults")
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "faults"
    sound("faults")
    page.goto(states["a revision before it is shown"])
    page.fill("#f-to", "Russia")
    page.click("button.first >> text=Show what would change")
    page.wait_for_selector("text=Keep the new version")
    sound("a revision shown")
    page.goto(states["a register of dossiers"])
    page.keyboard.press("v")
    page.wait_for_selector("article.sheet")
    sound("a dossier previewed")
    page.goto("/queue")
    page.click("button >> text=Take them")
    page.wait_for_selector("text=No case was chosen")
    sound("nothing chosen")


def test_nothing_scrolls_sideways_on_a_narrow_screen(states: dict[str, str], browse: Callable[..., Any]) -> None:
    page = browse("senior", viewport={"width": NARROW, "height": 640})
    for state, address in {**states, "check": "/check", "lists": "/lists"}.items():
        page.goto(address)
        _opened(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, (state, address)


def test_names_that_trick_or_never_end_are_shown_as_they_are(
    kept: Callable[..., Any], browse: Callable[..., Any]
) -> None:
    from endgate.shipment.model import Party, Role

    endless = "A" * 10_000
    parties = (
        Party("exporter", f"Cedar{RLO}moc.live Inc", (Role.EXPORTER,)),
        Party("buyer", endless, (Role.CONSIGNEE, Role.END_USER)),
    )
    case = kept(CHAIR, parties=parties, title=f"chairs {RLO}srotcaer")
    page = browse("officer", viewport={"width": 1000, "height": 700})
    for address in ("/queue", *(f"/cases/{case.reference}/{each}" for each in ("decision/1", "network", "revise"))):
        page.goto(address)
        assert RLO not in page.inner_text("main"), address
        assert "⟦U+202E⟧" in page.inner_text("main"), address
        assert page.evaluate("document.documentElement.scrollWidth") <= 1000, address
    page.goto(f"/cases/{case.reference}/decision/1")
    assert page.locator(".bar").bounding_box()["height"] < 250
    assert endless in page.content()
    page.goto(f"/cases/{case.reference}/revise")
    assert RLO in page.input_value("#f-party-0-name")


def test_print_shows_the_page_without_its_controls_and_a_dossier_alone(
    states: dict[str, str], browse: Callable[..., Any]
) -> None:
    page = browse("senior")
    page.goto(states["changed and not read, dissent"])
    page.emulate_media(media="print")
    for hidden in (".top nav", "main button", "form"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.is_visible("text=stands with the decision")
    page.emulate_media(media="screen")
    page.goto(states["a prepared dossier"])
    page.emulate_media(media="print")
    assert page.is_visible("article.sheet")
    for hidden in (".bar", ".inside", "footer", "h1"):
        assert not page.locator(hidden).first.is_visible(), hidden


def test_every_key_of_a_page_stands_in_the_help(states: dict[str, str], browse: Callable[..., Any]) -> None:
    from endgate.desk.evidence.hand import EDITS
    from endgate.desk.reference.keys import keys_by_screen

    told = {one["key"] for each in keys_by_screen() for one in each["keys"]} | {" "}
    told |= set("1234567890-")
    named = set()
    for path in TEMPLATES.rglob("*.html"):
        named |= set(re.findall(r'data-(?:row)?key="([^"{]+)"', path.read_text(encoding="utf-8")))
    assert named | EDITS <= told
    page = browse("officer")
    page.goto(states["nothing in a view"])
    page.keyboard.press("?")
    page.wait_for_url("**/help")
    assert page.locator("kbd").count() >= len(told) - 15


def test_keys_that_are_off_do_nothing(kept: Callable[..., Any], browse: Callable[..., Any]) -> None:
    case = kept(CHAIR)
    page = browse("officer")
    page.goto("/me")
    page.click("button >> text=Turn single keys off")
    page.goto("/queue")
    page.keyboard.press("n")
    page.keyboard.press("?")
    assert page.url.endswith("/queue")
    assert page.is_visible(f"text={case.reference}")


def test_a_claim_is_accepted_with_one_key(
    kept: Callable[..., Any], browse: Callable[..., Any], client_as: Callable[[str], Any]
) -> None:
    from endgate.desk.evidence.store import CaseEvidence

    case = kept(CHAIR)
    _upload(client_as("officer"), case, ("letter.txt", LETTER.encode()))
    claim = _proposed(case)[0]
    page = browse("officer")
    page.goto(f"/cases/{case.reference}/evidence/d1?claim={claim.id}")
    with page.expect_navigation():
        page.keyboard.press("y")
    assert str(CaseEvidence(case).view().claim(claim.id).state()) == "confirmed"
