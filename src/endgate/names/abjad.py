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
    (r"^[ae](s|z|r|n|t|d)(?=\1)", ""),
    (r"(?<=[a-z]{3}[bcdfgjklmnpqrstvxz])e$", ""),
    (r"tch|dzh|dj", "j"),
    (r"sch|sh", "$"),
    (r"ch", "#"),
    (r"kh", "x"),
    (r"c(?=[ei])", "s"),
    (r"gh|q|c|g", "k"),
    (r"dh", "d"),
    (r"th", "%"),
    (r"ph", "f"),
    (r"p", "b"),
    (r"[ouwv]+", "W"),
    (r"[eiy]+", "Y"),
    (r"a+", "A"),
]
_COMPILED = [(re.compile(pattern), by) for pattern, by in _LATIN]
_SAME = str.maketrans("z$x", "dsk")
_CONSONANT = "a-z$"
_HEARD = {"#": ("j", "$"), "%": ("s", "t", "d")}
"""Latin spellings that stand for several Arabic letters."""


def _split(coded: str) -> tuple[str, list[str]]:
    """Consonants, and the vowels before, between and after them; doubles collapsed."""
    coded = re.sub(r"([a-z$])\1+", r"\1", coded)
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


def _readings(coded: str) -> set[str]:
    """The ways a coded word may be meant: ambiguous letters, Egyptian g for j, a last h sounded or not."""
    found = {coded}
    for letter, meant in _HEARD.items():
        found = {each.replace(letter, sound) for each in found for sound in meant} if letter in coded else found
    return found | {each[:-1] for each in found if each.endswith("h") and len(each) > 2}


@lru_cache(maxsize=65536)
def reads_like(native: str, latin: str) -> int:
    """2 when consonants and written vowels agree, 1 when one consonant of four or more differs, else 0."""
    ours, theirs = _native(native), _readings(_latin(latin))
    natives = _readings(ours) | ({ours.replace("j", "k")} if "j" in ours else set())
    return max(_agreement(native, mine, other) for mine in natives for other in theirs)


def _agreement(native: str, mine: str, other: str) -> int:
    ours, our_gaps = _split(mine)
    theirs, their_gaps = _split(other)
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
