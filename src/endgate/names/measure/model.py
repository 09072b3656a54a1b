"""Types of the development set: labelled pairs and queries, each with the set, tier and change it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from endgate.names.model import Query

SEED = 20261123


class Half(StrEnum):
    """Tables are fitted on ``dev`` only; ``test`` is for telling what was reached."""

    DEV = "dev"
    TEST = "test"


@dataclass(frozen=True)
class LabelledPair:
    """Two parties of which it is known whether they are one. ``tier`` and ``variant`` say how hard and in which way.

    ``further`` holds columns of a file that mean nothing here; ``line`` is where the pair stood in it.
    """

    left: Query
    right: Query
    same: bool
    set: str = ""
    tier: str = ""
    variant: str = ""
    half: Half = Half.DEV
    line: int = 0
    further: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LabelledQuery:
    """A query and the ids of the parties any of which it must find; none when it must find nobody."""

    query: Query
    expected: frozenset[str] = frozenset()
    set: str = ""
    tier: str = ""
    variant: str = ""
    half: Half = Half.DEV


def half_of(key: str) -> Half:
    """The half of a party or a name: the same in every run, whatever stands beside it."""
    return Half.TEST if blake2b(key.encode(), digest_size=1).digest()[0] & 1 else Half.DEV
