"""How figures are taken: fresh processes, medians of rounds, and the reference loop that ratios are told against."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from endgate.cli.errors import CHILD_FAILED, BenchError

Figure = float | int | str | None | list[str]
Figures = dict[str, Figure]

_LAUNCHER = Path(__file__).with_name("launcher.py")
_STEPS = 20_000
_ROUNDS = 15


@dataclass(frozen=True)
class Run:
    """One run of a process: seconds of wall and CPU time of its whole tree, peak memory in MiB."""

    wall: float
    cpu: float
    rss_mb: float


def run_process(arguments: Sequence[str], *, accepted: Sequence[int] = (0,)) -> Run:
    """Run this interpreter with the arguments, output thrown away. Raises BenchError (EG9103) on another exit code."""
    command = [sys.executable, "-I", "-S", str(_LAUNCHER), sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BenchError(CHILD_FAILED.at("launcher", done.stderr.strip()[-500:] or f"exit code {done.returncode}"))
    told = json.loads(done.stdout)
    if told["code"] not in accepted:
        what = f"exit code {told['code']}: {told['said'].strip()[-500:]}"
        raise BenchError(CHILD_FAILED.at(" ".join(arguments), what))
    return Run(told["wall"], told["cpu"], told["rss_mb"])


def processes_measurable() -> bool:
    """Can this platform tell the time and memory of one child?"""
    return hasattr(os, "wait4")


def median_run(runs: Sequence[Run]) -> Run:
    """The median of each figure; memory is the largest that any run took."""
    return Run(
        statistics.median(each.wall for each in runs),
        statistics.median(each.cpu for each in runs),
        max(each.rss_mb for each in runs),
    )


def reference_loop() -> int:
    """The reference: 20,000 rounds of making a text, looking it up and counting, in plain Python.

    It is the kind of work that a check is made of, needs no input and is the same in every version of Endgate.
    """
    seen: dict[str, int] = {}
    for number in range(_STEPS):
        key = f"{number % 997}:{number & 7}"
        seen[key] = seen.get(key, 0) + len(key)
    return sum(seen.values())


def reference_cpu_seconds() -> float:
    """CPU seconds of one reference loop in this process: the median of fifteen after a first one."""
    return median_cpu(reference_loop, _ROUNDS)[1]


def median_cpu(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median wall and CPU seconds of ``work`` over ``rounds`` calls; the first call is left out."""
    work()
    walls, cpus = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return statistics.median(walls), statistics.median(cpus)


def absent(names: Sequence[str], reason: str, *, key: str = "skipped") -> Figures:
    """Figures that could not be taken: each null, with the reason beside them."""
    return {**dict.fromkeys(names), key: reason}
