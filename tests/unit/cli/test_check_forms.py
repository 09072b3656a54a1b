"""``check`` of a folder of trade forms: provisional, never going before a person has confirmed what was read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.conftest import Command

DOCUMENTS = Path(__file__).parents[1] / "evidence" / "forms" / "documents"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one bill of lading."""
    made = tmp_path / "deal"
    made.mkdir()
    shutil.copy2(DOCUMENTS / "lading-sulfide.txt", made)
    return made


def test_a_folder_of_forms_is_decided_and_holds(command: Command, folder: Path) -> None:
    ran = command("check", folder, "--json", "--exit-code")
    decision = json.loads(ran.out)
    assert ran.code == 21
    assert {actor["disposition"] for actor in decision["actors"]} <= {"HOLD", "STOP"}
    assert decision["input"]["shipment"]["declared_destination"] == "AM"
    assert "port_of_discharge is in IR" in ran.err
    assert any("UNCONFIRMED" in [gap["id"] for gap in actor.get("gaps", ())] for actor in decision["actors"])


@pytest.mark.parametrize(
    "name", ["lading-sulfide", "invoice-chairs", "enduse-lathe", "origin-pumps", "packing-chamber"]
)
def test_no_form_ever_goes_before_it_is_confirmed(command: Command, tmp_path: Path, name: str) -> None:
    shutil.copy2(DOCUMENTS / f"{name}.txt", tmp_path)
    ran = command("check", tmp_path, "--json")
    if ran.out:
        assert {actor["disposition"] for actor in json.loads(ran.out)["actors"]} <= {"HOLD", "STOP"}
    else:
        assert ran.code == 1
        assert "EG7" in ran.err


def test_what_is_confirmed_is_decided_as_any_shipment(command: Command, tmp_path: Path) -> None:
    shutil.copy2(DOCUMENTS / "invoice-chairs.txt", tmp_path)
    proposal = tmp_path.parent / f"{tmp_path.name}.json"
    assert command("check", tmp_path, "--proposal", proposal).code == 0
    shipment = json.loads(proposal.read_text(encoding="utf-8"))
    assert any("destination = Switzerland" in each for each in shipment["unconfirmed"])
    for waiting, known in ((shipment["unconfirmed"], True), ([], False)):
        proposal.write_text(json.dumps({**shipment, "unconfirmed": waiting}), encoding="utf-8")
        decision = json.loads(command("check", proposal, "--json").out)
        gaps = {gap["id"] for actor in decision["actors"] for gap in actor.get("gaps", ())}
        assert ("UNCONFIRMED" in gaps) is known


def test_what_is_no_form_is_told_and_harms_no_other(command: Command, folder: Path) -> None:
    (folder / "note.txt").write_text("see you on Monday", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    ran = command("check", folder)
    assert ran.code == 0
    assert "EG9017 note.txt" in ran.err
    assert "broken.pdf" in ran.err
    assert "PROVISIONAL" in ran.out


def test_a_folder_without_any_form_earns_no_verdict(command: Command, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("see you on Monday", encoding="utf-8")
    ran = command("check", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert "EG9017" in ran.err
