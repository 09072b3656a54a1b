"""Names of several words written as the one name they are: servant of X, X of the religion, son of X, X the clan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from endgate.names.lexicon import attested, heads
from endgate.names.normalise import words
from endgate.names.romanise import ABJAD
from endgate.names.tables import rows

ARTICLES = frozenset(
    ["al", "el", "ul", "ol", "ad", "ar", "as", "ash", "at", "az", "an", "ed", "er", "es", "ud", "ur", "il"]
)
"""Latin spellings of the Arabic article, with the letter it takes from the next word."""

_ABD = re.compile(r"abd|abd[uaeo]l|abdoul|abdu|abdool|abid(?=al)")
_GLUED_ABD = re.compile(
    r"abd(?:[uaeio]|ou|oo)(?:l|(r(?=r)|s(?=s)|n(?=n)|z(?=z)|r(?=ahm|ehm|ash|az)))(?P<rest>[a-z]{3,})"
)
_DIN_TAIL = re.compile(
    r"(?!aa?b[ei]?d[ei]+n)(?P<stem>[a-z]{2,}?)(?:[uaeio]l|[uaeio]d|[uaeio])?d(?:in|een|ine|iin)(?P<more>i?)$"
)
_ETTIN_TAIL = re.compile(r"(?P<stem>[a-z]{2,}?)[aeu]ttin")
_NATIVE_ALLAH = re.compile("(?<=.)الله(?=ی?$)|(?<=...)اله(?=ی?$)")
_NATIVE_DIN = re.compile("(?<=..)الدین(?=ی?$)")
_RAHMAN_TAIL = re.compile(r"(?P<stem>(?!abd)[a-z]{3,}?)[iou]r+[ae]h?man")
_ALLAH_TAIL = re.compile(r"(?P<stem>[a-z]{2,})[aeiou]llah(?P<more>i?)")


@cache
def _parts(kind: str) -> dict[str, str]:
    """Spellings of one kind of part to its head; Arabic script as normalisation leaves it."""
    table = [row for row in rows("compounds") if row["part"] == kind]
    return {word: row["head"] for row in table for form in row["forms"].split() for word in words(form)}


def merge_names(tokens: Sequence[str], *, of: int = 0) -> tuple[str, ...]:
    """Write abd + al + X, X + al + din, X + zadeh, Ali + Reza and their like as one word each.

    ``of``: words of the whole name, where ``tokens`` are a part of it; a name of two words keeps both.
    """
    result: list[str] = []
    at = 0
    paired = max(len(tokens), of) >= 3
    while at < len(tokens):
        if paired and at + 1 < len(tokens) and tokens[at] in _firsts().get(tokens[at + 1], ()):
            result.append(tokens[at] + tokens[at + 1])
            at += 2
            continue
        size, word = _servant_of(tokens, at)
        if size:
            result.append(word)
            at += size
            continue
        size, tail = _suffix(tokens, at, result)
        if size:
            result[-1] = _with_suffix(result[-1], tail, tokens[at])
            at += size
            continue
        result += _apart(unified(tokens[at]))
        at += 1
    return tuple(result)


def _servant_of(tokens: Sequence[str], at: int) -> tuple[int, str]:
    """Abd + X in either script: how many words it takes, and the name."""
    word, rest = _plain(tokens[at]), tokens[at + 1 : at + 3]
    if word.startswith("عبدال") and len(word) > 5:
        return 1, _plain("عبد" + word.removeprefix("عبدال"))
    if word == "عبد" and rest:
        return 2, _plain("عبد" + rest[0].removeprefix("ال"))
    if not _ABD.fullmatch(word) or not rest:
        return 0, ""
    size = 2
    if rest[0] in ARTICLES and len(rest) > 1:
        rest, size = rest[1:], 3
    if len(rest[0]) == 1:  # the rest is cut down to its initial (Abdul K.)
        return size - 1, "abdul"
    return size, "abdul" + (rest[0].removeprefix("al") if rest[0] == "allah" else rest[0])


@cache
def _firsts() -> dict[str, frozenset[str]]:
    """Second names of pairs that are one name, to the first names they go with."""
    return {row["head"]: frozenset(row["forms"].split()) for row in rows("compounds") if row["part"] == "with"}


@lru_cache(maxsize=65536)
def pair_in(word: str) -> tuple[str, str] | None:
    """The two names that are written as this one (Ali and Reza in Alireza)."""
    for second, firsts in _firsts().items():
        if word.endswith(second) and word[: -len(second)] in firsts:
            return word[: -len(second)], second
    return None


def _suffix(tokens: Sequence[str], at: int, before: Sequence[str]) -> tuple[int, str]:
    """A part that belongs to the word before it: how many words it takes, and its head."""
    if not before or len(before[-1]) < 2 or before[-1] in ARTICLES:
        return 0, ""
    suffixes, genitives = _parts("suffix"), _parts("after_article")
    if tokens[at] in ARTICLES and at + 1 < len(tokens):
        tail = suffixes.get(tokens[at + 1], "")
        tail = tail if tail in ("din", "dini") else genitives.get(tokens[at + 1], "")
        return (2, tail) if tail else (0, "")
    if tokens[at] in genitives and (ABJAD.match(tokens[at]) or _ENDS_IN_ARTICLE.fullmatch(before[-1])):
        return 1, genitives[tokens[at]]
    return (1, suffixes[tokens[at]]) if tokens[at] in suffixes else (0, "")


_LATIN_TAIL = {"din": "uddin", "dini": "uddini", "allah": "ullah", "allahi": "ullahi"}
_NATIVE_TAIL = {"din": "ودین", "dini": "ودینی", "allah": "له", "allahi": "لهی"}


def _with_suffix(word: str, head: str, written: str) -> str:
    if ABJAD.match(word) and ABJAD.match(written):
        return word + _NATIVE_TAIL.get(head, written)
    if head in _GENITIVES and (match := _ENDS_IN_ARTICLE.fullmatch(word)) is not None:
        word = match["stem"]
    return word + _LATIN_TAIL.get(head, head)


_GENITIVES = ("urrahman", "ulhaq", "ulislam")
_ENDS_IN_ARTICLE = re.compile(r"(?P<stem>(?!abd)[a-z]{3,})u[lr]")


def _plain(native: str) -> str:
    """One spelling of the ends -allah and -uddin in Arabic script."""
    if native.isascii():
        return native
    return _NATIVE_ALLAH.sub("له", _NATIVE_DIN.sub("ودین", native))


@lru_cache(maxsize=65536)
def unified(word: str) -> str:
    """A compound written as one word, in the spelling that its parts are merged to."""
    if len(word) >= 7 and (match := _GLUED_ABD.fullmatch(word)) is not None:
        return "abdul" + match["rest"]
    if len(word) >= 7 and (match := _DIN_TAIL.fullmatch(word)) is not None:
        return match["stem"] + "uddin" + match["more"]
    if len(word) >= 7 and (match := _ETTIN_TAIL.fullmatch(word)) is not None:
        return match["stem"] + "uddin"
    if len(word) >= 9 and (match := _RAHMAN_TAIL.fullmatch(word)) is not None:
        return match["stem"] + "urrahman"
    if len(word) >= 7 and (match := _ALLAH_TAIL.fullmatch(word)) is not None:
        return match["stem"] + "ullah" + match["more"]
    return _plain(word) if ABJAD.match(word) else word


@lru_cache(maxsize=65536)
def _apart(word: str) -> tuple[str, ...]:
    """A title, or Muhammad, written as one word with the name (Seyedhassan, Mohammadreza) in its parts."""
    for title in _parts("title"):
        rest = word.removeprefix(title)
        if rest == word or len(rest) < 3 or rest in _parts("suffix"):
            continue
        if ABJAD.match(word) or attested(rest) >= 5 or heads(rest):
            return title, rest
    for first in _parts("first"):
        if word.startswith(first) and word[len(first) :] in _parts("second"):
            return first, word[len(first) :]
    return (word,)
