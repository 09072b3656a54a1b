"""Writes the nodes of a day's trees as JSON text, put together from pieces.

What is the same for every row is written once for the day, what the measures of a row share once for the row. The text
of a node lacks the brace that opens it, because a part of a measure begins with its name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from json.encoder import encode_basestring as quoted
from operator import itemgetter
from typing import Any, NamedTuple

from endgate.law.day import PARTS, Standing
from endgate.law.deal_predicates import hs_digits
from endgate.law.evaluate import RowLaw
from endgate.law.facts import Fact, Value
from endgate.law.forest import Forest
from endgate.law.knowledge_predicates import NO_LICENCE, unlicensed
from endgate.law.levels import FALSE, LEVELS, TRUTHS, UNKNOWN
from endgate.law.scene import Reading, shown, unread
from endgate.law.trees import All, Atom, Node, Not
from endgate.terms.codec import encode
from endgate.terms.truth import Truth

Pick = Callable[[Mapping[int, Any]], tuple[Any, ...]]
Begins = tuple[str, ...]
"""How a text begins, by level."""

_WORDS = tuple(truth.value for truth in TRUTHS)
LACKING = -1
"""The number of what a measure lacks; its text is empty."""


class AtomPiece(NamedTuple):
    """An atom. It shows the value of one key, where it has one and the row holds it; else what its predicate reads."""

    number: int
    begins: Begins
    key: str | None

    def write(self, texts: Texts) -> str:
        value = None if self.key is None else texts.facts.get(self.key)
        if self.key is not None and value is not None:
            level = texts.levels[self.number]
            if level != UNKNOWN or not isinstance(value, Fact):
                return self.begins[level] + texts.tails[self.key]
        reading = texts.row.readings[self.number]
        level = texts.levels[self.number] = LEVELS[reading.truth]
        return self.begins[level] + _tail(reading)


class JoinedPiece(NamedTuple):
    """A node over others, and what picks what is written of them."""

    number: int
    begins: Begins
    pick: Pick

    def write(self, texts: Texts) -> str:
        return f"{self.begins[texts.levels[self.number]]}{',{'.join(self.pick(texts))}]}}"


class MeasurePiece(NamedTuple):
    """The whole tree of a measure: bound, when, knowledge under one ``all``, ``unless`` beside it; each may lack."""

    condition: int
    begins: Begins
    second: str
    third: str
    last: str
    numbers: tuple[int, int, int, int]

    def write(self, texts: Texts) -> str:
        bound, when, knowledge, unless = [texts[number] for number in self.numbers]
        begin = self.begins[texts.levels[self.condition]]
        return f"{begin}{bound}{self.second}{when}{self.third}{knowledge}{self.last}{unless}}}"


class Texts(dict[int, str]):
    """What a row says of each node, by number; written when first asked for."""

    __slots__ = ("_pieces", "_whole", "facts", "levels", "row", "tails")

    def __init__(self, row: RowLaw, pieces: Pieces) -> None:
        super().__init__(pieces.unlicensed if unlicensed(row.row) else ())
        self._pieces = pieces
        self.row = row
        self.levels = row.levels
        self.facts = row.row.values
        self.tails = _Tails(self.facts)
        self[LACKING] = ""
        self._whole: dict[str, str] = {}

    def __missing__(self, number: int) -> str:
        return self.write(number)

    def write(self, number: int) -> str:
        """Write a node, whether or not it was written before."""
        text = self[number] = self._pieces[number].write(self)
        return text

    def measure(self, standing: Standing) -> str:
        """The whole tree of a measure, braces and all."""
        written = self._whole.get(standing.measure.id)
        return self._pieces.measure(standing).write(self) if written is None else written

    def take(self, written: Iterable[tuple[str, str]]) -> None:
        """Keep whole trees that were written elsewhere."""
        self._whole.update(written)


class Pieces(dict[int, "AtomPiece | JoinedPiece"]):
    """The pieces of one day's trees by number of node; made when first needed."""

    def __init__(self, forest: Forest) -> None:
        super().__init__()
        self._forest = forest
        self._measures: dict[str, MeasurePiece] = {}
        self.unlicensed: dict[int, str] = {}
        """What every row with no licence on file or claimed says of the atoms that ask for one."""

    def __missing__(self, number: int) -> AtomPiece | JoinedPiece:
        node = self._forest.nodes[number]
        below = self._forest.below[number]
        piece = self[number] = self._atom(number, node) if isinstance(node, Atom) else _joined(number, node, below)
        return piece

    def _atom(self, number: int, atom: Atom) -> AtomPiece:
        args = json.dumps(encode(atom.named()), ensure_ascii=False, separators=(",", ":"))
        begins = tuple(f'"p":"{atom.predicate}","args":{args},"r":"{word}"' for word in _WORDS)
        if atom.predicate == "authorised":
            self.unlicensed[number] = begins[FALSE] + _tail(NO_LICENCE)
        return AtomPiece(number, begins, self._forest.met[number])

    def measure(self, standing: Standing) -> MeasurePiece:
        """The piece of a whole measure, braces and all."""
        found = self._measures.get(standing.measure.id)
        if found is None:
            found = self._measures[standing.measure.id] = _measure(standing)
        return found


def _measure(standing: Standing) -> MeasurePiece:
    numbers = standing.numbers
    names = [name for name in PARTS if name in numbers]
    heads = {name: f'{"," if each else ""}{{"part":"{name}",' for each, name in enumerate(names)}
    first, second, third = (heads.get(name, "") for name in PARTS)
    last = '],"unless":{' if "unless" in numbers else "]"
    begins = tuple(f'{{"op":"all","r":"{word}","of":[{first}' for word in _WORDS)
    bound, when, knowledge, unless = (numbers.get(name, LACKING) for name in (*PARTS, "unless"))
    return MeasurePiece(standing.condition, begins, second, third, last, (bound, when, knowledge, unless))


def _joined(number: int, node: Node, below: tuple[int, ...]) -> JoinedPiece:
    name = "not" if isinstance(node, Not) else "all" if isinstance(node, All) else "any"
    begins = tuple(f'"op":"{name}","r":"{word}","of":[{"{" if below else ""}' for word in _WORDS)
    return JoinedPiece(number, begins, picking(below))


def picking(numbers: Iterable[int]) -> Pick:
    """What picks the values under the numbers, as a tuple however many there are."""
    wanted = tuple(numbers)
    if len(wanted) > 1:
        return itemgetter(*wanted)
    return lambda found: tuple([found[number] for number in wanted])


class _Tails(dict[str, str]):
    """What the atoms of one key show of its value, by key; the same for all of them."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Value]) -> None:
        super().__init__()
        self._values = values

    def __missing__(self, key: str) -> str:
        value = self._values[key]
        if isinstance(value, Fact):
            got = hs_digits(value.value) if key == "hs" else shown(value.value)
            tail = (f',"got":{quoted(got)}' if got else "") + (
                f',"src":{_list(value.sources)}}}' if value.sources else "}"
            )
        else:
            tail = _tail(unread(value, key))
        self[key] = tail
        return tail


def _tail(reading: Reading) -> str:
    """What follows the answer of an atom: what was met, and where it is unknown, why and what would settle it."""
    tail = f',"got":{quoted(reading.got)}' if reading.got else ""
    if reading.truth is Truth.UNKNOWN:
        tail += f',"cause":{quoted(shown(reading.cause))},"leaves":{_list(reading.leaves)}'
    if reading.sources:
        tail += f',"src":{_list(reading.sources)}'
    if reading.assumed:
        tail += ',"assumed":true'
    if reading.note:
        tail += f',"note":{quoted(reading.note)}'
    return tail + "}"


def _list(words: Iterable[str]) -> str:
    return f"[{','.join(map(quoted, words))}]"
