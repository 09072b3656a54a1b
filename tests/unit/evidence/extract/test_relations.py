"""Relations that the order and the words of a text show; they are proposed, shown, and weigh nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from endgate.cli.evidence import command
from endgate.evidence.against import contradictions
from endgate.evidence.case.log import Stamp
from endgate.evidence.case.model import Acquisition, Marks
from endgate.evidence.case.services import Received, add_document
from endgate.evidence.case.store import CaseDirectory
from endgate.evidence.extract.propose import propose
from endgate.evidence.extract.relations import nested, relate
from endgate.evidence.extract.text import folded, paragraphs
from endgate.evidence.model import Relation
from endgate.evidence.proposing import RELATED_BY, propose_claims
from endgate.evidence.vocabulary import RelationType

STAMP = Stamp("2026-11-23T10:00:00Z", "J. Roe")


def related(text: str) -> list[tuple[str, str, str]]:
    """Type and the two quotes of every relation."""
    claims = propose(text).claims
    plain = folded(text)
    return [
        (each.type.value, claims[each.start].quote, claims[each.end].quote)
        for each in relate(plain, claims, list(paragraphs(plain)))
    ]


DENIAL = "Berlin suspects that Alfa GmbH sold valves to Syria. The company denied that it had sold valves to Syria."
CASES = [
    (DENIAL, "denies", "it had sold valves to Syria", "Alfa GmbH sold valves to Syria"),
    (
        "Although the pump is not listed, it is suitable for the enrichment plant, the report says.",
        "qualifies",
        "the pump is not listed",
        "it is suitable for the enrichment plant",
    ),
    (
        "Beijing insisted that the cargo of acid was bound for Oman, despite signs that the cargo went to Syria.",
        "contradicts",
        "the cargo of acid was bound for Oman",
        "the cargo went to Syria",
    ),
    (
        "Envoys were directed to tell other governments that the sale could damage relations.",
        "contains",
        "Envoys were directed to tell other governments",
        "the sale could damage relations",
    ),
]


@pytest.mark.parametrize(("text", "kind", "start", "end"), CASES)
def test_what_stands_against_or_inside_another_is_seen(text: str, kind: str, start: str, end: str) -> None:
    assert (kind, start, end) in related(text)


@pytest.mark.parametrize(
    "text",
    [
        "Berlin suspects that Alfa GmbH sold valves to Syria. Paris believes that Alfa GmbH sold valves to Syria.",
        "The company denied that it had sold valves to Syria.",
        "Beijing insisted that the cargo was bound for Oman. The cargo was shipped to Oman, an official said.",
    ],
)
def test_agreement_is_never_related(text: str) -> None:
    assert related(text) == []


def test_what_somebody_is_asked_to_say_is_nested_in_the_asking() -> None:
    text = CASES[3][0]
    claims = propose(text).claims
    assert [(claims[i].quote, claims[o].quote) for i, o in nested(folded(text), claims).items()] == [
        (CASES[3][3], CASES[3][2])
    ]


def test_a_proposed_relation_is_kept_as_the_rule_s_and_weighs_nothing(tmp_path: Path) -> None:
    store = CaseDirectory.open(tmp_path / "case", make=True)
    (document,) = add_document(store, Received("a.txt", DENIAL.encode()), Acquisition("J. Roe"), Marks(), STAMP)
    propose_claims(store, document.id, STAMP)
    file = store.view().claim_file()
    (relation,) = file.relations
    assert (relation.type, relation.made_by, relation.recorded) == (RelationType.DENIES, RELATED_BY, False)
    bare = tuple(replace(each, roles={}) for each in file.claims)  # nothing follows from roles that are open
    assert contradictions(replace(file, claims=bare), bare) == ()
    by_person = Relation(relation.type, relation.start, relation.end)
    (both,) = contradictions(replace(file, claims=bare, relations=(by_person,)), bare)
    assert (both.type, both.claim, both.other) == (RelationType.DENIES, relation.start, relation.end)


def test_a_person_records_a_relation_by_command(tmp_path: Path) -> None:
    store = CaseDirectory.open(tmp_path / "case", make=True)
    (document,) = add_document(store, Received("a.txt", DENIAL.encode()), Acquisition("J. Roe"), Marks(), STAMP)
    propose_claims(store, document.id, STAMP)

    def run(*arguments: str) -> Any:
        return CliRunner().invoke(command, ["relate", *arguments, "--case", str(store.folder)])

    assert RELATED_BY.split("@")[0] in run().stdout
    assert run("d1:c2", "d1:c1").exit_code == 2
    assert run("d1:c1", "d1:c1", "--type", "denies").exit_code == 2
    assert "EG7104" in str(run("d1:c2", "d9:c1", "--type", "denies").exception)
    assert run("d1:c1", "d1:c2", "--type", "corroborates", "--dry-run").exit_code == 0
    assert run("d1:c2", "d1:c1", "--type", "denies", "--note", "said so").exit_code == 0
    made = [(each.type.value, each.made_by) for each in store.view().claim_file().relations]
    assert made == [("denies", RELATED_BY), ("denies", "person")]
