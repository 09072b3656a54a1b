"""What a type of claim may become: the table ``data/evidence/effects.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from endgate.evidence.vocabulary import ClaimRole, ClaimType
from endgate.shipment.indications import Aspect


class Becomes(StrEnum):
    """What a confirmed claim is turned into. Only ``declared`` and ``indication`` may reach the law."""

    INDICATION = "indication"
    CONCERN = "concern"
    DECLARED = "declared"
    CONFIRM = "confirm"
    SHOWN = "shown"
    NONE = "none"


class Touch(StrEnum):
    """By what a claim touches this deal. ``receiver_alone``: by its receiver, the claim naming no goods."""

    GOODS = "goods"
    RECEIVER = "receiver"
    RECEIVER_ALONE = "receiver_alone"
    ACTOR = "actor"


@dataclass(frozen=True)
class Effect:
    """One row: a claim of this type, filled in one of ``roles`` and touching the deal by one of ``touch``."""

    type: ClaimType
    becomes: Becomes
    aspect: Aspect | None
    roles: tuple[ClaimRole, ...]
    touch: frozenset[Touch]


@cache
def effects() -> tuple[Effect, ...]:
    """All rows of the table."""
    text = files("endgate").joinpath("data", "evidence", "effects.csv").read_text(encoding="utf-8")
    return tuple(_effect(row) for row in csv.DictReader(text.splitlines()))


def _effect(row: dict[str, str]) -> Effect:
    return Effect(
        ClaimType(row["type"]),
        Becomes(row["becomes"]),
        Aspect(row["aspect"]) if row["aspect"] else None,
        tuple(ClaimRole(role) for role in row["roles"].split("|") if role),
        frozenset(Touch(touch) for touch in row["touch"].split("|") if touch),
    )


def effects_of(kind: ClaimType) -> tuple[Effect, ...]:
    """The rows of one type."""
    return tuple(effect for effect in effects() if effect.type is kind)
