"""Makes altered and near-miss names from real ones, for measuring. Seeded by the caller; never used in an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from endgate.names.forms import analyse
from endgate.names.model import TokenClass
from endgate.names.normalise import words
from endgate.terms.kinds import PartyKind

_SWAP_WORDS = (
    "sh/ch kh/h ou/u oo/u ee/i y/i q/k ph/f v/w dzh/j j/dj ts/c x/ks z/s mohammad/muhammed hussein/hossein "
    "ov/off ev/eff gh/g th/t ae/e e/a o/u"
)
_SWAPS = [pair.split("/") for pair in _SWAP_WORDS.split()]
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

Change = Callable[[list[str], Random], list[str]]


def _typo(tokens: list[str], rng: Random) -> list[str]:
    at = max(range(len(tokens)), key=lambda i: (len(tokens[i]) > 3, rng.random()))
    word = tokens[at]
    place = rng.randrange(len(word))
    kind = rng.randrange(4)
    if kind == 0:
        word = word[:place] + rng.choice(_LETTERS) + word[place + 1 :]
    elif kind == 1 and len(word) > 1:
        word = word[:place] + word[place + 1 :]
    elif kind == 2:
        word = word[:place] + rng.choice(_LETTERS) + word[place:]
    elif len(word) > 1:
        place = min(place, len(word) - 2)
        word = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return [*tokens[:at], word, *tokens[at + 1 :]]


def _two_typos(tokens: list[str], rng: Random) -> list[str]:
    return _typo(_typo(tokens, rng), rng)


def _reorder(tokens: list[str], rng: Random) -> list[str]:
    tokens = list(tokens)
    rng.shuffle(tokens)
    return tokens


def _romanised(tokens: list[str], rng: Random) -> list[str]:
    text = " ".join(tokens)
    usable = [(a, b) for one, other in _SWAPS for a, b in ((one, other), (other, one)) if a in text]
    for a, b in rng.sample(usable, min(len(usable), rng.randint(1, 3))):
        text = text.replace(a, b, 1)
    return text.split()


def _dropped(tokens: list[str], rng: Random) -> list[str]:
    if len(tokens) < 3:
        return tokens
    at = rng.randrange(len(tokens))
    return tokens[:at] + tokens[at + 1 :]


def _joined(tokens: list[str], rng: Random) -> list[str]:
    if len(tokens) < 2:
        return tokens
    at = rng.randrange(len(tokens) - 1)
    return [*tokens[:at], tokens[at] + tokens[at + 1], *tokens[at + 2 :]]


def _with_form(tokens: list[str], rng: Random) -> list[str]:
    return [*tokens, rng.choice(["ltd", "llc", "co ltd", "gmbh", "jsc", "inc"])]


def _combined(tokens: list[str], rng: Random) -> list[str]:
    return _reorder(_typo(_romanised(tokens, rng), rng), rng)


_CHANGES: tuple[tuple[str, Change, float], ...] = (
    ("typo", _typo, 0.15),
    ("two_typos", _two_typos, 0.12),
    ("reorder", _reorder, 0.12),
    ("romanised", _romanised, 0.18),
    ("dropped", _dropped, 0.08),
    ("legal_form", _with_form, 0.08),
    ("joined", _joined, 0.07),
    ("combined", _combined, 0.15),
)


def altered(text: str, kind: PartyKind, rng: Random) -> tuple[str, str] | None:
    """A changed spelling of the name and the class of change; None when the change changed nothing."""
    tokens = list(words(text))
    if not tokens:
        return None
    label, change, _ = rng.choices(_CHANGES, [weight for _, _, weight in _CHANGES])[0]
    if label == "legal_form" and kind is not PartyKind.ORGANISATION:
        label, change = "reorder", _reorder
    result = [token for token in change(tokens, rng) if token]
    return None if result == tokens or not result else (label, " ".join(result))


def near_miss(text: str, kind: PartyKind, pool: Sequence[str], rng: Random) -> str | None:
    """Another party's name made from this one: one identifying word replaced by another attested word, or number."""
    form = analyse(text, kind)
    tokens = list(words(text))
    usable = [
        token
        for token in form.core
        if token.text in tokens and token.token_class not in (TokenClass.DESCRIPTOR, TokenClass.INITIAL)
    ]
    if len(form.core) < 2 or not usable or not pool:
        return None
    token = rng.choice(usable)
    replacement = str(int(token.number) + rng.randint(1, 5)) if token.number else rng.choice(pool)
    if replacement == token.text:
        return None
    return " ".join(replacement if word == token.text else word for word in tokens)
