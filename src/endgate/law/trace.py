"""Reason trees: operators with results, atoms with what was met. Built only for what somebody asks to see.

The trees of a day are turned into makers once; a row keeps what they made, so that what measures share is built once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from endgate.law.day import PARTS, LawDay, Standing
from endgate.law.evaluate import Judgement, RowLaw
from endgate.law.scene import Reading, shown
from endgate.law.trees import All, Atom, Node, Not
from endgate.terms.truth import Truth

Trace = dict[str, Any]
Made = dict[int, Trace]
"""What a row's makers made, by their keys. Shared between measures, so it is read only."""

Maker = tuple[int, Callable[[Made, RowLaw], Trace]]
"""A key and what makes the trace that is kept under it."""

_WORDS = {truth: truth.value for truth in Truth}
_TURNED = {"T": "F", "F": "T", "U": "U"}


class Tracer:
    """The reason trees of one row. Its answers are read only."""

    def __init__(self, row: RowLaw) -> None:
        self._row = row
        self._made: Made = {}

    def tree(self, judgement: Judgement) -> Trace:
        """The reason tree of a judgement: bound, when, knowledge under one ``all``; ``unless`` beside it."""
        parts, unless = _makers_of(self._row.day, judgement.standing)
        below, result = _gather(parts, self._made, self._row, "T", "F")
        tree: Trace = {"op": "all", "r": result, "of": below}
        if unless is not None:
            tree["unless"] = _get(unless, self._made, self._row)
        return tree

    def trace(self, node: Node) -> Trace:
        """The reason tree of one node."""
        return _get(_maker(self._row.day, node), self._made, self._row)


def _get(maker: Maker, made: Made, row: RowLaw) -> Trace:
    found = made.get(maker[0])
    return maker[1](made, row) if found is None else found


def _gather(below: tuple[Maker, ...], made: Made, row: RowLaw, neutral: str, decisive: str) -> tuple[list[Trace], str]:
    """The traces of the branches and the result: the decisive one if any has it, else unknown, else the neutral."""
    traces = []
    result = neutral
    for key, make in below:
        found = made.get(key)
        if found is None:
            found = make(made, row)
        traces.append(found)
        level = found["r"]
        if level != result and result != decisive and level != neutral:
            result = level
    return traces, result


def _makers_of(day: LawDay, standing: Standing) -> tuple[tuple[Maker, ...], Maker | None]:
    found = day.sketches.get(standing.measure.id)
    if found is None:
        trees = standing.trees
        parts = tuple(_maker(day, trees[name], part=name) for name in PARTS if name in trees)
        unless = _maker(day, trees["unless"]) if "unless" in trees else None
        found = day.sketches[standing.measure.id] = (parts, unless)
    return found


def _maker(day: LawDay, node: Node, part: str = "") -> Maker:
    """The maker of a node; as a part of a measure its trace begins with the part's name."""
    known = day.makers.get((part, id(node)))
    if known is None:
        key = next(day.keys)
        # The node is kept beside its maker, so that its id stays its own.
        known = day.makers[part, id(node)] = ((key, _making(day, node, key, {"part": part} if part else {})), node)
    maker: Maker = known[0]
    return maker


def _making(day: LawDay, node: Node, key: int, head: Trace) -> Callable[[Made, RowLaw], Trace]:
    if isinstance(node, Atom):
        return _atom(day.number(node), node, key, head)
    if isinstance(node, Not):
        return _not(_maker(day, node.of), key, head)
    below = tuple(_maker(day, each) for each in node.of)
    if isinstance(node, All):
        return _joined("all", below, key, head, ("T", "F"))
    return _joined("any", below, key, head, ("F", "T"))


def _joined(
    op: str, below: tuple[Maker, ...], key: int, head: Trace, values: tuple[str, str]
) -> Callable[[Made, RowLaw], Trace]:
    neutral, decisive = values

    def make(made: Made, row: RowLaw) -> Trace:
        traces, result = _gather(below, made, row, neutral, decisive)
        made[key] = trace = {**head, "op": op, "r": result, "of": traces}
        return trace

    return make


def _not(inner: Maker, key: int, head: Trace) -> Callable[[Made, RowLaw], Trace]:
    def make(made: Made, row: RowLaw) -> Trace:
        below = _get(inner, made, row)
        made[key] = trace = {**head, "op": "not", "r": _TURNED[below["r"]], "of": [below]}
        return trace

    return make


def _atom(number: int, atom: Atom, key: int, head: Trace) -> Callable[[Made, RowLaw], Trace]:
    begin = {**head, "p": atom.predicate, "args": atom.named()}
    last: tuple[Reading | None, Trace] = (None, {})

    def make(made: Made, row: RowLaw) -> Trace:
        nonlocal last
        reading = row.reading(number)
        # Predicates answer "nothing on file" with one and the same reading; its trace is the same for every row.
        if reading is not last[0]:
            last = (reading, _met(begin, reading))
        trace = made[key] = last[1]
        return trace

    return make


def _met(begin: Trace, reading: Reading) -> Trace:
    """The trace of an atom: what was met, and where it is unknown, why and what would settle it."""
    trace = {**begin, "r": _WORDS[reading.truth]}
    if reading.got:
        trace["got"] = reading.got
    if reading.truth is Truth.UNKNOWN:
        trace["cause"] = shown(reading.cause)
        trace["leaves"] = list(reading.leaves)
    if reading.sources:
        trace["src"] = list(reading.sources)
    if reading.assumed:
        trace["assumed"] = True
    if reading.note:
        trace["note"] = reading.note
    return trace
