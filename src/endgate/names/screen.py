"""Screening: the listed parties that each party of a batch might be, ranked and explained."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from endgate.lists.model import ListedParty
from endgate.names.index import NameIndex
from endgate.names.model import Query, Screening
from endgate.shipment.model import Party

PartyLoader = Callable[[str], ListedParty | None]


def screen(
    parties: Sequence[Party | Query],
    index: NameIndex,
    *,
    party_of: PartyLoader,
    profile: str = "standard",
    limit: int = 20,
) -> tuple[Screening, ...]:
    """Answer for each party, in order; a batch of one is a single call. ``party_of`` loads a listed party by id."""
    raise NotImplementedError
