"""The verb explain: reasons with citations, one measure's why-not, and what a recipient may see."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.conftest import Command

SULFIDE = "s3-sulfide-de.json"
WITHHELD = "no-capacity"


def test_a_why_not_names_the_leaf_that_fails(command: Command, examples: Path) -> None:
    ran = command("explain", examples / SULFIDE, "--as-of", "2026-11-23", "--why-not", "EU-267-2")
    assert "EU-267-2 (declared): NO" in ran.out
    assert "EU-267-2 (indicated:1): APPLIES" in ran.out
    assert "no  the final destination is Iran; found: AM" in ran.out
    assert "Reg (EU) 267/2012 Art 2(1)" in ran.out


def test_every_contributing_finding_has_a_citation(command: Command, examples: Path) -> None:
    found = command("explain", examples / "s2-chamber-branch.json", "--as-of", "2009-06-01", "--json").json()
    findings = [each["finding"] for each in found]
    assert findings
    assert all(each["citation"] for each in findings)
    backstops = [each for each in findings if "un_backstop" in each["flags"]]
    assert all(each["tree"] for each in findings if each not in backstops)
    assert backstops


def test_an_unknown_measure_is_a_coded_fault(command: Command, examples: Path) -> None:
    ran = command("explain", examples / SULFIDE, "--why-not", "EU-999-9")
    assert (ran.code, ran.out) == (1, "")
    assert "EG9002" in ran.err


def test_an_unknown_actor_is_wrong_use(command: Command, examples: Path) -> None:
    ran = command("explain", examples / SULFIDE, "--actor", "nobody")
    assert (ran.code, ran.out) == (2, "")


def test_a_recipient_sees_what_is_released_to_it(command: Command, examples: Path) -> None:
    asked = ("explain", examples / SULFIDE, "--known-as-of", "2026-11-23")
    italian, spanish = command(*asked, "--for", "partner-it").out, command(*asked, "--for", "partner-es").out
    assert "works stand idle" in italian
    assert "works stand idle" not in spanish
    assert "final destination is Iran" in spanish


@pytest.mark.parametrize("form", [(), ("--json",)])
@pytest.mark.parametrize("recipient", ["partner-es", "public"])
def test_what_is_withheld_leaves_no_trace(
    command: Command, examples: Path, tmp_path: Path, recipient: str, form: tuple[str, ...]
) -> None:
    for name in (SULFIDE, "s8-press.claims.json", "s3-reports.claims.json"):
        shutil.copy(examples / name, tmp_path)
    asked = ("explain", tmp_path / SULFIDE, "--known-as-of", "2026-11-23", "--for", recipient, *form)
    whole = command(*asked)
    reports = tmp_path / "s3-reports.claims.json"
    raw = json.loads(reports.read_bytes())
    raw["claims"] = [each for each in raw["claims"] if each["id"] != WITHHELD]
    reports.write_text(json.dumps(raw), encoding="utf-8")
    assert whole.code == 0
    assert command(*asked) == whole
    hidden = [WITHHELD, "NOTE", "partner's note", "a partner", "reliable information"]
    assert not [each for each in hidden if each in whole.out + whole.err]


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_what_a_second_unreleased_claim_would_raise_is_not_seen(
    command: Command, examples: Path, tmp_path: Path, form: tuple[str, ...]
) -> None:
    """A second origin would raise the concern from MEDIUM to HIGH; who may not see it must not see that."""
    for name in (SULFIDE, "s8-press.claims.json", "s3-reports.claims.json"):
        shutil.copy(examples / name, tmp_path)
    asked = ("explain", tmp_path / SULFIDE, "--known-as-of", "2026-11-23", "--for", "partner-es", *form)
    before = command(*asked)
    reports = tmp_path / "s3-reports.claims.json"
    raw = json.loads(reports.read_bytes())
    secret = {
        **raw["claims"][0],
        "id": "secret",
        "document": "NOTE",
        "chain": [{"source": "secret-source", "verb": "says"}],
        "label": "TLP:RED",
        "release_to": [],
    }
    raw["sources"].append({"id": "secret-source", "kind": "person", "name": "A Named Informant"})
    raw["claims"].append(secret)
    reports.write_text(json.dumps(raw), encoding="utf-8")
    whole = command("check", tmp_path / SULFIDE, "--known-as-of", "2026-11-23", "--json").json()
    assert [each["grade"] for each in whole["concerns"]] == ["HIGH"]
    assert command(*asked) == before
    assert "MEDIUM" in before.out


@pytest.mark.parametrize("recipient", ["nobody", "partner-fr", "*"])
def test_an_unknown_recipient_sees_nothing(command: Command, examples: Path, recipient: str) -> None:
    ran = command("explain", examples / SULFIDE, "--for", recipient)
    assert (ran.code, ran.out) == (1, "")
    assert "EG9003" in ran.err
    assert "partner-it" not in ran.err


def test_before_a_claim_was_confirmed_nothing_of_it_is_released(command: Command, examples: Path) -> None:
    ran = command("explain", examples / SULFIDE, "--known-as-of", "2009-09-27", "--for", "partner-it")
    assert "nothing is released" in ran.out


def test_two_days_of_the_law_are_compared_with_the_event_behind_each_change(command: Command, examples: Path) -> None:
    days = "2009-08-26..2009-08-27"
    found = command("explain", examples / "s2-chamber-branch.json", "--law", days, "--json").json()
    changed = {each["measure"]: each for actor in found for each in actor["changes"]}
    assert all(each["because"] for each in changed.values())
    same = command("explain", examples / "s2-chamber-branch.json", "--law", "2026-08-01..2026-08-01", "--json").json()
    assert [each["changes"] for each in same] == [[] for _ in same]
    text = command("explain", examples / "s2-chamber-branch.json", "--law", "2009-06-01..2026-08-01").out
    assert "EU-267-2: NOT_IN_FORCE -> OPEN (HOLD)" in text
    assert "because in force: version 2 began 2025-09-30" in text


def test_days_of_the_law_that_are_none_are_refused(command: Command, examples: Path) -> None:
    for wrong in ("2009-06-01", "2009-06-01..soon"):
        ran = command("explain", examples / "s2-chamber-branch.json", "--law", wrong)
        assert ran.code == 2


def test_a_lawful_deal_shows_what_was_looked_at_and_the_concern_apart(command: Command, examples: Path) -> None:
    days = ("--as-of", "2009-06-01", "--known-as-of", "2026-11-23")
    legality, concern = command("explain", examples / "s6-car-plant.json", *days).out.split("CONCERN")
    assert "Automobiles Exemple SA, item 1: PROCEED" in legality
    assert "measures looked at, of FR, IR, EU" in legality
    assert "MEDIUM" not in legality
    assert "MEDIUM: the deal contributes to a wmd programme" in concern
    assert "PROCEED" not in concern


def test_company_policy_is_told_apart_from_law(command: Command, examples: Path, tmp_path: Path) -> None:
    policy = ("--policy", examples / "company.policy.yaml")
    plain = command("explain", examples / SULFIDE)
    told = command("explain", examples / SULFIDE, *policy)
    law, _, own = told.out.partition("COMPANY POLICY, NOT LAW")
    assert law.strip() == plain.out.strip()
    assert "POLICY_REVIEW" in own
    record = tmp_path / "record.json"
    record.write_text(command("check", examples / SULFIDE, *policy, "--json").out, encoding="utf-8")
    assert own.strip() in command("explain", record).out


def test_a_list_whose_text_was_not_read_is_told_by_its_numbers_alone(command: Command, examples: Path) -> None:
    """Off such a list is less than off one that was read, and the word says so."""
    told = command("explain", examples / "s5-trucks.json", "--as-of", "2026-11-23", "--all").out
    assert "UN-S-2006-815); found: not listed by numbers" in told
    assert "EU-267-I); found: not listed  " in told
