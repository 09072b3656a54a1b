"""``check --for``: only what a recipient may see leaves, on paper and as JSON, under the oracle."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Command

from endgate.evidence.oracle import leaks, needles

SULFIDE = "s3-sulfide-de.json"
FILES = (SULFIDE, "s8-press.claims.json", "s3-reports.claims.json")
DAY = ("--known-as-of", "2026-11-23")


def planted(examples: Path, folder: Path) -> dict[str, str]:
    """The shipment with its claims, and a claim released to nobody in which every text is a token."""
    for name in FILES:
        shutil.copy(examples / name, folder)
    path = folder / "s3-reports.claims.json"
    raw: dict[str, Any] = json.loads(path.read_bytes())
    first = raw["claims"][0]
    secret = {name: f"zq{name}abcdefgh234567" for name in ("id", "proposition", "source", "name", "note", "title")}
    raw["documents"].append({**raw["documents"][0], "id": secret["note"], "title": secret["title"], "text": ""})
    raw["sources"].append({"id": secret["source"], "kind": "person", "name": secret["name"]})
    raw["claims"].append(
        {
            **{key: value for key, value in first.items() if key not in ("span", "quote")},
            "id": secret["id"],
            "document": secret["note"],
            "proposition": secret["proposition"],
            "chain": [{"source": secret["source"], "verb": "says"}],
            "release_to": [],
        }
    )
    path.write_text(json.dumps(raw), encoding="utf-8")
    return secret


@pytest.mark.parametrize("form", [(), ("--json",)])
@pytest.mark.parametrize("recipient", ["partner-it", "partner-es", "public"])
def test_nothing_planted_leaves(
    command: Command, examples: Path, tmp_path: Path, recipient: str, form: tuple[str, ...]
) -> None:
    secret = planted(examples, tmp_path)
    ran = command("check", tmp_path / SULFIDE, *DAY, "--for", recipient, *form)
    whole = command("check", tmp_path / SULFIDE, *DAY, "--json")
    assert ran.code == 0
    assert leaks({"out": ran.out.encode(), "err": ran.err.encode()}, needles(secret)) == ()
    assert leaks({"out": whole.out.encode()}, needles(secret))


def test_it_says_what_explain_says_and_no_verdict(command: Command, examples: Path) -> None:
    ran = command("check", examples / SULFIDE, *DAY, "--for", "partner-it")
    assert ran.out == command("explain", examples / SULFIDE, *DAY, "--for", "partner-it").out
    assert "works stand idle" in ran.out
    assert not [word for word in ("HOLD", "STOP", "PROCEED", "LICENCE") if word in ran.out]


def test_an_unknown_recipient_sees_nothing(command: Command, examples: Path) -> None:
    ran = command("check", examples / SULFIDE, "--for", "nobody")
    assert (ran.code, ran.out) == (1, "")
    assert "EG9003" in ran.err


@pytest.mark.parametrize("option", [("--out", "x.json"), ("--jsonl",), ("--exit-code",)])
def test_no_record_and_no_verdict_goes_to_a_recipient(
    command: Command, examples: Path, option: tuple[str, ...]
) -> None:
    ran = command("check", examples / SULFIDE, "--for", "partner-it", *option)
    assert (ran.code, ran.out) == (2, "")
