"""Bag-of-letters signatures: a bit distance that never exceeds the edit distance of any ordering of two strings.

Each symbol owns a field of the 128 bits; k occurrences set its lowest min(k, width) bits. The number of differing bits
is at most the sum of differences of counts, hence at most the insert/delete distance in any word order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

SYMBOLS = " abcdefghijklmnopqrstuvwxyz0123456789?"
"""Blank, letters, digits and one symbol for all else."""

BITS = 128
U64 = np.uint64

_CODE = {symbol: index for index, symbol in enumerate(SYMBOLS)}
_OTHER = len(SYMBOLS) - 1


def code(char: str) -> int:
    return _CODE.get(char, _OTHER)


def widths(texts: Sequence[str]) -> list[int]:
    """Width of each symbol's field: one bit each, the rest to whichever is most frequent for its width so far."""
    counts = [0] * len(SYMBOLS)
    for char, count in sorted(Counter("".join(texts)).items()):
        counts[code(char)] += count
    result = [1] * len(SYMBOLS)
    for _ in range(BITS - len(SYMBOLS)):
        best = max(range(len(SYMBOLS)), key=lambda symbol: (counts[symbol] / result[symbol] ** 2.2, -symbol))
        result[best] += 1
    return result


class Signer:
    """Makes signatures for one allocation of the bits."""

    def __init__(self, allocation: Sequence[int]) -> None:
        starts = [sum(allocation[:index]) for index in range(len(allocation))]
        self._width: Mapping[int, int] = dict(enumerate(allocation))
        self._start = starts

    def sign(self, text: str) -> tuple[int, int]:
        """The signature as low and high 64 bits."""
        bits = 0
        counts: dict[int, int] = {}
        for char in text:
            symbol = _CODE.get(char, _OTHER)
            counts[symbol] = counts.get(symbol, 0) + 1
        for symbol, count in counts.items():
            bits |= ((1 << min(count, self._width[symbol])) - 1) << self._start[symbol]
        return bits & 0xFFFFFFFFFFFFFFFF, bits >> 64


def bag_search(
    text: str,
    percent: int,
    signer: Signer,
    signatures: np.ndarray[Any, Any],
    lengths: np.ndarray[Any, Any],
) -> np.ndarray[Any, Any]:
    """Rows (by ascending length) that may reach an Indel ratio of ``percent`` with ``text`` in some word order.

    None is missed.     Integers only: a bound computed in floats would lose strings on the edge.
    """
    size = len(text)
    shortest = -(-size * percent // (200 - percent))
    longest = size * (200 - percent) // percent
    first, last = np.searchsorted(lengths, (shortest, longest + 1))
    window = signatures[first:last]
    low, high = signer.sign(text)
    differing = np.bitwise_count(window[:, 0] ^ U64(low)) + np.bitwise_count(window[:, 1] ^ U64(high))
    allowed = (100 - percent) * (lengths[first:last].astype(np.int64) + size)
    rows: np.ndarray[Any, Any] = np.flatnonzero(100 * differing.astype(np.int64) <= allowed) + first
    return rows
