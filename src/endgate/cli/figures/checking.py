"""Figures of ``check``: a cold process for one file, one more check in a warm one, and the whole demo."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Sequence
from importlib.resources import files
from importlib.util import cache_from_source
from pathlib import Path

from endgate.cli.asking import Asked, load
from endgate.cli.figures.measure import (
    Figures,
    Run,
    absent,
    median_cpu,
    median_run,
    processes_measurable,
    reference_cpu_seconds,
    run_process,
)
from endgate.decide.pipeline import Options, decide
from endgate.edition.opened import Edition
from endgate.terms.codec import encode
from endgate.terms.faults import EndgateError

_PROCESS_FIGURES = (
    "cold_start_seconds",
    "cold_start_seconds_min",
    "cold_start_cpu_seconds",
    "cold_ratio_to_interpreter",
    "interpreter_start_seconds",
    "rss_mb",
    "demo_warm_seconds",
    "demo_warm_cpu_seconds",
)
_TRACED = Options(trace=True)
_FEW_ROUNDS = 5


def check_figures(
    file: Path, others: Sequence[Path], edition: Edition, *, data: Path, runs: int, rounds: int
) -> Figures:
    """Measure ``check`` on ``file``; ``others`` are checked warm too: the median and the slowest of all are told."""
    if processes_measurable():
        cold = _process_figures(file, edition.directory, data, runs)
    else:
        cold = absent(_PROCESS_FIGURES, "this platform does not tell the time and memory of one child process")
    warm = _warm_figures(file, others, edition, rounds)
    return {**cold, **warm, "bytecode_share": _bytecode_share(), "file": file.name, "edition": edition.id}


def _bytecode_share() -> float:
    """Share of the program's modules whose byte code is there and current: without it a cold start compiles them."""
    modules = [path for path in Path(str(files("endgate"))).rglob("*.py") if path.name != "__main__.py"]
    return round(sum(map(_compiled, modules)) / len(modules), 3)


def _compiled(module: Path) -> bool:
    cached = Path(cache_from_source(str(module)))
    return cached.is_file() and cached.stat().st_mtime >= module.stat().st_mtime


def _process_figures(file: Path, edition: Path, data: Path, runs: int) -> Figures:
    ask = ("--edition", str(edition), "--store", str(data))
    check = ("-m", "endgate", "check", str(file), "--json", *ask)
    run_process(check)
    cold = [run_process(check) for _ in range(runs)]
    bare = median_run([run_process(("-c", "pass")) for _ in range(runs)])
    demo = median_run(_warm_runs(("-m", "endgate", "demo", *ask), runs))
    middle = median_run(cold)
    return {
        "cold_start_seconds": round(middle.wall, 4),
        "cold_start_seconds_min": round(min(each.wall for each in cold), 4),
        "cold_start_cpu_seconds": round(middle.cpu, 4),
        "cold_ratio_to_interpreter": round(middle.cpu / bare.cpu, 2) if bare.cpu else None,
        "interpreter_start_seconds": round(bare.wall, 4),
        "rss_mb": round(middle.rss_mb, 1),
        "demo_warm_seconds": round(demo.wall, 4),
        "demo_warm_cpu_seconds": round(demo.cpu, 4),
        "runs": runs,
    }


def _warm_runs(arguments: Sequence[str], runs: int) -> list[Run]:
    run_process(arguments)
    return [run_process(arguments) for _ in range(runs)]


def _warm_figures(file: Path, others: Sequence[Path], edition: Edition, rounds: int) -> Figures:
    before = reference_cpu_seconds()
    wall, cpu = median_cpu(_check(file, edition), rounds)
    each = [(median_cpu(_check(other, edition), _FEW_ROUNDS)[0], other.name) for other in others]
    slowest = max([(wall, file.name), *each])
    reference = statistics.median((before, reference_cpu_seconds()))
    return {
        "warm_check_ms": round(wall * 1000, 3),
        "warm_check_cpu_ms": round(cpu * 1000, 3),
        "warm_ratio_to_reference": round(cpu / reference, 3),
        "checks_per_cpu_second": round(1 / cpu, 1),
        "warm_median_ms": round(statistics.median([wall, *(took for took, _ in each)]) * 1000, 3),
        "warm_slowest_ms": round(slowest[0] * 1000, 3),
        "warm_slowest_file": slowest[1],
        "reference_ms": round(reference * 1000, 3),
        "rounds": rounds,
    }


def _check(file: Path, edition: Edition) -> Callable[[], str]:
    """One decision with its traces, as JSON text; the file was read before."""
    asked = _read(file)
    return lambda: "".join(json.dumps(encode(decision)) for decision in _decisions(asked, edition))


def _decisions(asked: Sequence[Asked], edition: Edition) -> list[object]:
    return [decide(each.sourced.shipment, edition, claims=each.claims, options=_TRACED) for each in asked]


def _read(file: Path) -> list[Asked]:
    asked, faults = load((str(file),))
    if faults:
        raise EndgateError(*faults)
    return asked
