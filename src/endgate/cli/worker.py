"""The verb ``worker``: runs the jobs of the desk; ``serve`` keeps one beside itself."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from endgate.cli.desk import set_up
from endgate.cli.output import emit_json, say
from endgate.cli.paths import FOLDER
from endgate.cli.place import data_option, edition_option

_AGAIN = 5.0
"""Seconds before a worker that ended is started again."""


_STATUS = {
    "works": "works; last sign of life {seen}",
    "never": "no worker has run since the desk began at {since}; start one: endgate worker",
    "silent": "silent since {since}; start one: endgate worker",
    "behind": "works, but a recheck waits since {since}; on a database server more workers may share the work",
    "failed": "works, but a recheck asked for at {since} failed with {code}; see the log and mend the cause",
}
"""What is told of a desk's pulse; times are UTC."""


@click.command(name="worker")
@click.option("--once", is_flag=True, help="End when no job is due.")
@click.option("--status", is_flag=True, help="Tell whether one works here, and end with 1 when none does.")
@click.option("--json", "as_json", is_flag=True, help="With --status: print JSON.")
@click.option("--lists", type=FOLDER, help="Data directory whose lists and editions are read, when not the desk's own.")
@click.option("--beside", type=int, hidden=True, help="End with the process of this number.")
@edition_option
@data_option
def command(
    once: bool,
    status: bool,
    as_json: bool,
    lists: Path | None,
    beside: int | None,
    named: str | None,
    data: Path | None,
) -> int:
    """Run the jobs of the desk: decide cases again after a change, check files, tell webhooks."""
    settings = set_up(data, reference_dir=lists, edition=named)
    if status:
        return _status(as_json)
    from endgate.desk.jobs.worker import work

    ran = work(settings.data_dir, once=once, ends=_ending(beside))
    say(f"{ran} jobs ran")
    return 0


def _status(as_json: bool) -> int:
    """Print whether cases are decided again; 0 when they are."""
    from endgate.desk.jobs.pulse import pulse

    found = pulse(datetime.now(UTC))
    if as_json:
        emit_json(found)
    else:
        click.echo(_STATUS[found.state].format(since=found.since, code=found.code, seen=found.seen))
    return int(bool(found.since))


def _ending(beside: int | None) -> Callable[[], bool]:
    """Is the process gone beside which this one works?"""
    return (lambda: False) if beside is None else (lambda: os.getppid() != beside)


@contextmanager
def beside(settings: Any) -> Iterator[None]:
    """A worker beside this process, started again when it ends, and ended with it."""
    stop = threading.Event()
    thread = threading.Thread(target=_supervise, args=(settings, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)


def _supervise(settings: Any, stop: threading.Event) -> None:
    lists = settings.reference_dir or settings.data_dir
    command = [sys.executable, "-m", "endgate", "worker", "--store", str(settings.data_dir), "--lists", str(lists)]
    command += ["--beside", str(os.getpid()), *(["--edition", settings.edition] if settings.edition else [])]
    while not stop.is_set():
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and not stop.wait(0.5):
            pass
        if process.poll() is None:
            process.terminate()
            process.wait(10)
        stop.wait(_AGAIN)
