"""Every red flag fires, just does not, and stays open, as its cases say; and what all of them obey."""

from __future__ import annotations

import csv
import dataclasses
from importlib.resources import files

import pytest

from endgate.routes.cases import FlagCase, flag_cases
from endgate.routes.detectors.answer import Parameters, flag_names, parameters
from endgate.routes.detectors.run import DETECTORS, run
from endgate.shipment.flags import FlagFacts
from endgate.terms.truth import Truth

CASES = flag_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.flag} {case.name}")
def test_a_case_is_answered_as_it_says(case: FlagCase) -> None:
    assert case.met() is case.expect


def test_every_detector_has_a_case_of_each_answer() -> None:
    assert len(DETECTORS) == 28
    met = {name: {case.expect for case in CASES if case.flag == name} for name in DETECTORS}
    assert {name: answers for name, answers in met.items() if answers != set(Truth)} == {}


def test_every_detector_has_parameters_with_status_and_source() -> None:
    text = files("endgate").joinpath("data", "routes", "flags.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["flag"] for row in rows} == set(DETECTORS)
    assert {row["status"] for row in rows} == {"sourced", "judgement"}
    assert all(row["source"] and row["date"] for row in rows)


def test_every_detector_says_in_a_few_words_what_it_looks_for() -> None:
    assert set(flag_names()) == set(DETECTORS)
    assert all(8 < len(name) < 80 for name in flag_names().values())


def test_a_threshold_is_read_and_not_in_the_code() -> None:
    case = next(each for each in CASES if each.name == "by Bandar Abbas to Yerevan")
    raised = Parameters({**parameters().values, ("RF-010", "ratio"): "1.9"})
    assert run(case.given, ["RF-010"], raised)[0].fired is Truth.FALSE


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.flag} {case.name}")
def test_without_facts_nothing_that_needed_them_is_denied(case: FlagCase) -> None:
    """Taking away what somebody looked up may open an answer, never clear it."""
    if case.expect is Truth.TRUE and case.given.facts != FlagFacts():
        bare = dataclasses.replace(case.given, facts=FlagFacts())
        answers = {flag.fired for flag in run(bare, [case.flag])}
        assert answers == {Truth.UNKNOWN} or case.flag == "RF-032"


@pytest.mark.parametrize("case", CASES[::3], ids=lambda case: f"{case.flag} {case.name}")
def test_the_order_of_parties_changes_no_answer(case: FlagCase) -> None:
    turned = dataclasses.replace(case.given.shipment, parties=case.given.shipment.parties[::-1])
    other = dataclasses.replace(case.given, shipment=turned)
    assert {(flag.id, flag.fired) for flag in run(other)} == {(flag.id, flag.fired) for flag in run(case.given)}


def test_closing_one_flag_changes_no_other() -> None:
    case = next(each for each in CASES if each.name == "by Bandar Abbas to Yerevan")
    before = run(case.given)
    fired = next(flag for flag in before if flag.id == "RF-010")
    closed = dataclasses.replace(fired, closed_by="officer", closed_how="read the bill of lading")
    shipment = dataclasses.replace(case.given.shipment, flags=(closed,))
    after = run(dataclasses.replace(case.given, shipment=shipment))
    assert [flag for flag in after if flag.closed_by] == [closed]
    assert [flag for flag in after if flag.id != "RF-010"] == [flag for flag in before if flag.id != "RF-010"]
