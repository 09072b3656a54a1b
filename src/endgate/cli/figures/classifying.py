"""Figures of goods: files of cases, chemicals and descriptions scored; without a file, what the package can prove."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from endgate.cli.figures.measure import Figure, Figures, absent, reference_cpu_seconds
from endgate.cli.figures.reading import json_lines_of, table_of
from endgate.goods import bench
from endgate.goods.data import GoodsData

_ORDINARY = "data/goods/bench/ordinary_chemicals.csv"
_QUERIES = Path("goods/eval/product_queries.csv")
_QUERY_FIGURES = ("recall_at_1", "recall_at_5", "queries", "ordinary", "ordinary_listed", "ordinary_raised")
_SHARES = {
    "accuracy": ("cases", "chemicals"),
    "leaf_accuracy": ("leaf_cases",),
    "recall_at_1": ("queries",),
    "recall_at_5": ("queries",),
    "ordinary_listed": ("ordinary",),
    "ordinary_raised": ("ordinary",),
}
"""Figures that mean something only when at least one case of that count stands behind them."""


def scored(
    data: GoodsData, as_of: date, *, cases: Path | None, chemicals: Path | None, queries: Path | None
) -> Figures:
    """Score the files given. A key that two files share bears the name of its file before it."""
    parts: dict[str, Figures] = {}
    if cases is not None:
        lines = [json.dumps(each) for each in json_lines_of(cases, ("id", "item", "expected"))]
        parts["cases"] = _timed(lambda: bench.cases(lines, data), len(lines))
    if chemicals is not None:
        rows = table_of(chemicals, ("name", "expected_provision"))
        parts["chemicals"] = _timed(lambda: bench.chemicals(_csv(rows), data, as_of=as_of), len(rows))
    if queries is not None:
        parts["queries"] = _queries(queries, data, as_of)
    return together(parts)


def packaged(data: GoodsData, as_of: date, shared: Path) -> Figures:
    """What needs no file: listed chemicals and ordinary ones; the development set of descriptions where it is."""
    figures = bench.precursors(data, as_of=as_of)
    parts = {"precursors": {"found": figures["asked"] - len(figures["failing"]), **figures}}
    ordinary = files("endgate").joinpath(_ORDINARY).read_text(encoding="utf-8").splitlines()
    parts["ordinary_chemicals"] = bench.chemicals(ordinary, data, as_of=as_of)
    result = {f"{name}_{key}": value for name, part in parts.items() for key, value in part.items()}
    if (shared / _QUERIES).is_file():
        return {**result, **_queries(shared / _QUERIES, data, as_of)}
    return {**result, **absent(_QUERY_FIGURES, f"not there: {_QUERIES} (--shared DIR, or --queries FILE)")}


def together(parts: Mapping[str, Figures]) -> Figures:
    """One flat mapping: keys as they are where one part alone has them, else with the part's name before them."""
    counts: dict[str, int] = {}
    for part in parts.values():
        for key in part:
            counts[key] = counts.get(key, 0) + 1
    pairs = ((name, key, value) for name, part in parts.items() for key, value in part.items())
    return {key if counts[key] == 1 else f"{name}_{key}": value for name, key, value in pairs}


def _queries(path: Path, data: GoodsData, as_of: date) -> Figures:
    rows = table_of(path, ("query", "acceptable_eu_items"))
    figures = _timed(lambda: bench.queries(_csv(rows), data, as_of=as_of), len(rows))
    return {"queries_per_cpu_second" if key == "per_cpu_second" else key: value for key, value in figures.items()}


def _timed(score: Callable[[], dict[str, Any]], count: int) -> Figures:
    """Score once to warm the caches, once for the time; figures without a case behind them become null."""
    score()
    start = time.process_time()
    figures = score()
    cpu = time.process_time() - start
    reference = reference_cpu_seconds()
    speed: Figures = {
        "per_cpu_second": round(count / cpu, 1) if cpu else None,
        "ratio_to_reference": round(cpu / count / reference, 4),
    }
    return {**{key: _with_cases(key, value, figures) for key, value in figures.items()}, **speed}


def _with_cases(key: str, value: Figure, figures: Mapping[str, Any]) -> Figure:
    counts = [figures[name] for name in _SHARES.get(key, ()) if name in figures]
    return None if counts and not any(counts) else value


def _csv(rows: Sequence[Mapping[str, str]]) -> Iterable[str]:
    sheet = io.StringIO(newline="")
    writer = csv.DictWriter(sheet, [key for key in rows[0] if key is not None], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return sheet.getvalue().splitlines()
