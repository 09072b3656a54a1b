"""Does a Latin spelling sound like a word in Hebrew script? Consonants must agree; vowels are hardly written."""

from __future__ import annotations

import re
from itertools import product

_NATIVE = {
    **dict.fromkeys("אהע", ("",)),
    "ב": ("b",),
    "ג": ("g", "j"),
    "ד": ("d",),
    "ו": ("", "b"),
    "ז": ("z",),
    "ח": ("", "k"),
    "ט": ("t",),
    "י": ("", "j"),
    "כ": ("k",),
    "ל": ("l",),
    "מ": ("m",),
    "נ": ("n",),
    "ס": ("s",),
    "פ": ("p",),
    "צ": ("c", "z"),
    "ק": ("k",),
    "ר": ("r",),
    "ש": ("$", "s"),
    "ת": ("t",),
}
"""What each letter may stand for; b and v, p and f, k and kh are one class each."""

_LATIN = [
    (r"tch|ch|kh|ck|[qc](?![ei])|k", "k"),
    (r"sch|sh", "$"),
    (r"tz|ts", "c"),
    (r"th", "t"),
    (r"ph|f", "p"),
    (r"[vw]", "b"),
    (r"x", "ks"),
    (r"[aeiouyh]", ""),
]
_COMPILED = [(re.compile(pattern), by) for pattern, by in _LATIN]
_LONGEST = 12
"""Letters of a word that is still compared: each may double the readings."""


def _consonants(word: str) -> str:
    for pattern, by in _COMPILED:
        word = pattern.sub(by, word)
    return _single(word)


def _single(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def sounds_like(native: str, latin: str) -> int:
    """2 when the consonants agree in one of their readings, two of them but in the shortest words; else 0."""
    if len(native) > _LONGEST:
        return 0
    heard = _consonants(latin)
    if not heard or (len(heard) < 2 and max(len(latin) - 2, len(native)) > 4):
        return 0
    readings = product(*(_NATIVE.get(letter, ("",)) for letter in native))
    return 2 if any(_single("".join(each)) == heard for each in readings) else 0
