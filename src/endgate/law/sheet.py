"""Writes the trees of all the measures of a plan at once, column by column: sooner than tree by tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from operator import getitem, pos
from typing import Any, NamedTuple

from endgate.law.facts import Fact
from endgate.law.forest import Forest
from endgate.law.index import Plan
from endgate.law.levels import TRUE, UNKNOWN
from endgate.law.trees import All, Not
from endgate.law.writing import AtomPiece, Begins, JoinedPiece, MeasurePiece, Pick, Pieces, Texts, picking


class _Block(NamedTuple):
    """Nodes of one kind over equally many: what joins their levels; what picks all first below them, second …"""

    numbers: tuple[int, ...]
    begins: tuple[Begins, ...]
    join: Callable[..., int]
    columns: tuple[Pick, ...]

    def write(self, texts: Texts) -> None:
        levels = texts.levels
        found = list(map(self.join, *[pick(levels) for pick in self.columns]))
        levels.update(zip(self.numbers, found, strict=True))
        pieces: list[Iterable[str]] = [map(getitem, self.begins, found)]
        for pick in self.columns:
            pieces += [pick(texts), repeat(",{")]
        pieces[-1] = repeat("]}")
        texts.update(zip(self.numbers, map("".join, zip(*pieces, strict=False)), strict=True))


class _Whole(NamedTuple):
    """Whole measures: what picks their conditions and their parts, and what stands between these."""

    ids: tuple[str, ...]
    conditions: Pick
    begins: tuple[Begins, ...]
    parts: tuple[Pick, ...]
    between: tuple[tuple[str, ...], ...]

    def write(self, texts: Texts) -> Iterator[tuple[str, str]]:
        pieces: list[Iterable[str]] = [map(getitem, self.begins, self.conditions(texts.levels))]
        for pick, after in zip(self.parts, self.between, strict=True):
            pieces += [pick(texts), after]
        return zip(self.ids, map("".join, zip(*pieces, strict=True)), strict=True)


class Sheet:
    """All that there is to write for the measures of a plan, what lies below before what lies above."""

    def __init__(self, forest: Forest, pieces: Pieces, plan: Plan) -> None:
        roots = (root for each in plan.standings for root in each.numbers.values())
        found = {number: pieces[number] for number in sorted({each for root in roots for each in _under(forest, root)})}
        self._by_key: dict[str, list[AtomPiece]] = {}
        self._others: list[int] = []
        for number, each in found.items():
            if isinstance(each, AtomPiece) and each.key is not None:
                self._by_key.setdefault(each.key, []).append(each)
            elif isinstance(each, AtomPiece) and number not in pieces.unlicensed:
                self._others.append(number)
        self._blocks = _blocks(forest, {n: each for n, each in found.items() if isinstance(each, JoinedPiece)})
        self._whole = _whole([(each.measure.id, pieces.measure(each)) for each in plan.standings])

    def fill(self, texts: Texts) -> None:
        """Write everything on one row."""
        for key, atoms in self._by_key.items():
            if key in texts.facts:
                _show(texts, key, atoms)
        for number in self._others:
            texts.write(number)
        for block in self._blocks:
            block.write(texts)
        texts.take(self._whole.write(texts))


def _under(forest: Forest, number: int) -> Iterator[int]:
    yield number
    for each in forest.below[number]:
        yield from _under(forest, each)


def _show(texts: Texts, key: str, atoms: Iterable[AtomPiece]) -> None:
    """Write the atoms of one key, where its value settles them or leaves them open."""
    levels, tail, known = texts.levels, texts.tails[key], isinstance(texts.facts[key], Fact)
    for number, begins, _ in atoms:
        level = levels[number]
        if level != UNKNOWN or not known:
            texts[number] = begins[level] + tail


def _blocks(forest: Forest, pieces: dict[int, JoinedPiece]) -> list[_Block]:
    """The nodes over others in blocks, lowest first; those over none are left to be written alone."""
    heights: dict[int, int] = {}
    alike: dict[tuple[int, str, int], list[int]] = {}
    for number in pieces:
        below = forest.below[number]
        heights[number] = 1 + max((heights.get(each, 0) for each in below), default=0)
        if below:
            alike.setdefault((heights[number], type(forest.nodes[number]).__name__, len(below)), []).append(number)
    return [_block(forest, pieces, numbers) for _, numbers in sorted(alike.items())]


def _block(forest: Forest, pieces: dict[int, JoinedPiece], numbers: list[int]) -> _Block:
    node, below = forest.nodes[numbers[0]], [forest.below[number] for number in numbers]
    join: Callable[..., int] = min if isinstance(node, All) else max
    if len(below[0]) == 1:
        join = _turned if isinstance(node, Not) else pos
    begins = tuple(pieces[number].begins for number in numbers)
    return _Block(tuple(numbers), begins, join, tuple(picking(column) for column in zip(*below, strict=True)))


def _turned(level: int) -> int:
    return TRUE - level


def _whole(measures: list[tuple[str, MeasurePiece]]) -> _Whole:
    pieces: list[Any] = [each for _, each in measures]
    return _Whole(
        tuple(name for name, _ in measures),
        picking(each.condition for each in pieces),
        tuple(each.begins for each in pieces),
        tuple(picking(each.numbers[place] for each in pieces) for place in range(4)),
        (
            *(tuple(getattr(each, name) for each in pieces) for name in ("second", "third", "last")),
            ("}",) * len(pieces),
        ),
    )
