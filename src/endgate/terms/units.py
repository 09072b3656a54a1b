"""The table of units: which units a written symbol may be, by exact factor. Never guesses among them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

_PREFIXES = {"p": -12, "n": -9, "µ": -6, "m": -3, "c": -2, "d": -1, "h": 2, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15}
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


@cache
def units() -> dict[str, tuple[Unit, ...]]:
    """Every unit by the key of its symbol, prefixed ones included."""
    found: dict[str, dict[tuple[str, Fraction, Fraction], Unit]] = {}
    for row in table("units.csv"):
        for symbol in row["symbols"].split("|"):
            for unit in _with_prefixes(symbol, row):
                same = found.setdefault(symbol_key(unit.symbol), {})
                same.setdefault((unit.dimension, unit.factor, unit.offset), unit)
    return {key: tuple(same.values()) for key, same in found.items()}


@cache
def _scale(prefix: str) -> Fraction:
    return Fraction(10) ** _PREFIXES[prefix]


def _with_prefixes(symbol: str, row: dict[str, str]) -> list[Unit]:
    factor, offset, asked = Fraction(row["factor"]), Fraction(row["offset"]), row["asked"] == "asked"
    made = [Unit(symbol, row["dimension"], factor, offset, row["qualifier"], asked)]
    for prefix in row["prefixes"].split():
        scaled = factor * _scale(prefix)
        for letter in (prefix, "u") if prefix == "µ" else (prefix,):
            made.append(Unit(letter + symbol, row["dimension"], scaled, offset, row["qualifier"], asked))
    return made


@cache
def _folded() -> dict[str, tuple[Unit, ...]]:
    found: dict[str, set[str]] = {}
    for key in units():
        found.setdefault(key.casefold(), set()).add(key)
    return {folded: units()[next(iter(keys))] for folded, keys in found.items() if len(keys) == 1}


def unit_at(text: str, start: int) -> tuple[int, tuple[Unit, ...]] | None:
    """The longest unit that begins at ``start``: its end and all units it may be. Case counts unless only one fits."""
    for lookup, fold in ((units(), False), (_folded(), True)):
        for end in range(min(len(text), start + _LONGEST), start, -1):
            written = text[start:end]
            if written[-1] == " " or not _ends(text, end):
                continue
            key = symbol_key(written)
            found = lookup.get(key.casefold() if fold else key)
            if found:
                return end, found
    return None


def _ends(text: str, end: int) -> bool:
    last, following = text[end - 1], text[end : end + 1]
    return not (last.isalnum() and (following.isalnum() or following in ("^", "_")))


def convert(number: Fraction, symbol: str, dimension: str) -> Fraction:
    """The value of ``number`` of a unit in the base unit of the dimension. Raises KeyError when there is none."""
    for unit in units()[symbol_key(symbol)]:
        if unit.dimension == dimension:
            return unit.to_base(number)
    raise KeyError(f"{symbol} of {dimension}")
