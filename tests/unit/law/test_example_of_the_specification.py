"""The worked example of the law specification: nine countries, a letter, a threshold, exact dates."""

from __future__ import annotations

from pathlib import Path

from endgate.law.case_tests import run_cases
from endgate.law.load import load

FILE = Path(__file__).with_name("example_awv86.yaml")


def test_every_case_of_the_example_holds() -> None:
    results = list(run_cases(load([FILE])))
    assert len(results) == 12
    assert [result for result in results if result.fault] == []
