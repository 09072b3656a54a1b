"""Runs situation files at the level of law: facts given, answers expected. The form is told in docs/benchmarks.md.

A key with a star stands for every list, entry, proposition or flag that the law book names, where no exact key is
given; an indicated view is the declared one with some facts replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from endgate.law.compile import LawBook
from endgate.law.dispose import evaluate
from endgate.law.finding import DECLARED, ActorFacts, ActorLaw
from endgate.law.model import Binds
from endgate.law.rows import read_row
from endgate.law.yaml_text import read_yaml
from endgate.terms.faults import EndgateError

STARRED = {
    "item_on": ("item_on", "list"),
    "list_requires": ("list_requires", "list"),
    "item_matches": ("item_matches", "provision"),
    "contains_listed": ("contains_listed", "list"),
    "party_designated": ("party_designated", "list"),
    "owned_ge": ("owned_ge", "list"),
    "informed": ("informed", "proposition"),
    "knows": ("knows", "proposition"),
    "direct_product_of": ("direct_product_of", "rule"),
    "red_flag": ("red_flag_open", "ids"),
}
"""The head of a fact key, and the predicate and argument whose values a star under it stands for."""

_OUTSIDE = "NO"
"""The state of a measure that the law of the case does not bring at all."""


@dataclass(frozen=True)
class SituationCase:
    """One case of a situation file. ``pending`` says why it is known to differ."""

    file: str
    name: str
    body: Mapping[str, Any]
    common: Mapping[str, Any] = field(default_factory=dict)

    @property
    def pending(self) -> str:
        return str(self.body.get("pending", ""))


@dataclass(frozen=True)
class Difference:
    """One answer that is not the expected one."""

    file: str
    case: str
    what: str
    expected: str
    got: str


def read_cases(path: Path) -> tuple[SituationCase, ...]:
    """Read a situation file; a file without cases of law gives none. Raises LawError when it is no YAML."""
    data = read_yaml(path).data
    cases = data.get("cases", ()) if isinstance(data, dict) else ()
    common = data.get("common", {}) if isinstance(data, dict) else {}
    return tuple(
        SituationCase(path.name, str(case["name"]), case, common)
        for case in cases
        if isinstance(case, dict) and {"name", "actor", "as_of", "facts", "expect"} <= case.keys()
    )


class Situations:
    """Runs cases against one law book."""

    def __init__(self, book: LawBook) -> None:
        self._book = book

    def differences(self, case: SituationCase) -> tuple[Difference, ...]:
        """What differs from the expected answers; nothing when the case passes. Faulty facts are a difference."""
        try:
            law = self._decide(case)
            found = list(self._compare(law, case.body["expect"]))
        except (EndgateError, ValueError, KeyError, TypeError, AttributeError) as error:
            found = [("the case itself", "a case that can be read", f"{type(error).__name__}: {error}")]
        return tuple(Difference(case.file, case.name, what, str(want), str(got)) for what, want, got in found)

    def _decide(self, case: SituationCase) -> ActorLaw:
        actor, views = case.body["actor"], case.body["facts"]
        declared = {**case.common, **views[DECLARED]}
        facts = ActorFacts(
            id="A",
            name=case.name,
            kind=Binds(actor["kind"]),
            jurisdictions=tuple(actor["jurisdictions"]),
            rows={name: read_row(self._written_out({**declared, **views[name]})) for name in views},
        )
        as_of = date.fromisoformat(case.body["as_of"])
        known = date.fromisoformat(case.body.get("known_as_of", case.body["as_of"]))
        return evaluate(self._book, facts, as_of=as_of, known_as_of=known)

    def _written_out(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        result = {key: value for key, value in facts.items() if "*" not in key}
        for key, value in facts.items():
            head, star, tail = key.partition(".*")
            for name in self._named[head] if star else ():
                result.setdefault(f"{head}.{name}{tail}", value)
        return result

    @cached_property
    def _named(self) -> Mapping[str, frozenset[str]]:
        return {head: frozenset(self._values(*asked)) for head, asked in STARRED.items()}

    def _values(self, predicate: str, argument: str) -> Iterator[str]:
        """Every value of that argument in the book; of a letter, with the authority that must have written it."""
        for atom in (atom for each in self._book.measures() for tree in each.trees() for atom in tree.atoms()):
            if atom.predicate == predicate:
                value, by = atom.arg(argument), atom.arg("by")
                if isinstance(value, tuple):
                    yield from value
                else:
                    yield f"{value}.{by}" if predicate == "informed" and by else value

    def _compare(self, law: ActorLaw, expect: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
        yield from self._states(law, expect)
        yield from _disposition(law, expect)
        yield from _details(law, expect)
        yield from _words(law, expect)

    def _states(self, law: ActorLaw, expect: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
        for view, states in {DECLARED: expect.get("findings", {}), **expect.get("views", {})}.items():
            for measure, wanted in states.items():
                got = self._state(law, measure, view)
                if got != wanted:
                    yield f"{view} {measure}", wanted, got

    def _state(self, law: ActorLaw, measure: str, view: str) -> str:
        if measure not in self._book:
            return "no such measure"
        try:
            return law.finding(measure, view).state.value
        except KeyError:
            return _OUTSIDE


def _disposition(law: ActorLaw, expect: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    if "disposition" in expect:
        said = expect["disposition"]
        wanted = (said, said) if isinstance(said, str) else tuple(said)
        got = (law.disposition.value, law.with_unreviewed.value)
        if got != wanted:
            yield "disposition, with unreviewed law", " ".join(wanted), " ".join(got)


def _details(law: ActorLaw, expect: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for measure, live in expect.get("live", {}).items():
        if law.finding(measure).live is not live:
            yield f"{measure} live", live, law.finding(measure).live
    for measure, bound in expect.get("bound", {}).items():
        if law.finding(measure).bound.value != bound:
            yield f"{measure} bound", bound, law.finding(measure).bound.value
    for measure, flags in expect.get("flags", {}).items():
        got = {flag.value for flag in law.finding(measure).flags}
        if not set(flags) <= got:
            yield f"{measure} flags", sorted(flags), sorted(got)


def _words(law: ActorLaw, expect: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    reasons = {reason.measure for reason in law.reasons}
    if not set(expect.get("reasons", ())) <= reasons:
        yield "reasons", sorted(expect["reasons"]), sorted(reasons)
    if "only_reasons" in expect and set(expect["only_reasons"]) != reasons:
        yield "only reasons", sorted(expect["only_reasons"]), sorted(reasons)
    said = {
        "questions": " | ".join(f"{each.cost} {each.text}" for each in law.questions),
        "conditions": " | ".join(law.conditions),
    }
    for what, text in said.items():
        for words in expect.get(what, ()):
            if words not in text:
                yield what, words, text
    conflicts = {conflict.measure for view in law.views for conflict in view.conflicts}
    if "conflicts" in expect and set(expect["conflicts"]) != conflicts:
        yield "conflicts", sorted(expect["conflicts"]), sorted(conflicts)
