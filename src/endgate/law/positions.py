"""Contested validity: who applies a disputed measure, who rejects it, as the data records it. No side is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from endgate.law.day import LawDay
from endgate.law.model import Measure
from endgate.terms.truth import Truth


class Position(StrEnum):
    """Where an actor's jurisdictions stand on a measure."""

    UNDISPUTED = "undisputed"
    APPLIED = "applied"
    REJECTED = "rejected"
    UNRECORDED = "unrecorded"


def position(day: LawDay, measure: Measure, jurisdictions: Iterable[str]) -> Position:
    """The position on the day. One jurisdiction that applies it is enough; one that rejects it counts only alone."""
    validity = measure.validity
    if (
        validity is None
        or validity.status != "contested"
        or (validity.since is not None and validity.since > day.as_of)
    ):
        return Position.UNDISPUTED
    places = tuple(jurisdictions)
    if any(_among(day, place, validity.applied_by) for place in places):
        return Position.APPLIED
    if any(_among(day, place, validity.rejected_by) for place in places):
        return Position.REJECTED
    return Position.UNRECORDED


def _among(day: LawDay, place: str, names: tuple[str, ...]) -> bool:
    return place in names or (bool(names) and day.groups.member(place, names) is Truth.TRUE)
