"""Acronyms in names of organisations: words made of first letters, beside or in place of what they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from endgate.names.edges import Pairing
from endgate.names.forms import NameForm, Token
from endgate.names.model import EdgeType, TokenClass
from endgate.names.pairs import Pair
from endgate.names.weights import table


def pair_acronym(
    left: NameForm, right: NameForm, ours: list[Token], theirs: list[Token], pairs: list[Pair]
) -> tuple[list[Token], list[Token]]:
    """A left-over word made of the first letters of what is left over on the other side."""
    for mine, others, form, flipped in ((ours, theirs, right, False), (theirs, ours, left, True)):
        for token in mine:
            many = _spelled_out_in(token, others, form, alone=not pairs)
            if many:
                pairing = Pairing(EdgeType.ACRONYM, table("edge")["acronym"])
                pairs.append(Pair(many, (token,), pairing) if flipped else Pair((token,), many, pairing))
                mine, others = _without(mine, (token,)), _without(others, many)
                return (others, mine) if flipped else (mine, others)
    return ours, theirs


def _spelled_out_in(token: Token, others: list[Token], form: NameForm, *, alone: bool) -> tuple[Token, ...]:
    """The words that the token abbreviates: the whole other name where nothing else agrees, else all that is left."""
    word = token.text
    if token.number or token.concept or not 2 <= len(word) <= 8 or not word.isalpha():
        return ()
    if alone:
        return form.core if len(word) >= 3 and abbreviates(word, form) else ()
    rest = tuple(sorted(others, key=lambda other: other.at))
    words = [part for other in rest for part in other.text.split()]
    return rest if len(words) > 1 and word == "".join(part[0] for part in words) else ()


def _without(tokens: list[Token], gone: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if all(token is not each for each in gone)]


def explained(tokens: list[Token], form: NameForm, other: NameForm) -> list[Token]:
    """A left-over acronym of the rest of its own name or of the other name, or the words it stands for, say no more."""
    short = _stands_for(tokens, form) if len(tokens) > 1 else None
    if short is not None and any(short.text in token.text.split() for token in other.core):
        return [token if token is short else aside(token) for token in tokens]
    return [aside(token) if _is_acronym(token, form, other) else token for token in tokens]


def _stands_for(tokens: Sequence[Token], form: NameForm) -> Token | None:
    """The word of the form that all of these words spell out (HIF in Heavy Industrial Fuels HIF)."""
    words = [part for token in sorted(tokens, key=lambda token: token.at) for part in token.text.split()]
    initials = "".join(word[0] for word in words)
    return next((each for each in form.core if each.text == initials and each not in tokens), None)


def _is_acronym(token: Token, form: NameForm, other: NameForm) -> bool:
    if token.token_class is not TokenClass.CORE or not 2 <= len(token.text) <= 8 or not token.text.isalpha():
        return False
    others = sum(each is not token for each in form.core)
    return others > 1 and (abbreviates(token.text, form, but=token) or abbreviates(token.text, other))


def aside(token: Token) -> Token:
    """A word that says no more than the others do: it counts as a particle."""
    return replace(token, token_class=TokenClass.PARTICLE)


def abbreviates(word: str, form: NameForm, *, but: Token | None = None) -> bool:
    """Is the word made of the first letters of the name's words (IRISL), or of their beginnings (KOMID)?

    Small words and legal forms may be left out; so may words at the end once three words have given letters. One word
    of the name, the acronym itself, does not count (``but``).
    """
    parts = tuple((part.text, part.small) for part in form.parts if part.token is not but)
    return _spells(word, parts, 0)


def _spells(word: str, parts: tuple[tuple[str, bool], ...], given: int) -> bool:
    if not word:
        return given >= 3 or (given >= 2 and all(free for _, free in parts))
    if not parts:
        return False
    (part, free), rest = parts[0], parts[1:]
    longest = len(part) if free and len(part) <= 3 else 1 if free else 3
    for size in range(1, min(longest, len(word), len(part)) + 1):
        if word[:size] == part[:size] and _spells(word[size:], rest, given + 1):
            return True
    return free and _spells(word, rest, given)
