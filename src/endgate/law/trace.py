"""Reason trees: operators with results, atoms with what was met. Built only for what somebody asks to see."""

from __future__ import annotations

from typing import Any

from endgate.law.evaluate import Judgement, RowLaw
from endgate.law.scene import Reading, shown
from endgate.law.trees import All, Atom, Node, Not
from endgate.terms.truth import Truth

_TURNED = {"T": "F", "F": "T", "U": "U"}
_PARTS = ("bound", "when", "knowledge")


class Tracer:
    """The reason trees of one row. What measures share is built once and shared, so its answers are read only."""

    def __init__(self, row: RowLaw) -> None:
        self._row = row
        self._nodes: dict[int, tuple[Node, dict[str, Any]]] = {}
        self._parts: dict[tuple[str, int], dict[str, Any]] = {}

    def tree(self, judgement: Judgement) -> dict[str, Any]:
        """The reason tree of a judgement: bound, when, knowledge under one ``all``; ``unless`` beside it."""
        trees = judgement.standing.trees
        parts = [self._part(name, trees[name]) for name in _PARTS if name in trees]
        tree: dict[str, Any] = {"op": "all", "r": _least(parts), "of": parts}
        if "unless" in trees:
            tree["unless"] = self.trace(trees["unless"])
        return tree

    def trace(self, node: Node) -> dict[str, Any]:
        """The reason tree of one node."""
        found = self._nodes.get(id(node))
        if found is None:
            found = self._nodes[id(node)] = (node, self._trace(node))  # the node is kept so that its id stays its own
        return found[1]

    def _part(self, name: str, node: Node) -> dict[str, Any]:
        key = (name, id(node))
        found = self._parts.get(key)
        if found is None:
            found = self._parts[key] = {"part": name, **self.trace(node)}
        return found

    def _trace(self, node: Node) -> dict[str, Any]:
        if isinstance(node, Atom):
            return _of_atom(node, self._row.read(node))
        if isinstance(node, Not):
            inner = self.trace(node.of)
            return {"op": "not", "r": _TURNED[inner["r"]], "of": [inner]}
        below = [self.trace(each) for each in node.of]
        if isinstance(node, All):
            return {"op": "all", "r": _least(below), "of": below}
        return {"op": "any", "r": _greatest(below), "of": below}


def _least(below: list[dict[str, Any]]) -> str:
    found = {each["r"] for each in below}
    return "F" if "F" in found else "U" if "U" in found else "T"


def _greatest(below: list[dict[str, Any]]) -> str:
    found = {each["r"] for each in below}
    return "T" if "T" in found else "U" if "U" in found else "F"


def _of_atom(atom: Atom, reading: Reading) -> dict[str, Any]:
    result: dict[str, Any] = {"p": atom.predicate, "args": atom.named(), "r": reading.truth.value}
    if reading.got:
        result["got"] = reading.got
    if reading.truth is Truth.UNKNOWN:
        result["cause"] = shown(reading.cause)
        result["leaves"] = list(reading.leaves)
    if reading.sources:
        result["src"] = list(reading.sources)
    if reading.assumed:
        result["assumed"] = True
    if reading.note:
        result["note"] = reading.note
    return result
