"""A worker that has stopped is told of on the pages, to programs and to whoever keeps the desk; never as permission."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_cases import CHAIR

SOON = timedelta(seconds=10)


def test_a_desk_without_events_or_just_begun_has_nothing_to_tell(desk: Any, kept: Callable[..., Any]) -> None:
    from endgate.desk.jobs.pulse import SILENT_AFTER, pulse

    assert desk
    kept(CHAIR)
    assert pulse(NOW + SILENT_AFTER).state == "works", "its worker is still starting"
    told = pulse(NOW + SILENT_AFTER + SOON)
    assert (told.state, told.since) == ("never", "2026-11-25 09:00")


@pytest.mark.usefixtures("people")
def test_the_last_sign_of_any_worker_counts() -> None:
    from endgate.desk.jobs.pulse import SILENT_AFTER, beat, pulse
    from endgate.desk.store.machinery import Worker

    beat("a", NOW)
    beat("b", NOW + SOON)
    assert pulse(NOW + SOON + SILENT_AFTER).state == "works"
    assert pulse(NOW + SOON + SOON + SILENT_AFTER).state == "silent"
    beat("a", NOW + timedelta(minutes=9))
    assert pulse(NOW + timedelta(minutes=9)).state == "works"
    assert Worker.objects.get(holder="a").began_at == NOW
    beat("c", NOW + timedelta(days=2))
    assert [each.holder for each in Worker.objects.all()] == ["c"], "gone ones are forgotten"


@pytest.mark.usefixtures("people")
def test_a_recheck_that_waits_or_failed_is_told_until_one_is_done() -> None:
    from endgate.desk.errors import JOB_FAILED
    from endgate.desk.jobs.pulse import BEHIND_AFTER, beat, pulse
    from endgate.desk.jobs.queue import claim, enqueue, fail, finish

    enqueue("recheck", "all", "first", NOW)
    late = NOW + BEHIND_AFTER + SOON
    beat("a", late)
    assert (pulse(late).state, pulse(late).since) == ("behind", "2026-11-25 09:00")
    job = claim("a", late)
    assert job is not None
    fail(job, late, JOB_FAILED.code, "no memory", again=False)
    assert (pulse(late).state, pulse(late).code) == ("failed", "EG8302")
    enqueue("recheck", "all", "second", late)
    again = claim("a", late)
    assert again is not None
    finish(again, late, {})
    assert pulse(late).state == "works"


@pytest.mark.usefixtures("people")
def test_work_on_one_case_that_waits_is_not_told() -> None:
    """Whoever may not see the case would learn that it exists."""
    from endgate.desk.jobs.pulse import BEHIND_AFTER, beat, pulse
    from endgate.desk.jobs.queue import enqueue

    enqueue("recheck_case", "2026-00001", "1", NOW)
    late = NOW + BEHIND_AFTER + SOON
    beat("a", late)
    assert pulse(late).state == "works"


def test_pages_and_twins_tell_of_a_silent_worker(
    kept: Callable[..., Any], client_as: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import timezone

    from endgate.desk.jobs.pulse import beat

    case = kept(CHAIR)
    client = client_as("officer")
    began = timezone.now()
    beat("a", began)
    addresses = ("/queue", "/lists", f"/cases/{case.reference}/decision/1")
    for address in addresses:
        assert "Not decided again" not in client.get(address).content.decode(), address
        assert client.get(f"{address}.json").json()["worker"]["state"] == "works"
    monkeypatch.setattr(timezone, "now", lambda: began + timedelta(minutes=10))
    for address in addresses:
        page = client.get(address).content.decode()
        assert f"the worker has been silent since {began:%Y-%m-%d %H:%M}" in page, address
        assert "endgate worker --status" in page
        told = client.get(f"{address}.json").json()["worker"]
        assert (told["state"], told["since"]) == ("silent", f"{began:%Y-%m-%d %H:%M}")


def test_a_worker_gives_signs_of_life_and_its_status_is_told(
    desk: Any, people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from endgate.cli.worker import command
    from endgate.desk.jobs import worker
    from endgate.desk.jobs.pulse import beat
    from endgate.desk.store.machinery import Worker

    assert people
    asked = ["--status", "--json", "--store", str(desk.data_dir)]
    before = CliRunner().invoke(command, asked, standalone_mode=False)
    assert (before.return_value, json.loads(before.stdout)["state"]) == (1, "never")
    monkeypatch.setattr(worker, "turn", lambda _holder: False)
    worker.work(desk.data_dir, once=True)
    after = CliRunner().invoke(command, asked, standalone_mode=False)
    assert (after.return_value, json.loads(after.stdout)["state"]) == (0, "works")
    Worker.objects.all().delete()
    beat("gone", datetime.now(UTC) - timedelta(hours=1))
    told = CliRunner().invoke(command, ["--status", "--store", str(desk.data_dir)], standalone_mode=False)
    assert told.return_value == 1
    assert told.stdout.startswith("silent since ")
