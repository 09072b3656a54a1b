"""Makes a seeded world of trade with diversion planted in it, and what looks like it: booms, recoding, silence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from endgate.routes.statistics.observations import Mask, Real, Whole
from endgate.routes.statistics.panel import Panel

FIRST_YEAR = 2017
EMBARGO_YEAR = 2021
DESTINATION = "P00"


@dataclass(frozen=True)
class World:
    """How large the world is and what happens in it; shares are of active series, deviations of logarithms."""

    countries: int = 30
    codes: int = 300
    years: int = 8
    active: float = 0.25
    size: float = 2.0
    drift: float = 0.15
    noise: float = 0.15
    pair_bias: tuple[float, float] = (0.08, 0.25)
    cell_bias: float = 0.35
    embargoed_codes: int = 50
    sanctioning: int = 20
    hubs: int = 8
    fall: tuple[float, float] = (1.5, 4.0)
    diverted: float = 0.25
    planted: float = 0.005
    grown: tuple[float, float] = (1.0, 3.0)
    lost_in_transit: float = 0.6
    boomed: float = 0.01
    boom: tuple[float, float] = (0.5, 2.0)
    recoded: float = 0.01
    recoding: tuple[float, float] = (0.5, 2.0)
    missing: float = 0.02
    late: int = 3
    hidden_fall: float = 0.0


@dataclass(frozen=True)
class Planted:
    """A panel and the truth about its series: which are diversion, which of them lost in transit."""

    panel: Panel
    diverted: Mask
    lost: Mask


def generate(seed: int, world: World = World()) -> Planted:
    """Make the world of a seed; the same seed gives the same world. Diversion lasts from the embargo to the end."""
    rng = np.random.default_rng(seed)
    exporter, importer, code = _series(rng, world)
    years = FIRST_YEAR + np.arange(world.years)
    after = years >= EMBARGO_YEAR
    true = _true_trade(rng, world, len(code))
    falls, fall = _embargo(rng, world, exporter, importer, code)
    diverted, lost = _plant(rng, world, exporter, importer, code, falls)
    hidden = _hidden(rng, world, exporter, code, falls, diverted)
    true[falls & ~hidden] -= np.where(after, fall[falls & ~hidden, None], 0.0)
    sent, received = true.copy(), true.copy()
    growth = rng.uniform(*world.grown, len(code))[:, None] * after
    sent[diverted] += growth[diverted]
    received[diverted & ~lost] += growth[diverted & ~lost]
    ordinary = ~falls & ~diverted
    _confound(rng, world, ordinary, sent, received)
    _report(rng, world, exporter, importer, sent, received)
    exported, imported = np.exp(sent), np.exp(received)
    _silence(rng, world, importer, exported, imported)
    places = tuple(f"P{number:02d}" for number in range(world.countries))
    codes = tuple(f"{number:06d}" for number in range(world.codes))
    told = tuple(int(year) for year in years)
    return Planted(Panel(places, codes, told, exporter, importer, code, exported, imported), diverted, lost)


def _series(rng: np.random.Generator, world: World) -> tuple[Whole, Whole, Whole]:
    shape = (world.countries, world.countries, world.codes)
    active = rng.random(shape) < world.active
    active[np.arange(world.countries), np.arange(world.countries)] = False
    exporter, importer, code = np.nonzero(active)
    return exporter, importer, code


def _true_trade(rng: np.random.Generator, world: World, series: int) -> Real:
    """Logarithms of yearly values: a size that differs widely between series, and a drifting course."""
    size = rng.normal(13.0, world.size, series)
    steps = rng.normal(0.0, world.drift, (series, world.years))
    return size[:, None] + np.cumsum(steps, axis=1)


def _embargo(
    rng: np.random.Generator, world: World, exporter: Whole, importer: Whole, code: Whole
) -> tuple[Mask, Real]:
    """Series that fall (sanctioning exporters, embargoed goods, to the first country), and how far."""
    falls = (importer == 0) & (exporter > 0) & (exporter <= world.sanctioning) & (code < world.embargoed_codes)
    return falls, rng.uniform(*world.fall, len(code))


def _plant(
    rng: np.random.Generator, world: World, exporter: Whole, importer: Whole, code: Whole, falls: Mask
) -> tuple[Mask, Mask]:
    """Diversion through the last countries, of goods whose direct trade fell."""
    span = world.codes
    fallen = np.unique(exporter[falls] * span + code[falls])
    through = importer >= world.countries - world.hubs
    able = np.flatnonzero(through & np.isin(exporter * span + code, fallen))
    count = min(int(world.planted * len(code)), int(world.diverted * len(able)))
    chosen = rng.choice(able, count, replace=False)
    diverted = np.zeros(len(code), dtype=bool)
    diverted[chosen] = True
    return diverted, diverted & (rng.random(len(code)) < world.lost_in_transit)


def _hidden(rng: np.random.Generator, world: World, exporter: Whole, code: Whole, falls: Mask, diverted: Mask) -> Mask:
    """Direct series that do not show the fall, so that this share of the diversion stands without it."""
    flow = exporter * world.codes + code
    behind = np.unique(flow[diverted])
    hidden = behind[rng.random(len(behind)) < world.hidden_fall]
    return falls & np.isin(flow, hidden)


def _confound(rng: np.random.Generator, world: World, ordinary: Mask, sent: Real, received: Real) -> None:
    """Booms that are real, and goods that the importer begins to report under another code; each from some year on."""
    drawn = rng.random(len(sent))
    boomed = ordinary & (drawn < world.boomed)
    recoded = ordinary & (drawn > 1.0 - world.recoded)
    begins = rng.integers(1, world.years, len(sent))[:, None] <= np.arange(world.years)
    boom = rng.uniform(*world.boom, len(sent))[:, None] * begins
    sent[boomed] += boom[boomed]
    received[boomed] += boom[boomed]
    received[recoded] -= (rng.uniform(*world.recoding, len(sent))[:, None] * begins)[recoded]


def _report(
    rng: np.random.Generator, world: World, exporter: Whole, importer: Whole, sent: Real, received: Real
) -> None:
    """What both sides report of it: noise each, and on the importer's side freight and habits of pair and series."""
    pair = rng.normal(*world.pair_bias, (world.countries, world.countries))
    received += pair[exporter, importer][:, None] + rng.normal(0.0, world.cell_bias, len(sent))[:, None]
    sent += rng.normal(0.0, world.noise, sent.shape)
    received += rng.normal(0.0, world.noise, received.shape)


def _silence(rng: np.random.Generator, world: World, importer: Whole, exported: Real, imported: Real) -> None:
    """Values that nobody reported, and the late reporters' whole last year."""
    exported[rng.random(exported.shape) < world.missing / 2] = np.nan
    imported[rng.random(imported.shape) < world.missing / 2] = np.nan
    late = rng.choice(np.arange(1, world.countries), world.late, replace=False)
    imported[np.isin(importer, late), -1] = np.nan
