"""Makes altered names from real ones, for measuring. Seeded by the caller; never used in an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from random import Random

from endgate.names.normalise import words
from endgate.names.tables import settings
from endgate.terms.kinds import PartyKind

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ORGANISATIONS = frozenset({"legal_form", "form_translated", "number_words"})
_PEOPLE = frozenset({"initial", "honorific"})

Change = Callable[[list[str], Random], list[str]]


@cache
def _exchanges(table: str) -> tuple[tuple[str, str], ...]:
    """Pairs of texts that are exchanged, both ways."""
    pairs = [tuple(each.split("/")) for each in settings("measure/changes")[table]["exchanges"]]
    return tuple((a, b) for one, other in pairs for a, b in ((one, other), (other, one)))


def _words(table: str) -> list[str]:
    return list(settings("measure/changes")[table]["words"])


def _typo(tokens: list[str], rng: Random) -> list[str]:
    at = max(range(len(tokens)), key=lambda i: (len(tokens[i]) > 3, rng.random()))
    return [*tokens[:at], _misspelt(tokens[at], rng), *tokens[at + 1 :]]


def _misspelt(word: str, rng: Random) -> str:
    place = rng.randrange(len(word))
    kind = rng.randrange(4)
    if kind == 0:
        return word[:place] + rng.choice(_LETTERS) + word[place + 1 :]
    if kind == 1 and len(word) > 1:
        return word[:place] + word[place + 1 :]
    if kind == 2 or len(word) < 2:
        return word[:place] + rng.choice(_LETTERS) + word[place:]
    place = min(place, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _two_typos(tokens: list[str], rng: Random) -> list[str]:
    return _typo(_typo(tokens, rng), rng)


def _reorder(tokens: list[str], rng: Random) -> list[str]:
    tokens = list(tokens)
    rng.shuffle(tokens)
    return tokens


def _exchanged(table: str, most: int) -> Change:
    def change(tokens: list[str], rng: Random) -> list[str]:
        text = " ".join(tokens)
        usable = [(a, b) for a, b in _exchanges(table) if a in text and a.isascii()]
        for a, b in rng.sample(usable, min(len(usable), rng.randint(1, most))):
            text = text.replace(a, b, 1)
        return text.split()

    return change


_romanised = _exchanged("romanised", 3)


def _exchanged_words(table: str) -> Change:
    def change(tokens: list[str], rng: Random) -> list[str]:
        text = f" {' '.join(tokens)} "
        usable = [(a, b) for a, b in _exchanges(table) if f" {a} " in text]
        if usable:
            a, b = max(usable, key=lambda pair: (len(pair[0]), rng.random()))
            text = text.replace(f" {a} ", f" {b} ", 1)
        return text.split()

    return change


def _dropped(tokens: list[str], rng: Random) -> list[str]:
    if len(tokens) < 3:
        return tokens
    at = rng.randrange(len(tokens))
    return tokens[:at] + tokens[at + 1 :]


def _joined(tokens: list[str], rng: Random) -> list[str]:
    """Two words written as one, or one long word as two."""
    long = [at for at, word in enumerate(tokens) if len(word) >= 8]
    if long and rng.random() < 0.3:
        at = rng.choice(long)
        cut = rng.randrange(3, len(tokens[at]) - 3)
        return [*tokens[:at], tokens[at][:cut], tokens[at][cut:], *tokens[at + 1 :]]
    if len(tokens) < 2:
        return tokens
    at = rng.randrange(len(tokens) - 1)
    return [*tokens[:at], tokens[at] + tokens[at + 1], *tokens[at + 2 :]]


def _with_form(tokens: list[str], rng: Random) -> list[str]:
    return [*tokens, rng.choice(_words("legal_form"))]


def _initial(tokens: list[str], rng: Random) -> list[str]:
    """One word of three or more shortened to its first letter."""
    usable = [at for at, word in enumerate(tokens) if len(word) > 2]
    if len(tokens) < 3 or not usable:
        return tokens
    at = rng.choice(usable)
    return [*tokens[:at], tokens[at][0], *tokens[at + 1 :]]


def _honorific(tokens: list[str], rng: Random) -> list[str]:
    return [rng.choice(_words("honorific")), *tokens]


def _combined(tokens: list[str], rng: Random) -> list[str]:
    return _reorder(_typo(_romanised(tokens, rng), rng), rng)


_CHANGES: dict[str, Change] = {
    "typo": _typo,
    "two_typos": _two_typos,
    "reorder": _reorder,
    "romanised": _romanised,
    "dropped": _dropped,
    "legal_form": _with_form,
    "joined": _joined,
    "combined": _combined,
    "initial": _initial,
    "honorific": _honorific,
    "homoglyph": _exchanged("homoglyph", 2),
    "diacritics": _exchanged("diacritics", 2),
    "misread": _exchanged("misread", 1),
    "form_translated": _exchanged_words("legal_form"),
    "number_words": _exchanged_words("number_words"),
}


@cache
def _shares() -> tuple[tuple[str, ...], tuple[float, ...]]:
    shares: dict[str, float] = settings("measure/changes")["shares"]
    return tuple(shares), tuple(shares.values())


def altered(text: str, kind: PartyKind, rng: Random) -> tuple[str, str] | None:
    """The class of a change and the changed spelling; None when the change changed nothing."""
    labels, weights = _shares()
    label = rng.choices(labels, weights)[0]
    if (label in _ORGANISATIONS and kind is not PartyKind.ORGANISATION) or (
        label in _PEOPLE and kind is not PartyKind.PERSON
    ):
        return None
    changed = changed_by(label, words(text), rng)
    return None if changed is None else (label, changed)


def changed_by(label: str, tokens: Sequence[str], rng: Random) -> str | None:
    """The name after one class of change; None when nothing changed."""
    if not tokens:
        return None
    result = [token for token in _CHANGES[label](list(tokens), rng) if token]
    return None if result == list(tokens) or not result else " ".join(result)


def renamed_ship(text: str, rng: Random) -> tuple[str, str] | None:
    """A ship's name with a prefix, its number written otherwise or its words joined: still the same ship's name."""
    tokens = list(words(text))
    if not tokens:
        return None
    choice = rng.randrange(3)
    if choice == 0:
        return "vessel_prefix", " ".join([rng.choice(settings("measure/changes")["vessel"]["prefixes"]), *tokens])
    if choice == 1 and tokens[-1].isdigit():
        number = rng.choice([f"no {tokens[-1]}", f"no. {tokens[-1]}", f"- {tokens[-1]}", f"{tokens[-1].zfill(2)}"])
        changed = " ".join([*tokens[:-1], number])
        return None if changed.split() == tokens else ("vessel_number", changed)
    return ("vessel_joined", "".join(tokens)) if len(tokens) > 1 else None
