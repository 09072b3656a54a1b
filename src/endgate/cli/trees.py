"""Reason trees for people: one line per condition with its truth, what was met, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from endgate.law.finding import Finding

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
    return "|".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _settled(label: str, sets: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    for each in sets[:2]:
        yield f"  {label}: {' and '.join(each)}"
