"""Jobs: enqueued once, leased, taken back from the dead, ended in a state; and what they decide again."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_cases import with_listed

CHAIR = "ordinary-us-switzerland.json"
LIST = Path(__file__).parents[2] / "fixtures" / "lists" / "eu" / "fsf.xml"


@pytest.mark.usefixtures("desk")
def test_a_job_is_enqueued_once_and_taken_by_one() -> None:
    from endgate.desk.jobs.queue import claim, enqueue, finish
    from endgate.desk.store.machinery import Job

    first = enqueue("recheck", "all", "k", NOW)
    assert enqueue("recheck", "all", "k", NOW).pk == first.pk
    taken = claim("a", NOW)
    assert taken is not None
    assert claim("b", NOW) is None
    assert finish(taken, NOW, {"cases": 0})
    assert Job.objects.get().state == "done"
    assert enqueue("recheck", "all", "k", NOW).state == "done", "what is done is not done again"


@pytest.mark.usefixtures("desk")
def test_a_silent_worker_loses_its_job_and_may_not_end_it() -> None:
    from endgate.desk.jobs.queue import LEASE, claim, enqueue, finish, reap, renew
    from endgate.desk.store.machinery import Job

    enqueue("recheck", "all", "k", NOW)
    dead = claim("dead", NOW)
    assert dead is not None
    assert reap(NOW + LEASE) == 0
    late = NOW + LEASE + timedelta(seconds=1)
    assert reap(late) == 1
    taken = claim("alive", late)
    assert taken is not None
    assert not renew(dead, late)
    assert not finish(dead, late, {})
    assert finish(taken, late, {})
    assert Job.objects.get().tries == 2


@pytest.mark.usefixtures("desk")
def test_a_job_that_kills_its_workers_is_given_up() -> None:
    from endgate.desk.jobs.queue import LEASE, MOST_TRIES, claim, enqueue, reap, restart
    from endgate.desk.store.machinery import Job

    enqueue("recheck", "all", "k", NOW)
    at = NOW
    for _ in range(MOST_TRIES):
        assert claim("w", at) is not None
        at += LEASE + timedelta(seconds=1)
        assert reap(at) == 1
    job = Job.objects.get()
    assert (job.state, job.code) == ("failed", "EG8303")
    assert claim("w", at) is None
    assert restart(job, at)
    assert claim("w", at) is not None


@pytest.mark.usefixtures("desk")
def test_a_fault_is_kept_with_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    from endgate.desk.errors import MISSING, DeskError
    from endgate.desk.jobs import worker
    from endgate.desk.jobs.queue import claim, enqueue
    from endgate.desk.store.machinery import Job

    def broken(*_: Any) -> Any:
        raise DeskError(MISSING.at("here", "a thing"))

    def surprised(*_: Any) -> Any:
        raise ZeroDivisionError

    for kind, task, state, code in (("a", broken, "failed", "EG8107"), ("b", surprised, "queued", "EG8302")):
        monkeypatch.setitem(worker.TASKS, kind, task)
        enqueue(kind, "x", "k", NOW)
        job = claim("w", NOW)
        assert job is not None
        worker.run(job)
        kept = Job.objects.get(kind=kind)
        assert (kept.state, kept.code) == (state, code)


def test_a_judgement_is_followed_by_a_decision_that_nobody_asked_for(
    kept: Callable[..., Any], people: dict[str, Any], desk: Any
) -> None:
    from endgate.desk.cases.services import asked_of, newest
    from endgate.desk.jobs.changed import changes_for
    from endgate.desk.jobs.worker import work
    from endgate.desk.parties.page import all_matches
    from endgate.desk.parties.services import review_match

    case = kept(CHAIR, parties=with_listed())
    other = kept(CHAIR)
    assert work(desk.data_dir, once=True) >= 1
    assert changes_for(people["officer"]) == []
    ref, match = next(iter(all_matches(asked_of(newest(case)))))
    review_match(people["officer"], NOW, case, ref, match["right"]["ref"], "different", "another person altogether")
    before = newest(case)
    assert work(desk.data_dir, once=True) >= 1
    after = newest(case)
    assert (after.n, after.cause) == (before.n + 1, "review")
    (change,) = changes_for(people["officer"])
    assert (change.reference, change.cause, change.decision) == (case.reference, "review", after.n)
    assert change.words
    assert changes_for(people["foreign"]) == []
    assert newest(other).n == 1
    assert work(desk.data_dir, once=True) == 0, "nothing more has changed"


def test_a_new_day_decides_every_watched_case_again_but_keeps_only_other_answers(
    kept: Callable[..., Any], desk: Any
) -> None:
    from endgate.desk.cases.services import newest
    from endgate.desk.jobs.recheck import watched
    from endgate.desk.jobs.worker import work
    from endgate.desk.store.machinery import Job
    from endgate.desk.store.models import Case

    case = kept(CHAIR)
    work(desk.data_dir, once=True)
    assert newest(case).n == 1
    result = Job.objects.get(kind="recheck").result
    assert '"cases": 1' in result
    assert '"failed": 0' in result
    assert list(watched(NOW)) == [case]
    old = NOW + timedelta(days=1826)
    assert list(watched(old)) == [case], "an open case is watched for ever"
    Case.objects.filter(pk=case.pk).update(state="waiting")
    assert list(watched(old)) == [case]


def test_a_case_that_changed_meanwhile_is_not_overwritten(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.cases.services import take, wait
    from endgate.desk.errors import DeskError
    from endgate.desk.store.models import Case, Event

    case = kept(CHAIR)
    stale = Case.objects.get(pk=case.pk)
    take(people["officer"], NOW, case)
    events = Event.objects.count()
    with pytest.raises(DeskError, match="meanwhile"):
        take(people["officer2"], NOW, stale)
    assert Event.objects.count() == events
    wait(people["officer"], NOW, case, "a letter")


def test_one_worker_holds_a_database_file(desk: Any) -> None:
    from endgate.desk.errors import DeskError
    from endgate.desk.jobs.worker import _alone, work

    pytest.importorskip("fcntl")
    with _alone(desk.data_dir), pytest.raises(DeskError, match="EG8301"):
        work(desk.data_dir, once=True)


def test_lists_that_were_added_while_the_desk_runs_become_an_edition_once(
    desk: Any, data_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from endgate.desk.conf.start import configure
    from endgate.desk.engine import engine
    from endgate.desk.jobs import queue, watch, worker
    from endgate.desk.reference import making
    from endgate.lists.adding import add

    shutil.copytree(data_home / "editions", tmp_path / "editions", copy_function=os.link)
    configure(replace(desk, reference_dir=tmp_path))
    try:
        before = engine().edition()
        assert watch.new_lists(NOW) is None
        add(tmp_path / "store", "eu-fsf", [LIST], obtained_at=NOW, partial="members")
        monkeypatch.setattr("endgate.desk.engine.LOOK_EVERY", 0.0)
        job = watch.new_lists(NOW)
        assert job is not None
        assert watch.new_lists(NOW) == job
        monkeypatch.setattr(making, "ensure_default", lambda _folder: before.directory)
        claimed = queue.claim("w", NOW)
        assert claimed is not None
        worker.run(claimed)
        job.refresh_from_db()
        assert (job.state, json.loads(job.result)) == ("done", {"edition": before.id})
    finally:
        configure(desk)


def _record(*, measures: str = "", matches: str = "", grade: str = "") -> dict[str, Any]:
    return {
        "actors": [{"actor": "a", "reasons": [{"measure": each} for each in measures]}],
        "matches": [{"ref": "buyer", "matches": [{"right": {"ref": each}} for each in matches]}],
        "concerns": [{"grade": grade}] if grade else [],
    }


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ({"measures": "AB"}, {"measures": "ABC"}, True),
        ({"measures": "AB"}, {"measures": "B"}, False),
        ({"matches": "A"}, {"matches": "B"}, True),
        ({"matches": "AB"}, {"matches": "A"}, False),
        ({}, {"grade": "LOW"}, True),
        ({"grade": "LOW"}, {"grade": "HIGH"}, True),
        ({"grade": "HIGH"}, {"grade": "LOW"}, False),
        ({"grade": "HIGH"}, {}, False),
    ],
)
def test_what_nobody_saw_who_signed_is_new(before: dict[str, str], after: dict[str, str], new: bool) -> None:
    from endgate.desk.cases.differences import has_new_findings

    assert has_new_findings(_record(**before), _record(**after)) is new
