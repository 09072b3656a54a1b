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
"""Blank, letters, digits and one symbol for what is no letter of any script; letters of other scripts share fields."""

BITS = 128
U64 = np.uint64

_CODE = {symbol: index for index, symbol in enumerate(SYMBOLS)}
_OTHER = len(SYMBOLS) - 1


def code(char: str) -> int:
    """The field of a character. Any fixed choice keeps the bound; a spread one keeps names in Arabic script apart."""
    found = _CODE.get(char)
    if found is None:
        return 1 + ord(char) % (_OTHER - 1) if char.isalpha() else _OTHER
    return found


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
            symbol = _CODE[char] if char in _CODE else code(char)
            counts[symbol] = counts.get(symbol, 0) + 1
        for symbol, count in counts.items():
            bits |= ((1 << min(count, self._width[symbol])) - 1) << self._start[symbol]
        return bits & 0xFFFFFFFFFFFFFFFF, bits >> 64


Array = np.ndarray[Any, Any]


def bag_search(text: str, percent: int, signer: Signer, signatures: Array, lengths: Array) -> Array:
    """Rows (by ascending length) that may reach an Indel ratio of ``percent`` with ``text`` in some word order.

    None is missed. Integers only: a bound computed in floats would lose strings on the edge.
    ``signatures`` holds the low halves in its first row and the high halves in its second.
    """
    size = len(text)
    shortest = -(-size * percent // (200 - percent))
    longest = size * (200 - percent) // percent
    first, last = lengths.searchsorted((shortest, longest + 1)).tolist()
    most = min((100 - percent) * (longest + size) // 100, BITS)
    low, high = signer.sign(text)
    window = signatures[:, first:last]
    bits = np.bitwise_count(window[0] ^ U64(low)) + np.bitwise_count(window[1] ^ U64(high))  # 128 fit in a byte
    near = np.flatnonzero(bits <= most)
    differing = bits[near].astype(np.int64)
    allowed = (100 - percent) * (lengths[first + near].astype(np.int64) + size)
    rows: Array = near[100 * differing <= allowed] + first
    return rows
