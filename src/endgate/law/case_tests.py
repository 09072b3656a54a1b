"""Runs the tests that measures carry: one row of facts, the state that the measure must have on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from endgate.law.compile import LawBook, compiled
from endgate.law.day import LawDay
from endgate.law.evaluate import Policy, RowLaw
from endgate.law.load import Loaded
from endgate.law.model import Measure, State, TestCase
from endgate.law.rows import read_row
from endgate.law.tell import flags_on
from endgate.law.view import judge_one
from endgate.terms.faults import EndgateError


@dataclass(frozen=True)
class CaseResult:
    """One test of one measure; ``fault`` says what differs, empty when it passed."""

    measure: str
    name: str
    expected: str
    got: str
    fault: str = ""


def run_cases(loaded: Loaded, measures: Iterable[str] = ()) -> Iterator[CaseResult]:
    """Run the tests of the measures named, or of all."""
    book = LawBook.load(compiled(loaded))
    wanted = set(measures)
    for measure in loaded.measures():
        if not wanted or measure.id in wanted:
            for case in measure.tests:
                yield run_case(book, measure, case)


def run_case(book: LawBook, measure: Measure, case: TestCase) -> CaseResult:
    """Run one test. A row that cannot be read is a failed test, with the reason."""
    expected = case.expect.value
    try:
        row = read_row(case.facts)
    except EndgateError as error:
        return CaseResult(measure.id, case.name, expected, "", str(error))
    known = case.as_of if case.known_as_of is None else case.known_as_of
    law = RowLaw(LawDay(book, case.as_of, known), row, Policy())
    judged = law.judge(measure.id)
    got = judged.state
    if got is not case.expect:
        open_leaves = ", ".join(leaf.label for leaf in law.leaves(judged))
        parts = ", ".join(f"{name}={'FUT'[law.levels[number]]}" for name, number in judged.standing.numbers.items())
        fault = f"expected {expected}, got {got.value} ({parts}{'; open: ' + open_leaves if open_leaves else ''})"
        return CaseResult(measure.id, case.name, expected, got.value, fault)
    if case.live is not None and got is State.OPEN and judged.live is not case.live:
        return CaseResult(measure.id, case.name, expected, got.value, f"expected live={case.live}")
    return CaseResult(measure.id, case.name, expected, got.value, _flag_fault(law, measure, case))


def _flag_fault(law: RowLaw, measure: Measure, case: TestCase) -> str:
    if not case.flags:
        return ""
    flags = {flag.value for flag in flags_on(law, judge_one(law, measure.id, ()))}
    if set(case.flags) <= flags:
        return ""
    return f"expected flags {', '.join(case.flags)}, got {', '.join(sorted(flags)) or 'none'}"
