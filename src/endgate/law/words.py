"""Plain words for facts and conditions: what to ask, and how a condition reads to somebody who knows no keys."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from endgate.law.errors import LawError
from endgate.law.facts import FAMILIES, family_of
from endgate.law.reference import Reference
from endgate.law.signature import SIGNATURES, Refers
from endgate.law.trees import All, Any_, Atom, Node, Not
from endgate.shipment.model import Role
from endgate.terms.dates import Interval
from endgate.terms.places import country

_GROUPS = ("group", "J", "in", "territory")


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    text = files("endgate").joinpath("data/law/words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def plain(word: str) -> str:
    """A word of the data as people write it."""
    return _words()["plain"].get(word, word.replace("_", " "))


def place(code: str, reference: Reference) -> str:
    """The name of a country or group."""
    short = _words()["places"].get(code)
    if short is not None:
        return short
    group = reference.groups.get(code)
    if group is not None:
        return f"{group.title} ({code})" if group.title else code
    try:
        return country(code).name
    except KeyError:
        return plain(code)


def days(interval: Interval) -> str:
    """An interval: its first day, and the day from which it is over."""
    return f"from {interval.start}" + ("" if interval.end is None else f" to {interval.end}")


def list_title(name: str, reference: Reference) -> str:
    """The title of a list with its id."""
    ref = reference.lists.get(name)
    return name if ref is None or not ref.title else f"{ref.title} ({name})"


def question(key: str, reference: Reference) -> str:
    """What to ask where that fact is not known; what is no key of the facts table stays as it is."""
    if key.startswith("party."):
        return f"Who is the {plain(key.removeprefix('party.'))}?"
    try:
        family_of(key)
    except LawError:
        return key
    head = key if key in FAMILIES else ".".join(key.split(".")[: 2 if key.startswith("actor.") else 1])
    template = _words()["questions"].get(head)
    return key if template is None else template.format(**_named(head, key[len(head) + 1 :], reference))


def _named(head: str, tail: str, reference: Reference) -> dict[str, str]:
    name, _, rest = tail.partition(".")
    lists = [each for each in reference.lists if tail == each or tail.startswith(f"{each}.")]
    if lists:
        name = max(lists, key=len)
        rest = tail[len(name) + 1 :]
    role = rest.partition(".")[0] if head == "party_designated" else name
    title = plain(name if head == "value" else tail)
    return {
        "place": place(tail, reference),
        "list": list_title(name, reference),
        "role": plain(role) if role in set(Role) else "party",
        "name": title,
    }


def condition(node: Node, reference: Reference) -> str:
    """A tree in words: branches in brackets where they need them."""
    if isinstance(node, Atom):
        return _atom(node, reference)
    if isinstance(node, Not):
        inner = condition(node.of, reference)
        return f"not ({inner})" if _joins(node.of) else f"not: {inner}"
    joint = " and " if isinstance(node, All) else " or "
    if isinstance(node, Any_) and (same := _one_word(node, reference)):
        return same
    parts = [f"({text})" if _joins(each) and len(node.of) > 1 else text for each, text in _branches(node, reference)]
    return joint.join(parts) or ("always" if isinstance(node, All) else "never")


def _branches(node: All | Any_, reference: Reference) -> Iterable[tuple[Node, str]]:
    return ((each, condition(each, reference)) for each in node.of)


def _joins(node: Node) -> bool:
    return isinstance(node, All | Any_) and len(node.of) > 1


def _one_word(node: Any_, reference: Reference) -> str:
    """Any of several lists, entries or propositions under one predicate, said once."""
    atoms = [each for each in node.of if isinstance(each, Atom)]
    first = atoms[0] if atoms else None
    if first is None or len(atoms) < len(node.of) or len(atoms) < 2:
        return ""
    spread = next((arg.name for arg in SIGNATURES[first.predicate].args if arg.spread), "")
    rest = {(each.predicate, tuple(pair for pair in each.args if pair[0] != spread)) for each in atoms}
    if not spread or len(rest) > 1:
        return ""
    values = [_value(first, spread, each.arg(spread), reference) for each in atoms]
    named = _arguments(first, reference) | {spread: "; or ".join(values)}
    return _words()["conditions"][first.predicate].format(**named)


def _atom(atom: Atom, reference: Reference) -> str:
    return _words()["conditions"][atom.predicate].format(**_arguments(atom, reference))


def _arguments(atom: Atom, reference: Reference) -> dict[str, str]:
    absent = {"roles": "any role", "by": "any authority", "reach": "direct"}
    names = [arg.name for arg in SIGNATURES[atom.predicate].args]
    given = {name: atom.arg(name) for name in names}
    return {
        name: absent.get(name, "") if value is None else _value(atom, name, value, reference)
        for name, value in given.items()
    }


def _value(atom: Atom, name: str, value: Any, reference: Reference) -> str:
    refers = next(arg.refers for arg in SIGNATURES[atom.predicate].args if arg.name == name)
    words = value if isinstance(value, tuple) else (str(value),)
    return " or ".join(_word(str(each), name, refers, reference) for each in words)


def _word(word: str, name: str, refers: Refers | None, reference: Reference) -> str:
    if name in _GROUPS or refers is Refers.GROUP:
        return place(word, reference)
    if refers is Refers.LIST:
        return list_title(word, reference)
    if refers is Refers.PROPOSITION:
        proposition = reference.propositions.get(word)
        return word if proposition is None or not proposition.says else f'"{proposition.says.rstrip(".")}"'
    if refers is Refers.MEASURE or name in ("provision", "rule", "ids", "currency", "ranges"):
        return word
    authority = reference.authorities.get(word)
    if name in ("authority", "by") and authority is not None and authority.title:
        return f"{authority.title} ({word})"
    return plain(word)
