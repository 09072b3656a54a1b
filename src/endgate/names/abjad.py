"""Does a Latin spelling read like a word in Arabic script? Consonants and written vowels must agree.

Hebrew is handed on to hebrew.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from endgate.names.hebrew import sounds_like
from endgate.names.romanise import HEBREW

_HEARD_AS = tuple(
    (re.compile(letters), other)
    for letters, other in (
        ("[ضظ]", "ز"),
        ("ذ", "د"),
        ("[تط]", "ث"),
        ("ژ", "ج"),
        ("(?<=ا)ل(?=[تثدذرزسشصضطظن])", ""),
        (r"\bعلی ?(?=\w)", "عی"),
        ("ב", "ו"),
        ("[פף]", "ف"),
        ("[כחך]", "ש"),
        ("[צץ]", "ז"),
    )
)
"""Letters with another sound, and a letter that stands for it: Persian z for d, j for zh, t that is spelt th, the l of
an article that is not heard, Ali as the article that it begins like, Hebrew v, f, ch and z."""

_MOST_HEARD = 8
"""Ways to hear one text at most."""


def heard(text: str) -> tuple[str, ...]:
    """Other spellings of a text in Arabic or Hebrew script, for sounds that its letters share (فضل as فزل, Fazl)."""
    found = [text]
    for letters, other in _HEARD_AS:
        if len(found) < _MOST_HEARD and letters.search(text):
            found += [letters.sub(other, each) for each in found]
    return tuple(dict.fromkeys(found))[1:]


_NATIVE = {
    **dict.fromkeys("بپ", "b"),
    **dict.fromkeys("تطٹټ", "t"),
    **dict.fromkeys("سصښ", "s"),
    **dict.fromkeys("چځ", "j"),
    **dict.fromkeys("خ", "x"),
    **dict.fromkeys("دڈډ", "d"),
    **dict.fromkeys("زږ", "z"),
    **dict.fromkeys("رڑړ", "r"),
    **dict.fromkeys("ش", "$"),
    **dict.fromkeys("گګ", "g"),
    **dict.fromkeys("كکڪ", "5"),
    "ث": "1",
    "ج": "2",
    "ض": "3",
    "ذ": "3",
    "ظ": "3",
    "ژ": "4",
    "ق": "6",
    "غ": "7",
    **dict.fromkeys("فڤ", "f"),
    **dict.fromkeys("ل", "l"),
    **dict.fromkeys("م", "m"),
    **dict.fromkeys("نںڼڭ", "n"),
    **dict.fromkeys("حهھ", "h"),
}
_VOWELS = {"ا": "A", "و": "W", "ی": "Y", "ې": "Y", "ع": "E", "ئ": "E"}
_LATIN = [
    (r"^abdul(?=[a-z])", "Abd@"),
    (r"^[ae](s|z|r|n|t|d)(?=\1)", ""),
    (r"(?<=[a-z]{3}[bcdfgjklmnpqrstvxz])e$|(?<=[a-z]{2}[csk]h)e$", ""),
    (r"tch|dzh|dj", "j"),
    (r"sch", "$"),
    (r"sh", "&"),
    (r"zh", "9"),
    (r"ch", "#"),
    (r"kh", "?"),
    (r"c(?=[ei])", "s"),
    (r"gh", "8"),
    (r"[qc]", "k"),
    (r"dh", "!"),
    (r"th", "%"),
    (r"ph", "f"),
    (r"p", "b"),
    (r"[ouwv]+", "W"),
    (r"[ea][iy]|ee", "I"),
    (r"[eiy]+", "Y"),
    (r"[aA]+", "A"),
    (r"@", ""),
]
_COMPILED = [(re.compile(pattern), by) for pattern, by in _LATIN]
_SAME = str.maketrans("$x", "sk")
_CONSONANT = "a-z$"
_HEARD = {
    "#": ("j", "$", "x"),
    "%": ("s", "t", "d", "th"),
    "?": ("x", "kh"),
    "&": ("$", "sh"),
    "!": ("d", "dh"),
    "8": ("q",),
    "9": ("z", "zh"),
}
"""Latin spellings that stand for several Arabic letters, or for two letters side by side; q is the sound of gh."""

_MEANT = {
    "1": ("s", "t"),
    "2": ("j", "g"),
    "3": ("z", "d"),
    "4": ("z", "j"),
    "5": ("k", "g"),
    "6": ("k", "g", "q"),
    "7": ("q", "g"),
}
"""Letters of Arabic script that are written in Latin letters in several ways."""

_ARTICLE = re.compile(r"(?:al|el|ul)(?=[a-z]{4})")
_SUN_LETTER = re.compile("(?<=.)ال(?=[تثدذرزسشصضطظن])")


def _split(coded: str) -> tuple[str, list[str]]:
    """Consonants, and the vowels before, between and after them; doubles collapsed."""
    coded = re.sub(r"([a-z$])\1+", r"\1", coded)
    gaps = re.split(r"[a-z$]", coded)
    return re.sub(r"[A-Z]", "", coded), gaps


def _native(word: str) -> set[str]:
    """The codes of a word in Arabic script: with and without article, articles assimilated."""
    spelt = {word, _SUN_LETTER.sub("ا", word)}
    if len(word) > 4 and word.startswith("ال"):
        spelt.add(word[2:])
    return {"".join(_NATIVE.get(char) or _VOWELS.get(char, "") for char in each) for each in spelt}


def _latin(word: str) -> set[str]:
    return {_coded(word), _coded(_ARTICLE.sub("", word, count=1))} if _ARTICLE.match(word) else {_coded(word)}


def _coded(word: str) -> str:
    for pattern, by in _COMPILED:
        word = pattern.sub(by, word)
    return word


_FITS = {"A": "AWYI", "W": "W", "Y": "YI"}


def _gap_fits(written: str, heard: str, last: bool) -> bool:
    """Is every written vowel heard, and every long i that is heard written? A last ی may be heard as a."""
    if last and "Y" in heard and "Y" not in written and "E" not in written:
        return False
    if "I" in heard and "Y" not in written:
        return False
    fits = {**_FITS, "Y": "YIA"} if last else _FITS
    return all(any(sound in heard for sound in fits[vowel]) for vowel in written if vowel != "E")


def _readings(coded: str) -> set[str]:
    """The ways a coded word may be meant: ambiguous letters, a last h sounded or not."""
    found = {coded}
    for letter, meant in (*_HEARD.items(), *_MEANT.items()):
        found = {each.replace(letter, sound) for each in found for sound in meant} if letter in coded else found
    return found | {each[:-1] for each in found if each.endswith("h") and len(each) > 2}


@dataclass(frozen=True)
class _Sounds:
    """One way a word may be meant: its consonants, the same with sounds joined that are often mixed up, its vowels."""

    consonants: str
    joined: str
    gaps: list[str]


def _sounds(codes: Iterable[str]) -> tuple[_Sounds, ...]:
    """Every way the codes may be meant; those without a consonant tell nothing."""
    split = (_split(each) for each in {reading for coded in codes for reading in _readings(coded)})
    return tuple(_Sounds(letters, letters.translate(_SAME), gaps) for letters, gaps in split if letters)


@lru_cache(maxsize=65536)
def _written(native: str) -> tuple[_Sounds, ...]:
    return _sounds(_native(native))


@lru_cache(maxsize=65536)
def _heard(latin: str) -> tuple[_Sounds, ...]:
    return _sounds(_latin(latin))


_NO_VOWEL = re.compile("[^aeiouyw]+")


@lru_cache(maxsize=65536)
def reads_like(native: str, latin: str) -> int:
    """2 when consonants and written vowels agree, 1 when one consonant of four or more differs, else 0."""
    if HEBREW.match(native):
        return sounds_like(native, latin)
    if "پ" in native and "p" not in latin:  # a letter of Persian and Urdu alone, never read as b
        return 0
    if _NO_VOWEL.fullmatch(latin):  # letters put together (SPB), which nobody reads as a name
        return 0
    best = 0
    for mine in _written(native):
        for other in _heard(latin):
            best = max(best, _agreement(native, mine, other))
            if best == 2:
                return 2
    return best


def _agreement(native: str, mine: _Sounds, other: _Sounds) -> int:
    ours, theirs = mine.consonants, other.consonants
    if min(len(ours), len(theirs)) >= 3:
        ours, theirs = mine.joined, other.joined
    if ours == theirs:
        starts = bool(mine.gaps[0]) or not other.gaps[0]
        ends = len(mine.gaps) - 1
        fits = all(
            _gap_fits(a, b, index == ends) or (index == 0 and bool(b))
            for index, (a, b) in enumerate(zip(mine.gaps, other.gaps, strict=True))
        )
        if len(ours) == 1:
            return 2 if starts and fits and len(native) > 2 else 0
        return 2 if starts and fits else 1 if len(ours) >= 4 else 0
    return 1 if min(len(ours), len(theirs)) >= 4 and Levenshtein.distance(ours, theirs) == 1 else 0
