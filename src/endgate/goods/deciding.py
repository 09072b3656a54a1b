"""Tells whether the leaf that a case names is one that decided: for the bench alone, by names of the reference set."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from endgate.goods.model import TraceNode
from endgate.terms.truth import Truth

_TABLE = "data/goods/bench/seed_leaves.csv"
_NOTE = "note"
"""The name of any exclusion that the reference set has no leaf for."""


@cache
def _ours() -> Mapping[tuple[str, str], frozenset[str]]:
    """The leaves of our rules behind each leaf of the reference set, by item and name."""
    rows = csv.DictReader(files("endgate").joinpath(_TABLE).read_text(encoding="utf-8").splitlines())
    return {(row["item"], row["leaf"]): frozenset(row["ours"].split("|")) for row in rows}


def names(told: str) -> tuple[str, ...]:
    """The leaves that a case names, ``,`` between."""
    return tuple(each.strip() for each in told.split(",") if each.strip())


def decided(item: str, named: Sequence[str], trace: TraceNode | None) -> bool:
    """Is every named leaf among those whose truth made the result? An unknown name is not."""
    if trace is None:
        return False
    told = list(_told(trace))
    return all(any(_is(item, name, leaf, excluding) for leaf, excluding in told) for name in named)


def _is(item: str, name: str, leaf: str, excluding: bool) -> bool:
    return excluding if name == _NOTE else leaf in _ours().get((item, name), frozenset({name}))


def _told(trace: TraceNode) -> Iterator[tuple[str, bool]]:
    """The leaves that share the truth of the whole, and whether each is an exclusion, whose truth counts turned."""
    for leaf, excluding in _leaves(trace, False):
        wanted = ~trace.truth if excluding else trace.truth
        if leaf.truth is wanted or (trace.truth is Truth.UNKNOWN and leaf.truth is Truth.UNKNOWN):
            yield leaf.leaf, excluding


def _leaves(node: TraceNode, excluding: bool) -> Iterator[tuple[TraceNode, bool]]:
    if node.op == "leaf":
        yield node, excluding
    for child in node.children:
        yield from _leaves(child, excluding or node.op in ("unless", "unclaimed"))
