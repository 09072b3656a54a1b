"""A person's many names made ready for bounds: their distinct words, what each weighs, what it may meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from endgate.names.align import parts_of
from endgate.names.edges import keys_of
from endgate.names.fold import fold
from endgate.names.forms import NameForm, Token
from endgate.names.model import TokenClass
from endgate.names.romanise import ABJAD
from endgate.names.weights import BEARABLE

Array = np.ndarray[Any, Any]
Names = dict[str, tuple[int, ...]]
"""Numbers of names, or of words, by a text."""

Weigher = Callable[[Token], tuple[float, float, float, float]]
"""What a word weighs, the shares of that it costs at the least where the other name leaves it out and where it
contradicts it, and its bits."""


@dataclass(frozen=True)
class Words:
    """Distinct words with their texts, folds, letter signatures and lengths."""

    tokens: tuple[Token, ...]
    texts: tuple[str, ...]
    folds: tuple[str, ...]
    signatures: Array
    lengths: Array


@dataclass(frozen=True)
class Prepared:
    """Names of one person. Rows of words by name stand one after the other, from ``starts`` on.

    ``against`` is what a word costs more where the other name says something else in its place; 0 for words that
    nothing contradicts. ``bits`` is what each whole name is worth. ``reach`` also holds the parts of compound words,
    which may pair by themselves; ``compounds`` tells a word's parts. ``open_names`` hold phrases or Arabic script and
    cannot be judged by their words.

    Names are found by their letters without blanks (``joined``), by the fold of two to four neighbours (``runs``) and
    of two that one slip may join (``loose_runs``, by first letter). Words are found by their fold (``by_fold``, and
    ``by_first`` letter), by what they share with others that pair with them (``by_key``), by the letters that stand for
    them (``by_letter``) and that they stand for (``initials``). ``meant`` are the words that mean something.
    """

    forms: tuple[NameForm, ...]
    words: Words
    weight: Array
    cost: Array
    against: Array
    bits: Array
    rows: Array
    starts: Array
    reach: Array
    reach_starts: Array
    compounds: tuple[tuple[int, Array], ...]
    open_names: Array
    joined: Names
    runs: Names
    loose_runs: dict[str, Names]
    by_fold: Names
    by_first: dict[str, Names]
    by_key: Names
    by_letter: Names
    initials: Names
    meant: tuple[int, ...]
    free: Words


def prepare(forms: Sequence[NameForm], weigher: Weigher) -> Prepared:
    """Make the names ready. Every form holds a word at least."""
    numbers: dict[tuple[object, ...], int] = {}
    tokens: list[Token] = []

    def number(token: Token) -> int:
        key = (token.text, token.token_class, token.concept, token.number)
        if key not in numbers:
            numbers[key] = len(tokens)
            tokens.append(token)
        return numbers[key]

    rows = [[number(token) for token in form.core] for form in forms]
    parts = {number(token): parts_of(token) for form in forms for token in form.core}
    compounds = {word: [number(part) for part in found] for word, found in parts.items() if len(found) > 1}
    reach = [[*row, *(part for word in row for part in compounds.get(word, ()))] for row in rows]
    weight, cost, against, bits = np.array([weigher(token) for token in tokens]).T
    bearable = np.array([token.token_class in BEARABLE for token in tokens])
    free = {word for form in forms for token in form.free for word in token.text.split() if len(word) >= 3}
    return Prepared(
        tuple(forms),
        _words(tokens),
        weight,
        weight * cost,
        np.where(bearable, weight * np.maximum(against - cost, 0.0), 0.0),
        np.array([sum(bits[word] for word in row) for row in rows]),
        _flat(rows),
        _starts(rows),
        _flat(reach),
        _starts(reach),
        tuple((word, np.array(found)) for word, found in compounds.items()),
        np.array([_is_open(form) for form in forms]),
        _gathered((form.joined, at) for at, form in enumerate(forms) if len(form.joined) >= 6),
        _gathered((fold(text), at) for at, form in enumerate(forms) for text, _ in _runs(form)),
        _by_first((text, at) for at, form in enumerate(forms) for text, loosely in _runs(form) if loosely),
        _gathered((fold(token.text), at) for at, token in enumerate(tokens) if len(token.text) >= 5),
        _by_first((token.text, at) for at, token in enumerate(tokens)),
        _gathered((key, at) for at, token in enumerate(tokens) for key in keys_of(token)),
        _gathered((text[0], at) for at, token in enumerate(tokens) for text in (token.text, fold(token.text))),
        _gathered((token.text[0], at) for at, token in enumerate(tokens) if token.token_class is TokenClass.INITIAL),
        tuple(at for at, token in enumerate(tokens) if token.concept),
        _words([Token(word, TokenClass.CORE, word) for word in sorted(free)]),
    )


def _flat(rows: Sequence[Sequence[int]]) -> Array:
    return np.array([each for row in rows for each in row], dtype=np.intp)


def _starts(rows: Sequence[Sequence[int]]) -> Array:
    return np.cumsum([0, *(len(row) for row in rows[:-1])])


def _is_open(form: NameForm) -> bool:
    return any(" " in token.text or ABJAD.search(token.text) is not None for token in (*form.core, *form.free))


def _runs(form: NameForm) -> Iterable[tuple[str, bool]]:
    """Neighbouring words that another name may write as one, and whether one slip may stand between."""
    tokens = form.line
    for size in range(2, min(4, len(tokens)) + 1):
        for start in range(len(tokens) - size + 1):
            run = tokens[start : start + size]
            loosely = size == 2 and run[0].token_class is TokenClass.PARTICLE
            yield "".join(token.text for token in run), loosely


def _by_first(pairs: Iterable[tuple[str, int]]) -> dict[str, Names]:
    """Numbers by the fold of a text of seven letters or more, by its first letter."""
    kept = [(text, number) for text, number in pairs if len(text) >= 7]
    return {
        first: _gathered((fold(text), number) for text, number in kept if text[0] == first)
        for first in sorted({text[0] for text, _ in kept})
    }


def _gathered(pairs: Iterable[tuple[str, int]]) -> Names:
    found: dict[str, tuple[int, ...]] = {}
    for text, number in pairs:
        known = found.get(text, ())
        found[text] = known if number in known else (*known, number)
    return found


def _words(tokens: Sequence[Token]) -> Words:
    texts = tuple(token.text for token in tokens)
    return Words(
        tuple(tokens),
        texts,
        tuple(map(fold, texts)),
        np.array(list(map(signature, texts)), dtype=np.uint64),
        np.array(list(map(len, texts)), dtype=np.int64),
    )


@lru_cache(maxsize=65536)
def signature(text: str) -> int:
    """Letters of a word in 64 bits, two for each letter and one for each other sign.

    No two words differ in more bits than the edits between them, insertions and deletions counted one by one.
    """
    bits = 0
    for char in set(text):
        index = ord(char) - 97
        if 0 <= index < 26:
            bits |= (3 if text.count(char) > 1 else 1) << 2 * index
        else:
            bits |= 1 << 52 + ord(char) % 12
    return bits
