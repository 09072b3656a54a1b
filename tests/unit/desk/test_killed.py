"""Killed at any moment: what was acknowledged is there, nothing is half, no job is lost and none done twice."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_cases import with_listed

CHAIR = "ordinary-us-switzerland.json"
MOMENTS = 50
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked to be killed")


def killed(work: Callable[[Callable[[str], None]], None], after: float) -> list[str]:
    """Run ``work`` in a process of its own, kill it after some seconds, and return what it acknowledged."""
    from django.db import connection

    connection.close()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            work(lambda word: os.write(writing, f"{word}\n".encode()) and None)
        finally:
            os._exit(0)
    os.close(writing)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as file:
        return [line.strip() for line in file if line.endswith("\n")]


def test_what_was_acknowledged_is_there_and_nothing_is_half(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.decide.model import Decision as Record
    from endgate.desk.cases import services
    from endgate.desk.engine import engine
    from endgate.desk.store.chain import verify
    from endgate.desk.store.compare import differences
    from endgate.desk.store.models import Act, Case
    from endgate.shipment.model import Shipment
    from endgate.terms.codec import decode

    first = kept(CHAIR)
    shipment = decode(Shipment, services.asked_of(services.newest(first))["input"]["shipment"])
    record: Record = engine().decide(shipment)

    def acts(acknowledge: Callable[[str], None]) -> None:
        while True:
            case = services.keep_check(people["officer"], NOW, shipment, record)
            acknowledge(f"kept {case.reference}")
            services.take(people["officer"], NOW, case)
            act = services.note(people["officer"], NOW, case, "a word")
            acknowledge(f"act {act.pk}")
            act = services.sign(
                people["senior"], NOW, case, services.newest(case).sha256, "released_with_conditions", "as asked"
            )
            acknowledge(f"act {act.pk}")

    rng = Random(50)
    told: list[str] = []
    for _ in range(MOMENTS):
        told += killed(acts, rng.uniform(0.02, 0.3))
    cases = {each.removeprefix("kept ") for each in told if each.startswith("kept")}
    written = {int(each.removeprefix("act ")) for each in told if each.startswith("act")}
    assert len(cases) >= 10, "the moments lay before anything was written"
    assert cases <= set(Case.objects.values_list("reference", flat=True))
    assert written <= set(Act.objects.values_list("pk", flat=True))
    assert verify().whole
    assert list(differences()) == []


def test_a_killed_worker_loses_no_job_and_does_none_twice(
    kept: Callable[..., Any], people: dict[str, Any], desk: Any
) -> None:
    from django.utils import timezone

    from endgate.desk.cases import services
    from endgate.desk.jobs import queue, watch
    from endgate.desk.jobs.worker import work
    from endgate.desk.parties.page import all_matches
    from endgate.desk.parties.services import review_match
    from endgate.desk.store.compare import differences
    from endgate.desk.store.machinery import Job
    from endgate.desk.store.models import Case, Decision

    case = kept(CHAIR, parties=with_listed())
    ref, match = all_matches(services.asked_of(services.newest(case)))[0]
    cases = [case, *(kept(CHAIR, parties=with_listed()) for _ in range(11))]
    watch.events(NOW)
    for each in cases:
        review_match(people["officer"], NOW, each, ref, match["right"]["ref"], "different", "another place")
    rng = Random(7)
    for _ in range(MOMENTS // 5):
        killed(lambda _: work(desk.data_dir, once=True) and None, rng.uniform(0.02, 0.25))
        queue.reap(timezone.now() + 2 * queue.LEASE)
        Job.objects.exclude(state="done").update(state="queued", tries=0, run_at=NOW)
    work(desk.data_dir, once=True)
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    assert Job.objects.filter(kind="recheck_case").count() == len(cases)
    for each in Case.objects.all():
        assert list(Decision.objects.filter(case=each).order_by("n").values_list("cause", flat=True)) == [
            "asked",
            "review",
        ]
    assert list(differences()) == []


def test_an_upload_that_was_acknowledged_is_there_and_no_row_lacks_its_bytes(
    kept: Callable[..., Any], people: dict[str, Any]
) -> None:
    from hashlib import sha256

    from endgate.desk.evidence.store import CaseEvidence
    from endgate.desk.evidence.uploads import KIND, take_in
    from endgate.desk.store.chain import verify
    from endgate.desk.store.machinery import Job
    from endgate.evidence.case.model import Acquisition, Marks
    from endgate.evidence.case.services import Received

    case = kept(CHAIR)

    def uploads(acknowledge: Callable[[str], None]) -> None:
        while True:
            content = os.urandom(200_000)
            file = Received("letter.txt", content, "text/plain")
            (job,) = take_in(people["officer"], NOW, case, [file], Acquisition("Officer"), Marks())
            Job.objects.filter(pk=job.pk).update(state="done")  # read, so that a case's limit of waiting files is far
            acknowledge(sha256(content).hexdigest())

    rng = Random(51)
    told: list[str] = []
    for _ in range(MOMENTS):
        told += killed(uploads, rng.uniform(0.01, 0.15))
    rows = [json.loads(each.payload)["sha256"] for each in Job.objects.filter(kind=KIND)]
    assert len(told) >= 10, "the moments lay before anything was written"
    assert set(told) <= set(rows)
    for each in rows:
        assert sha256(CaseEvidence(case).get(each)).hexdigest() == each
    assert verify().whole


def test_tables_that_were_being_made_are_brought_up_by_the_next_try(desk: Any) -> None:
    from django.db import connection

    from endgate.desk.running import migrate, pending
    from endgate.desk.store.triggers import demand

    def tables() -> set[tuple[str, str]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, COALESCE(sql, '') FROM sqlite_master")
            return set(cursor.fetchall())

    whole = tables()
    rng, stopped = Random(52), 0
    for _ in range(MOMENTS // 5):
        connection.close()
        for name in ("desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm"):
            (desk.data_dir / name).unlink(missing_ok=True)
        killed(lambda _: migrate(), rng.uniform(0.01, 0.35))
        stopped += bool(pending())
        migrate()
        assert pending() == []
        demand()
        assert tables() == whole
    assert stopped >= 3, "the moments lay after everything was made"
