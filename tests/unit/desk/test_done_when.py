"""A stranger works a case through: the README's command, the printed links, a real browser, nothing but hands.

Check, clear a match, ask advice, sign, countersign, load a newer list, see what changed, and the case is open again:
with the mouse alone, with the keyboard alone, and without script.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.unit.desk.conftest import REFUSALS, browsers
from tests.unit.desk.hands import Keyboard, Mouse

from endgate.cli.demo import examples
from endgate.edition.opened import Edition

ROOT = Path(__file__).parents[3]
LIST = ROOT / "tests" / "fixtures" / "lists" / "eu" / "fsf.xml"
BUYER = "Sabalan Azmoun Tejarat"
LINK = re.compile(r"^ +(\S+) +.+? (http://\S+/sign-in/\S+)$")
OBTAINED = datetime(2026, 11, 25, 8, tzinfo=UTC)
DECIDE_AGAIN, SUPERSEDED_BY = 'button:has-text("Decide again with today\'s")', ".state-stale a"
AGAIN = re.compile(r"/decision/[2-9]$")
SECONDS = 60
DID = [
    "Olaf Officer kept",
    "Olaf Officer assigned",
    "Olaf Officer reviewed",
    "Olaf Officer asked_advice",
    "Tessa Technical advice",
    "Lea Legal override",
    "Sina Senior countersign",
    "Olaf Officer read_change",
]
"""What the audit tells of the case in the end, in this order."""


def _load_newer_list(folder: Path) -> None:
    """What ``endgate list add`` does with a newer list of the EU, on which the buyer of the test chamber now is."""
    from endgate.lists.adding import add

    text = LIST.read_text(encoding="utf-8").replace("Example Spring Works", BUYER)
    newer = folder / "newer.xml"
    newer.write_text(text, encoding="utf-8")
    add(folder / "store", "eu-fsf", [newer], obtained_at=OBTAINED, partial="members")


@pytest.fixture(scope="module")
def both_editions(data_home: Path, starter: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The editions before and after the newer list, built once, so that no desk waits for a compiler."""
    from endgate.edition.default import ensure_default

    assert starter.id
    folder = tmp_path_factory.mktemp("both")
    shutil.copytree(data_home / "editions", folder / "editions", copy_function=os.link)
    _load_newer_list(folder)
    ensure_default(folder)
    return folder / "editions"


@dataclass(frozen=True)
class Started:
    """A desk that runs by the README's command: its data directory, and what it printed."""

    folder: Path
    links: dict[str, str]


@pytest.fixture
def started(both_editions: Path, tmp_path: Path) -> Iterator[Started]:
    """``python3 run.py serve`` is ``endgate serve --demo`` in an environment of its own; this one has the packages."""
    folder = tmp_path / "data"
    shutil.copytree(both_editions, folder / "editions", copy_function=os.link)
    command = [sys.executable, "-m", "endgate", "serve", "--demo", "--port", str(_free_port()), "--store", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line.rstrip())
        if line.startswith("ready:"):
            break
    else:
        pytest.fail("\n".join(said))
    yield Started(folder, dict(found.groups() for found in map(LINK.match, said) if found))
    process.terminate()
    process.wait(SECONDS)
    process.stdout.close()


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _chamber(folder: Path) -> Path:
    """The test chamber as of today, with a forwarder whose name is that of a listed party."""
    shipment = json.loads((examples() / "s2-chamber-branch.json").read_text(encoding="utf-8"))
    forwarder = {
        "id": "forwarder",
        "name": "Khatam ol-Anbia Construction Headquarters",
        "roles": ["freight_forwarder"],
        "country": "DE",
    }
    shipment["parties"].append(forwarder)
    shipment |= {"date": f"{datetime.now(UTC):%Y-%m-%d}", "claims": [], "flags": []}
    path = folder / "chamber.json"
    path.write_text(json.dumps(shipment), encoding="utf-8")
    return path


def _check_and_keep(by: Any, path: Path) -> str:
    """From the queue to a case of one's own with its match judged and decided again; returns its reference."""
    page = by.page
    by.do("nav >> text=Check")
    by.give("#file", path)
    if not by.scripted:
        by.do("text=Check the file")
    page.wait_for_selector("#legality")
    by.do("text=Keep as a case")
    page.wait_for_url("**/decision/1")
    reference = str(page.inner_text(".bar strong"))
    by.do("text=Take this case")
    page.wait_for_selector("text=With Olaf Officer")
    by.do("nav.views >> text=Matches")
    page.wait_for_selector("text=is it the same party?")
    by.do("[name=judgement][value=different]")
    by.choose("#reason", "other place")
    by.do("text=Record and go on")
    page.wait_for_selector("text=Recorded:")
    by.do("nav.views >> text=Decision")
    page.wait_for_selector("nav.views [aria-current] >> text=Decision")
    if not AGAIN.search(page.url):  # the worker may have been first, also while the hand was on its way here
        page.wait_for_selector(f"{DECIDE_AGAIN}, {SUPERSEDED_BY}")
        by.do(SUPERSEDED_BY if page.locator(SUPERSEDED_BY).count() else DECIDE_AGAIN)
        page.wait_for_url(AGAIN)
    return reference


def _ask(by: Any) -> None:
    by.do("summary >> text=Ask another team")
    by.write("#question", "Can this chamber take a shaker?")
    by.do("button >> text=Ask >> nth=-1")
    by.page.wait_for_selector("text=not answered")


def _answer(by: Any, reference: str) -> None:
    by.do(f"a >> text={reference}")
    by.page.wait_for_selector("text=Can this chamber take a shaker?")
    by.choose("#advice", "approve_with_conditions")
    by.write("#advice-reason", "No, by the maker's drawing.")
    by.do("button >> text=Answer")
    by.page.wait_for_selector("text=advice: approve with conditions")


def _find(by: Any, reference: str) -> None:
    by.write("#find", reference)
    by.do("button >> text=Find")
    by.do(f"main a >> text={reference}")
    by.page.wait_for_selector("text=State of the case")


def _sign(by: Any, reference: str) -> None:
    _find(by, reference)
    by.page.wait_for_selector("text=No, by the maker's drawing.")
    by.do("summary >> text=Sign an outcome")
    by.choose("#outcome", "released")
    by.write("#citation", "EU-267-2")
    by.write("#sign-reason", "The maker answered in writing.")
    by.do("button.first >> text=Sign")
    by.page.wait_for_selector("text=State of the case: signing")


def _countersign(by: Any, reference: str) -> None:
    _find(by, reference)
    by.page.wait_for_selector("text=The maker answered in writing.")
    by.do("text=and countersign")
    by.page.wait_for_selector("text=closed: released")


def _see_what_changed(by: Any, reference: str) -> None:
    """The worker beside the desk looks at the cases again by itself; whoever looks needs only look again."""
    page = by.page
    by.do("nav >> text=Queue")
    for _ in range(SECONDS):
        by.do("nav.views >> text=Changed")
        page.wait_for_selector("nav.views [aria-current] >> text=Changed")
        if page.locator(f"tr:has-text('{reference}'):has-text('eu-fsf')").count():
            break
        page.wait_for_timeout(1000)
    by.do(f"main a >> text={reference}")
    page.wait_for_selector("text=Not read yet:")
    assert BUYER in page.inner_text(".bar")
    page.wait_for_selector("text=State of the case: reopened: released")
    by.do("text=I have read what changed")
    page.wait_for_selector("text=Not read yet:", state="detached")


@pytest.mark.parametrize(
    ("hand", "scripted"),
    [
        pytest.param(Mouse, True, id="mouse"),
        pytest.param(Keyboard, True, id="keyboard"),
        pytest.param(Mouse, False, id="no script"),
    ],
)
def test_a_stranger_works_a_case_from_check_to_reopened(
    started: Started, tmp_path: Path, hand: Callable[..., Any], scripted: bool
) -> None:
    with browsers() as browser:
        said: list[str] = []

        def come(role: str) -> Any:
            page = browser.new_context(java_script_enabled=scripted).new_page()
            page.set_default_timeout(90_000)
            page.on("console", lambda message: said.append(message.text))
            page.goto(started.links[role])
            by = hand(page, scripted)
            by.do("main button")
            page.wait_for_selector("h1 >> text=Queue")
            return by

        officer = come("officer")
        reference = _check_and_keep(officer, _chamber(tmp_path))
        _ask(officer)
        _answer(come("adviser"), reference)
        _sign(come("legal"), reference)
        _countersign(come("senior"), reference)
        _load_newer_list(started.folder)
        _see_what_changed(officer, reference)
        auditor = come("auditor").page
        told = auditor.request.get(f"{started.links['auditor'].partition('/sign-in/')[0]}/audit.json").json()["events"]
    did = [each["sentence"].rpartition(" ")[0] for each in reversed(told) if f"{reference}" in each["sentence"]]
    print(f"{officer.acts} acts of the officer:", "; ".join(did))
    assert [each for each in did if each in DID] == DID
    assert [each for each in said if not each.startswith(REFUSALS)] == []


def test_the_readme_names_the_command_of_the_desk() -> None:
    assert "    python3 run.py serve\n" in (ROOT / "README.md").read_text(encoding="utf-8")
