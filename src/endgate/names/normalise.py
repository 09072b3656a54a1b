"""From any text to clean words: marks stripped, look-alikes folded, contained names split, scripts romanised.

Leaves the meaning of the words to lexicon.py and forms.py.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from endgate.names.romanise import (
    ABJAD,
    CJK,
    fold_arabic,
    romanise_alphabet,
    romanise_rest,
    syllables,
    unmask,
)
from endgate.names.tables import rows

MAX_LENGTH = 1000
"""Longest text taken as a name; the longest listed name is below 200 characters."""

_DROPPED = {"Cf", "Cc", "Cs", "Co", "Cn", "So", "Sk"}
_INITIAL_DOT = re.compile(r"(?<=\b\w)\.")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʻʼʹ׳״'ʿʾ"), None)
_AND = {ord("&"): " and ", ord("+"): " and "}
_NOT_WORD = re.compile(r"[^\w]+|_+")
_GLUED_NUMBER = re.compile(r"([a-z]{3,})([0-9]+)\b")
_UNSPACED_MARKS = re.compile("[\u0900-\u0fff\u1000-\u109f\u1780-\u17ff]+")
_KINDS_OF_AKA = r"(?:a\.?\s?k\.?\s?a\.?|f\.?\s?k\.?\s?a\.?|n\.?\s?k\.?\s?a\.?|[afnd]/[kb]/a|alias|also known as)"
_AKA = re.compile(rf"[\s,;(\-–]+{_KINDS_OF_AKA}[\s:,\-–]+|\s*;\s*|\n", re.IGNORECASE)
_TAIL = re.compile(
    r",?\s+(?:and|or|including)\s+(?:any|all|its|their)\s+(?:of\s+its\s+)?"
    r"(?:successors?|sub-?units?|subsidiar|other\s+successor).*$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[（［【]([^()\[\]（）［］【】]*)[)\]）］】]")
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]{2,})[\"“”„«»]")
_SLASH = re.compile(r"\s+/\s+|(?<=\w{3})/(?=\w{3})")


def strip_marks(text: str) -> str:
    """Remove what is not text (controls, direction marks, zero width, symbols, emoji); NFKC; blanks collapsed."""
    if text.isascii():
        return " ".join(text.replace("\x00", " ").split()) if text.isprintable() else _strip_slow(text)
    return _strip_slow(text)


def _strip_slow(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.replace("\u200c", " "))
    kept = []
    for char in text:
        category = unicodedata.category(char)
        if char.isspace():
            kept.append(" ")
        elif category not in _DROPPED or char in "`´^":
            kept.append(char)
    return " ".join(unicodedata.normalize("NFKC", "".join(kept)).split())


@dataclass(frozen=True)
class Contained:
    """A name found in a text, and how: ``given`` as the whole, or ``extracted``."""

    text: str
    origin: str


@lru_cache(maxsize=65536)
def names_in(text: str) -> tuple[Contained, ...]:
    """The names a text contains, the main one first: a.k.a. parts, brackets, slashes, quotes, successor tails."""
    text = strip_marks(text.replace("\n", " ; "))
    parts = [part.strip(" ,;-") for part in _AKA.split(_TAIL.sub("", text))]
    found: list[Contained] = []
    for part in parts:
        _extract(part, found, "given" if not found else "extracted")
    return tuple(dict.fromkeys(found))


def _extract(part: str, found: list[Contained], origin: str) -> None:
    inner = [each.strip() for each in _BRACKETS.findall(part)]
    outer = " ".join(_BRACKETS.sub(" ", part).split())
    inner += [each.strip(" ,") for each in _QUOTED.findall(outer) if len(each) * 2 < len(outer)]
    pieces = [each.strip() for each in _SLASH.split(outer)] if _SLASH.search(outer) else []
    if outer:
        found.append(Contained(outer, origin))
    found += [Contained(piece, "extracted") for piece in pieces if " " in piece and _is_name(piece, outer)]
    found += [Contained(each, "extracted") for each in inner if _is_name(each, outer)]


def _is_name(text: str, outer: str) -> bool:
    """An acronym, a text of two words or more, or another script; single words are places and notes more often."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 3 or re.match(r"(?i)branch|located|formerly|the latter|see |list|ex |in |of ", text):
        return False
    if " " in text or not text.isascii():
        return True
    initials = iter("".join(word[0] for word in outer.split()).upper())
    return text.isupper() and (not outer.isupper() or all(letter in initials for letter in text))


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The words of a name: lower case, romanised; words in Arabic script stay in it, folded to one spelling."""
    if len(text) > MAX_LENGTH:
        text = text[:MAX_LENGTH]
    if text.isascii():
        return _split(text.lower())
    text = strip_marks(text).replace("İ", "i").lower().replace("i̇", "i")
    text = fold_arabic(text) if ABJAD.search(text) else text
    text = _UNSPACED_MARKS.sub(lambda run: romanise_rest(run[0]), text)
    text = CJK.sub(lambda run: f" {' '.join(_cjk_words(run[0]))} ", text)
    result: list[str] = []
    for word in _split(text):
        result += _romanised(word)
    return tuple(result)


def _split(text: str) -> tuple[str, ...]:
    text = _INITIAL_DOT.sub("", text.translate(_AND).translate(_APOSTROPHES))
    text = _NOT_WORD.sub(" ", text)
    return tuple(_GLUED_NUMBER.sub(r"\1 \2", text).split())


def _romanised(word: str) -> list[str]:
    if word.isascii() or ABJAD.match(word) or word in _cjk_phrases():
        return [word]
    word = romanise_alphabet(unmask(word))
    if not word.isascii():
        word = romanise_rest(word)
    word = _NOT_WORD.sub(" ", word.replace("`", "").replace("'", "")).lower()
    return _GLUED_NUMBER.sub(r"\1 \2", word).split()


@cache
def _cjk_phrases() -> dict[str, int]:
    forms = (form for row in rows("lexicon") for form in row["forms"].split(" | "))
    return {unicodedata.normalize("NFKC", form): len(form) for form in forms if CJK.fullmatch(form)}


@cache
def _longest_phrase() -> int:
    return max(_cjk_phrases().values())


def _cjk_words(run: str) -> list[str]:
    """Known words of the lexicon stay in their script; what lies between them becomes syllables."""
    result: list[str] = []
    start = at = 0
    while at < len(run):
        size = next((n for n in range(_longest_phrase(), 0, -1) if run[at : at + n] in _cjk_phrases()), 0)
        if size and (len(run) > 3 or size == len(run)):
            result += syllables(run[start:at]) if at > start else []
            result.append(run[at : at + size])
            start = at = at + size
        else:
            at += 1
    return result + (syllables(run[start:]) if start < len(run) else [])


def normal(text: str) -> str:
    """One plain string for a name, the same when applied twice."""
    return " ".join(words(text))
