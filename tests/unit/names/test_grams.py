"""The list of names that share rare letter groups is the same, whichever groups wait for the others."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from endgate.names import grams
from endgate.names.grams import build_grams, gram_search


def _names(rng: Random) -> list[list[int]]:
    """Names of which many hold the groups with low numbers."""
    return [sorted({int(60 * rng.random() ** 3) for _ in range(rng.randint(1, 9))}) for _ in range(400)]


def _asked(wanted: list[int], listed: list[list[int]], least: float) -> dict[int, float]:
    """What the search promises, name by name."""
    arrays = build_grams(listed)
    own = {gram: float(arrays["gram_weight"][gram]) for gram in range(60)}
    total = sum(own[gram] for gram in wanted)
    found = {}
    for row, name in enumerate(listed):
        shared = sum(own[gram] for gram in set(wanted) & set(name))
        weight = sum(own[gram] for gram in name)
        score = max(2 * shared / (weight + total), 0.9 * shared / min(weight, total))
        if shared >= 0.35 * total and score >= least:
            found[row] = score
    return found


@pytest.mark.parametrize(("many", "aside"), [(5_000, 0.12), (20, 0.12), (20, 0.3)])
def test_common_groups_may_wait_without_losing_a_name(many: int, aside: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grams, "_MANY", many)
    monkeypatch.setattr(grams, "_ASIDE", aside)
    rng = Random(20261127)
    listed = _names(rng)
    arrays = build_grams(listed)
    for wanted in _names(rng)[:80]:
        rows, scores = gram_search(wanted, arrays, 0.45)
        asked = _asked(wanted, listed, 0.45)
        assert set(rows.tolist()) == set(asked)
        assert scores.tolist() == pytest.approx([asked[row] for row in rows.tolist()])
        assert np.all(scores[:-1] >= scores[1:])
