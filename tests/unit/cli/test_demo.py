"""The demo: every situation has a row, and every row a command that explains it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import Command

SITUATIONS = {f"S{number}" for number in range(9)}


def test_every_situation_has_a_row_with_its_command(command: Command, examples: Path) -> None:
    plan = json.loads((examples / "demo.json").read_text(encoding="utf-8"))["rows"]
    ran = command("demo")
    assert {row["situation"] for row in plan} == SITUATIONS
    for row in plan:
        assert f"{row['file']} --as-of {row['as_of']}" in ran.err


@pytest.mark.parametrize(
    ("file", "as_of", "exporter", "disposition"),
    [
        ("s7-letter-de.json", "2023-03-09", "x", "PROCEED"),
        ("s7-letter-de.json", "2023-03-12", "x", "LICENCE"),
        ("s7-letter-it.json", "2023-03-12", "y", "PROCEED"),
        ("s7-letter-it.json", "2023-03-20", "y", "LICENCE"),
        ("s8-reader.json", "2023-02-10", "r", "HOLD"),
        ("s8-other.json", "2023-02-10", "n", "PROCEED"),
    ],
)
def test_who_was_told_what_and_when(
    command: Command, examples: Path, file: str, as_of: str, exporter: str, disposition: str
) -> None:
    record = command("check", examples / file, "--as-of", as_of, "--json").json()
    assert {each["actor"]: each["disposition"] for each in record["actors"]}[exporter] == disposition


def test_a_partner_sees_the_released_claim_and_not_its_source(command: Command, examples: Path) -> None:
    file, days = examples / "s7-letter-it.json", ("--as-of", "2023-03-20")
    partner = command("explain", file, *days, "--for", "partner-it").out
    assert "an authority of a member State" in partner
    assert "Germany" not in partner
    assert "A person saw" not in partner
    assert "nothing is released" in command("explain", file, *days, "--for", "public").out
