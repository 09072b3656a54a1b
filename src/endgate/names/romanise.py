"""Romanisation by tables: alphabets in one pass, Han and Hangul by syllables. Leaves words to normalise.py."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from endgate.names.tables import rows

ABJAD = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
HANGUL = re.compile("[\uac00-\ud7a3]+")
CJK = re.compile("[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")

_ONSETS = "g,kk,n,d,tt,r,m,b,pp,s,ss,,j,jj,ch,k,t,p,h".split(",")  # noqa: SIM905 (a list would not fit on a line)
_VOWELS = "a,ae,ya,yae,eo,e,yeo,ye,o,wa,wae,oe,yo,u,wo,we,wi,yu,eu,ui,i".split(",")  # noqa: SIM905 (same)
_FINALS = ",k,k,k,n,n,n,t,l,k,m,l,l,l,p,l,m,p,p,t,t,ng,t,t,k,t,p,t".split(",")  # noqa: SIM905 (same)


@cache
def _letters() -> dict[int, str]:
    return {ord(row["letter"]): row["latin"] for row in rows("romanisation") if row["script"] != "Arab"}


@cache
def _consonants() -> dict[int, str]:
    return {ord(row["letter"]): row["latin"] for row in rows("romanisation") if row["script"] == "Arab"}


@cache
def _confusables() -> dict[int, str]:
    return {ord(row["letter"]): row["latin"] for row in rows("confusables")}


def script_of(text: str) -> str:
    """ISO 15924 code of the first letter of another script than Latin, else ``Latn``; ``Zyyy`` without any letter."""
    found = "Zyyy"
    for char in text:
        if char.isascii():
            found = "Latn" if char.isalpha() else found
            continue
        if char.isalpha() and (code := _SCRIPTS.get(unicodedata.name(char, "?").split(" ", 1)[0])) is not None:
            if code != "Latn":
                return code
            found = code
    return found


_SCRIPTS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "CJK": "Hani",
    "HANGUL": "Hang",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "THAI": "Thai",
    "DEVANAGARI": "Deva",
}


def unmask(word: str) -> str:
    """Fold letters drawn like Latin ones where a word mixes Latin with Cyrillic or Greek; other words are unchanged."""
    latin = sum(1 for char in word if "a" <= char <= "z")
    if not latin or word.isascii():
        return word
    alike = sum(1 for char in word if ord(char) in _confusables())
    return word.translate(_confusables()) if alike else word


def romanise_alphabet(text: str) -> str:
    """Romanise Cyrillic, Greek, Hebrew, Georgian, Armenian and Latin with marks; lower case in, other letters as is."""
    text = text.translate(_letters())
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).translate(_letters())


def romanise_rest(word: str) -> str:
    """Romanise what no table knows, letter by letter (anyascii)."""
    from anyascii import anyascii  # large tables, needed for rare letters only

    return anyascii(word).lower()


def syllables(run: str) -> list[str]:
    """Romanise a run of Han, kana or Hangul into syllables (pinyin and kana by anyascii, Revised Romanisation)."""
    result: list[str] = []
    for char_run in re.findall("[\uac00-\ud7a3]+|[^\uac00-\ud7a3]+", run):
        if HANGUL.fullmatch(char_run):
            result += [_hangul(char) for char in char_run]
        else:
            result += _pinyin(char_run)
    return result


def _hangul(char: str) -> str:
    code = ord(char) - 0xAC00
    return _ONSETS[code // 588] + _VOWELS[code % 588 // 28] + _FINALS[code % 28]


def _pinyin(run: str) -> list[str]:
    from anyascii import anyascii  # large tables, needed for Han only

    return [part.lower() for part in re.findall("[A-Z][a-z]*|[a-z]+|[0-9]+", anyascii(run))]


_ARABIC_FOLD = str.maketrans("يىئكأإآٱةۀؤۃہھە", "ییی" + "ک" + "اااا" + "هه" + "و" + "ههه" + "ه")
_ARABIC_DROP = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0621]")


def fold_arabic(text: str) -> str:
    """Write Arabic and Persian letters of one sound in one way; drop tatweel, vowel marks and hamza."""
    return _ARABIC_DROP.sub("", text).translate(_ARABIC_FOLD)


def arabic_skeleton(word: str) -> str:
    """Consonant classes of a word in Arabic script, article removed, doubles collapsed; may be empty."""
    if len(word) > 3 and word.startswith("ال"):
        word = word[2:]
    classes = "".join(_consonants().get(ord(char), "") for char in word)
    return re.sub(r"(.)\1+", r"\1", classes)
