"""The command prints the claims of a file, or what one recipient may see of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from endgate.cli.evidence import command
from endgate.evidence.errors import EvidenceError
from endgate.evidence.model import ClaimFile
from endgate.terms.codec import decode


@pytest.fixture
def path(case: Any, tmp_path: Path) -> Path:
    shown = {"label": "TLP:GREEN", "release_to": ["it"]}
    raw = case.raw(
        case.to_iran("hidden-claim", "daily"),
        {**case.to_iran("c", "daily", "agency"), **shown},
        recipients=[{"id": "it", "ceiling": "TLP:AMBER"}],
    )
    target = tmp_path / "c.claims.json"
    target.write_text(json.dumps(raw), encoding="utf-8")
    return target


def run(*arguments: str) -> str:
    return CliRunner().invoke(command, ["claims", *arguments], catch_exceptions=False).stdout


def test_json_reads_back_as_a_claim_file(path: Path) -> None:
    printed = decode(ClaimFile, json.loads(run(str(path), "--json")))
    assert [claim.id for claim in printed.claims] == ["hidden-claim", "c"]


def test_a_recipient_sees_its_view_only(path: Path) -> None:
    printed = json.loads(run(str(path), "--for", "it", "--json"))
    assert [claim["number"] for claim in printed["claims"]] == [1]
    assert printed["claims"][0]["chain"] == ["The Daily", "an agency"]
    assert "hidden" not in json.dumps(printed)
    assert json.loads(run(str(path), "--for", "fr", "--json")) == {"recipient": "fr", "claims": []}


def test_tables_name_chain_and_state(path: Path) -> None:
    whole = run(str(path))
    assert "hidden-claim" in whole
    assert "confirmed" in whole
    assert "hidden-claim" not in run(str(path), "--for", "it")


def test_a_faulty_file_is_refused_with_its_faults(tmp_path: Path) -> None:
    target = tmp_path / "c.json"
    target.write_text('{"claims": [{}]}', encoding="utf-8")
    with pytest.raises(EvidenceError) as caught:
        run(str(target))
    assert len(caught.value.faults) == 6


def test_adding_a_text_says_how_many_claims_wait_for_review(tmp_path: Path) -> None:
    text = tmp_path / "wire.txt"
    text.write_text("The agency said that the firm had shipped valves to Iran.", encoding="utf-8")
    added = CliRunner().invoke(command, ["add", str(text), "--case", str(tmp_path / "case"), "--by", "it"])
    assert "claims that wait for review: 1" in added.stderr
