"""What each regime's ownership test says of each party of a shipment, with the path that earned it.

Who is designated comes in as plain facts. Whether the regime was in force that day is law's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from endgate.network.model import Verdict
from endgate.shipment.model import Shipment
from endgate.terms.truth import Truth


@dataclass(frozen=True)
class Exposure:
    """One party under one regime: the ownership test alone. ``control`` stands beside it and is never folded in.

    ``min`` and ``max`` bound the share (percent) that reached owners hold, rounded outwards to six places.
    ``base_parties`` are the party ids of the designated owners it goes back to, ``path`` explains it line by line,
    ``unknowns`` are the questions that would settle a MAY.
    """

    party: str
    regime: str
    verdict: Verdict
    min: Decimal
    max: Decimal
    base_parties: tuple[str, ...]
    as_of: date
    control: Truth = Truth.UNKNOWN
    path: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    unattributed: Decimal = Decimal(0)
    notes: tuple[str, ...] = ()


def expand(
    shipment: Shipment,
    confirmed: Mapping[str, tuple[str, ...]],
    possible: Mapping[str, tuple[str, ...]],
    as_of: date,
) -> tuple[Exposure, ...]:
    """Name every party that designated owners reach or may reach, under every regime of ``regimes.csv`` that day.

    ``confirmed`` and ``possible`` map party ids to base words (``us_blocked eu_freeze uk_freeze us_entity_list
    us_meu us_sdn_744_8``): matches that a person confirmed, and matches still open.
    """
    raise NotImplementedError
