"""The situations of the law specification (sections 12 and 13), from a shipment file to the whole decision.

Shape of ``e2e_*.yaml``::

    source: law.md S3
    cases:
      - name: …
        file: s3-sulfide-de.json        # an example; or shipment: {…} written out, claims: {…}
        change: {parties.0.form: branch, licences.-: {…}}   # by path; - appends, null takes away
        as_of: 2009-10-01
        known_as_of: 2026-11-23         # as_of otherwise
        expect:
          actors:
            exporter:
              disposition: [LICENCE, HOLD]    # result, with_unreviewed; one word where both agree
              findings: {EU-428-3: APPLIES}   # in the declared view
              items: {"1": {EU-428-3: APPLIES}}   # the same, of one item
              views: {"indicated:1": {EU-267-2: APPLIES}}
              view_dispositions: {declared: LICENCE, "indicated:1": STOP}
              live: {EU-267-2: true}
              questions: [words], conditions: [words], reasons: [ID], first_question: words
          concern: {missile: HIGH}            # all of them, by programme
          indicated: [IR]                     # countries pointed to
          questions: [words]                  # of the case
          not_checked: [words]
        because: why the answer differs from the specification's row, where it does

A measure that is not asked of the actor counts as NO. ``pending`` names a case that is expected to fail, and why.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from endgate.cli.asking import claims_beside
from endgate.decide.explain import Explained, explain
from endgate.decide.model import ActorDecision, Decision
from endgate.decide.pipeline import DEFAULT, decide
from endgate.edition.opened import Edition
from endgate.evidence.model import ClaimFile
from endgate.law.finding import Finding
from endgate.law.yaml_text import read_yaml
from endgate.shipment.read import SourcedShipment, read_shipments
from endgate.terms.codec import decode

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"


def _cases() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("e2e_*.yaml")):
        for case in read_yaml(path).data["cases"]:
            marks = [pytest.mark.xfail(reason=case["pending"], strict=True)] if "pending" in case else []
            found.append(pytest.param(case, id=f"{path.stem}: {case['name']}", marks=marks))
    return found


@pytest.mark.parametrize("case", _cases())
def test_situation(case: dict[str, Any], starter: Edition) -> None:
    sourced = _shipment(case)
    claims = _claims(case, sourced)
    as_of = _day(case["as_of"])
    known = _day(case.get("known_as_of", as_of))
    decision = decide(sourced.shipment, starter, claims=claims, as_of=as_of, known_as_of=known)
    _, explained = explain(sourced.shipment, starter, claims, as_of, known, DEFAULT)
    wrong = list(_differences(case["expect"], decision, explained))
    assert not wrong, "\n".join(wrong)


def _shipment(case: Mapping[str, Any]) -> SourcedShipment:
    raw = case["shipment"] if "shipment" in case else json.loads((EXAMPLES / case["file"]).read_text("utf-8"))
    raw = json.loads(json.dumps(raw, default=str))
    for path, value in case.get("change", {}).items():
        _set(raw, path.split("."), json.loads(json.dumps(value, default=str)))
    result = read_shipments(json.dumps(raw).encode(), name=case.get("file", "case.json"))
    assert not result.faults, result.faults
    return result.shipments[0]


def _set(raw: Any, path: list[str], value: Any) -> None:
    *steps, last = path
    for step in steps:
        raw = raw[int(step)] if isinstance(raw, list) else raw.setdefault(step, [] if last == "-" else {})
    if isinstance(raw, list) and last == "-":
        raw.append(value)
    elif value is None:
        raw.pop(int(last) if isinstance(raw, list) else last, None)
    else:
        raw[int(last) if isinstance(raw, list) else last] = value


def _claims(case: Mapping[str, Any], sourced: SourcedShipment) -> ClaimFile:
    if "claims" in case:
        return decode(ClaimFile, json.loads(json.dumps(case["claims"], default=str)))
    return claims_beside(sourced, EXAMPLES)


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _differences(expect: Mapping[str, Any], decision: Decision, explained: tuple[Explained, ...]) -> list[str]:
    wrong: list[str] = []
    by_id = {each.actor: each for each in decision.actors}
    for name, wanted in expect["actors"].items():
        if name not in by_id:
            wrong.append(f"no actor {name}; there are {sorted(by_id)}")
            continue
        wrong += [f"{name}: {each}" for each in _actor(wanted, by_id[name], _findings(explained, name))]
    if "concern" in expect:
        got = {each.programme: each.grade.value for each in decision.concerns}
        wrong += [f"concern {got}, not {expect['concern']}"] if got != expect["concern"] else []
    if "indicated" in expect:
        pointed = sorted({each.country for each in decision.indications if each.country})
        wrong += [f"indicated {pointed}, not {expect['indicated']}"] if pointed != expect["indicated"] else []
    gaps = [f"{each.what} {each.remedy}" for each in decision.coverage.not_checked]
    wrong += _missing("question of the case", expect.get("questions", ()), decision.questions)
    wrong += _missing("gap", expect.get("not_checked", ()), gaps)
    return wrong


def _findings(explained: tuple[Explained, ...], actor: str) -> dict[tuple[str, str], Finding]:
    """By view and measure; once more by view, item and measure for what is expected of one item."""
    return {
        key: finding
        for each in explained
        if each.actor.id == actor
        for view in each.law.views
        for finding in view.findings
        for key in ((view.view, finding.measure), (f"{view.view} of {each.item}", finding.measure))
    }


def _actor(wanted: Mapping[str, Any], got: ActorDecision, findings: Mapping[tuple[str, str], Finding]) -> list[str]:
    wrong = []
    both = wanted["disposition"]
    result, with_unreviewed = both if isinstance(both, list) else (both, both)
    if (got.disposition.value, got.with_unreviewed.value) != (result, with_unreviewed):
        wrong.append(f"{got.disposition} / {got.with_unreviewed}, not {result} / {with_unreviewed}")
    of_items = {f"declared of {item}": states for item, states in wanted.get("items", {}).items()}
    for view, states in {"declared": wanted.get("findings", {}), **wanted.get("views", {}), **of_items}.items():
        for measure, state in states.items():
            found = findings.get((view, measure))
            seen = "NO" if found is None else found.state.value
            wrong += [f"{measure} in {view} is {seen}, not {state}"] if seen != state else []
    for measure, live in wanted.get("live", {}).items():
        found = findings.get(("declared", measure))
        wrong += [f"{measure} live is not {live}"] if found is None or found.live is not live else []
    of_views = {each.view: each.disposition.value for each in got.views}
    for view, disposition in wanted.get("view_dispositions", {}).items():
        wrong += [f"view {view}: {of_views.get(view)}, not {disposition}"] if of_views.get(view) != disposition else []
    asked = [each.text for each in got.questions]
    wrong += _missing("question", wanted.get("questions", ()), asked)
    wrong += _missing("first question", [wanted["first_question"]] if "first_question" in wanted else (), asked[:1])
    wrong += _missing("condition", wanted.get("conditions", ()), got.conditions)
    wrong += _missing("reason", wanted.get("reasons", ()), [each.measure for each in got.reasons])
    return wrong


def _missing(what: str, wanted: Any, got: Any) -> list[str]:
    return [f"no {what} with {each!r} among {list(got)}" for each in wanted if not any(each in text for text in got)]
