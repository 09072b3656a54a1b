"""The pictures of docs/desk.md: ``ENDGATE_PICTURES=docs/pictures pytest tests/unit/desk/test_pictures.py``.

Without that variable the pictures are taken into a folder of the test, so that each screen still has one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_case_work import _with_claims
from tests.unit.desk.test_cases import CHAIR, CHAMBER, with_listed
from tests.unit.desk.test_dossiers import ASKED, PARTNER
from tests.unit.desk.test_evidence import LETTER, _proposed, _upload

DOCS = Path(__file__).parents[3] / "docs"
MOST = 60_000
"""Bytes of one picture."""
SCREENS = ("queue", "check", "decision", "match", "network", "route", "goods", "evidence", "dossier")


def _addresses(kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]) -> dict[str, str]:
    from endgate.desk.cases import services
    from endgate.desk.parties.page import address, all_matches
    from endgate.desk.store.models import Dossier

    case, chamber, listed = _with_claims(kept, people), kept(CHAMBER), kept(CHAIR, parties=with_listed())
    services.take(people["officer"], NOW, case)
    officer, base = client_as("officer"), f"/cases/{case.reference}"
    _upload(officer, case, ("letter.txt", LETTER.encode()), title="Letter of a harbour office")
    first, second, *_ = _proposed(case)
    officer.post(f"{base}/evidence/judge", {"claim": first.id, "judgement": "confirm"})
    officer.post(f"{base}/evidence/recipient", PARTNER | {"id": "partner-a"})
    officer.post(f"{base}/evidence/mark", {"claim": first.id, "label": "TLP:AMBER", "release_to": ["partner-a"]})
    for link in range(1, len(first.chain) + 1):
        given = {"claim": first.id, "link": link, "recipient": "partner-a", "state": "granted", "level": "general"}
        words = "a letter at hand" if link == 1 else "reliable information"
        officer.post(f"{base}/evidence/consent", given | {"words": words})
    officer.post(f"{base}/dossiers", {**ASKED, "recipient": "partner-a", "do": "prepare"})
    record = services.asked_of(services.newest(listed))
    ref, match = all_matches(record)[0]
    return {
        "queue": "/queue",
        "check": "/check",
        "decision": f"{base}/decision/1",
        "match": address(f"/cases/{listed.reference}", ref, match["right"]["ref"]),
        "network": f"/cases/{chamber.reference}/network",
        "route": f"{base}/route",
        "goods": f"/cases/{chamber.reference}/goods/1",
        "evidence": f"{base}/evidence/d1?claim={second.id}",
        "dossier": f"{base}/dossiers/{Dossier.objects.get().reference}",
    }


def test_each_screen_has_its_picture(
    kept: Callable[..., Any],
    people: dict[str, Any],
    client_as: Callable[[str], Any],
    browse: Callable[..., Any],
    tmp_path: Path,
) -> None:
    from django.utils import timezone

    from endgate.desk.jobs.pulse import beat

    folder = Path(os.environ.get("ENDGATE_PICTURES", str(tmp_path)))
    folder.mkdir(parents=True, exist_ok=True)
    addresses = _addresses(kept, people, client_as)
    assert tuple(addresses) == SCREENS
    beat("worker", timezone.now())
    page = browse("officer", viewport={"width": 960, "height": 620})
    for name, address in addresses.items():
        page.goto(address)
        path = folder / f"desk-{name}.jpg"
        page.screenshot(path=path, type="jpeg", quality=30)
        assert 5_000 < path.stat().st_size <= MOST, name


def test_the_page_of_the_desk_shows_each_picture() -> None:
    text = (DOCS / "desk.md").read_text(encoding="utf-8")
    for name in SCREENS:
        path = DOCS / "pictures" / f"desk-{name}.jpg"
        assert f"(pictures/{path.name})" in text, name
        assert path.stat().st_size <= MOST, name
