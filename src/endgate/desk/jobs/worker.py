"""The worker: one process that looks for changes, takes jobs and runs them, and is safe to kill at any moment."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import OperationalError, connection
from django.utils import timezone

from endgate.desk.errors import JOB_FAILED, WORKER_RUNS, DeskError
from endgate.desk.evidence import uploads
from endgate.desk.jobs import hooks, pulse, queue, watch
from endgate.desk.jobs.files import check_file
from endgate.desk.jobs.recheck import Step, recheck_all, recheck_case
from endgate.desk.reference import making, updating
from endgate.desk.store.machinery import Job
from endgate.desk.store.room import no_room
from endgate.terms.faults import EndgateError

BEAT = 10.0
"""Seconds between two signs of life of a running job."""
_PAUSE = 1.0
_LOG = logging.getLogger("endgate.desk")
Task = Callable[[Job, datetime, Step], dict[str, Any]]
TASKS: dict[str, Task] = {
    "recheck": recheck_all,
    "recheck_case": recheck_case,
    "check_file": check_file,
    uploads.KIND: uploads.read_document,
    updating.KIND: updating.update_lists,
    making.KIND: making.make_edition,
}


def work(folder: Path, *, once: bool = False, ends: Callable[[], bool] = lambda: False) -> int:
    """Work until ``ends``; ``once`` until nothing is due. Returns how many jobs ran. Raises DeskError (EG8301)."""
    holder = f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(3)}"
    ran = 0
    with _alone(folder):
        signs = _Signs(holder)
        while not ends():
            signs.give()
            did = turn(holder)
            ran += did
            if once and not did:
                break
            if not did:
                time.sleep(_PAUSE)
    return ran


class _Signs:
    """Signs of life between jobs: one every ten seconds."""

    def __init__(self, holder: str) -> None:
        self._holder, self._last = holder, float("-inf")

    def give(self) -> None:
        """Give one if it is time; where the database takes none, the pages tell that the worker is silent."""
        if time.monotonic() - self._last < BEAT:
            return
        try:
            pulse.beat(self._holder, timezone.now())
        except OperationalError as error:
            _LOG.warning("no sign of life: %s", error)
            return
        self._last = time.monotonic()


def turn(holder: str) -> bool:
    """Take lost jobs back, look for changes, and run one job; was there one?"""
    now = timezone.now()
    try:
        queue.reap(now)
        watch.look(now)
        hooks.collect(now)
        hooks.deliver(now)
        job = queue.claim(holder, now)
        if job is None:
            return False
        run(job)
    except (EndgateError, OperationalError) as error:
        _LOG.warning("the worker waits: %s", error)  # no edition yet or no room, say; the next look may find them
        return False
    return True


def run(job: Job) -> None:
    """Run one leased job to its end state."""
    try:
        with _beating(job):
            result = TASKS[job.kind](job, timezone.now(), lambda done, total: _step(job, done, total))
        if queue.finish(job, timezone.now(), result):
            hooks.tell_of_job(job, timezone.now())
    except EndgateError as error:
        fault = error.faults[0]
        queue.fail(job, timezone.now(), fault.code, f"{fault.where}: {fault.what}", again=False)
    except Exception as error:  # noqa: BLE001  (a job ends in a state, whatever it met)
        full = no_room(error)
        if full is not None:
            queue.fail(job, timezone.now(), full.code, full.what, again=True)
            return
        code = secrets.token_hex(4)
        _LOG.exception("job %s failed, code %s", job.pk, code)
        queue.fail(job, timezone.now(), JOB_FAILED.code, f"{type(error).__name__}; quote {code}", again=True)


def _step(job: Job, done: int, total: int) -> bool:
    return queue.renew(job, timezone.now(), done=done, total=total)


@contextmanager
def _beating(job: Job) -> Iterator[None]:
    """Signs of life while a job runs, from a thread with a connection of its own."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(BEAT):
            try:
                queue.renew(job, timezone.now())
                pulse.beat(job.holder, timezone.now())
            except OperationalError as error:
                _LOG.warning("no sign of life: %s", error)  # the next one may be taken
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the only place of a worker on a database file; a database server has room for many."""
    if connection.vendor != "sqlite":
        yield
        return
    with (folder / "worker.lock").open("w") as file:
        if not _locked(file.fileno()):
            raise DeskError(WORKER_RUNS.at(str(folder), "its lock is held"))
        yield


def _locked(handle: int) -> bool:
    try:
        import fcntl
    except ImportError:  # no such locks on Windows; leases keep two workers apart there
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
