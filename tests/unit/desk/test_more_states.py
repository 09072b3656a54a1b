"""States that need a fault, a limit or an end: released, recalled, alarmed, damaged, flooded, refused in part, set up.

Each is looked at light, dark and narrow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_cases import CHAIR
from tests.unit.desk.test_dossiers import _prepared, marked  # noqa: F401
from tests.unit.desk.test_second_factor import PASSWORD, _with_password
from tests.unit.desk.test_states import Look, _unheard, look  # noqa: F401
from tests.unit.desk.test_swapped import Lists, lists  # noqa: F401


def test_dossiers_that_went_out_and_were_recalled_have_no_barrier(
    marked: tuple[Any, Any, list[Any]],  # noqa: F811
    people: dict[str, Any],
    browse: Callable[..., Any],
    look: Look,  # noqa: F811
) -> None:
    from endgate.desk.dossiers.services import act_on

    dossier = _prepared(marked)
    address = f"/cases/{dossier.case.reference}/dossiers/{dossier.reference}"
    page = browse("releaser")
    page.goto(address)
    look(page, "waits for its release")
    for kind, reason in (
        ("released", "consent is on file"),
        ("delivered", "by courier"),
        ("replied", "they look into it"),
        ("recalled", "sent by mistake"),
    ):
        act_on(people["releaser"], NOW, dossier, kind, dossier.sha256, reason)
        for each in (address, "/dossiers"):
            page.goto(each)
            look(page, f"{kind}, {each}")
    assert page.is_visible("td >> text=recalled")


def test_lists_that_are_old_held_back_or_damaged_have_no_barrier(
    lists: Lists,  # noqa: F811
    kept: Callable[..., Any],
    base: str,
    browse: Callable[..., Any],
    look: Look,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from endgate.desk import engine as module
    from endgate.desk.engine import engine
    from endgate.edition.model import HeldList
    from endgate.edition.opened import Edition

    case = kept(CHAIR)
    held = HeldList("own", "own-2", date(2026, 11, 24), ("9 of 10 parties are gone",), "endgate list accept own-2")
    stale = tuple(replace(each, stated_date=date(2020, 1, 1)) for each in engine().edition().sources())
    page = _unheard(browse("officer"), base)
    with monkeypatch.context() as patch:
        patch.setattr(Edition, "held", lambda _self: (held,))
        patch.setattr(Edition, "sources", lambda _self: stale)
        page.goto("/lists")
        page.wait_for_selector("text=Held back by an alarm")
        assert page.is_visible("text=stale")
        look(page, "old, and a newer one held back")
    assert lists.folder in engine().edition().directory.parents
    (engine().edition().directory / "law.json").unlink()
    monkeypatch.setattr(module, "_engines", {})
    for address in ("/check", f"/cases/{case.reference}/decision/1", "/lists", "/law", "/queue"):
        page.goto(address)
        look(page, f"damaged, {address}")


def test_an_act_on_several_cases_refused_in_part_has_no_barrier(
    kept: Callable[..., Any],
    people: dict[str, Any],
    browse: Callable[..., Any],
    look: Look,  # noqa: F811
) -> None:
    from endgate.desk.cases import services

    waits, open_ = kept(CHAIR), kept(CHAIR)
    services.take(people["officer"], NOW, open_)
    page = browse("senior")
    page.goto("/queue")
    for each in (waits, open_):
        page.check(f"[name=case][value='{each.reference}']")
    page.fill("#bulk-reason", "the exporter")
    page.click("button >> text=Wait")
    page.wait_for_selector("h2 >> text=Refused")
    assert page.is_visible("h2 >> text=Done")
    look(page, "refused in part")


def test_a_proof_that_is_asked_for_has_no_barrier(
    kept: Callable[..., Any],
    base: str,
    browse: Callable[..., Any],
    look: Look,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from endgate.desk.access import proof

    case = kept(CHAIR)
    page = _unheard(browse("senior"), base)
    _with_password("Senior")
    page.goto("/sign-in")
    page.fill("#name", "Senior")
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.goto(f"/cases/{case.reference}/decision/1")
    page.click("text=Take this case")
    page.click("summary >> text=Sign an outcome")
    monkeypatch.setattr(proof, "HOLDS", timedelta(0))
    monkeypatch.setattr(proof, "_SHOWN_AFTER", timedelta(0))
    page.click("button.first >> text=Sign")
    page.wait_for_selector("#sign-proof")
    assert page.evaluate("document.activeElement.className") == "faults"
    look(page, "the proof asked again")


def test_what_is_flooded_forged_or_full_has_no_barrier(
    desk: Any,
    base: str,
    browse: Callable[..., Any],
    look: Look,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import sqlite3

    from django.db import OperationalError

    from endgate.desk.access import floods
    from endgate.desk.conf.start import configure

    page = _unheard(browse("officer"), base)
    page.goto("/me")
    page.evaluate("document.querySelector('main [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    page.click("main button >> text=Turn single keys off")
    page.wait_for_selector("text=EG8110")
    look(page, "a form not made here")

    def full(*_: Any) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise OperationalError(*error.args) from error

    with monkeypatch.context() as patch:
        patch.setattr("endgate.desk.cases.queue.queue_page", full)
        page.goto("/queue")
        page.wait_for_selector("text=EG8005")
        look(page, "a full disk")
    monkeypatch.setattr(floods, "_BUCKETS", floods.Buckets())
    configure(replace(desk, requests_per_minute=1))
    page.goto("/help")
    page.goto("/help")
    page.wait_for_selector("text=EG8104")
    look(page, "too often")


def test_a_desk_where_nothing_is_yet_has_no_barrier(base: str, browse: Callable[..., Any], look: Look) -> None:  # noqa: F811
    from django.utils import timezone

    from endgate.desk.access.login import make_link
    from endgate.desk.store.models import User

    page = _unheard(browse("senior"), base)
    for address in ("/queue?view=mine", "/queue?view=changed", "/dossiers", "/audit", "/find", "/find?q=zz"):
        page.goto(address)
        look(page, f"empty, {address}")
    User.objects.all().delete()
    first = _unheard(page, base, signed_in=False)
    first.goto(f"/set-up/{make_link(None, 'setup', timezone.now())}")
    assert first.is_visible("text=endgate list add --source ID --from-file FILE")
    look(first, "the set-up")
    first.fill("#name", "Keeper")
    first.fill("#password", "password1234")
    first.click("main button.first")
    first.wait_for_selector(".faults")
    assert first.input_value("#name") == "Keeper"
    look(first, "a set-up refused")
    first.fill("#password", PASSWORD)
    first.click("main button.first")
    first.wait_for_url("**/queue")
    look(first, "the first page of a new desk")
    assert [each.name for each in User.objects.all()] == ["Keeper"]
