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


_STARTS = {"א": "aeiou", "ע": "aeiou", "ה": "haeiou", "ו": "vwou", "י": "yijeh", "ח": "hkc"}
_H_ALONE = re.compile(r"(?<![kcstpgz])h(?=.)")


def _starts_alike(first: str, latin: str) -> bool:
    return latin[0] in _STARTS[first] if first in _STARTS else latin[0] not in "aeiouhy"


def _written_vowels_heard(native: str, latin: str) -> bool:
    """A written vav or yod stands for a sound; an h that is heard inside a word is written."""
    rounded = "ו" not in native or any(letter in latin for letter in "ouvw")
    narrow = "י" not in native or any(letter in latin for letter in "iyej")
    breathed = _H_ALONE.search(latin) is None or any(letter in native for letter in "הח")
    return rounded and narrow and breathed


def sounds_like(native: str, latin: str) -> int:
    """2 when the consonants agree in one of their readings, two of them but in the shortest words; else 0."""
    if len(native) > _LONGEST:
        return 0
    heard = _consonants(latin)
    if not _starts_alike(native[0], latin) or not _written_vowels_heard(native, latin):
        return 0
    if not heard or (len(heard) < 2 and max(len(latin) - 2, len(native)) > 4):
        return 0
    readings = product(*(_NATIVE.get(letter, ("",)) for letter in native))
    return 2 if any(_single("".join(each)) == heard for each in readings) else 0
