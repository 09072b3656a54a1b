"""The jobs of an officer in a real browser, by keyboard, counted; every screen through axe, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from endgate.cli.demo import examples

axe_api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe for playwright")

CHAIR, CHAMBER, SULPHIDE = "ordinary-us-switzerland.json", "s2-chamber-branch.json", "s3-sulfide-de.json"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


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
    from tests.unit.desk.test_cases import with_listed

    from endgate.desk.store.models import MatchReview

    case = kept(CHAIR, parties=with_listed())
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
