"""Amounts of goods that may be compared: masses with masses, pieces with pieces, drums with drums and nothing else."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files

from endgate.shipment.model import Item, Licence
from endgate.terms.quantity import read
from endgate.terms.quantity_model import Problem, Value
from endgate.terms.truth import Truth

PIECE = "piece"
_PLAIN = frozenset({"count", "number"})


@dataclass(frozen=True)
class Amount:
    """One reading of a quantity: what is measured or counted, and the least and the most that the words allow."""

    of: str
    least: Fraction
    most: Fraction


def amounts(text: str) -> tuple[Amount, ...]:
    """Every reading of a quantity; none where a part of it is not understood."""
    reading = read(text)
    if reading.unparsed and not _is_word(reading.unparsed):
        return ()
    if reading.problem not in (None, Problem.UNPARSED, Problem.NO_UNIT):
        return ()
    found = (_amount(value, reading.unparsed) for value in reading.values)
    return tuple(each for each in found if each is not None)


def enough_left(licence: Licence, items: Iterable[Item]) -> Truth:
    """Is as much left on the licence as the items take together? Unknown where the two are not of one kind.

    A licence that states no unit counts pieces, and says nothing of goods that are not stated in pieces.
    """
    if licence.quantity is None:
        return Truth.TRUE
    left = licence.quantity - (licence.quantity_used or Decimal(0))
    units = amounts(f"1 {licence.unit or PIECE}")
    asked = [amounts(item.quantity) for item in items]
    return _agreed(_compared(unit, Fraction(left), asked) for unit in units)


def _compared(unit: Amount, left: Fraction, asked: Iterable[tuple[Amount, ...]]) -> Truth:
    least = most = Fraction(0)
    for readings in asked:
        same = [each for each in readings if each.of == unit.of]
        if not same:
            return Truth.UNKNOWN
        least += min(each.least for each in same)
        most += max(each.most for each in same)
    if most <= left * unit.least:
        return Truth.TRUE
    return Truth.FALSE if least > left * unit.most else Truth.UNKNOWN


def _agreed(answers: Iterable[Truth]) -> Truth:
    """The answer that every comparable reading gives; unknown where they differ, or none compares."""
    given = {each for each in answers if each is not Truth.UNKNOWN}
    return given.pop() if len(given) == 1 else Truth.UNKNOWN


def _amount(value: Value, word: str) -> Amount | None:
    if value.lo is None or value.hi is None:
        return None
    counted = value.dimension in _PLAIN
    of = _counted(value.unit or word) if counted else value.dimension
    return Amount(of, value.lo, value.hi) if of else None


def _counted(word: str) -> str:
    """What is counted: pieces by any word for them, else the word itself, one or many."""
    plain = word.strip(" .").casefold()
    return PIECE if plain in _piece_words() else plain.removesuffix("s")


def _is_word(text: str) -> bool:
    return text.strip(" .").isalpha() or not text.strip(" .")


@cache
def _piece_words() -> frozenset[str]:
    text = files("endgate").joinpath("data", "shipment", "piece_words.csv").read_text(encoding="utf-8")
    return frozenset(row["word"] for row in csv.DictReader(text.splitlines()))
