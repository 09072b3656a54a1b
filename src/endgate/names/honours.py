"""The name of whoever an organisation is named after, which Slavic languages put in the genitive."""

from __future__ import annotations

import re
from functools import lru_cache

NAMED_AFTER = "descriptor:named_after"

SLAVIC = frozenset({"im", "imeni", "imya"})
"""*Named after* in Slavic languages."""

INITIALS = 3
"""Letters of initials written together at most."""

_GENITIVES = (
    (re.compile(r"(?<=[a-z]s)kogo$"), "kiy"),
    (re.compile(r"(?<=[a-z]{2})ogo$"), "oy"),
    (re.compile(r"(?<=[a-z]{2}[aeiou])ya$"), "y"),
    (re.compile(r"(?<=[a-z]{2}en)ka$"), "ko"),
    (re.compile(r"(?<=[a-z]{3}[bdfghklmnprstvz])a$"), ""),
)
"""Endings of names in the genitive (Dzerzhinskogo, Sukhogo, Chelomeya, Shevchenka, Yakovleva), and the nominative's."""


@lru_cache(maxsize=4096)
def nominative(word: str) -> str:
    """A romanised name in the nominative; a word without an ending of the genitive as it is."""
    for ending, by in _GENITIVES:
        found, count = ending.subn(by, word)
        if count:
            return found
    return word
