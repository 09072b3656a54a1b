"""The syllables that Korean and Chinese names are made of, in the romanisations that are in use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from endgate.names.tables import settings

_FINALS = {0: "", 1: "k", 4: "n", 7: "t", 8: "l", 16: "m", 17: "p", 19: "t", 21: "ng"}
_FIRST_SYLLABLE = 0xAC00
"""Where Hangul syllables start in Unicode: 28 finals for each of 21 vowels for each of 19 onsets."""
_SILENT, _HISSING = (2, 5), (9, 10)
"""Places of n and r, which fall silent before y and i, and of the two s, which hiss there."""


@cache
def name_syllables() -> frozenset[str]:
    """Every spelling of a syllable that Korean or Chinese names have."""
    korean = settings("syllables")["korean"]
    onsets, vowels = ([spelt.split(",") for spelt in korean[part]] for part in ("onsets", "vowels"))
    readings = "".join(korean["readings"].split())
    return frozenset(spelt for each in readings for spelt in _romanised(each, onsets, vowels)) | frozenset(_chinese())


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


def _chinese() -> Iterator[str]:
    table = settings("syllables")["chinese"]
    initials = [tuple(each.split("/")) for each in table["wade_giles"]]
    for syllable in table["pinyin"].split():
        yield syllable
        initial = next((pair for pair in initials if syllable.startswith(pair[0])), None)
        if initial is not None:
            yield initial[1] + syllable.removeprefix(initial[0])
