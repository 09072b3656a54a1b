"""The additive model: it learns what is there, explains every score by counts, and tells what it has not seen."""

from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path

import numpy as np
import pytest
from tests.unit.routes.targeting.conftest import row, write

from endgate.routes.targeting.additive import AdditiveModel, Term, dumps
from endgate.routes.targeting.boosted import available, boosted_scores
from endgate.routes.targeting.declarations import Declarations, read_declarations
from endgate.routes.targeting.drift import drift
from endgate.routes.targeting.errors import TargetingError
from endgate.routes.targeting.logistic import never_negative, newton
from endgate.routes.targeting.measures import area, at_budget
from endgate.routes.targeting.odds import OddsTable, log_odds, out_of_fold
from endgate.routes.targeting.rounds import play


@pytest.fixture(scope="module")
def model(earlier: Declarations) -> AdditiveModel:
    return AdditiveModel.learn(earlier)


def test_it_finds_the_lane_that_is_caught_often(model: AdditiveModel, later: Declarations) -> None:
    scores = model.scores(later)
    found = at_budget(scores, later.found, 0.02)
    assert found.precision > 3 * float(later.found.mean())
    assert area(scores, later.found) > 0.58


def test_terms_add_up_to_the_score_and_carry_their_counts(model: AdditiveModel, later: Declarations) -> None:
    scores = model.scores(later)
    first = int(np.argmax(scores))
    terms = model.explain(later, first)
    assert model.constant + sum(term.adds for term in terms) == pytest.approx(float(scores[first]))
    lane = next(term for term in terms if term.field == "HS6 + country of origin")
    assert lane.value in {"010100 + O1", "010110 + O1"}
    assert lane.hits / lane.inspected > 0.6


def test_terms_read_as_promised() -> None:
    assert str(Term("office", "40", 0.62, 118, 240)) == "office = 40: +0.62 (118 of 240 inspected)"
    assert str(Term("courier", "", -0.1, 1, 9)) == "courier = (empty): -0.10 (1 of 9 inspected)"


def test_no_weight_is_negative(model: AdditiveModel) -> None:
    assert model.features
    assert all(feature.weight > 0 for feature in model.features)


def test_learning_twice_gives_the_same_bytes(model: AdditiveModel, earlier: Declarations) -> None:
    assert dumps(AdditiveModel.learn(earlier)) == dumps(model)


def test_a_model_survives_its_file(model: AdditiveModel, later: Declarations) -> None:
    again = AdditiveModel.from_json(json.loads(dumps(model)))
    assert np.array_equal(again.scores(later), model.scores(later))


@pytest.mark.parametrize("raw", [{}, [], {"schema": "other"}, None, {"schema": "endgate.targeting/1", "bands": {}}])
def test_another_file_is_no_model(raw: object) -> None:
    with pytest.raises(TargetingError) as caught:
        AdditiveModel.from_json(raw)
    assert caught.value.faults[0].code == "EG5804"


def test_a_value_never_met_adds_nothing(model: AdditiveModel, tmp_path: Path) -> None:
    seen = read_declarations(write(tmp_path / "a.csv", [row(1, HS6_Code="999999", Country_of_Origin="ZZ")]))
    assert not any("999999" in term.value or "ZZ" in term.value for term in model.explain(seen, 0))
    assert float(model.scores(seen)[0]) == pytest.approx(
        model.constant + sum(term.adds for term in model.explain(seen, 0))
    )
    unseen = {each.field: each.unseen for each in drift(model, seen)}
    assert (unseen["HS6"], unseen["country of origin"]) == (1.0, 1.0)


def test_the_order_of_rows_to_rank_changes_no_score(model: AdditiveModel, later: Declarations) -> None:
    order = np.arange(len(later))[::-1]
    assert np.array_equal(model.scores(later.select(order)), model.scores(later)[::-1])


def test_one_outcome_alone_teaches_nothing(earlier: Declarations) -> None:
    for found in (np.zeros(len(earlier)), np.ones(len(earlier)), np.full(len(earlier), np.nan)):
        with pytest.raises(TargetingError) as caught:
            AdditiveModel.learn(dataclasses.replace(earlier, found=found))
        assert caught.value.faults[0].code == "EG5803"


def test_declarations_without_outcome_are_not_learned_from(model: AdditiveModel, earlier: Declarations) -> None:
    found = earlier.found.copy()
    found[::2] = np.nan
    half = AdditiveModel.learn(dataclasses.replace(earlier, found=found))
    assert half.inspected == model.inspected // 2


def test_log_odds_are_nil_without_inspections_and_grow_with_hits() -> None:
    values = log_odds(np.array([0.0, 10.0, 10.0]), np.array([0.0, 2.0, 9.0]), 0.2, 1.0)
    assert values[0] == pytest.approx(0.0)
    assert values[1] == pytest.approx(0.0)
    assert values[2] > 2.0


def test_a_row_never_tells_its_own_outcome() -> None:
    column, found = np.array([f"v{number}" for number in range(40)]), np.tile([0.0, 1.0], 20)
    apart = out_of_fold(column, found, np.arange(40) % 4, 0.5, 1.0)
    assert np.allclose(apart, 0.0)


def test_counts_by_value() -> None:
    table, at = OddsTable.count(np.array(["b", "a", "b"]), np.array([1.0, 0.0, 0.0]))
    assert table.look_up(np.array(["b", "a", "c"]))[0].tolist() == [2.0, 1.0, 0.0]
    assert table.look_up(np.array(["b", "a", "c"]))[1].tolist() == [1.0, 0.0, 0.0]
    assert at.tolist() == [1, 0, 1]


def test_newton_finds_the_weights_that_made_the_data() -> None:
    rng = np.random.default_rng(5)
    columns = rng.normal(size=(40_000, 2))
    chance = 1 / (1 + np.exp(-(-1.0 + 0.8 * columns[:, 0] - 0.5 * columns[:, 1])))
    found = (rng.random(len(columns)) < chance).astype(float)
    assert newton(columns, found, 1e-6, 30) == pytest.approx([-1.0, 0.8, -0.5], abs=0.06)
    constant, first, second = never_negative(columns, found, 1e-6, 30)
    assert second == 0.0
    assert first == pytest.approx(0.78, abs=0.08)
    assert constant < 0


def test_area_and_budgets_by_hand() -> None:
    scores, found = np.array([4.0, 3.0, 2.0, 1.0]), np.array([1.0, 0.0, 1.0, 0.0])
    assert area(scores, found) == pytest.approx(0.75)
    assert area(np.ones(4), found) == pytest.approx(0.5)
    assert math.isnan(area(scores, np.zeros(4)))
    assert at_budget(scores, found, 0.5) == at_budget(scores, found, 0.6)
    assert at_budget(scores, found, 0.25).precision == 1.0
    assert at_budget(scores, found, 0.25).recall == 0.5


def test_the_same_declarations_do_not_drift(model: AdditiveModel, earlier: Declarations, later: Declarations) -> None:
    assert all(each.unseen == 0.0 and each.shift == pytest.approx(0.0) for each in drift(model, earlier))
    half = np.where(np.arange(len(later)) % 2, "ZZ", later.text["country of origin"])
    moved = dataclasses.replace(later, text={**later.text, "country of origin": half})
    first = drift(model, moved)[0]
    assert (first.field, first.unseen) == ("country of origin", 0.5)
    assert first.shift > 1.0


def test_weeks_are_played_within_the_budget(earlier: Declarations, later: Declarations) -> None:
    rounds = list(play(earlier.select(np.arange(1500)), later, 0.1, 3))
    assert len(rounds) == 4
    assert sum(each.declared for each in rounds) == len(later)
    assert all(each.inspected == int(each.declared * 0.1) for each in rounds)
    assert sum(each.hits for each in rounds) > 0.1 * sum(each.hits_of_all for each in rounds)
    assert all(0 <= each.worth <= each.worth_of_all for each in rounds)


@pytest.mark.skipif(available(), reason="scikit-learn is installed")
def test_boosted_trees_say_what_they_need(earlier: Declarations, later: Declarations) -> None:
    with pytest.raises(TargetingError) as caught:
        boosted_scores(earlier, later)
    assert caught.value.faults[0].code == "EG5805"


@pytest.mark.skipif(not available(), reason="the extra targeting (scikit-learn) is not installed")
def test_boosted_trees_rank_hits_first(earlier: Declarations, later: Declarations) -> None:
    scores = boosted_scores(earlier, later)
    assert area(scores, later.found) > 0.58
    again = boosted_scores(earlier, later)
    assert (scores == again).all()
