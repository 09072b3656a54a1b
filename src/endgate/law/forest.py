"""The condition trees of one day as numbered nodes: equal ones share a number, so that a row evaluates them once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from endgate.law.facts import Fact, FactRow, Value
from endgate.law.levels import FALSE, TRUE
from endgate.law.predicates import PREDICATES, Call
from endgate.law.quick import KEYED, Ground, Quick, key_met, quick_level
from endgate.law.trees import All, Any_, Atom, Node, Not

_KEPT = 1024
"""So many values are kept with what they settle."""

Way = Callable[["Levels"], int]
"""The level of a tree from the levels of what it joins."""


class Levels(dict[int, int]):
    """Levels by number of node on one row; each is computed when first asked for. How an atom is read is left open."""

    __slots__ = ("_ways",)

    def __init__(self, forest: Forest) -> None:
        super().__init__()
        self._ways = forest.ways

    def __missing__(self, number: int) -> int:
        way = self._ways[number]
        level = self[number] = self.read(number) if way is None else way(self)
        return level

    def read(self, number: int) -> int:
        """The level of the atom of that number."""
        raise NotImplementedError


class Forest:
    """Every distinct node of the trees of one day. It only grows."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._numbers: dict[Atom | tuple[str, tuple[int, ...]], int] = {}
        # Hashing an atom costs more than reading it; the node is kept beside its number so that no id recurs.
        self._by_identity: dict[int, tuple[int, Node]] = {}
        self.nodes: list[Node] = []
        self.below: list[tuple[int, ...]] = []
        self.flat: list[tuple[int, ...]] = []
        """What is below each, the branches of a branch of its own kind in that one's place."""
        self.ways: list[Way | None] = []
        self.quick: list[Quick | None] = []
        self.calls: list[Call | None] = []
        self.met: list[str | None] = []
        """Of an atom, the key whose value it meets where the row has it."""
        self.key: list[str | None] = []
        """The same where the atom reads that key and nothing else."""
        self._by_key: dict[str, list[int]] = {}
        self._settled: dict[tuple[str, Any], dict[int, int]] = {}

    def number(self, node: Node) -> int:
        """The number of a node; what is below it is numbered before it."""
        known = self._by_identity.get(id(node))
        if known is None:
            known = self._by_identity[id(node)] = (
                self._atom(node) if isinstance(node, Atom) else self._joined(node),
                node,
            )
        return known[0]

    def settled(self, key: str, value: Value | None) -> Mapping[int, int]:
        """The levels of all atoms that read that key and nothing else, by what a row says under it."""
        asked = (key, value.value if isinstance(value, Fact) else None)
        found = self._settled.get(asked)
        if found is None:
            if len(self._settled) >= _KEPT:
                self._settled.clear()
            row = FactRow({} if value is None else {key: value})
            found = self._settled[asked] = {number: _level(self.quick[number], row) for number in self._by_key[key]}
        return found

    def atoms(self) -> Iterator[tuple[int, Atom]]:
        """Every atom with its number."""
        return ((number, node) for number, node in enumerate(self.nodes) if isinstance(node, Atom))

    def atom(self, number: int) -> Atom:
        """The atom of that number."""
        node = self.nodes[number]
        assert isinstance(node, Atom)
        return node

    def _atom(self, atom: Atom) -> int:
        known = self._numbers.get(atom)
        if known is None:
            call = (PREDICATES[atom.predicate], dict(atom.args))
            quick = quick_level(atom, self._ground)
            known = self._add(atom, atom, (), (), None, quick, call)
            self.met[known] = key_met(atom)
            if quick is not None and atom.predicate in KEYED:
                self._read_by(KEYED[atom.predicate], known)
        return known

    def _read_by(self, key: str, number: int) -> None:
        self.key[number] = key
        self._by_key.setdefault(key, []).append(number)
        self._settled.clear()

    def _joined(self, node: All | Any_ | Not) -> int:
        below = tuple(self.number(each) for each in ((node.of,) if isinstance(node, Not) else node.of))
        key = (type(node).__name__, below)
        known = self._numbers.get(key)
        if known is None:
            flat = tuple(dict.fromkeys(self._flat(type(node), below)))
            known = self._add(key, node, below, flat, self._way(node, flat))
        return known

    def _add(
        self,
        key: Atom | tuple[str, tuple[int, ...]],
        node: Node,
        below: tuple[int, ...],
        flat: tuple[int, ...],
        way: Way | None,
        quick: Quick | None = None,
        call: Call | None = None,
    ) -> int:
        number = self._numbers[key] = len(self.nodes)
        self.nodes.append(node)
        self.below.append(below)
        self.flat.append(flat)
        self.ways.append(way)
        self.quick.append(quick)
        self.calls.append(call)
        self.met.append(None)
        self.key.append(None)
        return number

    def _way(self, node: All | Any_ | Not, flat: tuple[int, ...]) -> Way:
        if isinstance(node, Not):
            (inner,) = flat
            return lambda levels: 2 - levels[inner]
        # What is cheap to read may settle the tree before the rest is asked for; the truth is the same in any order.
        cheap_first = sorted(flat, key=self._dearness)
        return _conjunction(cheap_first) if isinstance(node, All) else _disjunction(cheap_first)

    def _flat(self, kind: type[Node], below: tuple[int, ...]) -> Iterator[int]:
        """The branches, those of a branch of the same kind in its place."""
        for number in below:
            if kind is not Not and isinstance(self.nodes[number], kind):
                yield from self._flat(kind, self.below[number])
            else:
                yield number

    def _dearness(self, number: int) -> int:
        if self.ways[number] is None:
            return 0 if self.quick[number] is not None else 2
        return max((1, *(self._dearness(each) for each in self.below[number])))


def _level(quick: Quick | None, row: FactRow) -> int:
    level = None if quick is None else quick(row)
    assert level is not None, "what reads one key and nothing else always answers"
    return level


def _conjunction(numbers: Sequence[int]) -> Way:
    def evaluate(levels: Levels) -> int:
        result = TRUE
        for number in numbers:
            level = levels[number]
            if level < result:
                if level == FALSE:
                    return FALSE
                result = level
        return result

    return evaluate


def _disjunction(numbers: Sequence[int]) -> Way:
    def evaluate(levels: Levels) -> int:
        result = FALSE
        for number in numbers:
            level = levels[number]
            if level > result:
                if level == TRUE:
                    return TRUE
                result = level
        return result

    return evaluate
