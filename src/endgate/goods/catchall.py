"""The questions that a near miss brings for the catch-all: what the end user, end use, place and figures are. Data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from endgate.goods.data import GoodsData
from endgate.goods.model import ItemResult, NearMiss

_ANY = "*"


@dataclass(frozen=True)
class CatchAllQuestion:
    """One question, why it comes up (the near misses behind it), and what it rests on."""

    id: str
    programme: str
    ask: str
    because: tuple[str, ...]
    source: str


def catch_all_questions(result: ItemResult, data: GoodsData) -> tuple[CatchAllQuestion, ...]:
    """Ask per programme that the item came near to; nothing where nothing came near. Never a verdict."""
    return tuple(_questions(result.near_misses, data))


def _questions(misses: tuple[NearMiss, ...], data: GoodsData) -> Iterator[CatchAllQuestion]:
    for row in data.part("catch_all_questions"):
        kinds = [each for each in row["kinds"].split("|") if each]
        behind = [
            each
            for each in misses
            if row["programme"] in (_ANY, each.programme.value) and (not kinds or each.kind.value in kinds)
        ]
        if behind:
            because = tuple(dict.fromkeys(f"{each.kind.value} {each.path}" for each in behind))
            yield CatchAllQuestion(row["id"], row["programme"], row["ask"], because, row["source"])
