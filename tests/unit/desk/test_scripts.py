"""Script that comes in by any field, file or name is text on every page, and no template lets any other way in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.unit.desk.test_evidence import LETTER, _upload

from endgate.cli.demo import examples

DESK = Path(__file__).parents[3] / "src" / "endgate" / "desk"
CHAIR = "ordinary-us-switzerland.json"
FILE = Path(__file__).parents[2] / "fixtures" / "desk" / "scripts.txt"
PAYLOADS = FILE.read_text(encoding="utf-8").splitlines()
LOADS = 10
FOUND = """() => [
  ...[...document.querySelectorAll("*")].filter((each) => [...each.attributes].some(
    ({name, value}) => /^on|^hx-|^data-hit$/.test(name) || /^\\s*(javascript|data):/i.test(value))),
  ...document.querySelectorAll("iframe, object, embed, base, img, video, audio, math, marquee, style"),
  ...document.querySelectorAll("main script, meta[http-equiv]"),
].map((each) => each.outerHTML.slice(0, 200)).concat(window.hit ? ["it ran"] : [])"""


@dataclass(frozen=True)
class Load:
    """Some of the payloads as one text."""

    text: str

    def shipment(self) -> dict[str, Any]:
        """An example that has the text in every field that takes one."""
        raw = json.loads((examples() / CHAIR).read_bytes())
        item = {"packing": self.text, "maker": self.text, "model": self.text, "part_number": self.text}
        raw |= {"title": self.text, "end_use": {**raw["end_use"], "statement": self.text, "signed_by": self.text}}
        raw["items"][0] |= {**item, "description": self.text}
        raw["items"][0]["classifications"][0]["by"] = self.text
        for each in raw["parties"]:
            each |= {"name": self.text, "aliases": [self.text], "addresses": [{"text": self.text, "city": self.text}]}
        return dict(raw)

    def table(self) -> bytes:
        """The same as a line of a table."""
        import csv
        import io

        out = io.StringIO()
        row = {
            "shipment_id": "s", "date": "2026-11-23", "exporter_name": self.text, "exporter_country": "US",
            "end_user_name": self.text, "end_user_country": "CH", "description": self.text,
        }  # fmt: skip
        written = csv.DictWriter(out, row)
        written.writeheader()
        written.writerow(row)
        return out.getvalue().encode()


def loads() -> Iterator[Load]:
    """All payloads, some at a time."""
    for start in range(0, len(PAYLOADS), LOADS):
        yield Load(" ".join(PAYLOADS[start : start + LOADS]))


def _clean(page: Any, address: str) -> None:
    page.wait_for_load_state()
    assert page.evaluate(FOUND) == [], address


def test_sixty_payloads_at_least_and_each_of_its_own() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 60


def test_no_payload_of_any_field_or_importer_is_more_than_text(
    kept: Callable[..., Any],
    people: dict[str, Any],
    client_as: Callable[[str], Any],
    browse: Callable[..., Any],
    tmp_path: Path,
) -> None:
    """By a file of each kind, the form, an upload's name and text, a reason, a claim; then every screen of the case."""
    from tests.unit.desk.conftest import NOW

    from endgate.desk.access.views import make_user
    from endgate.desk.cases import services
    from endgate.desk.store.models import Case
    from endgate.shipment.model import Shipment
    from endgate.terms.codec import decode

    client, page = client_as("officer"), browse("senior")
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for number, load in enumerate(loads()):
        shipment = load.shipment()
        dropped = {"a.json": json.dumps(shipment).encode(), "a.csv": load.table()}
        for name, content in dropped.items():
            (tmp_path / name).write_bytes(content)
            page.goto("/check")
            page.set_input_files("input[type=file]", tmp_path / name)
            page.wait_for_selector(".ledgers, .faults")
            _clean(page, f"/check {name}")
        page.goto("/check")
        for field in ("party-0-name", "item-0-description"):
            page.fill(f"#f-{field}", load.text)
        page.click("button.first >> text=Check")
        page.wait_for_selector(".ledgers, .faults")
        _clean(page, "/check form")
        case = kept(
            CHAIR,
            **{name: getattr(decode(Shipment, shipment), name) for name in ("title", "parties", "items", "end_use")},
        )
        base = f"/cases/{case.reference}"
        client.post(f"{base}/take")
        client.post(f"{base}/note", {"reason": load.text})
        client.post(f"{base}/dissent", {"reason": load.text, "sha256": services.newest(case).sha256})
        client.post(f"{base}/wait", {"reason": load.text})
        name = re.sub(r"[/\\]", "", load.text)[:150]
        _upload(client, case, (f"{name}.txt", f"{LETTER}{load.text}\n".encode()), title=load.text)
        _upload(client, case, ("page.html", f"<p>{LETTER}</p>{load.text}".encode()))
        make_user(f"{number} {load.text}"[:80], ("officer",), NOW, f"{number} {load.text}"[:80])
        assert Case.objects.get(pk=case.pk).title
        for screen in (
            f"{base}/decision/1", f"{base}/network", f"{base}/route", f"{base}/goods/1", f"{base}/evidence",
            f"{base}/evidence/d1", f"{base}/evidence/d2", f"{base}/revise", f"{base}/dossiers", "/queue?view=all",
            f"/find?q={case.reference}", "/audit",
        ):  # fmt: skip
            page.goto(screen)
            _clean(page, screen)
        page.goto(f"{base}/decision/1")
        assert PAYLOADS[number * LOADS][:9] in page.inner_text("main"), "it is there, as text"
    assert people


def test_back_after_signing_out_shows_nothing(kept: Callable[..., Any], browse: Callable[..., Any]) -> None:
    case, page = kept(CHAIR), browse("officer")
    page.goto(f"/cases/{case.reference}/decision/1")
    page.goto("/me")
    page.click("button >> text=Sign out")
    page.wait_for_url("**/sign-in")
    for _ in range(2):
        page.go_back()
        page.wait_for_load_state()
        assert case.reference not in page.inner_text("body")
        assert "Sign in" in page.inner_text("body")


UNSAFE = {
    "markup let through": r"\|\s*safe|autoescape off|mark_safe|SafeString|format_html|safeseq",
    "script or style within the page": r"<script(?![^>]*\ssrc=)|<style|\sstyle\s*=|\son\w+\s*=|javascript:",
    "an attribute without quotes": r"\s[\w-]+=\{\{",
    "a script's own template": r"\shx-on|\shx-vals|js:",
}


@pytest.mark.parametrize("path", sorted(DESK.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_lets_markup_or_script_through(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [what for what, pattern in UNSAFE.items() if re.search(pattern, text)] == []


def test_no_module_vouches_for_markup_and_no_script_builds_any() -> None:
    for path in DESK.rglob("*.py"):
        assert not re.search(r"\bmark_safe|SafeString|format_html|autoescape", path.read_text(encoding="utf-8")), path
    for path in DESK.rglob("*.js"):
        script = path.read_text(encoding="utf-8")
        assert not re.search(r"\beval\(|new Function|outerHTML\s*=|insertAdjacentHTML|document\.write", script), path
