"""From any text to clean words: marks stripped, look-alikes folded, contained names split, scripts romanised.

Leaves the meaning of the words to lexicon.py and forms.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from endgate.names.romanise import (
    ABJAD,
    CJK,
    KANA,
    KANA_ONLY,
    fold_arabic,
    plain_han,
    romanise_alphabet,
    romanise_rest,
    syllables,
)
from endgate.names.tables import rows
from endgate.names.wording import named_beside, without_wording
from endgate.terms.lookalikes import as_cyrillic, one_script

MAX_LENGTH = 1000
"""Longest text taken as a name; the longest listed name is below 200 characters."""

MOST_WORDS = 60
"""Words of a name that are compared; the longest listed name has 51."""

MOST_NAMES = 16
"""Names that one text is taken to hold; listed fields hold nine at most."""

_DROPPED = {"Cf", "Cc", "Cs", "Co", "Cn", "So", "Sk"}
_INITIAL_DOT = re.compile(r"(?<=\b\w)\.")
_GLUED_INITIALS = re.compile(r"(?<![^\W\d_])((?:[^\W\d_]\.){1,3})(?=[^\W\d_]{3})")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʻʼʹ׳״'ʿʾ"), None)
_AND = {ord("&"): " and ", ord("+"): " and "}
_NOT_WORD = re.compile(r"[^\w]+|_+")
_PLAIN = {code: " " for code in range(128) if not chr(code).isalnum()} | _AND | {ord("'"): None, ord("`"): None}
_GLUED_NUMBER = re.compile(r"([a-z]{3,})([0-9]+)\b")
_UNSPACED_MARKS = re.compile("[\u0900-\u0fff\u1000-\u109f\u1780-\u17ff]+")
_KINDS_OF_AKA = (
    r"(?:[afn]\.?\s?k\.?\s?a\.?|d\.\s?b\.\s?a\.?|[afnd]/[kb]/a|t/a|alias(?:es)?"
    r"|(?:also|formerly|previously|now|better)\s(?:known|called|listed)\sas|doing\sbusiness\sas|trading\sas"
    r"|(?:formerly|previously)(?!\s(?:known|called|listed|at|of|in|on|by|from|with|an?|the|located|based|owned|employed)\b))"
)
_AKA = re.compile(rf"[\s,;(\-–]+{_KINDS_OF_AKA}[\s:,\-–]+|\s*;\s*|\n", re.IGNORECASE)
_BETWEEN_NATIVE = re.compile(r"(?<=[^\W\x00-\x7f])[\s\"”»’)]*\s(?:or|and)\s(?=[\s\"“«‘(]*\w?[^\W\x00-\x7f])")
"""An English conjunction between names in other scripts is the publisher's."""
_TAIL = re.compile(
    r",?\s+(?:and|or|including)\s+(?:any|all|its|their)\s+(?:of\s+its\s+)?"
    r"(?:successors?|sub-?units?|subsidiar|other\s+successor).*$|,\s+including\s+(?:the|all|any)\s.*$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[（［【]([^()\[\]（）［］【】]*)[)\]）］】]")
_FORM_FOLLOWS = re.compile(
    r"\s*(?:co\b|company|corp|ltd|limited|private|pvt|pte|pty|inc\b|gmbh|llc|l\.l\.c|fz|sdn|plc|s\.?a\b|sarl|group|holding)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\b(?:corporation|company|group|holding|concern|organi[sz]ation|industries|корпорация|концерн|холдинг)\s*,\s+"
    r"((?!(?:and|or|inc|incorporated|limited|co|company|corp|corporation|branch|office|private|public|l\.)\b)"
    r"[^\s,]+ [^,]{5,})$",
    re.IGNORECASE,
)
"""A unit that is named behind the house it belongs to (Tactical Missiles Corporation, Smolensk Aviation Plant)."""
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]{2,})[\"“”„«»]")
_FOOTNOTES = dict.fromkeys(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉*†‡"), None)
_ACCENTS = re.compile("(?<=[а-яёіїєґў])[\u0300\u0301]", re.IGNORECASE)
_LONE_ALIKE = re.compile("(?<=[а-яё] )[a-z](?= [а-яё])", re.IGNORECASE)
_OTHER_DIGITS = re.compile(r"(?![0-9])\d")
_CAMEL = re.compile("(?<=[а-яіїєґў])(?=[А-ЯІЇЄҐЎ])")
_ORDINAL = re.compile("[第제] ?([0-9〇零一二三四五六七八九十百两]+)")
_PREFIXED = re.compile(r"(?<!\w)(?:([وبل])(?=ال\w{3})|لل(?=\w{3}))")
_SLASH = re.compile(r"\s+/\s+|(?<=\w{3})/(?=\w{3})")


def strip_marks(text: str) -> str:
    """Remove what is not text (controls, direction marks, emoji, footnote marks); NFKC; blanks collapsed."""
    if text.isascii():
        text = text.translate(_FOOTNOTES) if "*" in text else text
        return " ".join(text.split()) if text.isprintable() else _strip_slow(text)
    return _strip_slow(text.translate(_FOOTNOTES))


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
    """The names a text contains, the main one first: a.k.a. parts, brackets, slashes, quotes, successor tails.

    A name in brackets (Haqqani Network (HQN)) stands by itself and, as many write it, within the whole.
    """
    text = strip_marks(text.replace("\n", " ; "))
    text = text if text.isascii() else _BETWEEN_NATIVE.sub(" ; ", text)
    beside, text = named_beside(text), without_wording(text)
    parts = [_closed(part.strip(" ,;-")) for part in _AKA.split(_TAIL.sub("", text))]
    found: list[Contained] = []
    for part in parts:
        _extract(part, found, "given" if not found else "extracted")
    if beside:
        _extract(beside, found, "extracted")
    return tuple(dict.fromkeys(found))[:MOST_NAMES]


def _closed(text: str) -> str:
    """Without a closing bracket that nothing opened."""
    return text[:-1].rstrip() if text.endswith(")") and "(" not in text else text


def _extract(part: str, found: list[Contained], origin: str) -> None:
    inner = [each.strip() for each in _BRACKETS.findall(part)]
    outer = " ".join(_BRACKETS.sub(_kept, part).split())
    inner += [each.strip(" ,") for each in _QUOTED.findall(outer) if len(each) * 2 < len(outer)]
    pieces = [each.strip() for each in _SLASH.split(outer)] if _SLASH.search(outer) else []
    if outer:
        found.append(Contained(outer, origin))
    if (unit := _UNIT.search(outer)) is not None:
        found.append(Contained(unit[1].strip(), "extracted"))
    found += [Contained(piece, "extracted") for piece in pieces if " " in piece and _is_name(piece, outer)]
    named = [each for each in inner if _is_name(each, outer)]
    found += [Contained(each, "extracted") for each in named]
    if outer and any(f"({each})" in part and each.isascii() == outer.isascii() for each in named):
        found.append(Contained(" ".join(part.replace("(", " ").replace(")", " ").split()), "extracted"))


def _kept(match: re.Match[str]) -> str:
    """What a bracket leaves in the name: its words before a form (X (Shanghai) Co., Ltd.), elsewhere nothing."""
    return f" {match[1]} " if _FORM_FOLLOWS.match(match.string, match.end()) else " "


def _is_name(text: str, outer: str) -> bool:
    """An acronym, a text of two words or more, or another script; single words are places and notes more often."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 3 or re.match(r"(?i)branch|located|formerly|the latter|see |list|ex |in |of ", text):
        return False
    if " " in text or not text.isascii():
        return True
    return text.isupper() and (not outer.isupper() or _shortens(text.lower(), outer.lower().split()))


def _shortens(acronym: str, words_: Sequence[str]) -> bool:
    """Is it the first letters of some of the words in their order, or of all with further letters of them (HQN)?"""
    initials = iter("".join(word[0] for word in words_))
    if all(letter in initials for letter in acronym):
        return True
    short = len(acronym) <= min(2 * len(words_), _LONGEST_ACRONYM)
    return short and len(words_) <= len(acronym) and _begins_each(acronym, words_)


_LONGEST_ACRONYM = 8
"""Letters of an acronym that gives more than first letters."""


def _begins_each(acronym: str, words_: Sequence[str]) -> bool:
    """Does each word give its first letter, and perhaps letters that follow it, in their order?"""
    if not words_ or not acronym:
        return not words_ and not acronym
    word, *rest = words_
    taken = 0
    for letter in word:
        if taken and _begins_each(acronym[taken:], rest):
            return True
        if taken < len(acronym) and letter == acronym[taken]:
            taken += 1
        elif not taken:
            return False
    return bool(taken) and _begins_each(acronym[taken:], rest)


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The first ``MOST_WORDS`` words of a name: lower case, romanised.

    Words in Arabic script stay in it, folded to one spelling.
    """
    if len(text) > MAX_LENGTH:
        text = text[:MAX_LENGTH]
    if text.isascii():
        return _split(text.lower())[:MOST_WORDS]
    result: list[str] = []
    for word in _split(_readable(text)):
        result += _romanised(word)
        if len(result) > MOST_WORDS:
            break
    return tuple(result[:MOST_WORDS])


def _readable(text: str) -> str:
    """Lower case without accents, with numbers in digits and each script in one spelling; Han apart from kana."""
    text = _ACCENTS.sub("", _CAMEL.sub(" ", strip_marks(text)))
    text = _LONE_ALIKE.sub(_as_cyrillic, text).replace("İ", "i").lower().replace("i̇", "i")
    text = _OTHER_DIGITS.sub(lambda digit: str(unicodedata.decimal(digit[0], "")), text)
    text = _PREFIXED.sub(_apart, fold_arabic(text)) if ABJAD.search(text) else text
    text = _UNSPACED_MARKS.sub(lambda run: romanise_rest(run[0]), text)
    return CJK.sub(lambda run: f" {' '.join(_cjk_words(run[0]))} ", _ORDINAL.sub(_counted, text))


def _as_cyrillic(match: re.Match[str]) -> str:
    """A Latin letter alone between Cyrillic words as the Cyrillic one drawn like it."""
    return as_cyrillic(match[0].lower())


def _apart(match: re.Match[str]) -> str:
    """A preposition or *and* of Arabic, written as one with the article, as a word of its own."""
    return f" {match[1]} " if match[1] else " ل ال"


_HAN_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"零": "0", "两": "2"}


def _counted(match: re.Match[str]) -> str:
    return f" no {_number(match[1])} "


def _number(text: str) -> str:
    """A number below 1,000 in Han digits, or digit by digit; digits as they are."""
    if text.isdecimal():
        return text
    total = 0
    for size, sign in ((100, "百"), (10, "十")):
        before, found, after = text.partition(sign)
        if found:
            total += size * int(_HAN_DIGITS.get(before, "1"))
            text = after
    digits = "".join(_HAN_DIGITS.get(char, "") for char in text) or "0"
    return str(total + int(digits))


def _split(text: str) -> tuple[str, ...]:
    if text.isascii() and "." not in text:
        text = text.translate(_PLAIN)
    else:
        text = text.translate(_AND).translate(_APOSTROPHES)
        text = _INITIAL_DOT.sub("", _GLUED_INITIALS.sub(r"\1 ", text)) if "." in text else text
        text = _NOT_WORD.sub(" ", text)
    if text.replace(" ", "").isalpha():
        return tuple(text.split())
    return tuple(_GLUED_NUMBER.sub(r"\1 \2", text).split())


def _romanised(word: str) -> list[str]:
    if word.isascii() or ABJAD.match(word) or CJK.fullmatch(word):
        return [word]
    word = romanise_alphabet(one_script(word))
    if not word.isascii():
        word = romanise_rest(word)
    word = _NOT_WORD.sub(" ", word.replace("`", "").replace("'", "")).lower()
    return _GLUED_NUMBER.sub(r"\1 \2", word).split()


@cache
def _cjk_phrases() -> dict[str, int]:
    forms = (form for row in (*rows("legal_forms"), *rows("lexicon")) for form in row["forms"].split(" | "))
    plain = [plain_han(unicodedata.normalize("NFKC", form)) for form in forms if CJK.fullmatch(form)]
    return {form: len(form) for form in plain}


@cache
def _longest_phrase() -> int:
    return max(_cjk_phrases().values())


def _cjk_words(run: str) -> list[str]:
    """Known words of the lexicon stay in their script; what lies between them becomes syllables.

    Han among kana is Japanese and stays too: its letters are not read as in Chinese.
    """
    run = plain_han(run)
    result: list[str] = []
    start = at = 0
    while at < len(run):
        longest = min(_longest_phrase(), len(run) - at)
        size = next((n for n in range(longest, 0, -1) if run[at : at + n] in _cjk_phrases()), 0)
        if size and (len(run) > 3 or size == len(run)):
            result += _read(run[start:at])
            result.append(run[at : at + size])
            start = at = at + size
        else:
            at += 1
    return result + _read(run[start:])


def _read(run: str) -> list[str]:
    if KANA_ONLY.fullmatch(run):
        return ["".join(syllables(run))]
    return [run] if KANA.search(run) else syllables(run) if run else []


def normal(text: str) -> str:
    """One plain string for a name, the same when applied twice."""
    return " ".join(words(text))


def sorted_text(text: str) -> str:
    """The words of a name in alphabetical order: what letters are compared by."""
    return " ".join(sorted(words(text)))
