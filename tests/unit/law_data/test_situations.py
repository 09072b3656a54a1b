"""The tables of the specification (its sections 12 and 13) at the level of law: facts given, answers expected.

Shape of ``tests/situations/law_*.yaml``::

    source: law.md G9
    common: {…}                     # optional: facts of every view of every case
    cases:
      - name: …
        actor: {kind: private, jurisdictions: [US]}
        as_of: 2025-10-15           # known_as_of only where it differs
        facts: {declared: {…}, "indicated:1": {…}}
        expect:
          disposition: LICENCE      # or [result, with_unreviewed]
          findings: {US-EAR-AFFIL: APPLIES}
          views: {"indicated:1": {ID: STATE}}
          live: {ID: true}, bound: {ID: T}, flags: {ID: [projected]}
          reasons: [ID]             # each is among the reasons; only_reasons: they are all of them
          questions: [words], conditions: [words], conflicts: [ID]

An indicated view is the declared one with some facts replaced. A key with a star stands for every list, entry,
proposition or flag that the law book names, where no exact key is given. A finding that no candidate law brings is NO.
A case with ``pending`` is expected to fail for that reason; when it passes, the line goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from endgate.law.compile import LawBook, compile_law
from endgate.law.situations import SituationCase, Situations, read_cases
from endgate.law.yaml_text import read_yaml

ROOT = Path(__file__).parents[3]
DATA = ROOT / "src" / "endgate" / "data" / "law"
FILES = sorted((ROOT / "tests" / "situations").glob("law_*.yaml"))


@cache
def situations() -> Situations:
    return Situations(LawBook.load(compile_law([DATA])))


def cases() -> Iterator[Any]:
    for path in FILES:
        for case in read_cases(path):
            marks = [pytest.mark.xfail(reason=case.pending, strict=True)] if case.pending else []
            yield pytest.param(case, id=f"{path.stem}: {case.name}", marks=marks)


@pytest.mark.parametrize("case", list(cases()))
def test_situation(case: SituationCase) -> None:
    assert situations().differences(case) == ()


def test_every_situation_has_its_cases() -> None:
    sources = {path.stem.removeprefix("law_") for path in FILES}
    assert sources >= {f"S{n}" for n in range(1, 9)} | {f"G{n}" for n in range(1, 11)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_case_is_passed_over(path: Path) -> None:
    assert len(read_cases(path)) == len(read_yaml(path).data["cases"])
