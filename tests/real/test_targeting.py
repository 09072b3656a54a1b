"""The made Korean declarations: learned on train, read on valid. The last part is read by the bench alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from endgate.routes.targeting.additive import AdditiveModel
from endgate.routes.targeting.declarations import Declarations, read_declarations
from endgate.routes.targeting.measures import area, at_budget


@pytest.fixture(scope="module")
def parts(shared: Path) -> tuple[Declarations, Declarations]:
    folder = shared / "trade" / "customs-synthetic"
    if not folder.is_dir():
        pytest.skip("no declarations in ../shared")
    return (
        read_declarations(folder / "df_syn_train_eng.csv.gz"),
        read_declarations(folder / "df_syn_valid_eng.csv.gz"),
    )


@pytest.mark.shared
def test_every_declaration_is_read(parts: tuple[Declarations, Declarations]) -> None:
    train, valid = parts
    assert (len(train), train.set_aside) == (37_385, 0)
    assert (len(valid), valid.set_aside) == (8_134, 0)
    assert (train.text["courier"] == "").mean() == pytest.approx(0.82, abs=0.02)
    assert train.days.max() < valid.days.min()


@pytest.mark.shared
def test_the_additive_model_serves_later_declarations(parts: tuple[Declarations, Declarations]) -> None:
    train, valid = parts
    model = AdditiveModel.learn(train)
    scores = model.scores(valid)
    assert area(scores, valid.found) > 0.88
    assert at_budget(scores, valid.found, 0.01).precision > 0.95
    assert at_budget(scores, valid.found, 0.10).precision > 0.88
