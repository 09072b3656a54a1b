"""People named in Han letters as Japan and Hong Kong read them: Tanaka Kenji for 田中健二, Wong Chikeung for 黄志强.

Only where every part of the name is in the tables; the Chinese reading stands beside them and is made elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import product

from endgate.names.romanise import HAN, plain_han
from endgate.names.tables import rows

_LONGEST = 6
"""Letters of a family name of three and a given name of three."""
_MOST = 4
"""Readings that are tried of one name."""

Readings = Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=4096)
def other_readings(text: str) -> tuple[str, ...]:
    """The name in Latin letters, family name first, as it is read elsewhere than in China; none for other texts."""
    run = "".join(text.split()).replace("・", "")
    if not 2 <= len(run) <= _LONGEST or not HAN.fullmatch(run.replace("々", "")):
        return ()
    run = plain_han(run)
    return tuple(each.title() for each in (*_japanese(run), *_cantonese(run))[:_MOST])


def _japanese(run: str) -> list[str]:
    families, given = _table("japanese_readings", "family"), _table("japanese_readings", "given")
    return [
        f"{family} {first}"
        for size in (3, 2)
        for family, first in product(families.get(run[:size], ()), given.get(run[size:], ()))
    ]


def _cantonese(run: str) -> list[str]:
    families, given = _table("cantonese_readings", "family"), _table("cantonese_readings", "given")
    size = 2 if run[:2] in families else 1
    if run[:size] not in families or not 1 <= len(run) - size <= 2:
        return []
    firsts = [given.get(letter, ()) for letter in run[size:]]
    return [
        f"{family.replace('+', ' ')} {''.join(first)}" for family, *first in product(families[run[:size]], *firsts)
    ]  # the given name as one word: its syllables in another order are another name


@cache
def _table(name: str, part: str) -> Readings:
    """Letters, in the plain forms, to their readings."""
    return {
        plain_han(letters): tuple(row["readings"].split())
        for row in rows(name)
        if row["part"] == part
        for letters in row["letters"].split()
    }
