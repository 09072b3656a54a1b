"""Reason trees for people: one line per condition with its truth, what was met, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from endgate.law.finding import Finding

_NOT_HELD = "not held: "
_SHOWN = 4
_MARKS = {"T": "yes", "F": "no ", "U": "?  "}


def finding_lines(finding: Finding) -> Iterator[str]:
    """A finding with its citation, plain words, tree and what would settle it."""
    flags = f" [{', '.join(flag.value for flag in finding.flags)}]" if finding.flags else ""
    gives = "nothing" if finding.contributes is None else finding.contributes.value
    yield f"{finding.measure} ({finding.view}): {finding.state.value}{flags}, {finding.outcome.value} -> {gives}"
    yield f"  {finding.citation}  ({finding.review.value}, in force: {finding.in_force.value})"
    if finding.say:
        yield f"  {finding.say}"
    for name in ("event", "ask", "derogation"):
        if getattr(finding, name):
            yield f"  {name}: {getattr(finding, name)}"
    if finding.defeated_by:
        yield f"  defeated by: {', '.join(finding.defeated_by)}"
    if finding.tree is not None:
        for part, tree in _parts(finding.tree):
            yield from (f"  {line}" for line in _tree(part, tree))
    if finding.settled_by is not None:
        yield from _settled("would be NO if", finding.settled_by.no)
        yield from _settled("would APPLY if", finding.settled_by.applies)


def _parts(tree: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The measure's parts where the tree names them (bound, when, knowledge, unless), else the tree itself."""
    if "op" in tree or "p" in tree:
        yield "when", tree
        return
    for name, part in tree.items():
        if isinstance(part, Mapping):
            yield name, part


def _tree(label: str, tree: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    indent = "  " * depth
    mark = _MARKS.get(str(tree.get("r")), "   ")
    name = f"{label}: " if label else ""
    if "p" in tree:
        yield f"{indent}{mark} {name}{_atom(tree)}"
        return
    yield f"{indent}{mark} {name}{tree.get('part') or tree.get('op', '')}"
    for each in tree.get("of", ()):
        yield from _tree("", each, depth + 1)


def _atom(tree: Mapping[str, Any]) -> str:
    args = ", ".join(f"{key} {_plain(value)}" for key, value in tree.get("args", {}).items())
    met = f" = {tree['got']}" if tree.get("got") else ""
    leaves = f"  open: {'; '.join(tree['leaves'])}" if tree.get("leaves") else ""
    source = f"  [{', '.join(tree['src'])}]" if tree.get("src") else ""
    return f"{tree['p']}({args}){met}{leaves}{source}"


def _plain(value: Any) -> str:
    if not isinstance(value, list | tuple):
        return str(value)
    shown = "|".join(map(str, value[:_SHOWN]))
    return f"{shown}|… ({len(value)})" if len(value) > _SHOWN else shown


def _settled(label: str, sets: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    for each in sets[:2]:
        yield f"  {label}: {' and '.join(map(_answer, each))}"


def _answer(leaf: str) -> str:
    """One answer in words; of a list that is not held: whether the thing turns out to be on it."""
    text, _, answer = leaf.rpartition(" = ")
    if not text.startswith(_NOT_HELD):
        return leaf
    name = text.removeprefix(_NOT_HELD).split(" (endgate", 1)[0].split("; have", 1)[0]
    return f"{'on' if answer == 'yes' else 'not on'} {name}"
