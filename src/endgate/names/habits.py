"""How romanisers and regions write one sound: words by their habits of writing."""

from __future__ import annotations

import re
from functools import lru_cache

from endgate.names.fold import fold, rewritten, rules

_HABITS = rules(
    [
        (r"(?<=[aei])ou(?=[aei])|^ou(?=[aei])", "w", "ou"),
        (r"dzh|dj|zh|j(?=[aeiouy])", "j", "dzh dj zh j"),
        (r"tch|tsh|sch|ch|sh", "$", "ch sh"),
        (r"kh|q|x(?=[aeiouy])", "k", "kh q x"),
        (r"ts|tz|c(?=[eiyh])", "s", "ts tz c"),
        (r"c", "k", "c"),
        (r"x", "ks", "x"),
        (r"ph", "f", "ph"),
        (r"gh", "g", "gh"),
        (r"th", "t", "th"),
        (r"w", "v", "w"),
        (r"z", "s", "z"),
        (r"ff?$", "v", "f"),
        (r"ou|oo|o", "u", "o"),
        (r"ae|ee|a|y|e", "i", "a y e"),
        (r"(?<=[a-z$])h(?=[^aeiou]|$)", "", "h"),
        (r"(.)\1+", r"\1", ""),
    ]
)
"""Habits of writing one sound in several ways, from Cyrillic, Arabic and French, German or English practice."""


@lru_cache(maxsize=131072)
def habitual(word: str) -> str:
    """A word by what romanisers write for one another; itself where it is too short to tell anything then."""
    return sounded(word) if len(word) >= 5 and word.isascii() else word


def sounded(word: str) -> str:
    """A word by its sounds, however short it is."""
    return rewritten(word, _HABITS)


_REGIONAL = [
    ("q", [(re.compile("q"), "gh")]),
    ("j", [(re.compile("j"), "g"), (re.compile("a[uw]"), "o")]),
    ("ch", [(re.compile("(?<![st])ch"), "kh")]),
    ("sy", [(re.compile("sy(?=[aeiou])"), "sh")]),
    ("u", [(re.compile("(?<=[aeo])u(?=[^aeiouy]|$)"), "v"), (re.compile("dz(?=[eijy])"), "d")]),
    ("dz", [(re.compile("dz(?=[eijy])"), "d")]),
    ("ts", [(re.compile("ts(?=[eijy])"), "t"), (re.compile("(?<=[aeo])u(?=[^aeiouy]|$)"), "v")]),
    ("nt", [(re.compile("^nt"), "d")]),
    ("mp", [(re.compile("^mp"), "b")]),
    ("gk", [(re.compile("gk"), "g")]),
    ("h", [(re.compile("(?<![bcdgkpstwz])h(?=[aeiouylrn])"), "g")]),
    ("hau", [(re.compile("^hau"), "gav"), (re.compile("enka$"), "enko")]),
]
"""Spellings of one region, by letters that tell it: Persian q for gh; Egyptian g for j; German ch for kh; Malay sy for
sh; Belarusian u, dz, ts for v, d, t; Greek nt, mp, gk for d, b, g; Ukrainian and Belarusian h for g."""


def one_as_elsewhere(left: str, right: str) -> bool:
    """Is one of two words of five letters or more the other as another region writes it?"""
    if min(len(left), len(right)) < 5:
        return False
    return _sound(left) in elsewhere(right) or _sound(right) in elsewhere(left)


def _sound(word: str) -> str:
    return fold(word.replace("e", "i"))


@lru_cache(maxsize=65536)
def elsewhere(word: str) -> frozenset[str]:
    """Sound classes of a word as other regions write its sounds."""
    found = set()
    for letters, steps in _REGIONAL:
        if letters in word:
            other = word
            for pattern, by in steps:
                other = pattern.sub(by, other)
            found |= {_sound(other)} if other != word else set()
    return frozenset(found)
