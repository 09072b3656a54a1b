"""Does a Latin spelling read like a word in Arabic script? Consonants and written vowels must agree."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_NATIVE = {
    **dict.fromkeys("بپ", "b"),
    **dict.fromkeys("تطٹټ", "t"),
    **dict.fromkeys("ثسصښ", "s"),
    **dict.fromkeys("جچځ", "j"),
    **dict.fromkeys("خ", "x"),
    **dict.fromkeys("دضڈډذ", "d"),
    **dict.fromkeys("زظژږ", "z"),
    **dict.fromkeys("رڑړ", "r"),
    **dict.fromkeys("ش", "$"),
    **dict.fromkeys("غقكکگڪګ", "k"),
    **dict.fromkeys("فڤ", "f"),
    **dict.fromkeys("ل", "l"),
    **dict.fromkeys("م", "m"),
    **dict.fromkeys("نںڼڭ", "n"),
    **dict.fromkeys("حهھ", "h"),
}
_VOWELS = {"ا": "A", "و": "W", "ی": "Y", "ې": "Y", "ع": "E", "ئ": "E"}
_LATIN = [
    (r"^(?:al|el|ul)(?=[a-z]{4})", ""),
    (r"^abdul(?=[a-z])", "abd"),
    (r"tch|dzh|dj", "j"),
    (r"sch|sh", "$"),
    (r"ch", "j"),
    (r"kh", "x"),
    (r"gh|q|c|g", "k"),
    (r"dh|th(?=[aeiou])", "d"),
    (r"th", "s"),
    (r"ph", "f"),
    (r"p", "b"),
    (r"[ouwv]+", "W"),
    (r"[eiy]+", "Y"),
    (r"a+", "A"),
]
_COMPILED = [(re.compile(pattern), by) for pattern, by in _LATIN]
_SAME = str.maketrans("z$x", "dsk")


def _split(coded: str) -> tuple[str, list[str]]:
    """Consonants, and the vowels before, between and after them; doubles collapsed, a last h dropped."""
    coded = re.sub(r"([a-z$])\1+", r"\1", coded)
    coded = re.sub(r"h$", "", coded)
    gaps = re.split(r"[a-z$]", coded)
    return re.sub(r"[A-Z]", "", coded), gaps


def _native(word: str) -> str:
    if len(word) > 4 and word.startswith("ال"):
        word = word[2:]
    return "".join(_NATIVE.get(char) or _VOWELS.get(char, "") for char in word)


def _latin(word: str) -> str:
    for pattern, by in _COMPILED:
        word = pattern.sub(by, word)
    return word


_FITS = {"A": "AWY", "W": "W", "Y": "YA"}


def _gap_fits(written: str, heard: str, last: bool) -> bool:
    if last and "Y" in heard and "Y" not in written and "E" not in written:
        return False
    return all(any(sound in heard for sound in _FITS[vowel]) for vowel in written if vowel != "E")


@lru_cache(maxsize=65536)
def reads_like(native: str, latin: str) -> int:
    """2 when consonants and written vowels agree, 1 when one consonant of four or more differs, else 0."""
    ours, our_gaps = _split(_native(native))
    theirs, their_gaps = _split(_latin(latin))
    ours, theirs = ours.translate(_SAME), theirs.translate(_SAME)
    if not ours or not theirs:
        return 0
    if ours == theirs:
        starts = bool(our_gaps[0]) or not their_gaps[0]
        ends = len(our_gaps) - 1
        fits = all(
            _gap_fits(a, b, index == ends) or (index == 0 and bool(b))
            for index, (a, b) in enumerate(zip(our_gaps, their_gaps, strict=True))
        )
        if len(ours) == 1:
            return 2 if starts and fits and len(native) > 2 else 0
        return 2 if starts and fits else 1 if len(ours) >= 4 else 0
    return 1 if min(len(ours), len(theirs)) >= 4 and Levenshtein.distance(ours, theirs) == 1 else 0
