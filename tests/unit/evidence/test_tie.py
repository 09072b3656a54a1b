"""Whom a case names is tied to a party, an item or a listed party by a person; likeness alone ties nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Command

TEXT = (
    "Reuters reported that Korea Ryonbong General Corporation bought CNC lathes from Fräsbau Beispielstadt GmbH.\n\n"
    "The ministry fears that a workbench was shipped to Drina Alatnica doo.\n"
)


@pytest.fixture
def folder(command: Command, tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert command("evidence", "add", tmp_path / "a.txt", "--case", tmp_path / "case").code == 0
    return tmp_path / "case"


def entity_of(command: Command, folder: Path, name: str) -> str:
    entities = command("evidence", "show", "--case", folder, "--json").json()["entities"]
    return next(str(each["id"]) for each in entities if name in each["name"])


def ties(command: Command, folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = command("evidence", "show", "--case", folder, "--json").json().get("ties", [])
    return found


def test_a_listed_party_is_proposed_and_only_a_person_ties_it(command: Command, folder: Path) -> None:
    ident = entity_of(command, folder, "Ryonbong")
    found = command("evidence", "tie", "--case", folder, "--json").json()
    mine = [each for each in found if each["entity"] == ident]
    assert any("UN KPe.002" in each["might_be"] for each in mine)
    assert ties(command, folder) == []
    assert command("evidence", "tie", ident, "--listed", "UN KPe.002", "--case", folder, "--by", "A. Roe").code == 0
    (tie,) = ties(command, folder)
    assert (tie["entity"], tie["listed"], tie["by"]) == (ident, ["UN KPe.002"], "A. Roe")
    again = command("evidence", "tie", "--case", folder, "--json").json()
    assert ident not in {each["entity"] for each in again}


def test_parties_of_the_shipment_are_proposed(command: Command, folder: Path, examples: Path) -> None:
    shown = command("evidence", "tie", "--case", folder, "--shipment", examples / "s7-letter-de.json", "--json").json()
    might = {(each["name"], each["might_be"]) for each in shown if each["might_be"].startswith("party")}
    assert ("Drina Alatnica doo", "party e") in {(name.removesuffix("."), what) for name, what in might}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("nobody", "--party", "x"), 1),
        (("",), 2),
        (("", "--party", "x", "--item", "1"), 2),
    ],
)
def test_a_tie_to_nothing_or_to_two_things_is_refused(
    command: Command, folder: Path, given: tuple[str, ...], code: int
) -> None:
    ident = given[0] or entity_of(command, folder, "Ryonbong")
    ran = command("evidence", "tie", ident, *given[1:], "--case", folder)
    assert (ran.code, ran.out) == (code, "")
    assert ties(command, folder) == []


def test_a_dry_run_records_nothing(command: Command, folder: Path) -> None:
    before = json.dumps(command("evidence", "show", "--case", folder, "--json").json())
    ident = entity_of(command, folder, "Ryonbong")
    command("evidence", "tie", ident, "--party", "x", "--case", folder, "--dry-run")
    assert json.dumps(command("evidence", "show", "--case", folder, "--json").json()) == before
