"""Measures the law room: opening, one row without and with trace, a million rows by columns.

Prints ratios against the same rules as plain Python functions in the same process; a bare time says little elsewhere.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from endgate.law.bench_rules import (
    bare_rows,
    invented_rows,
    invented_rules,
    invented_table,
    padded,
    plain_functions,
    stated_rows,
)
from endgate.law.book import LawBook
from endgate.law.case_tests import run_cases
from endgate.law.compile import compile_law
from endgate.law.dispose import evaluate, law_day
from endgate.law.evaluate import Policy, RowLaw
from endgate.law.facts import FactRow
from endgate.law.finding import DECLARED, ActorFacts
from endgate.law.levels import FALSE
from endgate.law.load import load
from endgate.law.masks import Masks
from endgate.law.model import Binds
from endgate.law.trace import ReasonTree, Tracer

_DAY = date(2026, 8, 1)
_POLICY = Policy()
_MILLION = 1_000_000


def bench_law(paths: list[Path], *, rules: int = 300, rounds: int = 50, size: int = _MILLION) -> dict[str, Any]:
    """Time opening and evaluating; milliseconds of process time per row, seconds per table, ratios to the reference."""
    document = compile_law(paths)
    whole = padded(document, rules, ("DE", "EU"))
    text = json.dumps(whole)
    opened = _cpu(lambda: LawBook.load(json.loads(text)).measures(), 5)
    plain = _cpu(plain_functions(rules), rounds * 4)
    invented = _invented(rules, rounds)
    columns = _columnar(rules, size)
    return {
        "measures": len(document["measures"]),
        "rules": rules,
        "open_ms": round(opened, 3),
        "reference_ms": round(plain, 4),
        **{name: round(value, 3) for name, value in invented.items()},
        "row_ratio": round(invented["row_ms"] / plain, 1),
        "trace_ratio": round(invented["row_with_trace_ms"] / plain, 1),
        **{name: round(value, 3) for name, value in _shipped(LawBook.load(whole), rounds).items()},
        "table_rows": size,
        "table_s": round(columns, 3),
        "table_ratio": round(columns * 1000 / (plain * size), 4),
    }


def _invented(rules: int, rounds: int) -> dict[str, float]:
    """The invented rules: the state of every one, then with the reason tree of every one as JSON, bites or not."""
    book = LawBook.load(invented_rules(rules))
    day = law_day(book, _DAY, _DAY)
    plan = day.plan(Binds.PRIVATE, frozenset({"AA"}))

    def judged(row: FactRow) -> None:
        under = RowLaw(day, row, _POLICY)
        for standing in plan.alive(row):
            if under.levels[standing.condition] != FALSE:
                under.judge(standing.measure.id)

    def traced(row: FactRow) -> None:
        under = RowLaw(day, row, _POLICY)
        tracer = Tracer(under)
        tracer.ready(plan)
        for measure_id in book.ids:
            tracer.text(under.judge(measure_id))

    rows = invented_rows()
    return {"row_ms": _over(rows, judged, rounds), "row_with_trace_ms": _over(rows, traced, rounds)}


def _shipped(book: LawBook, rounds: int) -> dict[str, float]:
    """The law that ships, padded: a German exporter's disposition, every finding with its tree, and left open."""

    def decided(row: FactRow) -> None:
        evaluate(book, _exporter(row), as_of=_DAY)

    def explained(row: FactRow) -> None:
        law = evaluate(book, _exporter(row), as_of=_DAY, trace=True)
        for finding in law.view().findings:
            assert isinstance(finding.tree, ReasonTree)
            assert finding.tree.text  # asking for it writes it

    stated = stated_rows(book.asked)
    return {
        "actor_ms": _over(stated, decided, rounds),
        "actor_with_trace_ms": _over(stated, explained, rounds),
        "open_actor_ms": _over(bare_rows(), decided, rounds),
    }


def _exporter(row: FactRow) -> ActorFacts:
    return ActorFacts("a", "a", Binds.PRIVATE, ("DE",), {DECLARED: row})


def _columnar(rules: int, size: int) -> float:
    """Seconds for the conditions of all rules over a table; the day is compiled before, the masks are not."""
    book = LawBook.load(invented_rules(rules))
    day = law_day(book, _DAY, _DAY)
    for measure_id in book.ids:
        day.standing(measure_id)
    table = invented_table(size)
    start = time.process_time()
    masks = Masks(day, table)
    for measure_id in book.ids:
        masks.condition(measure_id)
    return time.process_time() - start


def bench_cases(paths: list[Path]) -> dict[str, Any]:
    """Run the tests that measures carry; ``passed`` and ``failed`` count cases."""
    results = list(run_cases(load(paths)))
    failed = [f"{each.measure}: {each.name}: {each.fault}" for each in results if each.fault]
    return {"passed": len(results) - len(failed), "failed": len(failed), "differences": failed}


def _over(rows: Sequence[FactRow], run: Callable[[FactRow], object], rounds: int) -> float:
    """Milliseconds per row, the rows taken in turn; each is run once before, so that the day is compiled.

    Each call gets a row of its own, so that none finds what an earlier one remembered.
    """
    for row in rows:
        run(row)
    count = max(rounds, 4 * len(rows))
    fresh = iter([FactRow(row.values) for row in islice(cycle(rows), count + 1)])
    return _cpu(lambda: run(next(fresh)), count)


def _cpu(run: Callable[[], object], rounds: int) -> float:
    """Mean process milliseconds per call of the middle half of the calls, the first call left out."""
    run()
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    quarter = len(taken) // 4
    return statistics.fmean(sorted(taken)[quarter : len(taken) - quarter]) * 1000
