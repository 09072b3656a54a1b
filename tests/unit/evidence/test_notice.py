"""A delivered notice, entered by a person, informs its addressee since the day of delivery, and nobody else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Command

LETTER = ("--authority", "BAFA", "--delivered", "2023-03-10", "--proposition", "use.missile_delivery")


def shipment(examples: Path, folder: Path, name: str) -> Path:
    """An example without the notice it has on file; what it knows of notices comes from the case alone."""
    raw: dict[str, Any] = json.loads((examples / name).read_bytes())
    raw |= {"notices": [], "claims": ["case.claims.json"]}
    raw["statements"] = [
        {"by": raw["parties"][0]["id"], "on": day, "kind": kind, **lists}
        for day in ("2023-03-01", "2023-03-08", "2023-03-09", "2023-03-10", "2023-03-19")
        for kind, lists in (("asked_nothing_known", {}), ("screened_no_match", {"lists": ["eu-fsf"]}))
        if kind != "asked_nothing_known" or day == "2023-03-01"
    ]
    path = folder / name
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path


def exported(command: Command, folder: Path) -> None:
    ran = command("evidence", "export", "--case", folder / "case", "--format", "claims")
    (folder / "case.claims.json").write_text(ran.out, encoding="utf-8")


def informed(command: Command, path: Path, day: str) -> list[str]:
    """The measures on letters that bite, and the exporter's disposition."""
    record = command("check", path, "--as-of", day, "--known-as-of", "2026-11-23", "--json").json()
    actor = record["actors"][0]
    found = [each["measure"] for each in actor["findings"] if each["state"] == "APPLIES"]
    found = [each for each in found if each.startswith("EU-821-4-1")]
    return [*found, actor["disposition"]]


def test_the_day_of_delivery_informs_and_the_day_before_does_not(
    command: Command, examples: Path, tmp_path: Path
) -> None:
    path = shipment(examples, tmp_path, "s7-letter-de.json")
    ran = command("evidence", "notice", "--case", tmp_path / "case", "--to", "x", "--about-party", "e", *LETTER)
    assert ran.code == 0
    assert "x is informed of use.missile_delivery since 2023-03-10, by BAFA" in ran.err
    exported(command, tmp_path)
    before, after = informed(command, path, "2023-03-09"), informed(command, path, "2023-03-10")
    assert after == ["EU-821-4-1a", "LICENCE"]
    assert "EU-821-4-1a" not in before
    assert before[-1] != "LICENCE"


def test_without_the_notice_the_same_day_does_not_inform(command: Command, examples: Path, tmp_path: Path) -> None:
    path = shipment(examples, tmp_path, "s7-letter-de.json")
    (tmp_path / "case.claims.json").write_text(json.dumps({"schema": "endgate.claims/1"}), encoding="utf-8")
    assert "EU-821-4-1a" not in informed(command, path, "2023-03-20")


@pytest.mark.parametrize(
    ("to", "about"),
    [("someone", ("--about-party", "e")), ("x", ("--about-party", "another")), ("x", ("--about-item", "9"))],
)
def test_it_informs_its_addressee_and_of_its_subject_alone(
    command: Command, examples: Path, tmp_path: Path, to: str, about: tuple[str, str]
) -> None:
    path = shipment(examples, tmp_path, "s7-letter-de.json")
    command("evidence", "notice", "--case", tmp_path / "case", "--to", to, *about, *LETTER)
    exported(command, tmp_path)
    assert "EU-821-4-1a" not in informed(command, path, "2023-03-20")


def test_a_letter_under_one_law_informs_under_no_other(command: Command, examples: Path, tmp_path: Path) -> None:
    path = shipment(examples, tmp_path, "s7-letter-it.json")
    other = ("--authority", "BIS", "--delivered", "2023-03-10", "--proposition", "use.missile_delivery")
    command("evidence", "notice", "--case", tmp_path / "case", "--to", "y", *other)
    exported(command, tmp_path)
    assert "EU-821-4-1a" not in informed(command, path, "2023-03-20")
    own = ("--authority", "UAMA", "--delivered", "2023-03-10", "--proposition", "use.missile_delivery")
    command("evidence", "notice", "--case", tmp_path / "case", "--to", "y", *own)
    exported(command, tmp_path)
    assert "EU-821-4-1a" in informed(command, path, "2023-03-20")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("--to", "x"), "EG7106"),
        (("--to", "x", "--delivered", "2023-03-10"), "EG7106"),
        (("--to", "x", "--authority", "BAFA", "--delivered", "2023-03-10", "--proposition", "use.x"), "EG7106"),
        (("{broken",), "EG7106"),
        (("[" * 100_000,), "EG7106"),
        (("[]",), "EG1004"),
        (('{"authority": "BAFA"}',), "EG1003"),
    ],
)
def test_a_notice_that_could_inform_nobody_is_refused(
    command: Command, tmp_path: Path, given: tuple[str, ...], code: str
) -> None:
    if not given[0].startswith("--"):
        (tmp_path / "n.json").write_text(given[0], encoding="utf-8")
        given = (str(tmp_path / "n.json"),)
    ran = command("evidence", "notice", *given, "--case", tmp_path / "case")
    assert (ran.code, ran.out) == (1, "")
    assert code in ran.err
    assert not (tmp_path / "case").exists()


def test_an_authority_whose_letters_no_measure_reads_is_told(command: Command, tmp_path: Path) -> None:
    letter = ("--authority", "Harbour Master", "--delivered", "2023-03-10", "--proposition", "use.military")
    ran = command("evidence", "notice", "--case", tmp_path / "case", "--to", "x", *letter)
    assert ran.code == 0
    assert "informs nobody yet" in ran.err
