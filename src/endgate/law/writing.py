"""Writes the nodes of a day's trees as JSON text, put together from pieces.

What is the same for every row is written once for the day, what the measures of a row share once for the row. The text
of a node lacks the brace that opens it, because a part of a measure begins with its name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from json.encoder import encode_basestring as quoted
from operator import itemgetter
from typing import Any, NamedTuple

from endgate.law.day import PARTS, Standing
from endgate.law.deal_predicates import hs_digits
from endgate.law.evaluate import RowLaw
from endgate.law.facts import Fact, Value
from endgate.law.forest import Forest
from endgate.law.index import Plan
from endgate.law.knowledge_predicates import NO_LICENCE, unlicensed
from endgate.law.levels import FALSE, LEVELS, TRUE, TRUTHS, UNKNOWN
from endgate.law.quick import KEYED
from endgate.law.scene import Reading, shown, unread
from endgate.law.trees import All, Atom, Node, Not
from endgate.terms.codec import encode
from endgate.terms.truth import Truth

Pick = Callable[[Mapping[int, Any]], tuple[Any, ...]]
Begins = tuple[str, ...]
"""How a text begins, by level."""

_WORDS = tuple(truth.value for truth in TRUTHS)
_LACKING = -1
"""The number of what a measure lacks: an empty text, and nothing that could be false."""


class _Atom(NamedTuple):
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
        reading = texts.row.reading(self.number)
        return self.begins[LEVELS[reading.truth]] + _tail(reading)


class _Joined(NamedTuple):
    """A node over others: what joins their levels, and what picks them."""

    number: int
    begins: Begins
    join: Callable[[tuple[int, ...]], int]
    pick: Pick

    def write(self, texts: Texts) -> str:
        return f"{self.begins[texts.levels[self.number]]}{',{'.join(self.pick(texts))}]}}"


class _Measure(NamedTuple):
    """The whole tree of a measure: bound, when, knowledge under one ``all``, ``unless`` beside it; each may lack."""

    id: str
    condition: int
    begins: Begins
    heads: tuple[str, str, str]
    pick: Pick
    parts: Pick

    def write(self, texts: Texts) -> str:
        bound, when, knowledge, unless = self.pick(texts)
        second, third, last = self.heads
        return f"{self.begins[texts.levels[self.condition]]}{bound}{second}{when}{third}{knowledge}{last}{unless}}}"


class Sheet(NamedTuple):
    """All that there is to write for the measures of a plan, what lies below before what lies above."""

    by_key: tuple[tuple[str, tuple[_Atom, ...]], ...]
    joined: tuple[_Joined, ...]
    measures: tuple[_Measure, ...]


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
        self[_LACKING] = ""
        self._whole: dict[str, str] = {}

    def __missing__(self, number: int) -> str:
        text = self[number] = self._pieces[number].write(self)
        return text

    def measure(self, standing: Standing) -> str:
        """The whole tree of a measure, braces and all."""
        written = self._whole.get(standing.measure.id)
        return self._pieces.measure(standing).write(self) if written is None else written

    def fill(self, sheet: Sheet) -> None:
        """Write many measures at once: the same texts and levels, sooner than one by one."""
        levels = self.levels
        levels[_LACKING] = TRUE
        for key, atoms in sheet.by_key:
            if key in self.facts:
                self._show(key, atoms)
        for number, begins, join, pick in sheet.joined:
            level = levels[number] = join(pick(levels))
            self[number] = f"{begins[level]}{',{'.join(pick(self))}]}}"
        for measure, condition, begins, (second, third, last), pick, parts in sheet.measures:
            bound, when, knowledge, unless = pick(self)
            level = levels[condition] = min(parts(levels))
            self._whole[measure] = f"{begins[level]}{bound}{second}{when}{third}{knowledge}{last}{unless}}}"

    def _show(self, key: str, atoms: Iterable[_Atom]) -> None:
        """Write the atoms of one key, where its value settles them or leaves them open."""
        levels, tail, known = self.levels, self.tails[key], isinstance(self.facts[key], Fact)
        for number, begins, _ in atoms:
            level = levels[number]
            if level != UNKNOWN or not known:
                self[number] = begins[level] + tail


class Pieces(dict[int, "_Atom | _Joined"]):
    """The pieces of one day's trees by number of node; made when first needed."""

    def __init__(self, forest: Forest) -> None:
        super().__init__()
        self._forest = forest
        self._measures: dict[str, _Measure] = {}
        self._sheets: dict[Plan, Sheet] = {}
        self.unlicensed: dict[int, str] = {}
        """What every row with no licence on file or claimed says of the atoms that ask for one."""

    def __missing__(self, number: int) -> _Atom | _Joined:
        node = self._forest.nodes[number]
        below = self._forest.below[number]
        piece = self[number] = self._atom(number, node) if isinstance(node, Atom) else _joined(number, node, below)
        return piece

    def _atom(self, number: int, atom: Atom) -> _Atom:
        args = json.dumps(encode(atom.named()), ensure_ascii=False, separators=(",", ":"))
        begins = tuple(f'"p":"{atom.predicate}","args":{args},"r":"{word}"' for word in _WORDS)
        if atom.predicate == "authorised":
            self.unlicensed[number] = begins[FALSE] + _tail(NO_LICENCE)
        return _Atom(number, begins, _one_key(atom))

    def measure(self, standing: Standing) -> _Measure:
        """The piece of a whole measure, braces and all."""
        found = self._measures.get(standing.measure.id)
        if found is None:
            found = self._measures[standing.measure.id] = _measure(standing)
        return found

    def sheet(self, plan: Plan) -> Sheet:
        """All that there is to write for the measures of a plan."""
        found = self._sheets.get(plan)
        if found is None:
            found = self._sheets[plan] = self._sheet(plan)
        return found

    def _sheet(self, plan: Plan) -> Sheet:
        numbers = {number for each in plan.standings for root in each.numbers.values() for number in self._under(root)}
        pieces = [self[number] for number in sorted(numbers)]
        by_key: dict[str, list[_Atom]] = {}
        for each in pieces:
            if isinstance(each, _Atom) and each.key is not None:
                by_key.setdefault(each.key, []).append(each)
        return Sheet(
            tuple((key, tuple(atoms)) for key, atoms in by_key.items()),
            tuple(each for each in pieces if isinstance(each, _Joined)),
            tuple(self.measure(each) for each in plan.standings),
        )

    def _under(self, number: int) -> Iterator[int]:
        yield number
        for each in self._forest.below[number]:
            yield from self._under(each)


def _measure(standing: Standing) -> _Measure:
    numbers = standing.numbers
    names = [name for name in PARTS if name in numbers]
    heads = {name: f'{"," if each else ""}{{"part":"{name}",' for each, name in enumerate(names)}
    first, second, third = (heads.get(name, "") for name in PARTS)
    last = '],"unless":{' if "unless" in numbers else "]"
    begins = tuple(f'{{"op":"all","r":"{word}","of":[{first}' for word in _WORDS)
    pick = _picking(numbers.get(name, _LACKING) for name in (*PARTS, "unless"))
    parts = _picking(numbers.get(name, _LACKING) for name in PARTS)
    return _Measure(standing.measure.id, standing.condition, begins, (second, third, last), pick, parts)


def _joined(number: int, node: Node, below: tuple[int, ...]) -> _Joined:
    name = "not" if isinstance(node, Not) else "all" if isinstance(node, All) else "any"
    begins = tuple(f'"op":"{name}","r":"{word}","of":[{"{" if below else ""}' for word in _WORDS)
    return _Joined(number, begins, _JOINS[name] if below else _JOINS_NOTHING[name], _picking(below))


_JOINS: Mapping[str, Callable[[tuple[int, ...]], int]] = {"all": min, "any": max, "not": lambda inner: 2 - inner[0]}
_JOINS_NOTHING: Mapping[str, Callable[[tuple[int, ...]], int]] = {"all": lambda _: TRUE, "any": lambda _: FALSE}


def _picking(numbers: Iterable[int]) -> Pick:
    """What picks the values under the numbers, as a tuple however many there are."""
    wanted = tuple(numbers)
    if len(wanted) > 1:
        return itemgetter(*wanted)
    return lambda found: tuple([found[number] for number in wanted])


def _one_key(atom: Atom) -> str | None:
    """The key whose value the atom shows, where the row has that key."""
    if atom.predicate == "item_on":
        return f"item_on.{atom.arg('list')}"
    if atom.predicate == "item_matches":
        return f"item_matches.{atom.arg('provision')}"
    return KEYED.get(atom.predicate)


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
            tail = _tail(Reading(Truth.TRUE, got, value.sources))
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
