"""Figures of the corporate graph: opening, reaching, explaining, importing, memory, agreement with the reference."""

from __future__ import annotations

import tempfile
import time
from datetime import date
from pathlib import Path

from endgate.cli.figures.measure import Figures, processes_measurable, reference_cpu_seconds, run_process
from endgate.network.bench import Took, agreement, explaining_seconds, importing_links, make, solving_seconds
from endgate.network.compiled import Compiled
from endgate.network.shapes import SHAPES

_DAY = date(2026, 5, 1)
_OPEN_ROUNDS = 5


def network_figures(nodes: int, links: int, graphs: int) -> Figures:
    """Make a graph of every shape, keep it, and answer from the kept arrays; worst figures are those told."""
    seconds: dict[str, Took] = {}
    alone: dict[str, Took] = {}
    opening, explaining, rss = 0.0, 0.0, 0.0
    with tempfile.TemporaryDirectory(prefix="endgate-") as name:
        folder = Path(name)
        for shape in SHAPES:
            make(shape, nodes, links).save(folder / shape)
            opening = max(opening, _opening(folder / shape))
            alone[shape], answer = solving_seconds(Compiled.open(folder / shape), shape, _DAY, aggregate=False)
            explaining = max(explaining, explaining_seconds(answer))
            seconds[shape], answer = solving_seconds(Compiled.open(folder / shape), shape, _DAY)
            explaining = max(explaining, explaining_seconds(answer))
            del answer
            rss = max(rss, _memory(folder / shape, shape))
        speed = importing_links(folder, nodes // 4, links // 4)
    agreed, differing = agreement(graphs, _DAY)
    return {
        "open_seconds": round(opening, 4),
        "must_may_seconds": round(max(took.cpu for took in (*seconds.values(), *alone.values())), 4),
        "must_may_wall_seconds": round(max(took.wall for took in (*seconds.values(), *alone.values())), 4),
        "worst_shape": max(SHAPES, key=lambda shape: max(seconds[shape].cpu, alone[shape].cpu)),
        **{f"must_may_{shape}_seconds": round(took.cpu, 4) for shape, took in seconds.items()},
        **{f"must_may_{shape}_alone_seconds": round(took.cpu, 4) for shape, took in alone.items()},
        "explain_ms": round(explaining * 1000, 3),
        "rss_mb": round(rss, 1) if rss else None,
        "links_per_second": round(speed),
        "reference_agreement": agreed,
        "disagreed": differing[:20],
        "reference_ms": round(reference_cpu_seconds() * 1000, 3),
    }


def _opening(folder: Path) -> float:
    best = float("inf")
    for _ in range(_OPEN_ROUNDS):
        begin = time.perf_counter()
        Compiled.open(folder)
        best = min(best, time.perf_counter() - begin)
    return best


def _memory(folder: Path, shape: str) -> float:
    """Peak memory of a fresh process that opens the graph and finds everybody who is reached."""
    if not processes_measurable():
        return 0.0
    code = (
        "from datetime import date; from pathlib import Path; from endgate.network.compiled import Compiled; "
        "from endgate.network.bench import solving_seconds; "
        f"solving_seconds(Compiled.open(Path({str(folder)!r})), {shape!r}, date.fromisoformat({_DAY.isoformat()!r}))"
    )
    return run_process(("-c", code)).rss_mb
