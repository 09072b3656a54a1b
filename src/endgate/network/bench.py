"""Figures of the corporate graph: speed on graphs of every shape, memory, and agreement with the exact reference."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import NamedTuple

from endgate.network.answers import exposure_of
from endgate.network.compile import compile_graph
from endgate.network.compiled import Compiled
from endgate.network.importers.run import import_files
from endgate.network.model import Regime, Right, Verdict
from endgate.network.reaching import Answer, solve
from endgate.network.shapes import SHAPES, Edge, compiled, reference, small

_BASES = 1_000
_ROUNDS = 3
_EXPLAINED = 7
_TOGETHER = 40
"""Small graphs solved as one, so that whole rounds are compared with the reference as single steps are."""


def rule(*, inclusive: bool = True, aggregate: bool = True) -> Regime:
    """A rule of one half, as most regimes have it."""
    return Regime("BENCH", ("listed",), (Right.EQUITY,), Fraction(50), inclusive, aggregate, None, None, "", "")


def bases_of(shape: str, nodes: int) -> list[int]:
    """Base persons that make a shape's work large: those that hold everybody, the first of a row, else a hundredth."""
    if shape in ("star", "ladder"):
        return list(range(10))
    if shape in ("chain", "cycle"):
        return [0]
    return Random(2).sample(range(nodes), min(_BASES, nodes // 10))


class Took(NamedTuple):
    """Seconds of this process's CPU, and of the clock on the wall, which others on the machine lengthen."""

    cpu: float
    wall: float


def solving_seconds(graph: Compiled, shape: str, day: date, *, aggregate: bool = True) -> tuple[Took, Answer]:
    """The best of three: everybody surely and possibly reached, from the arrays as opened.

    Without ``aggregate`` each base person is asked alone, as the United Kingdom's rule does.
    """
    law, base = rule(aggregate=aggregate), bases_of(shape, graph.nodes)
    earlier = [_solved(graph, law, day, base)[0] for _ in range(_ROUNDS - 1)]
    last, answer = _solved(graph, law, day, base)
    return Took(*map(min, zip(*earlier, last, strict=True))), answer


def _solved(graph: Compiled, law: Regime, day: date, base: list[int]) -> tuple[Took, Answer]:
    cpu, wall = time.process_time(), time.perf_counter()
    answer = solve(graph, law, day, base)
    answer.must(), answer.may()
    return Took(time.process_time() - cpu, time.perf_counter() - wall), answer


def explaining_seconds(answer: Answer) -> float:
    """CPU seconds of the slowest of explanations taken evenly from those reached surely and those reached possibly."""
    worst = 0.0
    for nodes in (answer.must(), answer.may()):
        for node in nodes[:: max(1, len(nodes) // _EXPLAINED)].tolist():
            begin = time.process_time()
            exposure_of(answer, node)
            first = time.process_time() - begin
            begin = time.process_time()
            exposure_of(answer, node)
            worst = max(worst, min(first, time.process_time() - begin))
    return worst


def make(shape: str, nodes: int, links: int) -> Compiled:
    """A graph of that shape, the same at every call."""
    return compiled(nodes, SHAPES[shape](nodes, links, Random(20261125)))


def importing_links(folder: Path, nodes: int, links: int) -> float:
    """Links a CPU second from FtM lines to the compiled graph."""
    path = folder / "made.jsonl"
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in _lines(nodes, links))
    begin = time.process_time()
    imported = import_files([path])
    graph = compile_graph(imported.gathered)
    took = time.process_time() - begin
    if graph.links != links:
        raise ValueError(f"{graph.links} of {links} links came through")
    return links / took


def _lines(nodes: int, links: int) -> Iterator[dict[str, object]]:
    random = Random(7)
    for node in range(nodes):
        yield {"id": f"c{node}", "schema": "Company", "properties": {"name": [f"Company {node}"]}}
    for link in range(links):
        holder = random.randrange(nodes)
        ends = {"owner": [f"c{holder}"], "asset": [f"c{(holder + random.randrange(1, nodes)) % nodes}"]}
        more = {
            "percentage": [f"{random.randrange(10_000) / 100} %"],
            "startDate": [f"20{random.randrange(10, 24)}-05-01"],
        }
        yield {"id": f"o{link}", "schema": "Ownership", "properties": ends | more}


def agreement(graphs: int, day: date, seed: int = 20261125) -> tuple[float, list[str]]:
    """The part of random graphs of which every verdict equals the exact reference; with those that do not."""
    random = Random(seed)
    agreed, differing, done = 0, [], 0
    while done < graphs:
        together = min(_TOGETHER if random.random() < 0.5 else 1, graphs - done)
        law = rule(inclusive=random.random() < 0.5, aggregate=together > 1 or random.random() < 0.5)
        made = [small(random) for _ in range(together)]
        bases = [set(random.sample(range(nodes), random.randrange(1, 4))) for nodes, _ in made]
        got = _verdicts(made, bases, law, day)
        for number, ((nodes, edges), base) in enumerate(zip(made, bases, strict=True)):
            if got[number] == reference(nodes, edges, law, base):
                agreed += 1
            else:
                differing.append(f"graph {done + number}")
        done += together
    return agreed / graphs, differing


def _verdicts(made: list[tuple[int, list[Edge]]], bases: list[set[int]], law: Regime, day: date) -> list[list[Verdict]]:
    """The verdicts of graphs laid side by side in one."""
    starts, total = [], 0
    for nodes, _ in made:
        starts.append(total)
        total += nodes
    edges = [(h + at, e + at, share) for at, (_, each) in zip(starts, made, strict=True) for h, e, share in each]
    base = [node + at for at, each in zip(starts, bases, strict=True) for node in each]
    answer = solve(compiled(total, edges), law, day, base)
    must, may = set(answer.must().tolist()), set(answer.may().tolist())
    verdicts = [Verdict.MUST if node in must else Verdict.MAY if node in may else Verdict.NO for node in range(total)]
    return [verdicts[at : at + nodes] for at, (nodes, _) in zip(starts, made, strict=True)]
