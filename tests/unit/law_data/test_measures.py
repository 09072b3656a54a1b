"""The measures that ship: they load, fit together, carry sources, and pass the tests that they bring."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from endgate.law.case_tests import run_cases
from endgate.law.check import check
from endgate.law.load import Loaded, load
from endgate.law.model import Measure, ReviewStatus

DATA = Path(__file__).parents[3] / "src" / "endgate" / "data" / "law"


@cache
def loaded() -> Loaded:
    return load([DATA])


def measures() -> list[Measure]:
    return list(loaded().measures())


def test_ids_references_and_versions_fit_together() -> None:
    assert check(loaded()) == []


def test_measures_pass_their_own_tests() -> None:
    failed = [f"{each.measure} {each.name}: {each.fault}" for each in run_cases(loaded()) if each.fault]
    assert failed == []


@pytest.mark.parametrize("measure", [each for each in measures() if each.versions], ids=lambda each: each.id)
def test_an_encoded_measure_is_cited_explained_and_tested(measure: Measure) -> None:
    assert measure.citation
    assert measure.say
    assert measure.interpretation
    assert any(test.expect.value in ("APPLIES", "OPEN") for test in measure.tests)
    assert any(test.expect.value not in ("APPLIES", "OPEN") for test in measure.tests)
    assert all(version.attested for version in measure.versions)


@pytest.mark.parametrize("measure", [each for each in measures() if not each.versions], ids=lambda each: each.id)
def test_a_stub_says_that_it_is_not_encoded(measure: Measure) -> None:
    assert measure.say.startswith("Not encoded")
    assert measure.unread is not None
    assert measure.review.status is ReviewStatus.UNREVIEWED


def test_what_counts_says_what_it_was_compared_with() -> None:
    counting = [each for each in measures() if each.review.status is not ReviewStatus.UNREVIEWED]
    assert len(counting) >= 73
    assert all(each.review.compared_with and each.review.reviewed_by for each in counting)


def test_nobody_here_approves_a_measure_for_use() -> None:
    assert [each.id for each in measures() if each.review.status is ReviewStatus.APPROVED] == []
