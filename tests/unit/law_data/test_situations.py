"""The tables of the specification (its sections 12 and 13) at the level of law: facts given, answers expected.

Shape of ``tests/situations/law_*.yaml``::

    source: law.md G9
    common: {…}                     # optional: facts of every view of every case
    cases:
      - name: …
        actor: {kind: private, jurisdictions: [US]}
        as_of: 2025-10-15           # known_as_of only where it differs
        facts: {declared: {…}, "indicated:1": {…}}
        expect:
          disposition: LICENCE      # or [result, with_unreviewed]
          findings: {US-EAR-AFFIL: APPLIES}
          views: {"indicated:1": {ID: STATE}}
          live: {ID: true}, bound: {ID: T}, flags: {ID: [projected]}
          reasons: [ID]             # each is among the reasons; only_reasons: they are all of them
          questions: [words], conditions: [words], conflicts: [ID]

An indicated view is the declared one with some facts replaced. A key with a star stands for every list, entry,
proposition or flag that the law book names, where no exact key is given. A finding that no candidate law brings is NO.
A case with ``pending`` is expected to fail for that reason; when it passes, the line goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from endgate.law import dispose
from endgate.law.compile import LawBook, compile_law
from endgate.law.finding import DECLARED, ActorFacts, ActorLaw
from endgate.law.model import Binds
from endgate.law.rows import read_row
from endgate.law.yaml_text import read_yaml

ROOT = Path(__file__).parents[3]
DATA = ROOT / "src" / "endgate" / "data" / "law"
FILES = sorted((ROOT / "tests" / "situations").glob("law_*.yaml"))
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


@cache
def book() -> LawBook:
    return LawBook.load(compile_law([DATA]))


def cases() -> Iterator[Any]:
    for path in FILES:
        data = read_yaml(path).data
        for case in data["cases"]:
            marks = [pytest.mark.xfail(reason=case["pending"], strict=True)] if "pending" in case else []
            yield pytest.param(data.get("common", {}), case, id=f"{path.stem}: {case['name']}", marks=marks)


@cache
def named(predicate: str, argument: str) -> frozenset[str]:
    """Every value of that argument in the law book; of a letter, with the authority that must have written it."""
    found: set[str] = set()
    for measure in book().measures():
        for tree in measure.trees():
            for atom in (each for each in tree.atoms() if each.predicate == predicate):
                value = atom.arg(argument)
                found |= set(value) if isinstance(value, tuple) else {_full(predicate, value, atom.arg("by"))}
    return frozenset(found)


def _full(predicate: str, value: str, by: str | None) -> str:
    return f"{value}.{by}" if predicate == "informed" and by else value


def written_out(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts with their stars written out; what is named exactly stands."""
    result = {key: value for key, value in facts.items() if "*" not in key}
    for key, value in facts.items():
        head, star, tail = key.partition(".*")
        if star:
            for name in named(*STARRED[head]):
                result.setdefault(f"{head}.{name}{tail}", value)
    return result


def rows(common: dict[str, Any], views: dict[str, Any]) -> dict[str, Any]:
    declared = {**common, **views[DECLARED]}
    return {name: read_row(written_out({**declared, **views[name]})) for name in views}


def decide(common: dict[str, Any], case: dict[str, Any]) -> ActorLaw:
    actor = case["actor"]
    facts = ActorFacts(
        id="A",
        name=str(case["name"]),
        kind=Binds(actor["kind"]),
        jurisdictions=tuple(actor["jurisdictions"]),
        rows=rows(common, case["facts"]),
    )
    as_of = date.fromisoformat(case["as_of"])
    known = date.fromisoformat(case.get("known_as_of", case["as_of"]))
    return dispose.evaluate(book(), facts, as_of=as_of, known_as_of=known)


def state_of(law: ActorLaw, measure: str, view: str) -> str:
    try:
        return law.finding(measure, view).state.value
    except KeyError:
        assert measure in book(), f"{measure} is not in the law book"
        return "NO"


def as_pair(expected: str | list[str]) -> tuple[str, str]:
    first, second = (expected, expected) if isinstance(expected, str) else expected
    return first, second


@pytest.mark.parametrize(("common", "case"), list(cases()))
def test_situation(common: dict[str, Any], case: dict[str, Any]) -> None:
    law = decide(common, case)
    expect = case["expect"]
    story = [f"{r.kind} {r.measure} {r.view} {r.contributes}" for r in law.reasons]
    got_states = {view: {m: state_of(law, m, view) for m in states} for view, states in _by_view(expect).items()}
    assert got_states == _by_view(expect), story
    if "disposition" in expect:
        assert (law.disposition.value, law.with_unreviewed.value) == as_pair(expect["disposition"]), story
    for measure, live in expect.get("live", {}).items():
        assert law.finding(measure).live is live, measure
    for measure, bound in expect.get("bound", {}).items():
        assert law.finding(measure).bound.value == bound, measure
    for measure, flags in expect.get("flags", {}).items():
        assert set(flags) <= {flag.value for flag in law.finding(measure).flags}, measure
    _check_words(law, expect)


def _by_view(expect: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {DECLARED: expect.get("findings", {}), **expect.get("views", {})}


def _check_words(law: ActorLaw, expect: dict[str, Any]) -> None:
    reasons = {reason.measure for reason in law.reasons}
    assert set(expect.get("reasons", ())) <= reasons
    if "only_reasons" in expect:
        assert set(expect["only_reasons"]) == reasons
    questions = " | ".join(f"{each.cost} {each.text}" for each in law.questions)
    for words in expect.get("questions", ()):
        assert words in questions
    for words in expect.get("conditions", ()):
        assert words in " | ".join(law.conditions)
    if "conflicts" in expect:
        found = {conflict.measure for view in law.views for conflict in view.conflicts}
        assert set(expect["conflicts"]) == found


def test_every_situation_has_its_cases() -> None:
    sources = {path.stem.removeprefix("law_") for path in FILES}
    assert sources >= {f"S{n}" for n in range(1, 9)} | {f"G{n}" for n in range(1, 11)}
