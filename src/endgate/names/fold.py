"""Sound classes of a word: a fold that ignores romanisation habits, a consonant skeleton, East Asian syllables."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from endgate.names.romanise import ABJAD, arabic_skeleton
from endgate.names.syllables import name_syllables

_FOLDS = [
    (r"shch|sch|tsch", "$", "ch"),
    (r"tch|ch", "#", "ch"),
    (r"dzh|zh|dj|dz", "j", "zh dj dz"),
    (r"sh", "$", "sh"),
    (r"kh|^x", "h", "kh x"),
    (r"gh", "g", "gh"),
    (r"ph", "f", "ph"),
    (r"th", "t", "th"),
    (r"dh", "d", "dh"),
    (r"ts|tz", "z", "ts tz"),
    (r"ck|q", "k", "ck q"),
    (r"c(?=[ei])", "s", "ce ci"),
    (r"c", "k", "c"),
    (r"x", "ks", "x"),
    (r"(?<=[a-z]{4}[iy])j$", "", "ij yj"),
    (r"(?<=[bcdfgklmnprstvz])[iyj]+e(?=[a-z])", "e", "ie ye je"),
    (r"(?<=[a-z]{2})(?:[iy]o|[iy]?e)u$", "ev", "iou you eu"),
    (r"(?<=[bdfgklmnprstvz])[ao][uw]$", "ov", "au aw ou ow"),
    (r"w", "v", "w"),
    (r"ii|iy|yi|yy|ee|ie|y|j(?=[^aeiouj])", "i", "ii ee ie y j"),
    (r"oo|ou|ue|oe|o", "u", "o ue"),
    (r"e", "a", "e"),
    (r"([a-z$#])\1+", r"\1", ""),
    (r"(?<=[aui])h(?=[^aui]|$)", "", "h"),
    (r"(?<=[ua])f$", "v", "f"),
    (r"[iau]v[iau](?=#)", "uvi", "#"),
    (r"^(ia)(?=[a-z]{3})", "a", "ia"),
    (r"aia", "aa", "aia"),
    (r"([a-z$#])\1+", r"\1", ""),
]
"""What is replaced by what, in this order, and letters without which there is nothing to replace."""

Rules = Sequence[tuple[Callable[[str, str], str], str, tuple[str, ...]]]


def rules(table: Sequence[tuple[str, str, str]]) -> Rules:
    """Compile rows of pattern, replacement and telling letters."""
    return [(_replacing(pattern), by, tuple(letters.split()) or ("",)) for pattern, by, letters in table]


def _replacing(pattern: str) -> Callable[[str, str], str]:
    """What puts a replacement for each find of the pattern into a word; letters alone need no pattern."""
    if pattern.isalpha():
        return lambda by, word: word.replace(pattern, by)
    return re.compile(pattern).sub


def rewritten(word: str, by_rules: Rules) -> str:
    """Apply the rules in their order; a rule whose letters do not occur is passed by."""
    for replace, by, letters in by_rules:
        for each in letters:
            if each in word:
                word = replace(by, word)
                break
    return word


_COMPILED = rules(_FOLDS)
_FEMININE = re.compile(r"(?<=[a-z]{2}[uai][vn])a$|(?<=sk)aia?$|(?<=sk)i$")


@lru_cache(maxsize=131072)
def fold(word: str) -> str:
    """The word as a class of romanisations (Shcherbakov = Scherbakoff); words of up to three letters are unchanged."""
    if len(word) <= 3 or not word.isascii() or word.isdigit():
        return word
    word = rewritten(word, _COMPILED)
    return _FEMININE.sub("", word) if word[-1:] in "ai" else word


_SKELETON = [
    (r"^(al|el|ul)(?=[a-z]{3})", ""),
    (r"tch|dj|dzh|zh(?=[aeiou])", "j"),
    (r"^abdul(?=[a-z])", "abd"),
    (r"c(?=[eiy])", "s"),
    (r"shch|sch|sh|ch", "S"),
    (r"kh", "x"),
    (r"gh", "g"),
    (r"dh", "d"),
    (r"th", "s"),
    (r"ph", "f"),
    (r"[qc]", "k"),
    (r"p", "b"),
    (r"[aeiouyhwv']", ""),
    (r"(.)\1+", r"\1"),
]
_COMPILED_SKELETON = [(re.compile(pattern), by) for pattern, by in _SKELETON]
_LOOSE = str.maketrans("vgSj", "bkss")


@lru_cache(maxsize=131072)
def skeleton(word: str) -> str:
    """Consonant classes in which Arabic-script and Latin spellings of a name meet; digits stay."""
    if ABJAD.match(word):
        return arabic_skeleton(word)
    for pattern, by in _COMPILED_SKELETON:
        word = pattern.sub(by, word)
    return word


def loose_skeleton(word: str) -> str:
    """A skeleton that also joins k with g, and sh, j and the Persian ch with s."""
    return skeleton(word).translate(_LOOSE)


_KOREAN = (
    "k kk n t tt r l m p pp s ss ch j h g d b y w sh",
    "a ae ya yo yeo e eo o oe wa wae wo u ui yu eu i wi ye",
    "k n l m p ng t g d b s",
)


@cache
def korean_syllables() -> frozenset[str]:
    """Spellings of Korean syllables in McCune-Reischauer without marks, Revised and DPRK use."""
    onsets, vowels, finals = (part.split() for part in _KOREAN)
    return frozenset(
        a + b + c for a in ("", *onsets) for b in vowels for c in ("", *finals) if len(b + c) > 1 or len(a) == 1
    )


_PINYIN = re.compile(
    r"(?:[bpmfdtnlgkhjqxzcsrwy]|zh|ch|sh|hs|ts)?(?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|"
    r"iong|u|ua|uo|uai|ui|uan|un|uang|ue)"
)
_KOREAN_FOLDS = [
    (re.compile(pattern), by)
    for pattern, by in (
        (r"^(?:ch|jj?)", "c"),
        (r"^(?:kk?|g)", "k"),
        (r"^(?:tt?|d)", "t"),
        (r"^(?:pp?|b)", "p"),
        (r"^(?:ss|sh|s)", "s"),
        (r"^[rl]", "r"),
        (r"yeo|you", "yo"),
        (r"eo", "o"),
        (r"eu|oo|ou|woo", "u"),
        (r"ae|ai|ay", "e"),
        (r"ui|ee", "i"),
        (r"g$", "k"),
        (r"nk$", "ng"),
        (r"b$", "p"),
        (r"[ds]$", "t"),
        (r"r$", "l"),
    )
]


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Is the word one syllable of Korean or of pinyin?"""
    return len(word) <= 6 and (word in korean_syllables() or _PINYIN.fullmatch(word) is not None)


@lru_cache(maxsize=65536)
def korean_fold(word: str) -> str:
    """One spelling for the romanisations of a Korean syllable (Kwang = Gwang, Chol = Cheol)."""
    for pattern, by in _KOREAN_FOLDS:
        word = pattern.sub(by, word)
    return word


_KOREAN_WORD = [
    (re.compile(pattern), by)
    for pattern, by in (
        (r"eo", "o"),
        (r"eu", "u"),
        (r"(?<=[mn])[rl]|(?<=ng)[rl]", "n"),
        (r"kk|gg?", "k"),
        (r"tt|d", "t"),
        (r"pp|b", "p"),
        (r"ch|jj?", "c"),
        (r"ss|sh", "s"),
        (r"r", "l"),
        (r"ae|ai", "e"),
    )
]
"""After m, n and ng an r is heard, and often written, as n (Amrokkang, Amnokkang)."""


@lru_cache(maxsize=65536)
def korean_word(word: str) -> str:
    """One spelling for the romanisations of a Korean word of several syllables."""
    for pattern, by in _KOREAN_WORD:
        word = pattern.sub(by, word)
    return word


_BY_EAR = [
    (re.compile(pattern), by)
    for pattern, by in (
        (r"^(?:tsh|tch|dzh|dj|zh|sh)", "ch"),
        (r"^z", "s"),
        (r"^q", "k"),
        (r"ee+", "i"),
        (r"o[ou]+", "u"),
        (r"(?<=^[hk])v", "w"),
        (r"^i(?=[aou])", "y"),
        (r"(?<=[a-z])y(?=[^aeou]|$)", "i"),
        (r"(?<=[gnmklpt])h$", ""),
    )
]


@lru_cache(maxsize=65536)
def korean_by_ear(word: str) -> str:
    """The fold of a syllable written in letters that no system for Korean uses (Tshol, Shol for Chol, Zop for Sop)."""
    if word in name_syllables():
        return korean_fold(word)
    for pattern, by in _BY_EAR:
        word = pattern.sub(by, word)
    return korean_fold(word) if is_syllable(word) else word


@lru_cache(maxsize=65536)
def written_in_syllables(word: str) -> bool:
    """Can the whole word be read as two or more syllables of Korean or of pinyin?"""
    reach = {0}
    for end in range(2, len(word) + 1):
        if any(start in reach and is_syllable(word[start:end]) for start in range(max(0, end - 6), end - 1)):
            reach.add(end)
    return len(word) in reach


def same_syllables(one: str, other: str) -> bool:
    """Are two words of five letters or more, read as Korean, the same in another romanisation (Ryeonbong, Ryonbong)?"""
    if min(len(one), len(other)) < 5 or korean_word(one) != korean_word(other):
        return False
    return written_in_syllables(one) and written_in_syllables(other)
