"""Killed at any moment: what was acknowledged is there, nothing is half, no job is lost and none done twice."""

from __future__ import annotations

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
