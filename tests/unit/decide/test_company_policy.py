"""Company policy stands beside law: it adds restraint, reads concerns, and changes no byte of what law says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from endgate.cli.verdicts import company, exit_code_of
from endgate.decide.company.model import CompanyPolicy, PolicyClass
from endgate.decide.company.read import read_policy
from endgate.decide.errors import PolicyError
from endgate.decide.model import Decision
from endgate.decide.pipeline import Options, decide
from endgate.decide.record import canonical, read_record, replay
from endgate.edition.opened import Edition
from endgate.law.errors import LawError
from endgate.law.model import State
from endgate.shipment.read import read_shipments
from endgate.terms.codec import decode, encode

DAY = date(2026, 11, 23)
HEAD = {"id": "icp", "title": "Trade policy"}


def policy(*rules: dict[str, object]) -> CompanyPolicy:
    return decode(CompanyPolicy, {"schema": "endgate.policy/1", "policy": HEAD, "rules": list(rules)})


def rule(name: str, then: str, **more: object) -> dict[str, object]:
    return {"id": name, "then": then, "say": f"{name} says so", **more}


def decided(
    starter: Edition, examples: Path, layer: CompanyPolicy | None, name: str = "ordinary-us-switzerland.json"
) -> Decision:
    (sourced,) = read_shipments(examples / name).shipments
    return decide(sourced.shipment, starter, as_of=DAY, options=Options(company=layer))


STOP_SWISS = rule("NO-SWISS", "POLICY_STOP", when={"destination_in": {"group": "CH"}})


def test_no_policy_no_layer(starter: Edition, examples: Path) -> None:
    found = decided(starter, examples, None)
    assert found.policy is None
    assert list(company(found.policy)) == []
    assert exit_code_of(found) == 0


@pytest.mark.parametrize("then", list(PolicyClass))
def test_what_the_company_says_changes_no_byte_of_law_or_concern(
    starter: Edition, examples: Path, then: PolicyClass
) -> None:
    plain = decided(starter, examples, None).to_json()
    layered = decided(starter, examples, policy(rule("R", then.value, when={"destination_in": {"group": "CH"}})))
    assert layered.policy is not None
    assert [each.outcome for each in layered.policy.actors] == [then]
    for name in ("actors", "concerns", "questions", "coverage", "flags"):
        assert layered.to_json()[name] == plain[name]


def test_a_stop_of_the_company_makes_the_exit_code_worse_and_nothing_makes_it_better(
    starter: Edition, examples: Path
) -> None:
    assert exit_code_of(decided(starter, examples, policy(STOP_SWISS))) == 22
    assert (
        exit_code_of(
            decided(starter, examples, policy(rule("R", "POLICY_REVIEW", when={"destination_in": {"group": "CH"}})))
        )
        == 21
    )
    held = "s2-chamber-subsidiary.json"
    note = policy(rule("FINE", "POLICY_NOTE", when={"all": []}))
    assert (
        exit_code_of(decided(starter, examples, note, held)) == exit_code_of(decided(starter, examples, None, held)) > 0
    )


def test_a_rule_that_does_not_bite_says_nothing(starter: Edition, examples: Path) -> None:
    found = decided(
        starter, examples, policy(rule("NO-RU", "POLICY_STOP", when={"destination_in": {"group": "RU"}}))
    ).policy
    assert found is not None
    assert found.actors == ()
    assert "no rule of the company" in "\n".join(company(found))


@pytest.mark.parametrize(
    ("start", "end", "bites"),
    [("2026-11-23", None, True), ("2026-11-24", None, False), (None, "2026-11-23", False), (None, "2026-11-24", True)],
)
def test_a_rule_stands_between_its_days(
    starter: Edition, examples: Path, start: str | None, end: str | None, bites: bool
) -> None:
    days = {key: value for key, value in (("valid_from", start), ("valid_to", end)) if value}
    found = decided(starter, examples, policy({**STOP_SWISS, **days})).policy
    assert found is not None
    assert bool(found.actors) is bites


def test_what_is_open_is_looked_at_and_asks(starter: Edition, examples: Path) -> None:
    armed = rule("ARMED", "POLICY_STOP", when={"party_class_in": {"set": ["military"], "roles": ["end_user"]}})
    found = decided(starter, examples, policy(armed)).policy
    assert found is not None
    (actor,) = found.actors
    (finding,) = actor.findings
    assert (finding.state, actor.outcome) == (State.OPEN, PolicyClass.REVIEW)
    assert any("military" in ask for ask in finding.asks)


@pytest.mark.parametrize(
    ("grade", "programmes", "bites"),
    [("LOW", [], True), ("HIGH", [], True), ("LOW", ["nuclear"], False), ("LOW", ["missile"], True)],
)
def test_a_rule_may_read_a_concern(
    starter: Edition, examples: Path, grade: str, programmes: list[str], bites: bool
) -> None:
    grave = policy(rule("GRAVE", "POLICY_REVIEW", concern={"at_least": grade, "programmes": programmes}))
    calm = decided(starter, examples, grave)
    assert calm.policy is not None
    assert calm.policy.actors == ()
    assert not calm.concerns
    found = decided(starter, examples, grave, "s2-chamber-subsidiary.json")
    assert found.policy is not None
    assert {each.programme: each.grade for each in found.concerns} == {"missile": "HIGH"}
    assert bool(found.policy.actors) is bites
    if bites:
        assert found.policy.actors[0].findings[0].concern == "HIGH missile"


def test_a_record_with_a_policy_is_decided_again_with_it(starter: Edition, examples: Path) -> None:
    record = canonical(decided(starter, examples, policy(STOP_SWISS)))
    assert replay(read_record(record, name="record"), starter).same
    assert json.loads(record)["policy"]["heading"] == "company policy, not law"


def test_a_policy_survives_its_plain_form() -> None:
    layer = policy(STOP_SWISS, rule("GRAVE", "POLICY_REVIEW", concern={"at_least": "HIGH"}))
    assert decode(CompanyPolicy, json.loads(json.dumps(encode(layer), default=str))) == layer


def test_a_rule_that_names_what_nobody_defines_is_refused(starter: Edition, examples: Path) -> None:
    for when in ({"destination_in": {"group": "NOWHERE"}}, {"item_on": {"list": "NO-LIST"}}):
        with pytest.raises(PolicyError, match="not defined"):
            decided(starter, examples, policy(rule("R", "POLICY_STOP", when=when)))


def test_the_example_reads() -> None:
    layer = read_policy(Path(__file__).parents[3] / "examples" / "company.policy.yaml")
    assert len(layer.rules) == 4


_FILE = "schema: endgate.policy/1\npolicy: {id: a, title: b}\nrules:\n"
_ALWAYS = "id: R, then: POLICY_STOP, say: x, when: {all: []}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("schema: endgate.policy/2\npolicy: {id: a, title: b}\nrules: []\n", "endgate.policy/1"),
        (_FILE + "  - {id: R, then: POLICY_STOP, say: x}\n", "no condition"),
        (_FILE + "  - {id: R, then: PROHIBITED, say: x, when: {all: []}}\n", "PROHIBITED"),
        (_FILE + "  - {id: R, then: POLICY_STOP, say: x, when: {weather: {}}}\n", "weather"),
        (_FILE + f"  - {{{_ALWAYS}}}\n  - {{{_ALWAYS}}}\n", "two rules"),
        (_FILE + f"  - {{{_ALWAYS}, valid_from: 2026-01-01, valid_to: 2026-01-01}}\n", "not after"),
    ],
)
def test_a_bad_file_says_where(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((PolicyError, LawError)) as caught:
        read_policy(path)
    told = " ".join(f"{fault.where} {fault.what}" for fault in caught.value.faults)
    assert says in told
    assert "bad.yaml:" in told
