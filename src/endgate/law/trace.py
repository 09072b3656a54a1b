"""Reason trees: operators with results, atoms with what was met. Written only for what somebody asks to see."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

from endgate.law.day import LawDay
from endgate.law.evaluate import RowLaw
from endgate.law.index import Plan
from endgate.law.opening import Judgement
from endgate.law.sheet import Sheet
from endgate.law.trees import Node
from endgate.law.writing import Pieces, Texts

Trace = dict[str, Any]


@lru_cache(maxsize=64)
def _pieces(day: LawDay) -> Pieces:
    """What the trees of a day are written from, made once and kept for the next rows of that day."""
    return Pieces(day.forest)


@lru_cache(maxsize=256)
def _sheet(day: LawDay, plan: Plan) -> Sheet:
    return Sheet(day.forest, _pieces(day), plan)


class Tracer:
    """The reason trees of one row."""

    def __init__(self, row: RowLaw) -> None:
        self._row = row
        self._texts = Texts(row, _pieces(row.day))

    def ready(self, plan: Plan) -> None:
        """Get ready to write the trees of all the measures of a plan: sooner than one by one when all are wanted."""
        self._row.refuse(plan)
        _sheet(self._row.day, plan).fill(self._texts)

    def text(self, judgement: Judgement) -> str:
        """The reason tree of a judgement as JSON: bound, when, knowledge under one ``all``; ``unless`` beside it."""
        return self._texts.measure(judgement.standing)

    def tree(self, judgement: Judgement) -> Trace:
        """The same as data."""
        found: Trace = json.loads(self.text(judgement))
        return found

    def trace(self, node: Node) -> Trace:
        """The reason tree of one node."""
        found: Trace = json.loads("{" + self._texts[self._row.day.forest.number(node)])
        return found


class ReasonTree(Mapping[str, Any]):
    """A reason tree that is written when first asked for, and read back when somebody looks into it."""

    def __init__(self, tracer: Tracer, judgement: Judgement) -> None:
        self._tracer = tracer
        self._judgement = judgement

    @cached_property
    def text(self) -> str:
        """The tree as JSON on one line."""
        return self._tracer.text(self._judgement)

    @cached_property
    def _data(self) -> Trace:
        found: Trace = json.loads(self.text)
        return found

    def __getitem__(self, key: str) -> Any:
        return self._data[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def to_json(self) -> Trace:
        """The tree as plain data."""
        return self._data
