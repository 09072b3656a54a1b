"""Condition trees: ``all``, ``any``, ``not`` over predicates with named arguments; predicates give them meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from endgate.law.errors import BAD_ARGUMENT, BAD_MEASURE, UNKNOWN_PREDICATE, LawError
from endgate.law.signature import SIGNATURES, ArgumentError, expand


@dataclass(frozen=True)
class Atom:
    """One predicate with its normalised arguments, in the order of its signature."""

    predicate: str
    args: tuple[tuple[str, Any], ...] = ()

    def arg(self, name: str) -> Any:
        for key, value in self.args:
            if key == name:
                return value
        return None

    def named(self) -> dict[str, Any]:
        """The arguments as plain data."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in self.args}

    def text(self) -> str:
        """One line for people: ``item_on(EU-267-I)``."""
        return f"{self.predicate}({', '.join(_show(value) for _, value in self.args)})"

    def short(self) -> str:
        """The same with long lists of words cut, for places where the tree stands beside it."""
        return f"{self.predicate}({', '.join(_show(value, _FEW) for _, value in self.args)})"


@dataclass(frozen=True)
class All:
    """True when every branch is; true of nothing."""

    of: tuple[Node, ...]


@dataclass(frozen=True)
class Any_:  # noqa: N801 - ``any`` and ``Any`` are taken
    """True when some branch is; false of nothing."""

    of: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """Turns true and false round; unknown stays."""

    of: Node


Node = Atom | All | Any_ | Not


@dataclass(frozen=True)
class Tree:
    """A condition as read from a measure file."""

    root: Node

    @classmethod
    def from_json(cls, raw: Any) -> Tree:
        """Read the YAML form. Raises LawError for an unknown predicate or argument."""
        return cls(read_node(raw))

    def to_json(self) -> Any:
        return write_node(self.root)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """The tree is recursive: the schema file holds it under ``#/$defs/Tree``."""
        return {"$ref": "#/$defs/Tree"}

    def atoms(self) -> Iterator[Atom]:
        return atoms_of(self.root)


ALWAYS = Tree(All(()))


def read_node(raw: Any) -> Node:
    """Read one node. A mapping holds exactly one condition."""
    if not isinstance(raw, Mapping) or len(raw) != 1:
        raise LawError(BAD_MEASURE.at("", f"{raw!r} is not one condition like {{destination_in: {{group: XX}}}}"))
    ((name, body),) = raw.items()
    if name in ("all", "any"):
        if not isinstance(body, list):
            raise LawError(BAD_MEASURE.at("", f"{name!r} needs a list of conditions, not {body!r}"))
        branches = tuple(read_node(each) for each in body)
        return All(branches) if name == "all" else Any_(branches)
    if name == "not":
        return Not(read_node(body))
    return _read_atom(str(name), body)


def _read_atom(name: str, body: Any) -> Node:
    if name not in SIGNATURES:
        raise LawError(UNKNOWN_PREDICATE.at("", f"{name!r} is not a predicate"))
    try:
        variants = expand(name, body)
    except ArgumentError as error:
        raise LawError(BAD_ARGUMENT.at("", f"{name}: {error}")) from error
    atoms = tuple(Atom(name, args) for args in variants)
    return atoms[0] if len(atoms) == 1 else Any_(atoms)


def write_node(node: Node) -> Any:
    if isinstance(node, Atom):
        return {node.predicate: node.named()}
    if isinstance(node, Not):
        return {"not": write_node(node.of)}
    return {"all" if isinstance(node, All) else "any": [write_node(each) for each in node.of]}


def atoms_of(node: Node) -> Iterator[Atom]:
    """Every atom below a node, in order, repeats included."""
    if isinstance(node, Atom):
        yield node
    elif isinstance(node, Not):
        yield from atoms_of(node.of)
    else:
        for each in node.of:
            yield from atoms_of(each)


def affirmed(node: Node) -> Iterator[Atom]:
    """The atoms below a node that no ``not`` turns round: what makes the condition bite when it is true."""
    if isinstance(node, Atom):
        yield node
    elif not isinstance(node, Not):
        for each in node.of:
            yield from affirmed(each)


_FEW = 3


def _show(value: Any, most: int | None = None) -> str:
    if not isinstance(value, tuple):
        return str(value)
    words = [str(each) for each in value]
    return ", ".join(words if most is None or len(words) <= most else [*words[:most], "…"])
