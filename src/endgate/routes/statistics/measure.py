"""Measures how much planted diversion an inspection budget finds in made worlds, and what scoring costs."""

from __future__ import annotations

import dataclasses
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from endgate.routes.statistics.generate import DESTINATION, EMBARGO_YEAR, FIRST_YEAR, Planted, World, generate
from endgate.routes.statistics.mirror import Scores, score, so_far
from endgate.routes.statistics.observations import Mask, Real
from endgate.routes.statistics.panel import Panel

SEEDS = (20261123, 1, 2)
BUDGETS = (0.0025, 0.005, 0.01)
HIDDEN = 0.5
WORLD = World()
_REFERENCE = (FIRST_YEAR, EMBARGO_YEAR - 1)


@dataclass(frozen=True)
class Found:
    """Recall and precision at one budget: shares of 0 to 1, the mean over the seeds."""

    recall: float
    precision: float


@dataclass(frozen=True)
class Measured:
    """Figures of the worlds at each budget: all planted, lost in transit by the gap alone, and the hard variant.

    ``plain`` holds simpler measures at a budget of .5 %, to be compared with; ``missing_flagged`` is a count.
    """

    combined: tuple[Found, ...]
    gap: tuple[Found, ...]
    hard: tuple[Found, ...]
    plain: dict[str, float]
    missing_flagged: int
    cells: int
    planted: int


def measure(seeds: Sequence[int] = SEEDS, world: World = WORLD) -> Measured:
    """Generate, score the last year and look for what was planted."""
    easy = [generate(seed, world) for seed in seeds]
    hard = [generate(seed, dataclasses.replace(world, hidden_fall=HIDDEN)) for seed in seeds]
    scored, scored_hard = [_scored(each) for each in easy], [_scored(each) for each in hard]
    pairs, pairs_hard = list(zip(easy, scored, strict=True)), list(zip(hard, scored_hard, strict=True))
    return Measured(
        combined=_found(pairs, _total, lambda made: made.diverted),
        gap=_found(pairs, _gap, lambda made: made.lost),
        hard=_found(pairs_hard, _total, lambda made: made.diverted),
        plain={name: _found(pairs, by, lambda made: made.diverted)[1].recall for name, by in _PLAIN.items()},
        missing_flagged=sum(_flagged_missing(made, scores) for made, scores in (*pairs, *pairs_hard)),
        cells=sum(int(_judged(scores).sum()) for scores in scored),
        planted=sum(int((made.diverted & _judged(scores)).sum()) for made, scores in pairs),
    )


def _scored(made: Planted) -> Scores:
    return score(made.panel, _REFERENCE, {DESTINATION: EMBARGO_YEAR})


def _judged(scores: Scores) -> Mask:
    known: Mask = ~np.isnan(scores.score[:, -1])
    return known


def _flagged_missing(made: Planted, scores: Scores) -> int:
    missing = np.isnan(made.panel.exported) | np.isnan(made.panel.imported)
    ranked = scores.flagged | ~np.isnan(scores.score)
    return int((missing & ranked).sum())


_Pairs = Sequence[tuple[Planted, Scores]]
_By = Callable[[Planted, Scores], Real]


def _found(pairs: _Pairs, by: _By, truth: Callable[[Planted], Mask]) -> tuple[Found, ...]:
    each = [
        [_top(by(made, scores), truth(made), _judged(scores), share) for made, scores in pairs] for share in BUDGETS
    ]
    return tuple(
        Found(statistics.fmean(found.recall for found in row), statistics.fmean(found.precision for found in row))
        for row in each
    )


def _top(measure: Real, truth: Mask, judged: Mask, share: float) -> Found:
    count = max(1, round(share * int(judged.sum())))
    order = np.argsort(-np.where(judged, measure, -np.inf), kind="stable")[:count]
    hits, planted = int(truth[order].sum()), int((truth & judged).sum())
    return Found(hits / max(planted, 1), hits / count)


def _total(_made: Planted, scores: Scores) -> Real:
    return scores.score[:, -1]


def _since(made: Planted) -> Mask:
    return np.array([year > _REFERENCE[1] for year in made.panel.years])


def _gap(made: Planted, scores: Scores) -> Real:
    """The widening of the gap times the growth of exports, both since the embargo; no other flow is looked at."""
    z, jump = so_far(scores.z, _since(made)), so_far(scores.jump, _since(made))
    return np.fmax(0.0, -z[:, -1]) * np.maximum(jump[:, -1], 0.0)


def _level(made: Planted, _scores: Scores) -> Real:
    return np.abs(np.log(made.panel.imported[:, -1] / made.panel.exported[:, -1]))


_PLAIN: dict[str, _By] = {
    "level": _level,
    "change": lambda _made, scores: -scores.z[:, -1],
    "jump": lambda _made, scores: scores.jump[:, -1],
    "jump_collapse": lambda _made, scores: scores.jump[:, -1] * scores.collapse[:, -1],
}


def scoring_seconds(cells: int, seed: int = SEEDS[0]) -> tuple[float, float, int]:
    """Wall and CPU seconds of scoring at least that many made cells, and how many they were."""
    panel = _large(cells, seed)
    wall, cpu = time.perf_counter(), time.process_time()
    score(panel, _REFERENCE, {DESTINATION: EMBARGO_YEAR})
    return time.perf_counter() - wall, time.process_time() - cpu, int(panel.exported.size)


def _large(cells: int, seed: int) -> Panel:
    rng = np.random.default_rng(seed)
    years, countries = 8, 60
    codes = -(-cells // (years * countries * (countries - 1)))
    exporter, importer, code = (each.reshape(-1) for each in np.indices((countries, countries, codes)))
    apart = exporter != importer
    exporter, importer, code = exporter[apart], importer[apart], code[apart]
    exported = rng.lognormal(13.0, 2.0, (len(code), years))
    imported = exported * rng.lognormal(0.0, 0.3, exported.shape)
    places = tuple(f"P{number:02d}" for number in range(countries))
    names = tuple(f"{number:06d}" for number in range(codes))
    told = tuple(FIRST_YEAR + each for each in range(years))
    return Panel(places, names, told, exporter, importer, code, exported, imported)
