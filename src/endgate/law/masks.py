"""Conditions of measures over many rows at once: one bit per row, from the same trees that rows are judged by.

An atom is read once for each distinct combination of the values it may read, and spread over the rows; trees are then
bits joined by and, or, not. A row's level is true, false, or (neither bit) unknown.
"""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from endgate.law.columns import Combined, Table, combined
from endgate.law.day import LawDay, Standing
from endgate.law.evaluate import Policy, RowLaw
from endgate.law.levels import FALSE, TRUE, UNKNOWN
from endgate.law.reads import keys_read
from endgate.law.trees import All, Atom, Node, Not

Bits = NDArray[np.uint8]


class Mask(NamedTuple):
    """Which rows are true and which are false, eight to a byte."""

    true: Bits
    false: Bits


class Masks:
    """The conditions of the measures of one day over the rows of one table; each is computed when first asked for."""

    def __init__(self, day: LawDay, table: Table, policy: Policy | None = None) -> None:
        self._day = day
        self._table = table
        self._policy = Policy() if policy is None else policy
        self._combined: dict[tuple[str, ...], tuple[Combined, list[RowLaw]]] = {}
        self._known: dict[int, Mask] = {}

    def condition(self, measure_id: str) -> Mask:
        """Is the measure in force, and are bound, when and knowledge true? A suspended one is false for every row."""
        standing = self._day.standing(measure_id)
        if standing.silent:
            return Mask(self._none(), self._every())
        whole = self._of(standing.condition)
        return whole if standing.force == TRUE else Mask(self._none(), whole.false)

    def levels(self, measure_id: str) -> NDArray[np.int8]:
        """The same as one level per row."""
        mask = self.condition(measure_id)
        result = np.full(self._table.size, UNKNOWN, dtype=np.int8)
        result[self.rows(mask.true)] = TRUE
        result[self.rows(mask.false)] = FALSE
        return result

    def rows(self, bits: Bits) -> NDArray[np.bool_]:
        """One Boolean per row."""
        return np.unpackbits(bits, count=self._table.size).astype(bool)

    def node(self, node: Node) -> Mask:
        """The mask of any node of the day's trees."""
        return self._of(self._day.forest.number(node))

    def _of(self, number: int) -> Mask:
        known = self._known.get(number)
        if known is None:
            known = self._known[number] = self._joined(number)
        return known

    def _joined(self, number: int) -> Mask:
        node = self._day.forest.nodes[number]
        if isinstance(node, Atom):
            return self._atom(node, number)
        below = [self._of(each) for each in self._day.forest.below[number]]
        if isinstance(node, Not):
            return Mask(below[0].false, below[0].true)
        if isinstance(node, All):
            return reduce(_and, below, Mask(self._every(), self._none()))
        return reduce(_or, below, Mask(self._none(), self._every()))

    def _atom(self, atom: Atom, number: int) -> Mask:
        scope = self._scope(atom)
        return self._read(atom, number) if scope is None else scope

    def _read(self, atom: Atom, number: int) -> Mask:
        keys = keys_read(atom, self._day.book.reference, self._table.columns)
        found, rows = self._rows_of(keys)
        levels = np.array([row.levels[number] for row in rows], dtype=np.int8)
        if len(levels) == 1:
            return self._same(int(levels[0]))
        return Mask(np.packbits((levels == TRUE)[found.codes]), np.packbits((levels == FALSE)[found.codes]))

    def _rows_of(self, keys: tuple[str, ...]) -> tuple[Combined, list[RowLaw]]:
        if keys not in self._combined:
            found = combined(self._table, keys)
            self._combined[keys] = (found, [RowLaw(self._day, row, self._policy) for row in found.rows])
        return self._combined[keys]

    def _scope(self, atom: Atom) -> Mask | None:
        """A SCOPE measure's reach from its own masks, where nothing but its conditions and exceptions decides."""
        if atom.predicate != "in_scope" or atom.arg("measure") not in self._day.book:
            return None
        standing = self._day.standing(atom.arg("measure"))
        if standing.measure.yields_to or _names_scope(standing):
            return None
        whole = self.condition(standing.measure.id)
        unless = self._of(standing.numbers["unless"]) if "unless" in standing.numbers else self._same(FALSE)
        # An exception defeats what surely applies; what is open stays open, whatever the exception says.
        return Mask(whole.true & unless.false, whole.false | (whole.true & unless.true))

    def _same(self, level: int) -> Mask:
        true = self._every() if level == TRUE else self._none()
        return Mask(true, self._every() if level == FALSE else self._none())

    def _every(self) -> Bits:
        return np.packbits(np.ones(self._table.size, dtype=bool))

    def _none(self) -> Bits:
        return np.zeros((self._table.size + 7) // 8, dtype=np.uint8)


def _names_scope(standing: Standing) -> bool:
    return any(atom.predicate == "in_scope" for tree in standing.measure.trees() for atom in tree.atoms())


def _and(first: Mask, second: Mask) -> Mask:
    return Mask(first.true & second.true, first.false | second.false)


def _or(first: Mask, second: Mask) -> Mask:
    return Mask(first.true | second.true, first.false & second.false)
