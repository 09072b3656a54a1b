"""The verb review: decisions recorded once, shown ever after, exported whole."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from endgate.cli.party import command as party
from endgate.cli.review import command

NAME, LISTED = "Parchin Chemical Industry", "un:IRe.050"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def run(data_with_edition: Path, store: Path) -> Any:
    def runner(*arguments: str) -> Result:
        options = ["--store", str(store)]
        if arguments[0] not in ("export", "ls") or "--check" in arguments:
            options += ["--edition", str(data_with_edition / "editions" / "small")]
        return CliRunner().invoke(command, [*arguments, *options], standalone_mode=False)

    return runner


def decide(run: Any, judgement: str, *more: str, name: str = NAME) -> Result:
    told = ("--reason", "another seat", "--by", "A. Officer", "--on", "2026-11-20")
    result: Result = run(judgement, name, LISTED, *told, *more)
    return result


def match_of(data: Path, store: Path, name: str = NAME) -> Any:
    edition = str(data / "editions" / "small")
    options = ["--json", "--as-of", "2026-11-25", "--edition", edition, "--store", str(store)]
    (answer,) = json.loads(CliRunner().invoke(party, [name, *options], standalone_mode=False).stdout)
    return answer["matches"][0]


def test_a_decision_shows_beside_the_match(run: Any, store: Path, data_with_edition: Path) -> None:
    before = match_of(data_with_edition, store)
    assert "recorded" in decide(run, "different").stderr
    after = match_of(data_with_edition, store)
    assert (after["grade"], after["graded"], after["review"]) == ("reviewed_different", before["grade"], "different")
    decide(run, "same")
    assert match_of(data_with_edition, store)["review"] == "same"
    assert len((store / "reviews.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_an_ended_decision_asks_again(run: Any, store: Path, data_with_edition: Path) -> None:
    decide(run, "different", "--until", "2026-11-24")
    match = match_of(data_with_edition, store)
    assert match["review"] == "needs_reconfirmation"
    assert match["grade"] != "reviewed_different"


def test_one_shipment_s_decision_is_not_everybody_s(run: Any, store: Path, data_with_edition: Path) -> None:
    decide(run, "different", "--shipment", "S-1")
    assert "review" not in match_of(data_with_edition, store)
    assert "S-1" in run("ls").stdout


def test_a_party_of_a_shipment_is_reviewed_with_its_facts(run: Any, tmp_path: Path) -> None:
    shipment = {
        "schema": "endgate.shipment/1",
        "id": "S-9",
        "date": "2026-11-20",
        "parties": [{"id": "buyer", "name": NAME, "kind": "organisation", "country": "AE", "roles": ["buyer"]}],
        "items": [{"id": "1", "description": "pumps"}],
    }
    path = tmp_path / "s.json"
    path.write_text(json.dumps(shipment), encoding="utf-8")
    decide(run, "different", "--from", str(path), "--this-shipment", name="buyer")
    (review,) = json.loads(run("ls", "--json").stdout)
    assert (review["query_name"], review["shipment"]) == (NAME, "S-9")
    assert "no party 'seller'" in decide(run, "same", "--from", str(path), name="seller").exception.format_message()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("same", NAME, "un:none", "--reason", "r", "--by", "b"), "is no party of this edition"),
        (("same", NAME, LISTED, "--reason", " ", "--by", "b"), "needs a reason and an author"),
        (("same", "🚢", LISTED, "--reason", "r", "--by", "b"), "holds nothing that can be compared"),
        (("same", NAME, LISTED, "--reason", "r", "--by", "b", "--until", "2020-01-01"), "ended on"),
        (("same", NAME, LISTED, "--reason", "r", "--by", "b", "--this-shipment"), "needs --from"),
    ],
)
def test_what_decides_nothing_is_refused(run: Any, store: Path, arguments: tuple[str, ...], reason: str) -> None:
    assert reason in run(*arguments).exception.format_message()
    assert not (store / "reviews.jsonl").exists()


def test_a_dry_run_records_nothing(run: Any, store: Path) -> None:
    assert "would record" in decide(run, "different", "--dry-run").stderr
    assert not (store / "reviews.jsonl").exists()


def test_reviews_are_listed_and_checked(run: Any, store: Path) -> None:
    decide(run, "different")
    decide(run, "unsure", "--until", "2026-11-24")
    states = [each["now"] for each in json.loads(run("ls", "--check", "--json", "--as-of", "2026-11-25").stdout)]
    assert states == ["holds", "ended"]
    path = store / "reviews.jsonl"
    lines = path.read_text(encoding="utf-8")
    path.write_text(
        lines.replace('"material": "', '"material": "0')
        + lines.splitlines()[0].replace('"party_id": "un:IRe.050"', '"party_id": "un:old"')
        + "\n"
        + lines.splitlines()[0].replace("IRe.050", "IRe.999")
        + "\n",
        encoding="utf-8",
    )
    states = [each["now"] for each in json.loads(run("ls", "--check", "--json", "--as-of", "2026-11-25").stdout)]
    assert states == ["changed", "ended", "renumbered: un:IRe.050", "gone"]


def test_reviews_are_exported_whole(run: Any, store: Path, tmp_path: Path) -> None:
    decide(run, "different")
    decide(run, "same", name="=HYPERLINK(1) Parchin")
    lines = [json.loads(line) for line in run("export").stdout.splitlines()]
    assert lines == [json.loads(line) for line in (store / "reviews.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = list(csv.DictReader(io.StringIO(run("export", "--csv").stdout)))
    assert [row["judgement"] for row in rows] == ["different", "same"]
    assert rows[1]["query_name"].startswith("'=")
    out = tmp_path / "out.jsonl"
    run("export", "--out", str(out))
    assert out.read_bytes() == (store / "reviews.jsonl").read_bytes()


def test_a_line_that_cannot_be_read_is_said(run: Any, store: Path) -> None:
    decide(run, "different")
    path = store / "reviews.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    result = run("ls")
    assert result.return_value == 1
    assert "EG3006" in result.stderr
