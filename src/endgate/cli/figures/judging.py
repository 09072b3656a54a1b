"""Figures of law: opening and evaluating measures, the tests that they carry, and files of situations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten

from endgate.cli.errors import NOTHING_TO_MEASURE, NothingToMeasureError
from endgate.cli.figures.measure import Figures
from endgate.law.bench import bench_cases, bench_law
from endgate.law.compile import LawBook
from endgate.law.lint import PACKAGE_LAW
from endgate.law.situations import Difference, SituationCase, Situations, read_cases

_LONGEST = 300


def law_figures(rounds: int) -> Figures:
    """Milliseconds and ratios of the law that ships, and how many of its own tests pass."""
    return {**bench_law([PACKAGE_LAW], rounds=rounds), **bench_cases([PACKAGE_LAW])}


def situation_figures(folder: Path, book: LawBook) -> Figures:
    """Run every situation file of a folder (or one file): counts are cases, and each row that differs is told.

    A case marked ``pending`` that differs is counted apart. Raises NothingToMeasureError (EG9101) without a case.
    """
    paths = sorted(folder.glob("*.y*ml")) if folder.is_dir() else [folder]
    read = {path.name: read_cases(path) for path in paths if path.is_file()}
    cases = [case for found in read.values() for case in found]
    if not cases:
        raise NothingToMeasureError(NOTHING_TO_MEASURE.at(str(folder), f"no case of law in {len(read)} files"))
    situations = Situations(book)
    results = [(case, situations.differences(case)) for case in cases]
    pending = [case for case, found in results if found and case.pending]
    failed = [(case, found) for case, found in results if found and not case.pending]
    return {
        "passed": len(results) - len(failed) - len(pending),
        "failed": len(failed),
        "pending": len(pending),
        "cases": len(cases),
        "files": len(read),
        "differences": [_line(each) for _, found in failed for each in found],
        "pending_cases": [f"{case.file}: {case.name}: {case.pending}" for case in pending],
        "pending_that_pass": _passing(results),
        "files_without_cases": [name for name, found in read.items() if not found],
    }


def _passing(results: Sequence[tuple[SituationCase, tuple[Difference, ...]]]) -> list[str]:
    return [f"{case.file}: {case.name}" for case, found in results if case.pending and not found]


def _line(difference: Difference) -> str:
    where = f"{difference.file}: {difference.case}: {difference.what}"
    return f"{where}: expected {difference.expected}, got {shorten(difference.got, _LONGEST)}"
