"""A gap in the law that is held, and how it weighs on one actor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """What a gap does to a disposition: hold the deal, leave a condition behind, or be told in coverage alone."""

    HOLD = "hold"
    CONDITION = "condition"
    TOLD = "told"


@dataclass(frozen=True)
class LawGap:
    """Law that bears on an actor's deal in one view and that nobody encoded. ``ask`` is what a person does instead.

    ``id`` is ``<country>-LAW`` for a country of which no law is held, the id of a row of ``law_not_held.csv``, or
    ``LISTED:<designation>`` for a listing that no measure reads.
    """

    id: str
    law_of: str
    weight: Weight
    what: str
    ask: str
    view: str
    source: str = ""
