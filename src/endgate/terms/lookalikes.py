"""Letters of two scripts that are drawn alike: words that mix them are read in the script that the rest is of."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = re.compile("[A-Za-z]")
_OTHER = re.compile("[\u0370-\u052f]")
_CYRILLIC = re.compile("[\u0400-\u052f]+")
_ON_CYRILLIC_KEYS = frozenset("aceiopxybhkmt")
"""Latin letters that writers of Cyrillic script strike by mistake, capitals among them."""


def in_one_script(text: str) -> str:
    """The text with each mixed word in one script, letter for letter, so that every place in it stays."""
    return text if text.isascii() else _WORD.sub(lambda match: one_script(match[0]), text)


def one_script(word: str) -> str:
    """A word that mixes Latin with Cyrillic or Greek letters drawn alike in one of them; other words are unchanged.

    In Latin where every other letter has a Latin twin, else in Cyrillic where every Latin letter has one. Where both
    would do, in Cyrillic if most letters are (Вiктор with a Latin i). What is not so drawn is left (``μm``, ``Ωcm``).
    """
    latin, others = set(_LATIN.findall(word)), set(_OTHER.findall(word))
    if not latin or not others:
        return word
    may_be_latin = others <= _to_latin().keys()
    if _CYRILLIC.fullmatch("".join(others)):
        mostly = 2 * sum(map(word.count, others)) > len(word)
        struck = {letter.lower() for letter in latin} <= _ON_CYRILLIC_KEYS
        if mostly and struck if may_be_latin else latin <= frozenset(_to_latin().values()):
            return as_cyrillic(word)
    return "".join([_to_latin().get(char, char) for char in word]) if may_be_latin else word


def as_cyrillic(letters: str) -> str:
    """Latin letters as the Cyrillic ones drawn like them; others are unchanged."""
    return "".join([_to_cyrillic().get(char, char) for char in letters])


@cache
def _to_latin() -> dict[str, str]:
    text = files("endgate").joinpath("data", "terms", "lookalikes.csv").read_text(encoding="utf-8")
    return {row["letter"]: row["latin"] for row in csv.DictReader(text.splitlines())}


@cache
def _to_cyrillic() -> dict[str, str]:
    """Of two letters drawn alike the first counts."""
    found: dict[str, str] = {}
    for letter, latin in _to_latin().items():
        if "А" <= letter <= "я":
            found.setdefault(latin, letter)
    return found
