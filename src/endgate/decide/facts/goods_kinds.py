"""Which goods may be food, medicine or medical devices, the kinds that humanitarian rules of embargoes name."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from endgate.shipment.model import Item, ItemKind
from endgate.terms.truth import Truth


@dataclass(frozen=True)
class GoodsKind:
    """One row of ``goods_kinds.csv``: prefixes or ranges of HS codes, and words that name such goods."""

    kind: str
    says: str
    hs: tuple[str, ...]
    words: tuple[str, ...]


@cache
def goods_kinds() -> tuple[GoodsKind, ...]:
    """Every kind, in the order of the table."""
    text = files("endgate").joinpath("data/decide/goods_kinds.csv").read_text(encoding="utf-8")
    return tuple(
        GoodsKind(row["kind"], row["says"], tuple(row["hs"].split()), tuple(row["words"].split(";")))
        for row in csv.DictReader(text.splitlines())
    )


def kinds_of(item: Item) -> Mapping[GoodsKind, Truth]:
    """T by the HS code that is declared; U where none is and the description ends with a word for such goods."""
    if item.kind is not ItemKind.GOODS:
        return {}
    code = "".join(char for char in item.hs if char.isdigit())
    if code:
        return {each: Truth.TRUE for each in goods_kinds() if any(_within(code, hs) for hs in each.hs)}
    return {each: Truth.UNKNOWN for each in goods_kinds() if _named(item.description, each.words)}


def _within(code: str, hs: str) -> bool:
    low, _, high = hs.partition("-")
    return low <= code[: len(low)] <= (high or low)


def _named(description: str, words: tuple[str, ...]) -> bool:
    """Is such goods what the description names, so that a mill for wheat is no wheat?"""
    name = description.casefold().partition(",")[0].partition("(")[0].strip(" .")
    return any(name == word or name.endswith(f" {word}") for word in words)
