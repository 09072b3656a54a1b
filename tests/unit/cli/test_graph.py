"""The verb ``graph`` on a file written here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from defusedxml import ElementTree

from endgate.cli.graph import command
from endgate.network.errors import NetworkError

SHIPMENT = {
    "id": "g",
    "date": "2026-05-01",
    "items": [{"id": "1", "description": "pumps"}],
    "parties": [
        {"id": "x", "name": "X Holding", "form": "company", "seat": "IR", "country": "IR"},
        {"id": "c", "name": "C Trading", "form": "company", "seat": "AE", "country": "AE", "roles": ["consignee"]},
        {"id": "u", "name": "U Office", "country": "CN", "roles": ["exporter"]},
    ],
    "links": [{"holder": "x", "held": "c", "kind": "owns", "share": "25-50 %", "source": "register"}],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "shipment.json"
    path.write_text(json.dumps(SHIPMENT), encoding="utf-8")
    return path


def test_json_holds_nexus_and_exposures(file: Path) -> None:
    result = CliRunner().invoke(command, [str(file), "--designated", "x=us_blocked", "--json"], catch_exceptions=False)
    answer = json.loads(result.stdout)
    assert answer["as_of"] == "2026-05-01"
    assert [each["party"] for each in answer["nexus"]] == ["x", "c", "u"]
    (exposure,) = answer["exposures"]
    assert (exposure["regime"], exposure["verdict"], exposure["max"]) == ("US-OFAC-50", "MAY", "50")


def test_a_regime_can_be_chosen_and_asks_its_questions(file: Path) -> None:
    both = ["--designated", "x=us_blocked", "--designated", "x=uk_freeze"]
    result = CliRunner().invoke(command, [str(file), *both, "--regime", "UK-FREEZE"], catch_exceptions=False)
    assert "C Trading is not reached under UK-FREEZE" in result.stdout
    assert "US-OFAC-50" not in result.stdout
    assert "question: which establishment contracted" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--designated", "nobody=us_blocked"], "EG3503"),
        (["--designated", "x=odd"], "EG3503"),
        (["--regime", "Q"], "EG3502"),
    ],
)
def test_wrong_words_are_coded_faults(file: Path, arguments: list[str], code: str) -> None:
    with pytest.raises(NetworkError) as caught:
        CliRunner().invoke(command, [str(file), *arguments], catch_exceptions=False)
    assert caught.value.faults[0].code == code


LINKS = """holder,held,kind,share,source
x,a,owns,50 %,register extract
a,c,owns,25-50,
y,c,owns,150 %,
"""


@pytest.fixture
def links(tmp_path: Path) -> Path:
    path = tmp_path / "links.csv"
    path.write_text(LINKS, encoding="utf-8")
    return path


def ask(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(each) for each in arguments], catch_exceptions=False)


def test_registers_answer_in_the_shape_that_scripts_rely_on(links: Path) -> None:
    answer = json.loads(ask("c", "--from", links, "--base", "x", "--regime", "US-OFAC-50", "--json").stdout)
    assert list(answer) == ["entities", "links", "imported", "exposures"]
    assert (answer["entities"], answer["links"]) == (4, 2)
    assert answer["imported"] == [
        {"file": "links.csv", "format": "csv-links", "read": 3, "used": 2, "skipped": 1, "outside": 0}
    ]
    (exposure,) = answer["exposures"]
    path = exposure.pop("path")
    assert exposure == {"regime": "US-OFAC-50", "verdict": "MAY", "control": "U", "min": 25, "max": 50}
    assert path[1:3] == ["  (25, 50] %  a, source: links.csv:3", "    50 %  x, designated, source: register extract"]
    assert any("could not be read" in line for line in path)


def test_without_a_party_only_the_counts(links: Path) -> None:
    answer = json.loads(ask("--from", links, "--json").stdout)
    assert (answer["links"], answer["exposures"]) == (2, [])
    shown = ask("--from", links)
    assert "1 share" in shown.stdout
    assert "EG3507 links.csv:4" in shown.stderr


def test_every_regime_answers_unless_one_is_named(links: Path) -> None:
    answer = json.loads(ask("a", "--from", links, "--base", "x", "--json", "--as-of", "2026-05-01").stdout)
    verdicts = {each["regime"]: each["verdict"] for each in answer["exposures"]}
    assert verdicts == {"US-OFAC-50": "MUST", "US-EAR-AFFIL": "MUST", "EU-FREEZE": "MUST", "UK-FREEZE": "NO"}


def test_shares_are_supposed_and_what_is_missing_told(links: Path) -> None:
    shown = ask("c", "--from", links, "--base", "x", "--regime", "US-OFAC-50", "--if", "a:c=20", "--why-not").stdout
    assert "MAY 25 - 50 %" in shown
    assert "NO 20 - 20 %" in shown
    assert "why not: at most 20 % can be theirs" in shown
    assert "30 % short" in shown
    assert "closest designated party over links: 2 steps: c - a - x" in shown
    half = json.loads(
        ask("c", "--from", links, "--base", "x", "--if", "a:c=20", "--regime", "EU-FREEZE", "--json").stdout
    )
    assert half["exposures"][0]["max"] == 20


def test_a_kept_graph_is_opened_again_and_drawn(links: Path, tmp_path: Path) -> None:
    ask("--from", links, "--keep", tmp_path / "kept", "--json")
    drawn, dotted = tmp_path / "c.svg", tmp_path / "c.dot"
    question = ("c", "--from", tmp_path / "kept", "--base", "x", "--regime", "EU-FREEZE")
    answer = json.loads(ask(*question, "--svg", drawn, "--dot", dotted, "--json").stdout)
    assert (answer["imported"], answer["exposures"][0]["verdict"]) == ([], "MAY")
    assert ElementTree.fromstring(drawn.read_text(encoding="utf-8")).tag.endswith("svg")
    assert "x (designated)" in drawn.read_text(encoding="utf-8")
    assert 'label="(25, 50] %"' in dotted.read_text(encoding="utf-8")


def test_who_shares_a_number_is_shown_only_when_asked(links: Path) -> None:
    rows = "id,kind,name,phone\nx,company,X,+49 1\na,company,A,\nc,company,C,+49 1\ny,company,Y,\n"
    (links.parent / "entities.csv").write_text(rows, encoding="utf-8")
    question = ("c", "--from", links.parent, "--base", "x", "--regime", "EU-FREEZE")
    assert "phone" not in ask(*question).stdout
    shown = ask(*question, "--weak").stdout
    assert "shares phone '+49 1' with X" in shown
    assert "over weak links: 2 steps" in shown


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nobody"], "EG3513"),
        (["c", "--base", "nobody"], "EG3513"),
        (["c", "--regime", "Q"], "EG3502"),
        (["c", "--if", "a"], "EG3515"),
    ],
)
def test_wrong_questions_to_registers_are_coded_faults(links: Path, arguments: list[str], code: str) -> None:
    with pytest.raises(NetworkError) as caught:
        ask(*arguments, "--from", links)
    assert caught.value.faults[0].code == code


def test_a_file_of_no_known_format_is_no_answer(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    with pytest.raises(NetworkError) as caught:
        ask("--from", tmp_path / "notes.txt", "--json")
    assert caught.value.faults[0].code == "EG3504"
    with pytest.raises(NetworkError):
        ask()
