"""Romanisation by tables: alphabets in one pass, Han and Hangul by syllables. Leaves words to normalise.py."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from endgate.names.tables import rows

ABJAD = re.compile("[\u05d0-\u05f2\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
"""A letter of Arabic or Hebrew script: words in them leave vowels out and are compared as they are written."""

HEBREW = re.compile("[\u05d0-\u05f2]")
KANA = re.compile("[\u3040-\u30ff]")
KANA_ONLY = re.compile("[\u3040-\u30ff]+")
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
HANGUL = re.compile("[\uac00-\ud7a3]+")
CJK = re.compile("[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")

_ONSETS = "g,kk,n,d,tt,r,m,b,pp,s,ss,,j,jj,ch,k,t,p,h".split(",")  # noqa: SIM905 (a list would not fit on a line)
_VOWELS = "a,ae,ya,yae,eo,e,yeo,ye,o,wa,wae,oe,yo,u,wo,we,wi,yu,eu,ui,i".split(",")  # noqa: SIM905 (same)
_FINALS = ",k,k,k,n,n,n,t,l,k,m,l,l,l,p,l,m,p,p,t,t,ng,t,t,k,t,p,t".split(",")  # noqa: SIM905 (same)


_ABJADS = ("Arab", "Hebr")


@cache
def _letters() -> dict[int, str]:
    return {ord(row["letter"]): row["latin"] for row in rows("romanisation") if row["script"] not in _ABJADS}


@cache
def _consonants() -> dict[int, str]:
    return {ord(row["letter"]): row["latin"] for row in rows("romanisation") if row["script"] in _ABJADS}


@cache
def _digraphs() -> tuple[tuple[str, str], ...]:
    return tuple((row["letters"], row["latin"]) for row in rows("digraphs"))


@cache
def _plain_han() -> dict[int, int]:
    letters, plain = ("".join(row[column] for row in rows("han_variants")) for column in ("letters", "plain"))
    return str.maketrans(letters, plain)


def native_letters(text: str) -> str:
    """The Han, kana and Hangul letters of a text in one spelling each; empty where there are none."""
    if text.isascii():
        return ""
    return plain_han("".join(CJK.findall(unicodedata.normalize("NFKC", text))))


@cache
def _readings(place: str) -> dict[str, list[str]]:
    return {row["letters"]: row["reading"].split() for row in rows("han_readings") if row["place"] == place}


def plain_han(run: str) -> str:
    """Write traditional and Japanese forms of Han letters as the simplified ones."""
    return run.translate(_plain_han())


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


def romanise_alphabet(text: str) -> str:
    """Romanise Cyrillic, Greek, Hebrew, Georgian, Armenian and Latin with marks; lower case in, other letters as is."""
    text = _with_digraphs(text).translate(_letters())
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).translate(_letters())


_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")


def _with_digraphs(text: str) -> str:
    """Letter pairs of one sound first; Greek without accents, which stand between them."""
    if _GREEK.search(text):
        text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    for letters, latin in _digraphs():
        text = text.replace(letters, latin)
    return text


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
            result += _han(char_run)
    return result


@lru_cache(maxsize=65536)
def aloud(word: str) -> str:
    """A word in Han or Hangul as its syllables in one word of Latin letters; others as they are."""
    return "".join(syllables(word)) if CJK.fullmatch(word) else word


_BARE_VOWELS = {"i": "yi", "o": "oh", "u": "woo", "a": "ah", "e": "eh"}
"""How a syllable of one vowel is written, so that it is not taken for an initial."""


def _hangul(char: str) -> str:
    code = ord(char) - 0xAC00
    syllable = _ONSETS[code // 588] + _VOWELS[code % 588 // 28] + _FINALS[code % 28]
    return _BARE_VOWELS.get(syllable, syllable)


def _han(run: str) -> list[str]:
    """Pinyin of a run; a short run is a person's name and starts with the family name's own reading."""
    result: list[str] = []
    at = 0
    if 2 <= len(run) <= 4:
        size = next((size for size in (2, 1) if run[:size] in _readings("family")), 0)
        result, at = list(_readings("family").get(run[:size], ())), size
    while at < len(run):
        size = next((size for size in (2, 1) if run[at : at + size] in _readings("any")), 0)
        result += _readings("any")[run[at : at + size]] if size else _pinyin(run[at])
        at += size or 1
    return result


def _pinyin(run: str) -> list[str]:
    from anyascii import anyascii  # large tables, needed for Han only

    return [part.lower() for part in re.findall("[A-Z][a-z]*|[a-z]+|[0-9]+", anyascii(run))]


_ARABIC_FOLD = str.maketrans("يىئكأإآٱةۀؤۃہھە", "ییی" + "ک" + "اااا" + "هه" + "و" + "ههه" + "ه")
_ARABIC_FOLD |= str.maketrans("ךםןףץ", "כמנפצ")
_ARABIC_DROP = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0621]"
)


def fold_arabic(text: str) -> str:
    """Write Arabic and Persian letters of one sound in one way; drop tatweel, vowel marks and hamza."""
    return _ARABIC_DROP.sub("", text).translate(_ARABIC_FOLD)


def arabic_skeleton(word: str) -> str:
    """Consonant classes of a word in Arabic script, article removed, doubles collapsed; may be empty."""
    if len(word) > 3 and word.startswith("ال"):
        word = word[2:]
    classes = "".join(_consonants().get(ord(char), "") for char in word)
    return re.sub(r"(.)\1+", r"\1", classes)
