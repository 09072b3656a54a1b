"""How much the agreement of a word tells: bits by how few bear it, by the shipped table and an edition's counts."""

from __future__ import annotations

from math import log2
from typing import Protocol

from endgate.names.forms import GENERIC, Token
from endgate.names.lexicon import COMPOUND_HEADS, background
from endgate.names.model import TokenClass
from endgate.names.tables import settings


class Rarity(Protocol):
    """Where the counts come from."""

    def bits(self, token: Token, person: bool) -> float:
        """Information of the word, in bits; 0 for words that tell nothing."""


class _Remembering:
    """Keeps what it worked out for a word; what is forgotten is computed again to the same value."""

    def __init__(self) -> None:
        self._memo: dict[tuple[str, TokenClass, bool], float] = {}

    def bits(self, token: Token, person: bool) -> float:
        key = (token.text, token.token_class, person)
        found = self._memo.get(key)
        if found is None:
            if len(self._memo) >= _MEMO:
                self._memo.clear()
            found = self._memo[key] = self._bits(token, person)
        return found

    def _bits(self, token: Token, person: bool) -> float:
        raise NotImplementedError


class BackgroundRarity(_Remembering):
    """Counts of the shipped table only: for comparing two parties without an edition."""

    def _bits(self, token: Token, person: bool) -> float:
        return capped(token, _background_bits(token, person))


def _background_bits(token: Token, person: bool) -> float:
    table = background()
    counts, total = (table.person, table.people) if person else (table.organisation, table.organisations)
    count = max((counts.get(word, 0) for word in (token.text, token.canon)), default=0)
    return log2(total / max(count, 2))


def capped(token: Token, bits: float) -> float:
    """The bits a word of that class may bring at most."""
    kind, limits = token.token_class, settings("weights")["bits"]
    if kind in GENERIC and not (kind is TokenClass.HONORIFIC and " " not in token.text):
        return float(limits["descriptor"]) if kind is TokenClass.DESCRIPTOR else 0.0
    if token.concept in limits["public_bodies"] or token.text in COMPOUND_HEADS:
        return 0.0
    if kind in (TokenClass.ACTIVITY, TokenClass.LOCATION, TokenClass.INITIAL, TokenClass.NUMBER):
        return min(bits, float(limits[kind.value]))
    if len(token.text) <= 2 and token.text.isascii():
        return min(bits, 4.0)
    return bits


class CountedRarity(_Remembering):
    """Counts of an edition, floored by the shipped table: a word is as common as either says."""

    def __init__(self, count_of: _Counter, total: int) -> None:
        super().__init__()
        self._count_of = count_of
        self._total = max(total, background().people)

    def _bits(self, token: Token, person: bool) -> float:
        counted = log2(self._total / max(self._count_of(token.canon), 2))
        return capped(token, min(counted, _background_bits(token, person) + log2(self._total / background().people)))


_MEMO = 100_000


class _Counter(Protocol):
    def __call__(self, canon: str) -> int: ...
