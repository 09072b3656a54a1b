"""Words of two names paired, and what is left over: the result of aligning, read by all that judge it."""

from __future__ import annotations

from typing import NamedTuple

from endgate.names.edges import Pairing
from endgate.names.forms import Token


class Pair(NamedTuple):
    """Words of the left and of the right that were paired."""

    left: tuple[Token, ...]
    right: tuple[Token, ...]
    pairing: Pairing


class Alignment(NamedTuple):
    """All pairs, and the words that are left over on each side."""

    pairs: tuple[Pair, ...]
    left: tuple[Token, ...]
    right: tuple[Token, ...]
    distinct: bool = False
