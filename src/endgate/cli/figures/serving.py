"""Figures of the desk: its own seeded load on this machine only, bounded, with the CPU of the server process alone."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory

from endgate.cli.errors import CHILD_FAILED, BenchError
from endgate.cli.figures.measure import Figures
from endgate.cli.figures.sized import NAME, lacking, sized_lists
from endgate.cli.place import find_edition
from endgate.edition.opened import Edition, open_edition
from endgate.terms.kinds import PartyKind

CONNECTIONS = 8
LONGEST = 60.0
"""Seconds that one phase may last."""
_WARM = 100
_WAIT = 120
_SCHEMATA = {PartyKind.PERSON: "Person", PartyKind.VESSEL: "Vessel", PartyKind.AIRCRAFT: "Airplane"}
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True)
class Server:
    """A running desk: its port, its process, and seconds from its start until its first answer."""

    port: int
    pid: int
    started: float
    ready: float = 0.0
    ready_cpu: float = 0.0

    def answered(self) -> Server:
        """The same server once it has answered a request. Raises BenchError."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", "/sign-in")
        status = connection.getresponse().status
        connection.close()
        if status != 200:
            raise BenchError(CHILD_FAILED.at("/sign-in", f"status {status}"))
        return replace(self, ready=time.perf_counter() - self.started, ready_cpu=self.cpu())

    def cpu(self) -> float:
        """Seconds of CPU, user and system, that the process has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def rss_mb(self) -> float:
        """Peak memory in MiB."""
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{self.pid}/status").read_text())
        return 0.0 if found is None else int(found[1]) / 1024


def speed_figures(shared: Path, lists: Path, named: str | None, requests: int, seed: int) -> Figures:
    """The speed of ``/match`` on an edition that is named, or on lists of the size that its bar is stated for.

    Where those cannot be made, the default edition is measured, and ``sized_skipped`` says why.
    """
    why = lacking(shared)
    if named is None and not why:
        with sized_lists(shared) as sized:
            return match_figures(sized, NAME, requests, seed)
    figures = match_figures(lists, named, requests, seed)
    return figures if named else {**figures, "sized_skipped": why}


def match_figures(lists: Path, named: str | None, requests: int, seed: int) -> Figures:
    """Requests to ``/match`` of one query each, eight at a time, then of a hundred queries each."""
    edition = open_edition(find_edition(lists, named))
    bodies = list(_bodies(edition, requests, Random(seed)))
    with TemporaryDirectory() as folder, serving(lists, Path(folder), named) as server:
        _send(server, bodies[:_WARM])
        before = server.cpu()
        times = _send(server, bodies)
        used = server.cpu() - before
        batches = [_batch(bodies[n : n + 100]) for n in range(0, min(len(bodies), 1000), 100)]
        start = server.cpu()
        _send(server, batches)
        batched = server.cpu() - start
        memory = server.rss_mb()
    return {
        "requests_per_cpu_second": round(len(times) / used, 1),
        "p95_ms": round(quantiles(times, n=20)[-1] * 1000, 1),
        "p50_ms": round(quantiles(times, n=2)[0] * 1000, 1),
        "batch_queries_per_cpu_second": round(100 * len(batches) / batched, 1),
        "requests": len(times),
        "concurrent": CONNECTIONS,
        "parties": edition.names.parties,
        "rss_mb": round(memory, 1),
    }


def _bodies(edition: Edition, count: int, rng: Random) -> Iterator[str]:
    """Half listed names, each with a letter lost; half made of words of two other names, which nobody bears."""
    names = edition.names
    rows = [rng.randrange(names.parties) for _ in range(count)]
    for number, row in enumerate(rows):
        party = edition.party(names.party_id(row))
        assert party is not None
        words = party.primary_name
        if number % 2 and len(words) > 5:
            at = rng.randrange(len(words))
            words = words[:at] + words[at + 1 :]
        elif number % 2 == 0:
            other = edition.party(names.party_id(rng.choice(rows)))
            words = " ".join((*words.split()[:1], *(other.primary_name.split()[-1:] if other else ())))
        schema = _SCHEMATA.get(party.kind, "LegalEntity")
        query = {"schema": schema, "properties": {"name": [words], "country": [c.country for c in party.countries[:1]]}}
        yield json.dumps({"queries": {"entity": query}})


def _batch(bodies: Sequence[str]) -> str:
    return json.dumps({"queries": {str(n): json.loads(body)["queries"]["entity"] for n, body in enumerate(bodies)}})


def _send(server: Server, bodies: Sequence[str]) -> list[float]:
    """Send the bodies over eight connections and return the seconds each took. Raises BenchError."""
    parts = [bodies[n::CONNECTIONS] for n in range(CONNECTIONS)]
    ends = time.monotonic() + LONGEST
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        taken = pool.map(lambda part: _over_one(server.port, part, ends), parts)
        return [each for part in taken for each in part]


def _over_one(port: int, bodies: Sequence[str], ends: float) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    taken = []
    for body in bodies:
        if time.monotonic() > ends:
            break
        start = time.perf_counter()
        connection.request("POST", "/match/default?limit=5", body.encode(), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        content = answer.read()
        taken.append(time.perf_counter() - start)
        if answer.status != 200:
            raise BenchError(CHILD_FAILED.at("/match/default", f"status {answer.status}: {content[:200]!r}"))
    connection.close()
    return taken


@contextmanager
def serving(lists: Path, folder: Path, named: str | None = None, *, demo: bool = False) -> Iterator[Server]:
    """A desk in a folder, on a free port of this machine, ended afterwards."""
    command = [sys.executable, "-m", "endgate", "serve", "--port", "0", "--match-open", "--no-worker"]
    command += [] if named is None else ["--edition", named]
    command += ["--demo"] if demo else []
    start = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--store", str(folder), "--lists", str(lists)],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    try:
        port = _port(process)
        yield Server(port, process.pid, start).answered()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def _port(process: subprocess.Popen[str]) -> int:
    """The port that the server names when it is ready. Raises BenchError (EG9103)."""
    said = []
    ends = time.monotonic() + _WAIT
    assert process.stderr is not None
    for line in process.stderr:
        said.append(line)
        found = re.search(r"ready: http://[^:]+:(\d+)/", line)
        if found:
            return int(found[1])
        if time.monotonic() > ends:
            break
    raise BenchError(CHILD_FAILED.at("endgate serve", "".join(said)[-500:] or "it did not become ready"))
