"""The whole way of a case in a real browser, with the mouse alone and with the keyboard alone.

Check, clear a match, ask advice, sign, countersign, load a newer list, see what changed, reopen.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from endgate.cli.demo import examples
from endgate.edition.opened import Edition

LIST = Path(__file__).parents[2] / "fixtures" / "lists" / "eu" / "fsf.xml"
OBTAINED = datetime(2026, 11, 25, 8, tzinfo=UTC)
BUYER = "Sabalan Azmoun Tejarat"
FAR = 400
"""Presses of Tab after which something counts as out of the keyboard's reach."""


@dataclass
class Mouse:
    """A hand on the mouse: it clicks what it sees."""

    page: Any

    def do(self, selector: str) -> None:
        self.page.click(selector)

    def choose(self, selector: str, value: str) -> None:
        self.page.select_option(selector, value)

    def write(self, selector: str, text: str) -> None:
        self.page.click(selector)
        self.page.keyboard.type(text)


@dataclass
class Keyboard:
    """Hands on the keyboard: Tab reaches, Enter and the space bar act, letters choose."""

    page: Any

    def reach(self, selector: str) -> None:
        wanted = self.page.locator(selector).first
        wanted.wait_for()
        for _ in range(FAR):
            if wanted.evaluate("each => document.activeElement === each"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"the keyboard does not reach {selector}")

    def do(self, selector: str) -> None:
        wanted = self.page.locator(selector).first
        if wanted.evaluate("each => each.matches('input[type=radio]')"):
            self._of_group(selector)
            return
        self.reach(selector)
        self.page.keyboard.press("Space" if wanted.evaluate("each => each.matches('input')") else "Enter")

    def _of_group(self, selector: str) -> None:
        """Radio buttons are one stop of Tab; arrows choose among them."""
        wanted = self.page.locator(selector).first
        self.reach(f"[name={wanted.get_attribute('name')}]")
        for _ in range(10):
            if wanted.evaluate("each => document.activeElement === each"):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"the arrows do not reach {selector}")

    def choose(self, selector: str, value: str) -> None:
        self.reach(selector)
        option = self.page.locator(f"{selector} option[value='{value}']")
        words = option.inner_text() if option.count() else value
        self.page.keyboard.type(words[:20])
        assert self.page.input_value(selector) == value

    def write(self, selector: str, text: str) -> None:
        self.reach(selector)
        self.page.keyboard.type(text)


@pytest.fixture(scope="module")
def both_editions(data_home: Path, starter: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The editions before and after the newer list, built once, for a desk that runs meanwhile cannot wait long."""
    from endgate.edition.default import ensure_default

    assert starter.id
    folder = tmp_path_factory.mktemp("both")
    shutil.copytree(data_home / "editions", folder / "editions", copy_function=os.link)
    _load_newer_list(folder)
    ensure_default(folder)
    return folder


@pytest.fixture
def own_lists(desk: Any, both_editions: Path, tmp_path: Path) -> Iterator[Path]:
    """Reference data of this test alone, so that a list can be loaded while the desk runs."""
    from endgate.desk.conf.start import configure
    from endgate.desk.engine import engine

    folder = tmp_path / "lists"
    shutil.copytree(both_editions / "editions", folder / "editions", copy_function=os.link)
    configure(replace(desk, reference_dir=folder))
    assert engine().edition().names
    yield folder
    configure(desk)


def _chamber(folder: Path, today: str) -> Path:
    """The test chamber as of today, with a forwarder whose name is that of a listed party."""
    shipment = json.loads((examples() / "s2-chamber-branch.json").read_text(encoding="utf-8"))
    forwarder = {
        "id": "forwarder",
        "name": "Khatam ol-Anbia Construction Headquarters",
        "roles": ["freight_forwarder"],
        "country": "DE",
    }
    shipment["parties"].append(forwarder)
    shipment |= {"date": today, "claims": [], "flags": []}
    path = folder / "chamber.json"
    path.write_text(json.dumps(shipment), encoding="utf-8")
    return path


def _load_newer_list(folder: Path) -> None:
    """What ``endgate list add`` does."""
    from endgate.lists.adding import add

    text = LIST.read_text(encoding="utf-8").replace("Example Spring Works", BUYER)
    newer = folder / "newer.xml"
    newer.write_text(text, encoding="utf-8")
    add(folder / "store", "eu-fsf", [newer], obtained_at=OBTAINED, partial="members")


def _until_held(page: Any) -> None:
    """Look at the lists until the newer one is among them: a running desk looks for it once a second."""
    for _ in range(100):
        if "eu-fsf" in {each["id"] for each in page.request.get("/lists.json").json()["lists"]}:
            return
        page.wait_for_timeout(100)
    pytest.fail("the newer list does not come in")


@pytest.mark.parametrize("hand", [Mouse, Keyboard])
def test_a_case_is_worked_from_check_to_reopened(
    own_lists: Path, browse: Callable[..., Any], tmp_path: Path, hand: Callable[[Any], Any]
) -> None:
    from endgate.desk.store.models import Case, Event

    officer, senior, legal, other = (browse(role) for role in ("officer", "senior", "legal", "foreign"))
    by = hand(officer)
    officer.goto("/check")
    officer.set_input_files("#file", str(_chamber(tmp_path, f"{datetime.now(UTC):%Y-%m-%d}")))
    officer.wait_for_selector("#legality")
    by.do("text=Keep as a case")
    officer.wait_for_url("**/decision/1")
    case = Case.objects.get()
    base = f"/cases/{case.reference}"
    by.do("text=Take this case")
    officer.wait_for_selector("text=With Officer")

    by.do("nav.views >> text=Matches")
    officer.wait_for_selector("text=is it the same party?")
    by.do("[name=judgement][value=different]")
    by.choose("#reason", "other place")
    by.do("text=Record and go on")
    officer.wait_for_load_state("networkidle")
    officer.goto(base)
    by.do("button >> text=Decide again with today's")
    officer.wait_for_url("**/decision/2")

    by.do("summary >> text=Ask another team")
    by.write("#question", "Can this chamber take a shaker?")
    by.do("button >> text=Ask >> nth=-1")
    officer.wait_for_selector("text=not answered")

    answering = hand(other)
    other.goto("/queue")
    answering.do(f"a >> text={case.reference}")
    other.wait_for_selector("text=Can this chamber take a shaker?")
    answering.choose("#advice", "approve_with_conditions")
    answering.write("#advice-reason", "No, by the maker's drawing.")
    answering.do("button >> text=Answer")
    other.wait_for_selector("text=advice: approve with conditions")

    signing = hand(legal)
    legal.goto(base)
    signing.do("summary >> text=Sign an outcome")
    signing.choose("#outcome", "released")
    signing.write("#citation", "EU-267-2")
    signing.write("#sign-reason", "The maker answered in writing.")
    signing.do("button.first >> text=Sign")
    legal.wait_for_selector("text=State of the case: signing")

    second = hand(senior)
    senior.goto(base)
    senior.wait_for_selector("text=The maker answered in writing.")
    second.do("text=and countersign")
    senior.wait_for_selector("text=closed: released")

    _load_newer_list(own_lists)
    _until_held(officer)
    officer.goto(base)
    by.do("button >> text=Decide again with today's")
    officer.wait_for_url("**/decision/3")
    officer.goto("/queue?view=changed&by=list")
    officer.wait_for_selector("text=eu-fsf")
    by.do(f"a >> text={case.reference}")
    officer.wait_for_selector("text=Not read yet:")
    assert BUYER in officer.inner_text(".bar")
    case.refresh_from_db()
    if case.state == "closed":
        by.do("summary >> text=Reopen")
        by.write("#reopen-reason", "the buyer is listed now")
        by.do("button >> text=Reopen")
    officer.wait_for_selector("text=State of the case: reopened: released")
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("reopened", "released")
    verbs = list(Event.objects.filter(case=case.reference).order_by("seq").values_list("verb", flat=True))
    expected = ["kept", "assigned", "reviewed", "decided", "asked_advice", "advice", "override", "countersign"]
    assert [each for each in verbs if each in expected][: len(expected)] == expected
