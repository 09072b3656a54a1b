"""Reason trees for people: one line per condition with its truth, what was met, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from endgate.decide.words import word_of
from endgate.law.finding import Finding
from endgate.law.model import State
from endgate.law.reference import Reference
from endgate.law.signature import SIGNATURES
from endgate.law.trees import Atom
from endgate.law.words import condition, plain, question

_NOT_HELD = "not held: "
_MARKS = {"T": "yes", "F": "no ", "U": "?  "}
_ROLES = 4
_CALL = re.compile(r"(\w+)\((.*)\)")


def finding_lines(finding: Finding, reference: Reference) -> Iterator[str]:
    """A finding with its citation, plain words, tree and what would settle it."""
    flags = f" ({'; '.join(word_of('flag', flag.value) for flag in finding.flags)})" if finding.flags else ""
    gives = "nothing" if finding.contributes is None else finding.contributes.value
    state, effect = finding.state.value, word_of("effect", finding.outcome.value)
    yield f"{finding.measure} ({plain(finding.view)}): {state}{flags}, {effect} -> {gives}"
    in_force = word_of("truth", finding.in_force.value)
    yield f"  {finding.citation}  ({word_of('review', finding.review.value)}; in force: {in_force})"
    if finding.say:
        yield f"  {finding.say}"
    for name in ("event", "ask", "derogation"):
        if getattr(finding, name):
            yield f"  {name}: {getattr(finding, name)}"
    if finding.defeated_by:
        yield f"  defeated by: {', '.join(finding.defeated_by)}"
    yield from (f"  {line}" for line in reason_lines(finding, reference))


def reason_lines(finding: Finding, reference: Reference) -> Iterator[str]:
    """The conditions of a finding, each with its answer, what was met and where, and what would settle it."""
    if finding.tree is not None:
        for part, tree in _parts(finding.tree):
            yield from _tree(word_of("part", part), tree, reference)
    if finding.settled_by is not None:
        yield from _settled("would not apply if", finding.settled_by.no, reference)
        yield from _settled("would apply if", finding.settled_by.applies, reference)


def _parts(tree: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The measure's parts where the tree names them (bound, when, knowledge, unless), else the tree itself."""
    if "op" in tree or "p" in tree:
        yield "when", tree
        return
    for name, part in tree.items():
        if isinstance(part, Mapping):
            yield name, part


def _tree(label: str, tree: Mapping[str, Any], reference: Reference, depth: int = 0) -> Iterator[str]:
    indent = "  " * depth
    mark = _MARKS.get(str(tree.get("r")), "   ")
    name = f"{label}: " if label else ""
    if "p" in tree:
        yield f"{indent}{mark} {name}{_atom(tree, reference)}"
        return
    yield f"{indent}{mark} {name}{word_of('part', str(tree.get('part') or tree.get('op', '')))}"
    for each in tree.get("of", ()):
        yield from _tree("", each, reference, depth + 1)


def _atom(tree: Mapping[str, Any], reference: Reference) -> str:
    said = _said(str(tree["p"]), tree.get("args", {}), reference)
    met = f"; found: {plain(str(tree['got']))}" if tree.get("got") else ""
    asked = "; ".join(question(each, reference) for each in tree.get("leaves", ()))
    source = f"  [{', '.join(map(_where, tree['src']))}]" if tree.get("src") else ""
    return f"{said}{met}{f'  open: {asked}' if asked else ''}{source}"


def _where(source: str) -> str:
    """Where a fact stands, as people say it; a reference into the shipment names its field."""
    return plain(source.replace(":", ", ")) if source.startswith("shipment:") else source


def _said(predicate: str, given: Mapping[str, Any], reference: Reference) -> str:
    """A predicate with its arguments in the words of the tables of measures."""
    return condition(Atom(predicate, tuple((key, _argument(key, value)) for key, value in given.items())), reference)


def _argument(key: str, value: Any) -> Any:
    """An argument as an atom holds it; a long list of roles is whoever has a part."""
    if not isinstance(value, list | tuple):
        return value
    return ("anybody",) if key == "roles" and len(value) > _ROLES else tuple(value)


def _settled(label: str, sets: tuple[tuple[str, ...], ...], reference: Reference) -> Iterator[str]:
    for each in sets[:2]:
        yield f"{label}: {' and '.join(_answer(leaf, reference) for leaf in each)}"


def _answer(leaf: str, reference: Reference) -> str:
    """One answer in words; of a list that is not held: whether the thing turns out to be on it."""
    text, _, answer = leaf.rpartition(" = ")
    if text.startswith(_NOT_HELD):
        name = text.removeprefix(_NOT_HELD).split(" (endgate", 1)[0].split("; have", 1)[0]
        return f"{'on' if answer == 'yes' else 'not on'} {name}"
    call = _CALL.fullmatch(text)
    if call is None or call[1] not in SIGNATURES:
        return leaf if text == "" else f"{question(text, reference)} {answer}" if "?" in text else leaf
    names = [arg.name for arg in SIGNATURES[call[1]].args]
    values = [each for each in call[2].split(", ") if each]
    return f"{'' if answer == 'yes' else 'not: '}{_said(call[1], dict(zip(names, values, strict=False)), reference)}"


def why_silent(finding: Finding, reference: Reference) -> str:
    """Why a measure asks nothing: the first of its conditions that fails, in words; its state where none stands out."""
    asleep = finding.state in (State.NOT_IN_FORCE, State.SUSPENDED)
    failed = "" if asleep or finding.tree is None else next(_failing(finding.tree, reference), "")
    return failed or word_of("state", finding.state.value)


def _failing(tree: Mapping[str, Any], reference: Reference) -> Iterator[str]:
    """The conditions that are false, through every branch that must hold."""
    if "p" in tree:
        if tree.get("r") == "F":
            yield f"not: {_said(str(tree['p']), tree.get('args', {}), reference)}"
    elif tree.get("op") == "not":
        inner: Mapping[str, Any] = next(iter(tree.get("of", ())), {})
        if tree.get("r") == "F" and "p" in inner:
            yield _said(str(inner["p"]), inner.get("args", {}), reference)
    elif "of" in tree:
        if tree.get("r") == "F":
            for each in tree["of"]:
                yield from _failing(each, reference)
    else:
        for _, part in _parts(tree):
            yield from _failing(part, reference)
