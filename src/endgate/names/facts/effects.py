"""What a relation between facts moves: read from ``data/names/facts.toml``."""

from __future__ import annotations

from functools import cache
from typing import Any

from endgate.names.model import FactRelation, Score
from endgate.names.tables import settings


@cache
def effects(fact: str) -> dict[str, float]:
    """Log-odds by relation for one type of fact."""
    return {relation: float(value) for relation, value in settings("facts")["effect"][fact].items()}


@cache
def _bits(fact: str) -> dict[str, float]:
    return {relation: float(value) for relation, value in settings("facts")["bits"].get(fact, {}).items()}


def bits_of(relation: FactRelation) -> float:
    """Bits that a fact adds to what the names are worth, or takes; a ship's flag and a missing fact add none."""
    return _bits(relation.type).get(relation.relation, 0.0) if float(relation.effect) else 0.0


@cache
def limits() -> dict[str, Any]:
    """Lift, cap and tolerances."""
    return dict(settings("facts")["limits"])


def effect(fact: str, relation: str) -> Score:
    """The effect of a relation; zero where the table has none (``missing`` moves nothing)."""
    return Score(effects(fact).get(relation, 0.0))
