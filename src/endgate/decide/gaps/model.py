"""A gap in the law or the lists that are held, and how it weighs on one actor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """What a gap does to a disposition: hold the deal, leave a condition behind, or be told in coverage alone."""

    HOLD = "hold"
    CONDITION = "condition"
    TOLD = "told"


@dataclass(frozen=True)
class Gap:
    """What bears on an actor's deal in one view and was not asked. ``ask`` is what a person does instead.

    ``id`` is ``<country>-LAW`` for a country of which no law is held, the id of a row of ``law_not_held.csv``,
    ``GOODS-LIST:<list>`` for a control list that raises the item and that no law that counts reads,
    ``US-RELEASE:<country>`` for American technology shown to a national of that country,
    ``LISTED:<designation>`` for a listing that no measure reads, ``<country>-LISTS`` for party lists that nobody
    screened, ``STALE-LISTS`` for lists older than they may grow, or ``UNCONFIRMED`` for what nobody has confirmed.
    """

    id: str
    law_of: str
    weight: Weight
    what: str
    ask: str
    view: str
    source: str = ""
