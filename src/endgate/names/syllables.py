"""The syllables that Korean and Chinese names are made of, in the romanisations that are in use."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from itertools import product

from endgate.names.tables import settings

_FINALS = {0: "", 1: "k", 4: "n", 7: "t", 8: "l", 16: "m", 17: "p", 19: "t", 21: "ng"}
_FIRST_SYLLABLE = 0xAC00
"""Where Hangul syllables start in Unicode: 28 finals for each of 21 vowels for each of 19 onsets."""
_SILENT, _HISSING = (2, 5), (9, 10)
"""Places of n and r, which fall silent before y and i, and of the two s, which hiss there."""


@cache
def name_syllables() -> frozenset[str]:
    """Every spelling of a syllable that Korean or Chinese names have."""
    return _korean() | _pinyin() | _wade_giles().keys()


@cache
def _korean() -> frozenset[str]:
    korean = settings("syllables")["korean"]
    onsets, vowels = ([spelt.split(",") for spelt in korean[part]] for part in ("onsets", "vowels"))
    readings = "".join(korean["readings"].split())
    return frozenset(spelt for each in readings for spelt in _romanised(each, onsets, vowels))


def _romanised(reading: str, onsets: Sequence[Sequence[str]], vowels: Sequence[Sequence[str]]) -> Iterator[str]:
    """McCune-Reischauer without marks, Revised and North Korean use, and what families write."""
    rest, final = divmod(ord(reading) - _FIRST_SYLLABLE, 28)
    onset, vowel = divmod(rest, len(vowels))
    for middle in vowels[vowel]:
        for first in onsets[onset]:
            yield first + middle + _FINALS[final]
        if onset in _SILENT and middle.startswith(("y", "i")):  # Ryang and Yang, Nyo and Yo, Ri and I
            yield middle + _FINALS[final]
        if onset in _HISSING and middle.startswith(("i", "wi", "ee")):
            yield "sh" + middle + _FINALS[final]


@cache
def _pinyin() -> frozenset[str]:
    return frozenset(settings("syllables")["chinese"]["pinyin"].split())


@cache
def _wade_giles() -> dict[str, tuple[str, ...]]:
    """Syllables of Wade-Giles without its marks, and those of pinyin that each may stand for (chiang: jiang, qiang)."""
    table = settings("syllables")["chinese"]
    initials = [tuple(each.split("/")) for each in table["wade_giles"]]
    wholes = [(re.compile(pattern), by) for pattern, by in table["wade_giles_vowels"]]
    found: dict[str, tuple[str, ...]] = {}
    for syllable in sorted(_pinyin()):
        spelt = syllable
        for pattern, by in wholes:
            spelt = pattern.sub(by, spelt)
        initial = next((pair for pair in initials if spelt.startswith(pair[0])), None)
        if initial is not None:
            spelt = initial[1] + spelt.removeprefix(initial[0])
        found[spelt] = (*found.get(spelt, ()), syllable)
    return found


@lru_cache(maxsize=65536)
def in_pinyin(word: str) -> frozenset[str]:
    """A word of one or two syllables as pinyin writes it, where one of them can only be Wade-Giles; else nothing."""
    known = _wade_giles()
    found: set[str] = set()
    for at in range(min(len(word), 7)):
        parts = (word[:at], word[at:]) if at else (word,)
        if all(part in known for part in parts) and any(_only_wade_giles(part) for part in parts):
            found.update(map("".join, product(*(known[part] for part in parts))))
    return frozenset(found)


def _only_wade_giles(syllable: str) -> bool:
    return syllable not in _pinyin() and syllable not in _korean()


def two_syllables(word: str) -> bool:
    """Is the word written as a given name of two syllables, Korean or Chinese?"""
    known = name_syllables()
    return any(word[:at] in known and word[at:] in known for at in range(1, len(word)))


_VIETNAMESE = re.compile(
    r"(?:[bdhlmrstvx]|ch?|gh?|gi|kh?|ngh?|nh?|ph?|qu|th|tr)?(?:[ou]?[aeiouy]{1,2}|uye|uya|uyu|oai|oay|uay|ieu|yeu|uoi|uou)"
    r"(?:ch?|m|ngh?|nh?|p|t)?"
)


@cache
def _vietnamese_families() -> frozenset[str]:
    return frozenset(settings("syllables")["vietnamese"]["families"])


def vietnamese(words: Collection[str]) -> bool:
    """Is it a name of Vietnam: three syllables or more, with a family name that is borne nowhere else?"""
    return (
        len(words) >= 3
        and not _vietnamese_families().isdisjoint(words)
        and all(len(word) <= 7 and _VIETNAMESE.fullmatch(word) for word in words)
    )
