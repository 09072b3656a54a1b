"""Reads files of company policy (``endgate.policy/1``, YAML) and checks that what their conditions name is defined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from endgate.decide.company.model import CompanyPolicy, PolicyRule
from endgate.decide.errors import BAD_POLICY, PolicyError
from endgate.law.book import LawBook
from endgate.law.signature import SIGNATURES, Refers
from endgate.law.trees import Atom
from endgate.law.yaml_text import PlainFile, read_yaml
from endgate.terms.codec import decode
from endgate.terms.faults import EndgateError, Fault
from endgate.terms.places import country


def read_policy(path: Path) -> CompanyPolicy:
    """Read a file. Raises EndgateError with every fault, each with its line."""
    plain = read_yaml(path)
    try:
        policy = decode(CompanyPolicy, plain.data)
    except EndgateError as error:
        raise PolicyError(*(replace(each, where=plain.place(each.where)) for each in error.faults)) from error
    except ValueError as error:
        raise PolicyError(BAD_POLICY.at(plain.place("$.schema"), str(error))) from error
    faults = list(_faults(policy, plain))
    if faults:
        raise PolicyError(*faults)
    return policy


def _faults(policy: CompanyPolicy, plain: PlainFile) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, rule in enumerate(policy.rules):
        place = plain.place(f"$.rules[{number}]")
        if rule.id in seen:
            yield BAD_POLICY.at(place, f"two rules are called {rule.id!r}")
        seen.add(rule.id)
        if rule.when is None and rule.concern is None:
            yield BAD_POLICY.at(place, f"{rule.id} has no condition: give when, concern or both")
        if not rule.say.strip():
            yield BAD_POLICY.at(place, f"{rule.id} does not say what the company wants")
        if rule.valid_from is not None and rule.valid_to is not None and rule.valid_to <= rule.valid_from:
            yield BAD_POLICY.at(place, f"{rule.id} ends on {rule.valid_to}, not after it begins")


def undefined(policy: CompanyPolicy, book: LawBook) -> tuple[Fault, ...]:
    """What conditions name and the law of the edition does not define: such a rule would never bite."""
    return tuple(fault for rule in policy.rules for fault in _undefined(rule, book))


def _undefined(rule: PolicyRule, book: LawBook) -> Iterator[Fault]:
    for atom in () if rule.when is None else rule.when.atoms():
        for refers, word in _words(atom):
            if not _known(refers, word, book):
                yield BAD_POLICY.at(rule.id, f"{atom.short()} names the {refers.value} {word!r}, which is not defined")


def _words(atom: Atom) -> Iterator[tuple[Refers, str]]:
    for arg in SIGNATURES[atom.predicate].args:
        value: Any = atom.arg(arg.name)
        if arg.refers is not None and value is not None:
            yield from ((arg.refers, str(word)) for word in (value if isinstance(value, tuple) else (value,)))


def _known(refers: Refers, word: str, book: LawBook) -> bool:
    reference = book.reference
    match refers:
        case Refers.LIST:
            return word in reference.lists
        case Refers.PROPOSITION:
            return word in reference.propositions
        case Refers.MEASURE:
            return word in book
        case Refers.GROUP:
            return word in reference.groups or word == "actor" or _is_country(word)


def _is_country(code: str) -> bool:
    try:
        country(code)
    except KeyError:
        return False
    return True
