"""Cuts descriptions into the words that are compared: folded, spelt one way, lightly stemmed; Chinese in pairs.

Numbers mean little alone (*150 mm*), so they count joined to the word beside them (*helium-3*, *5-axis*, *C300*).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

_CJK = "\u3040-\u9fff"
_RUN = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+(?:[.-](?=[^\W_])[^\W_{_CJK}]+)*|\|")
_INNER = re.compile(r"[.-]")
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ings", ""), ("ing", ""), ("ers", "er"), ("es", "e"), ("s", ""))
_STEM_AT_LEAST, _JOINED_DIGITS, _NUMBER_DIGITS = 3, 4, 4

Spellings = Sequence[tuple[str, str]]


def spelt(word: str, spellings: Spellings) -> str:
    """One spelling of a word: *fibre* and *fiber*, *vapour* and *vapor* become the same."""
    for written, put in spellings:
        if written in word:
            word = word.replace(written, put)
    return word


def stem(word: str) -> str:
    """Take an English plural or participle ending off a word in plain letters."""
    if not word.isascii() or word.endswith("ss"):
        return word
    for ending, put in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM_AT_LEAST:
            return word[: len(word) - len(ending)] + put
    return word


def tokens(text: str, stop: Collection[str] = (), spellings: Spellings = ()) -> list[str]:
    """The compared words of a clause-folded text, each once, in order; words of ``stop`` are left out."""
    return list(dict.fromkeys(_cut(text, stop, spellings)))


def _cut(text: str, stop: Collection[str], spellings: Spellings) -> Iterator[str]:
    before = ""
    for run in _RUN.findall(text):
        if run == "|":
            before = ""
        elif "\u3040" <= run[0] <= "\u9fff":
            yield from _pairs(run)
            before = ""
        else:
            parts = _INNER.split(run)
            yield from _whole(run, parts)
            for part in [] if _is_number(parts) else parts:
                word = part if part.isdigit() else stem(spelt(part, spellings))
                if part not in stop:
                    yield from _alone(word)
                    yield from _joined(before, word)
                before = word


def _pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[at : at + 2] for at in range(len(run) - 1)]


def _is_number(parts: Sequence[str]) -> bool:
    return len(parts) > 1 and all(part.isdigit() for part in parts)


def _whole(run: str, parts: Sequence[str]) -> Iterator[str]:
    """A hyphened designation as one word (*ti-6al-4v*, *he-3*); a standard's number as it is written (*1.6358*)."""
    if _is_number(parts):
        yield run
    elif len(parts) > 1 and any(len(part) <= 2 or any(char.isdigit() for char in part) for part in parts):
        yield "".join(parts)


def _alone(word: str) -> Iterator[str]:
    if not word.isdigit() or len(word) >= _NUMBER_DIGITS:
        yield word


def _joined(before: str, word: str) -> Iterator[str]:
    """A short number joined to its neighbour: *helium 3* is *helium3*, *5 axes* is *5axe*."""
    number = word if word.isdigit() else before
    if number.isdigit() and len(number) <= _JOINED_DIGITS and (before.isalpha() or (before and word.isalpha())):
        yield before + word
