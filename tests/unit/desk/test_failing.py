"""What fails around the desk: a full disk, an edition that is missing or damaged, a fault of ours. Nothing is half."""

from __future__ import annotations

import errno
import json
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.plain_client import PlainClient
from tests.unit.desk.test_api import ask  # noqa: F401
from tests.unit.desk.test_evidence import LETTER, _upload, _view

from endgate.cli.demo import examples

CHAIR, SULPHIDE = "ordinary-us-switzerland.json", "s3-sulfide-de.json"
Ask = Callable[[str, str], Callable[..., Any]]
FORM = {"party-0-role": "exporter", "party-0-name": "A", "item-0-description": "chair", "from": "US", "to": "CH"}


@contextmanager
def full_disk() -> Iterator[None]:
    """A database file that may not grow: the database itself says that the disk is full."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1000000")


def _rows() -> dict[str, int]:
    from endgate.desk.store.models import Act, Case, Decision, Event, Shipment

    return {each.__name__: each.objects.count() for each in (Act, Case, Decision, Event, Shipment)}


def test_a_full_disk_is_told_and_leaves_nothing_half(
    kept: Callable[..., Any],
    client_as: Callable[[str], Any],
    ask: Ask,  # noqa: F811
) -> None:
    from endgate.desk.conf.start import current
    from endgate.desk.running import check

    case, client, call = kept(CHAIR), client_as("officer"), ask("officer", "cases")
    shipment = json.loads((examples() / CHAIR).read_bytes())
    page = client.post("/check", FORM).content.decode()
    assert "Keep as a case" in page
    word = {"reason": "word " * 300}
    with full_disk():
        notes = (client.post(f"/cases/{case.reference}/note", word) for _ in range(500))
        next(each for each in notes if each.status_code != 302)
        before = _rows()
        noted = client.post(f"/cases/{case.reference}/note", word)
        told = call("POST", "cases", shipment, **{"Idempotency-Key": "k"})
        assert client.get(f"/cases/{case.reference}/decision/1").status_code == 200, "what was kept is still shown"
    assert (noted.status_code, "EG8005" in noted.content.decode()) == (507, True)
    assert (told.status_code, told.json()["code"]) == (507, "EG8005")
    assert _rows() == before
    assert check(current()) == []
    assert client.post(f"/cases/{case.reference}/note", word).status_code == 302
    assert call("POST", "cases", shipment, **{"Idempotency-Key": "k"}).status_code == 201, "the key stood for nothing"


def test_a_document_for_which_there_is_no_room_is_not_in_the_case(
    kept: Callable[..., Any], client_as: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from endgate.desk.evidence.store import CaseEvidence
    from endgate.desk.store.machinery import Job

    def full(*_: Any) -> str:
        raise OSError(errno.ENOSPC, "No space left on device", "/secret/place")

    case, client = kept(SULPHIDE), client_as("officer")
    with monkeypatch.context() as patched:
        patched.setattr(CaseEvidence, "put", full)
        refused = _upload(client, case, ("letter.txt", LETTER.encode()))
    assert (refused.status_code, "EG8005" in refused.content.decode()) == (507, True)
    assert "/secret/place" not in refused.content.decode()
    assert (_view(case).documents, Job.objects.count()) == ((), 0)
    assert _upload(client, case, ("letter.txt", LETTER.encode())).status_code == 302


@pytest.mark.usefixtures("desk")
def test_a_job_that_meets_a_full_disk_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from endgate.desk.jobs import queue, worker
    from endgate.desk.store.machinery import Job

    def full(*_: Any) -> Any:
        raise OperationalError("database or disk is full")

    queue.enqueue("recheck_case", "x", "1", NOW)
    monkeypatch.setitem(worker.TASKS, "recheck_case", full)
    worker.run(queue.claim("one", NOW))  # type: ignore[arg-type]
    job = Job.objects.get()
    assert (job.state, job.code, job.tries) == ("queued", "EG8005", 1)
    monkeypatch.setattr(queue, "reap", full)
    assert worker.turn("one") is False, "the worker waits and does not end"


DAMAGES: dict[str, Callable[[Path], Any]] = {
    "no such edition": lambda folder: shutil.rmtree(folder),
    "no manifest": lambda folder: next(folder.glob("manifest*")).unlink(),
    "an unreadable manifest": lambda folder: next(folder.glob("manifest*")).write_text("{"),
    "an empty manifest": lambda folder: next(folder.glob("manifest*")).write_bytes(b""),
    "files cut off": lambda folder: (
        [each.write_bytes(each.read_bytes()[:64]) for each in folder.glob("*.npy")]
        or [each.write_bytes(b"") for each in folder.rglob("*") if each.is_file() and "manifest" not in each.name]
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_without_its_edition_a_desk_decides_nothing(
    kept: Callable[..., Any],
    client_as: Callable[[str], Any],
    ask: Ask,  # noqa: F811
    desk: Any,
    data_home: Path,
    tmp_path: Path,
    damage: str,
) -> None:
    """Never an answer without reference data, for it would read as permission; what was kept is shown as it was."""
    from endgate.desk.conf.start import configure
    from endgate.desk.engine import engine
    from endgate.edition.default import EDITIONS

    case, client, call = kept(CHAIR), client_as("officer"), ask("officer", "check cases")
    engine().edition()
    held = engine()._folder
    shutil.copytree(held, tmp_path / EDITIONS / "other")
    DAMAGES[damage](tmp_path / EDITIONS / "other")
    before = _rows()
    configure(replace(desk, reference_dir=tmp_path, edition="other"))
    typed = client.post("/check", FORM)
    posted = call("POST", "check", json.loads((examples() / CHAIR).read_bytes()))
    again = client.post(f"/cases/{case.reference}/recheck")
    assert data_home.exists()
    assert (typed.status_code, again.status_code, posted.status_code) == (503, 503, 503)
    for text in (typed.content.decode(), posted.content.decode(), again.content.decode()):
        assert "EG15" in text
        assert "PROCEED" not in text
        assert "Keep as a case" not in text
    assert PlainClient().get("/readyz").status_code == 503
    assert _rows() == before
    configure(desk)
    assert client.get(f"/cases/{case.reference}/decision/1").status_code == 200


def test_a_fault_of_ours_tells_and_logs_nothing_of_the_request(
    kept: Callable[..., Any],
    client_as: Callable[[str], Any],
    people: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Planted in password, token, body, address and cookie; looked for in all that is answered and logged."""
    from django.test import Client
    from django.utils import timezone

    from endgate.desk import engine as room
    from endgate.desk.access.tokens import issue
    from endgate.desk.api.dialect import answers
    from endgate.desk.store.models import User

    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("an inner matter")

    case, client = kept(CHAIR), client_as("officer")
    client.raise_request_exception = False
    token = issue(User.objects.get(pk=people["officer"].user_id), ["check", "match"], timezone.now())
    monkeypatch.setattr(room.Engine, "decide", broken)
    monkeypatch.setattr(answers, "responses", broken)
    session = client.cookies["session"].value
    caplog.set_level(logging.DEBUG)
    planted = ("planted-password", "planted-name", "planted-query", token, session)
    asked = {"queries": {"q": {"schema": "Person", "properties": {"name": ["planted-name"]}}}}
    body = json.dumps({**json.loads((examples() / CHAIR).read_bytes()), "title": "planted-name"}).encode()
    found = [
        Client().post("/sign-in", {"name": "planted-name", "password": "planted-password"}),
        client.post("/check", {**FORM, "party-0-name": "planted-name"}, query_params={"x": "planted-query"}),
        client.get("/nowhere?x=planted-query"),
        client.get(f"/cases/{case.reference}/nowhere?token={token}"),
        Client().generic("POST", "/api/1/check", body, headers={"Authorization": f"Bearer {token}"}),
        PlainClient().post(f"/match/default?api_key={token}", json.dumps(asked), "application/json"),
    ]
    assert [each.status_code for each in found] == [401, 500, 404, 404, 500, 500]
    answered = b"".join(each.content for each in found if each.status_code != 401).decode()
    for text in (answered, caplog.text):
        assert not [each for each in planted if each in text]
    assert "inner matter" not in answered
    assert "Traceback" not in answered
