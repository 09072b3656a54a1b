"""Measures the law room: opening, one row without and with trace, against the same rules as plain Python functions.

Prints ratios against a reference run in the same process; a bare time says little about another machine.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from endgate.law.case_tests import run_cases
from endgate.law.compile import BOOK_SCHEMA, LawBook, compile_law
from endgate.law.dispose import evaluate, law_day
from endgate.law.evaluate import Policy, RowLaw
from endgate.law.facts import FactRow
from endgate.law.finding import DECLARED, ActorFacts
from endgate.law.load import load
from endgate.law.model import Binds
from endgate.law.rows import read_row
from endgate.law.trace import Tracer

_DAY = date(2020, 1, 1)


def bench_law(paths: list[Path], *, rules: int = 300, rounds: int = 50) -> dict[str, Any]:
    """Time opening and evaluating; milliseconds of process time per row, and ratios to the reference."""
    document = compile_law(paths)
    text = json.dumps(document)
    opened = _cpu(lambda: LawBook.load(json.loads(text)).measures(), 5)
    book = LawBook.load(synthetic(rules))
    row = synthetic_row()
    day = law_day(book, _DAY, _DAY)
    policy = Policy()
    ids = book.ids

    def judged() -> None:
        under = RowLaw(day, row, policy)
        for each in ids:
            under.judge(each)

    def traced() -> None:
        under = RowLaw(day, row, policy)
        tracer = Tracer(under)
        for each in ids:
            tracer.tree(under.judge(each))

    plain, known = _cpu(_reference(rules), rounds), _cpu(judged, rounds)
    whole = _cpu(traced, rounds)
    actor = ActorFacts("a", "a", Binds.PRIVATE, ("AA",), {DECLARED: row})
    decided = _cpu(lambda: evaluate(book, actor, as_of=_DAY), rounds)
    return {
        "measures": len(document["measures"]),
        "open_ms": round(opened, 3),
        "rules": rules,
        "row_ms": round(known, 3),
        "row_with_trace_ms": round(whole, 3),
        "actor_ms": round(decided, 3),
        "reference_ms": round(plain, 4),
        "row_ratio": round(known / plain, 1),
        "trace_ratio": round(whole / plain, 1),
    }


def bench_cases(paths: list[Path]) -> dict[str, Any]:
    """Run the tests that measures carry; ``passed`` and ``failed`` count cases."""
    results = list(run_cases(load(paths)))
    failed = [f"{each.measure}: {each.name}: {each.fault}" for each in results if each.fault]
    return {"passed": len(results) - len(failed), "failed": len(failed), "differences": failed}


def _cpu(run: Callable[[], object], rounds: int) -> float:
    """Process milliseconds per call, the first call left out."""
    run()
    start = time.process_time()
    for _ in range(rounds):
        run()
    return (time.process_time() - start) * 1000 / rounds


def synthetic(rules: int) -> dict[str, Any]:
    """A book of invented rules that share atoms as real ones do."""
    measures = [_rule(number) for number in range(rules)]
    lists = [{"id": f"L{n}", "held": "full"} for n in range(20)]
    empty: dict[str, Any] = {key: [] for key in ("instruments", "groups", "suspensions", "revivals", "repeals")}
    propositions = [{"id": f"use.p{n}"} for n in range(8)]
    book = {"schema": BOOK_SCHEMA, "measures": measures, "lists": lists, "propositions": propositions}
    return {**book, **empty, "authorities": [], "digest": ""}


def _places(number: int) -> list[str]:
    return [f"{chr(65 + (number + each) % 26)}X" for each in range(5)]


def _rule(number: int) -> dict[str, Any]:
    return {
        "id": f"R{number:04d}",
        "binds": "private",
        "jurisdiction": "AA",
        "citation": "invented",
        "versions": [{"valid": {"from": "2000-01-01"}}],
        "then": {"class": "LICENCE_REQUIRED", "authority": "O"},
        "review": {"status": "text_checked"},
        "bound": {"any": [{"actor_is_legal_person_of": {"J": ["AA"]}}, {"exports_from": {"territory": ["AA"]}}]},
        "when": {
            "all": [
                {"destination_in": {"group": _places(number)}},
                {"any": [{"item_on": {"list": f"L{number % 20}"}}, {"hs_in": {"ranges": [f"{10 + number % 80}"]}}]},
            ]
        },
        "knowledge": {"knows": {"proposition": f"use.p{number % 8}", "at_least": "aware"}},
    }


def synthetic_row() -> FactRow:
    """One row that touches every atom of the invented rules."""
    facts: dict[str, Any] = {"actor.seat": "AA", "goods_location": "AA", "destination": "QX", "hs": "8704"}
    facts |= {f"item_on.L{n}": ("listed", "not_listed", "undetermined")[n % 3] for n in range(20)}
    facts |= {f"knows.use.p{n}": ("AWARE", "no", "unknown", "RED_FLAG")[n % 4] for n in range(8)}
    return read_row(facts)


def _reference(rules: int) -> Callable[[], object]:
    """The same rules as plain functions of a plain dictionary: the least that any engine could take."""
    row = {"seat": "AA", "from": "AA", "to": "QX", "hs": "87", **{f"L{n}": n % 3 == 0 for n in range(20)}}
    known = {f"p{n}": n % 4 == 0 for n in range(8)}

    def rule(number: int) -> Callable[[], bool]:
        places, name, code = frozenset(_places(number)), f"L{number % 20}", str(10 + number % 80)
        grade = f"p{number % 8}"
        return lambda: (
            (row["seat"] == "AA" or row["from"] == "AA")
            and row["to"] in places
            and (bool(row[name]) or row["hs"] == code)
            and known[grade]
        )

    functions = [rule(number) for number in range(rules)]
    return lambda: [function() for function in functions]
