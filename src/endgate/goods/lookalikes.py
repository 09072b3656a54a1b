"""Words in which letters of two scripts stand together, drawn alike: read in the script that the rest is of."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]{2,}")
_OTHER = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_CYRILLIC = "\u0400"
_LATIN = re.compile(r"[A-Za-z]")


def one_script(text: str) -> str:
    """The text with each mixed word in one script, letter for letter, so that every place in it stays.

    A Latin word with some Cyrillic or Greek letters that are all drawn as Latin ones becomes Latin; a Cyrillic word
    with Latin letters that are drawn as Cyrillic ones becomes Cyrillic. What is not so drawn is left (``µm``, ``Ωcm``).
    """
    return text if text.isascii() else _WORD.sub(lambda match: _mended(match[0]), text)


def _mended(word: str) -> str:
    foreign, latin = set(_OTHER.findall(word)), set(_LATIN.findall(word))
    if not foreign or not latin:
        return word
    if foreign <= _to_latin().keys():
        return "".join(_to_latin().get(char, char) for char in word)
    if latin <= _to_cyrillic().keys() and all(letter >= _CYRILLIC for letter in foreign):
        return "".join(_to_cyrillic().get(char, char) for char in word)
    return word


@cache
def _to_latin() -> Mapping[str, str]:
    text = files("endgate").joinpath("data", "goods", "lookalikes.csv").read_text(encoding="utf-8")
    return {row["letter"]: row["latin"] for row in csv.DictReader(text.splitlines())}


@cache
def _to_cyrillic() -> Mapping[str, str]:
    return {latin: letter for letter, latin in _to_latin().items() if letter >= _CYRILLIC}
