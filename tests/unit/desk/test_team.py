"""Several processes on one address: each answers, from the same edition and the same tables."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import pytest
from tests.conftest import Command

from endgate.edition.opened import Edition

pytest.importorskip("gunicorn", reason="it is of the extra: pip install 'endgate[team]'")
pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are told apart by /proc")

WORKERS, ASKED, ROUNDS = 2, 60, 20
ENDING = 90
"""Seconds to wait for the end: a process that is just being started may miss the order, and is killed in thirty."""
BODY = json.dumps({"queries": {"a": {"schema": "Company", "properties": {"name": ["Khatam al-Anbiya"]}}}})


@pytest.fixture
def serving(tmp_path: Path, data_home: Path, starter: Edition) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """A desk of two processes on a free port, and the process that keeps them."""
    command = [sys.executable, "-m", "endgate", "serve", "--port", "0", "--match-open", "--no-worker"]
    command += ["--server", "gunicorn", "--workers", str(WORKERS), "--edition", starter.directory.name]
    command += ["--store", str(tmp_path), "--lists", str(data_home)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    yield _port(process.stderr), process
    process.kill()
    process.wait(ENDING)
    process.stderr.close()


def _port(said: IO[str]) -> int:
    lines = []
    for line in said:
        lines.append(line)
        found = re.search(r"ready: http://[^:]+:(\d+)/", line)
        if found:
            return int(found[1])
    raise AssertionError("".join(lines))


def children(pid: int) -> set[int]:
    """The processes that another one has started and that live."""
    found = set()
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.add(int(place.parent.name))
    return found


def started(port: int, pid: int) -> set[int]:
    """The processes that answer, once all do: they are started after the address is told."""
    for _ in range(1000):
        assert asked(port, "GET", "/healthz")[0] == 200
        if len(found := children(pid)) == WORKERS:
            return found
    raise AssertionError("they were not started")


def cpu(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def asked(port: int, method: str, path: str, body: str = "", **headers: str) -> tuple[int, bytes, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content, answer.headers.get("Endgate-Edition", "")


def test_two_processes_answer_alike_and_end_with_the_one_that_keeps_them(
    serving: tuple[int, subprocess.Popen[str]], starter: Edition
) -> None:
    port, process = serving
    workers = started(port, process.pid)
    before = {each: cpu(each) for each in workers}
    answers: set[tuple[int, bytes, str]] = set()
    for _ in range(ROUNDS):
        with ThreadPoolExecutor(8) as pool:
            answers |= set(pool.map(lambda _: asked(port, "POST", "/match/default", BODY), range(ASKED)))
        busy = {each for each in workers if cpu(each) > before[each]}
        if busy == workers:
            break
    assert busy == workers, "one process answered everything"
    ((status, content, edition),) = answers
    assert (status, edition) == (200, starter.id)
    assert json.loads(content)["responses"]["a"]["results"]
    assert asked(port, "GET", "/sign-in")[0] == 200
    assert asked(port, "GET", "/queue")[0] in (302, 401, 403)

    one = min(workers)
    os.kill(one, signal.SIGKILL)
    assert all(asked(port, "GET", "/healthz")[0] == 200 for _ in range(10))
    process.send_signal(signal.SIGTERM)
    assert process.wait(ENDING) == 0
    assert not any(Path(f"/proc/{each}").exists() for each in workers)


def test_a_header_cannot_move_a_request_to_another_address(serving: tuple[int, subprocess.Popen[str]]) -> None:
    port, _ = serving
    moved = {"Script-Name": "/healthz", "Path-Info": "/healthz", "X-Forwarded-For": "192.0.2.1"}
    assert asked(port, "GET", "/nowhere", **moved)[0] == 404
    forged = asked(port, "POST", "/match/default", BODY, **{"X-Forwarded-For": "192.0.2.1"})
    assert forged[0] == 200, "a forwarded address of nobody who is trusted counts for nothing"


def test_processes_are_asked_of_the_server_that_has_them(command: Command, tmp_path: Path) -> None:
    ran = command("serve", "--workers", "2", "--store", tmp_path)
    assert ran.code == 2
    assert "gunicorn" in ran.err


def test_a_taken_address_is_told(
    serving: tuple[int, subprocess.Popen[str]], starter: Edition, tmp_path: Path, data_home: Path
) -> None:
    port, _ = serving
    command = [sys.executable, "-m", "endgate", "serve", "--port", str(port), "--no-worker", "--server", "gunicorn"]
    command += ["--store", str(tmp_path / "other"), "--lists", str(data_home), "--edition", starter.directory.name]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode != 0
    assert "EG8102" in ran.stderr
