"""The made world and what an inspection budget finds in it."""

from __future__ import annotations

import dataclasses

import numpy as np

from endgate.routes.statistics.generate import DESTINATION, EMBARGO_YEAR, FIRST_YEAR, World, generate
from endgate.routes.statistics.measure import measure
from endgate.routes.statistics.mirror import score

SMALL = World(countries=16, codes=80, active=0.5, embargoed_codes=30, sanctioning=10, hubs=4)
REFERENCE = (FIRST_YEAR, EMBARGO_YEAR - 1)


def test_the_same_seed_makes_the_same_world() -> None:
    one, other = generate(7, SMALL), generate(7, SMALL)
    assert np.array_equal(one.panel.exported, other.panel.exported, equal_nan=True)
    assert not np.array_equal(one.panel.code, generate(8, SMALL).panel.code)


def test_diversion_goes_through_hubs_and_loses_a_part_on_the_way() -> None:
    made = generate(7, SMALL)
    assert made.diverted.sum() > 10
    assert set(made.panel.importer[made.diverted]) <= set(range(12, 16))
    assert 0 < made.lost.sum() < made.diverted.sum()


def test_missing_values_are_never_ranked_or_flagged() -> None:
    made = generate(7, dataclasses.replace(SMALL, missing=0.3))
    scores = score(made.panel, REFERENCE, {DESTINATION: EMBARGO_YEAR})
    missing = np.isnan(made.panel.exported) | np.isnan(made.panel.imported)
    assert missing.sum() > 1000
    assert not scores.flagged[missing].any()
    assert np.isnan(scores.score[missing]).all()


def test_the_reference_years_are_quiet() -> None:
    made = generate(7, SMALL)
    scores = score(made.panel, REFERENCE, {DESTINATION: EMBARGO_YEAR})
    assert not scores.flagged[:, :4].any()
    assert scores.flagged[:, 4:].any()


def test_planted_diversion_is_found_within_the_budget() -> None:
    measured = measure((20261123, 1, 2))
    _, middle, _ = measured.combined
    assert middle.recall >= 0.97
    assert measured.gap[1].recall >= 0.92
    assert measured.hard[1].recall >= 0.92
    assert measured.missing_flagged == 0
    assert measured.plain["level"] < measured.plain["change"] < measured.plain["jump"] < middle.recall
