"""The jobs of an officer in a real browser, by keyboard, counted; every screen through axe, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.unit.desk.hands import Keyboard, Mouse

from endgate.cli.demo import examples

axe_api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe for playwright")

CHAIR, CHAMBER, SULPHIDE = "ordinary-us-switzerland.json", "s2-chamber-branch.json", "s3-sulfide-de.json"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def _within(job: str, hands: Keyboard, most: int) -> None:
    """The acts of a job, typing left out, are told and are not more than the specification allows."""
    print(f"{job}: {hands.acts} acts of {most}")
    assert 0 < hands.acts <= most, job


def test_j1_a_dropped_file_gives_its_answer_in_one_act(browse: Callable[..., Any]) -> None:
    page = browse("officer")
    page.goto("/check")
    hand = Mouse(page)
    hand.give("#file", examples() / CHAIR)
    page.wait_for_selector("#legality")
    assert "PROCEED" in page.inner_text("section.legality")
    assert page.is_visible("text=Keep as a case")
    _within("J1 by a file", hand, 1)


def test_j1_six_fields_and_enter_give_the_answer(browse: Callable[..., Any]) -> None:
    page = browse("officer")
    page.goto("/check")
    hands = Keyboard(page)
    fields = {
        "#f-party-0-name": "Aldermoor Freight Company",
        "#f-party-0-country": "DE",
        "#f-item-0-description": "office chair",
        "#f-item-0-hs": "940130",
        "#f-from": "DE",
        "#f-to": "CH",
    }
    for field, text in fields.items():
        hands.write(field, text)
    hands.press("Enter")
    page.wait_for_selector("#legality")
    assert page.locator("section.legality article").count() >= 1
    assert page.inner_text("section.legality article .tag")
    _within("J1 by the form, beside six fields", hands, 1)


def test_j2_the_next_case_is_mine_after_two_keys(kept: Callable[..., Any], browse: Callable[..., Any]) -> None:
    case = kept(CHAMBER)
    page = browse("officer")
    page.goto("/queue")
    hands = Keyboard(page)
    hands.press("n")
    page.wait_for_url(f"**/cases/{case.reference}/decision/1")
    hands.press("a")
    page.wait_for_selector("text=With Officer")
    _within("J2", hands, 2)


def test_j3_a_match_is_settled_by_three_keys(kept: Callable[..., Any], browse: Callable[..., Any]) -> None:
    from tests.unit.desk.test_cases import with_listed

    from endgate.desk.store.models import MatchReview

    case = kept(CHAIR, parties=with_listed())
    page = browse("officer")
    page.goto(f"/cases/{case.reference}/decision/1")
    page.click("nav.views >> text=Matches")
    page.wait_for_selector("text=is it the same party?")
    shown = page.url
    hands = Keyboard(page)
    hands.press("n", "2", "Enter")
    page.wait_for_selector("text=Recorded:")
    review = MatchReview.objects.get()
    assert (review.judgement, "other place" in review.review) == ("different", True)
    assert page.url != shown, "the next one is shown"
    _within("J3", hands, 3)


def test_j4_a_reason_leads_to_its_source_in_two_keys(kept: Callable[..., Any], browse: Callable[..., Any]) -> None:
    case = kept(CHAMBER)
    page = browse("officer")
    page.goto(f"/cases/{case.reference}/decision/1")
    hands = Keyboard(page)
    hands.press("Enter", "o")
    page.wait_for_url("**/law/*")
    assert page.inner_text("h1")
    _within("J4", hands, 2)


def test_j5_what_changed_is_read_and_signed_in_five_acts(
    kept: Callable[..., Any], people: dict[str, Any], browse: Callable[..., Any]
) -> None:
    from dataclasses import replace

    from tests.unit.desk.conftest import NOW
    from tests.unit.desk.test_case_work import _shipment

    from endgate.desk.cases import services
    from endgate.desk.cases.revising import revise

    case = kept(CHAIR)
    services.take(people["officer"], NOW, case)
    revise(people["officer"], NOW, case, replace(_shipment(case), title="chairs, told again"), "the title")
    page = browse("officer")
    page.goto("/queue")
    hands = Keyboard(page)
    hands.do("nav.views >> text=Changed")
    page.wait_for_selector("nav.views [aria-current] >> text=Changed")
    hands.press("Enter")
    page.wait_for_selector("text=Not read yet:")
    hands.press("s")
    assert page.evaluate("document.activeElement.id") == "outcome"
    page.keyboard.type("released with")
    hands.press("Control+Enter")
    page.wait_for_selector("text=closed: released with conditions")
    _within("J5", hands, 5)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_has_a_barrier(kept: Callable[..., Any], browse: Callable[..., Any], scheme: str) -> None:
    from tests.unit.desk.test_cases import with_listed

    page = browse("senior", color_scheme=scheme)
    cases = [kept(CHAMBER), kept(SULPHIDE), kept(CHAIR, parties=with_listed())]
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
