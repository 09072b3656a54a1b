"""The table of units: which units a written symbol may be, by exact factor. Never guesses among them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files

_PREFIXES = {
    "f": -15,
    "p": -12,
    "n": -9,
    "µ": -6,
    "m": -3,
    "c": -2,
    "d": -1,
    "h": 2,
    "k": 3,
    "M": 6,
    "G": 9,
    "T": 12,
    "P": 15,
}
_LETTERS = {**{prefix: prefix for prefix in _PREFIXES}, "u": "µ"}
_LONGEST = 28


@dataclass(frozen=True)
class Unit:
    """One unit: value in the base unit is ``number × factor + offset``. ``asked`` counts only for that dimension."""

    symbol: str
    dimension: str
    factor: Fraction
    offset: Fraction
    qualifier: str = ""
    asked: bool = False

    def to_base(self, number: Fraction) -> Fraction:
        return number * self.factor + self.offset

    def from_base(self, value: Fraction) -> Fraction:
        return (value - self.offset) / self.factor


@dataclass(frozen=True)
class Dimension:
    """What is measured, in which base unit, and which values cannot be."""

    name: str
    base: str
    may_be_negative: bool
    maximum: Fraction | None


def table(name: str) -> list[dict[str, str]]:
    """The rows of one file of ``data/terms``."""
    text = files("endgate").joinpath("data", "terms", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def symbol_key(symbol: str) -> str:
    """The written symbol without blanks and multiplication signs, micro as one letter."""
    return re.sub(r"[ ·⋅*×]", "", symbol).replace("μ", "µ")


@cache
def dimensions() -> dict[str, Dimension]:
    return {
        row["dimension"]: Dimension(
            row["dimension"],
            row["base"],
            row["may_be_negative"] == "1",
            Fraction(row["maximum"]) if row["maximum"] else None,
        )
        for row in table("dimensions.csv")
    }


@dataclass(frozen=True)
class _Symbol:
    """One written symbol of a row of the table, at its place in it."""

    order: int
    symbol: str
    row: dict[str, str]

    def unit(self, letter: str) -> Unit:
        """The unit, with a prefix where a letter for one is given (``u`` for micro too)."""
        prefix = _LETTERS.get(letter, "")
        factor = Fraction(self.row["factor"]) * (_scale(prefix) if prefix else 1)
        row = self.row
        return Unit(
            letter + self.symbol,
            row["dimension"],
            factor,
            Fraction(row["offset"]),
            row["qualifier"],
            row["asked"] == "asked",
        )


@cache
def _symbols() -> dict[str, list[_Symbol]]:
    """The symbols as the table writes them, without their prefixed forms: those are made when they are asked for."""
    found: dict[str, list[_Symbol]] = {}
    pairs = ((symbol, row) for row in table("units.csv") for symbol in row["symbols"].split("|"))
    for order, (symbol, row) in enumerate(pairs):
        found.setdefault(symbol_key(symbol), []).append(_Symbol(order, symbol, row))
    return found


@lru_cache(maxsize=4096)
def units_of(key: str) -> tuple[Unit, ...]:
    """Every unit that a symbol's key may be, prefixed ones included; none for an unknown key."""
    met = [(symbol, "") for symbol in _symbols().get(key, ())]
    prefix = _LETTERS.get(key[:1], "")
    met += [(symbol, key[:1]) for symbol in _symbols().get(key[1:], ()) if prefix in symbol.row["prefixes"].split()]
    found: dict[tuple[str, Fraction, Fraction], Unit] = {}
    for symbol, letter in sorted(met, key=lambda each: each[0].order):
        unit = symbol.unit(letter)
        found.setdefault((unit.dimension, unit.factor, unit.offset), unit)
    return tuple(found.values())


@cache
def units() -> dict[str, tuple[Unit, ...]]:
    """Every unit by the key of its symbol, prefixed ones included: the whole table, which no reading needs."""
    keys = [each for key in _symbols() for each in (key, *(letter + key for letter in _LETTERS))]
    return {key: units_of(key) for key in dict.fromkeys(keys) if units_of(key)}


@cache
def _scale(prefix: str) -> Fraction:
    return Fraction(10) ** _PREFIXES[prefix]


@cache
def _folded() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in _symbols():
        found.setdefault(key.casefold(), []).append(key)
    return found


@lru_cache(maxsize=4096)
def _units_in_any_case(key: str) -> tuple[Unit, ...]:
    """The units of the only key that differs from this one in case alone; none where several do."""
    folded = key.casefold()
    keys = set(_folded().get(folded, ()))
    for letter in _LETTERS:
        if folded.startswith(letter.casefold()):
            keys |= {letter + each for each in _folded().get(folded[len(letter.casefold()) :], ())}
    real = [each for each in keys if units_of(each)]
    return units_of(real[0]) if len(real) == 1 else ()


def unit_at(text: str, start: int) -> tuple[int, tuple[Unit, ...]] | None:
    """The longest unit that begins at ``start``: its end and all units it may be. Case counts unless only one fits."""
    for lookup in (units_of, _units_in_any_case):
        for end in range(min(len(text), start + _LONGEST), start, -1):
            written = text[start:end]
            if written[-1] == " " or not _ends(text, end):
                continue
            found = lookup(symbol_key(written))
            if found:
                return end, found
    return None


def _ends(text: str, end: int) -> bool:
    last, following = text[end - 1], text[end : end + 1]
    return not (last.isalnum() and (following.isalnum() or following in ("^", "_")))


def convert(number: Fraction, symbol: str, dimension: str) -> Fraction:
    """The value of ``number`` of a unit in the base unit of the dimension. Raises KeyError when there is none."""
    for unit in units_of(symbol_key(symbol)):
        if unit.dimension == dimension:
            return unit.to_base(number)
    raise KeyError(f"{symbol} of {dimension}")
