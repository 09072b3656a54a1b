"""Cut a written quantity into tokens: numbers, units, comparators, joiners, qualifiers. What fits nothing is junk."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cache

from endgate.terms.numerals import NUMBER, Numeral, numeral
from endgate.terms.units import Unit, table, unit_at

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_JOINER = re.compile(r"(?:\.{2,3}|-|~|(?:to|bis|à|and|und|et|до|и|a)(?= )|至|到)(?= ?[+-]?[\d.,])", re.IGNORECASE)
_SLASH = re.compile(r"/(?= ?[+-]\d)")
_DIRECT_CURRENT = re.compile(r"DC(?= ?(?:to|bis|à|-|\.\.))")
_PERIOD = re.compile(
    r"(?:/|per|over|within|in|during|for|während|pendant|за) ?\d+(?:[.,]\d+)? ?(?:h|hr|hrs|hours?|days?|d|Std|min)\b"
    r"|(?:/|per) ?(?:batch|charge)\b",
    re.IGNORECASE,
)
"""A time with its number: ``/h`` alone makes a rate of the figure and is no mere remark."""
_PHASE = re.compile(r"(?:[13]|single|three|multi)[- ]?ph(?:ase)?\b|[123] ?(?:σ|sigma\b)", re.IGNORECASE)
_ROOM = re.compile(
    r"(?:RT|room temperature|ambient|Raumtemperatur)(?= ?(?:to|bis|à|-|\.\.)[^KF]*°? ?C\b)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_][\w'/-]*|\S")
_FORMULA = re.compile(r"(?=[A-Za-z]*\d)(?:[A-Z][a-z]?\d*){2,}(?=[ ,])")


class Kind(StrEnum):
    """What a token does."""

    NUMBER = "number"
    UNIT = "unit"
    JOINER = "joiner"
    PLUS_MINUS = "plus_minus"
    COMPARE = "compare"
    QUALIFIER = "qualifier"
    CONDITION = "condition"
    FILLER = "filler"
    GROUP = "group"
    JUNK = "junk"


@dataclass(frozen=True)
class Token:
    """One piece of the text with what it carries; ``inner`` are the tokens of a bracket."""

    kind: Kind
    text: str
    number: Numeral | None = None
    units: tuple[Unit, ...] = ()
    word: str = ""
    inner: tuple[Token, ...] = field(default=())


def normalise(text: str) -> str:
    """One blank, one minus, ``^`` before superscripts, compatibility forms folded."""
    raised = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+", lambda match: "^" + match.group().translate(_SUPERSCRIPTS), text)
    plain = unicodedata.normalize("NFKC", raised.replace("\u2033", '"').replace("\u2032", "'").replace("º", "°"))
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain).replace("’", "'").replace("+/-", "±")
    plain = re.sub(r"(?<=[\d ])×(?= ?10\^)", "x", plain).replace("⋅", "·").replace("∼", "~")
    plain = re.sub(r"°\s?С", "°C", plain)
    return re.sub(r"\s+", " ", plain).strip()


@cache
def words() -> tuple[tuple[str, Kind, str], ...]:
    """The phrases of ``quantity_words.csv`` that act inside a quantity, longest first."""
    kinds = {kind.value for kind in Kind}
    rows = [(row["phrase"], row["token"], row["value"]) for row in table("quantity_words.csv")]
    used = [(phrase, Kind(token), value) for phrase, token, value in rows if token in kinds]
    return tuple(sorted(used, key=lambda row: -len(row[0])))


@cache
def unstated() -> frozenset[str]:
    """Phrases that say that nothing is said."""
    return frozenset(row["phrase"].casefold() for row in table("quantity_words.csv") if row["token"] == "unstated")


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, tuple[Kind, str]]]:
    known = {phrase.casefold(): (kind, value) for phrase, kind, value in words()}
    forms = (re.escape(phrase) + (r"(?!\w)" if phrase[-1].isalnum() else "") for phrase, _, _ in words())
    return re.compile("|".join(forms), re.IGNORECASE), known


def scan(text: str) -> tuple[Token, ...]:
    """Cut normalised text into tokens."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    position, before = 0, Kind.FILLER
    while position < len(text):
        if text[position] in " ,;:":
            position += 1
            continue
        token, position = _next(text, position, before)
        yield token
        before = token.kind


def _next(text: str, start: int, before: Kind) -> tuple[Token, int]:
    if before is Kind.NUMBER:
        found = unit_at(text, start) or hyphenated_unit(text, start)
        if found is not None:
            return Token(Kind.UNIT, text[start : found[0]], units=found[1]), found[0]
    period = _PERIOD.match(text, start) if before in (Kind.UNIT, Kind.QUALIFIER) else None
    phase = _PHASE.match(text, start) if before is not Kind.NUMBER else None
    said = period or phase
    if said is not None:
        return Token(Kind.QUALIFIER, said.group(), word=said.group()), said.end()
    if before in (Kind.NUMBER, Kind.UNIT):
        joiner = _JOINER.match(text, start) or _SLASH.match(text, start)
        if joiner is not None:
            return Token(Kind.JOINER, joiner.group()), joiner.end()
    else:
        signed = _signed_number(text, start)
        if signed is not None:
            return signed
    return _plain(text, start)


def hyphenated_unit(text: str, start: int) -> tuple[int, tuple[Unit, ...]] | None:
    """A unit joined to its number by a hyphen (*3.2-GSPS*); one letter is as often a grade or a model (*500-K*)."""
    if text[start : start + 1] != "-" or not text[start + 1 : start + 3].isalpha():
        return None
    return unit_at(text, start + 1)


def _signed_number(text: str, start: int) -> tuple[Token, int] | None:
    sign = text[start] if text[start] in "+-" else ""
    match = NUMBER.match(
        text, start + len(sign) + (text[start + len(sign) : start + len(sign) + 1] == " " and sign != "")
    )
    number = None if match is None else numeral(match)
    if match is None or number is None:
        return None
    return Token(
        Kind.NUMBER, text[start : match.end()], number=number.negated() if sign == "-" else number
    ), match.end()


def _plain(text: str, start: int) -> tuple[Token, int]:
    if text[start] == "±":
        return Token(Kind.PLUS_MINUS, "±"), start + 1
    if text[start] == "(" and ")" in text[start:]:
        end = text.index(")", start)
        return Token(Kind.GROUP, text[start : end + 1], inner=scan(text[start + 1 : end])), end + 1
    current = _DIRECT_CURRENT.match(text, start)
    if current is not None:
        return Token(Kind.NUMBER, "DC", number=Numeral("DC", Fraction(0), Fraction(0))), current.end()
    room = _ROOM.match(text, start)
    if room is not None:
        return Token(Kind.NUMBER, "RT", number=Numeral("RT", Fraction(20), Fraction(20))), room.end()
    formula = _FORMULA.match(text, start)
    if formula is not None:
        return Token(Kind.QUALIFIER, formula.group(), word=f"substance {formula.group()}"), formula.end()
    pattern, known = _phrases()
    phrase = pattern.match(text, start)
    if phrase is not None:
        kind, value = known[phrase.group().casefold()]
        return Token(kind, phrase.group(), word=value), phrase.end()
    return _number_or_junk(text, start)


def _number_or_junk(text: str, start: int) -> tuple[Token, int]:
    number = NUMBER.match(text, start)
    if number is not None:
        value = numeral(number)
        if value is not None:
            return Token(Kind.NUMBER, number.group(), number=value), number.end()
        return Token(Kind.JUNK, number.group()), number.end()
    word = _WORD.match(text, start)
    end = start + 1 if word is None else word.end()
    return Token(Kind.JUNK, text[start:end]), end
