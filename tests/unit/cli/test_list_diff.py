"""The verbs list diff, list same and list different as a person meets them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from endgate.cli.main import main
from endgate.edition.build import build_edition
from endgate.edition.opened import open_edition
from endgate.edition.parts import Parts, write_names
from endgate.lists.adding import add

UN = Path(__file__).parents[2] / "fixtures" / "lists" / "un" / "consolidated.xml"
Run = Callable[..., tuple[int, str, str]]


def build(data: Path, name: str) -> None:
    parts = Parts(write_names, lambda _: (), lambda _: ())
    build_edition(data / "editions" / name, store=data / "store", starter=None, parts=parts)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("ENDGATE_DATA", str(tmp_path))

    def runner(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["list", *arguments])
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return runner


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    """Two editions; in the second one the person has another name."""
    when = datetime(2026, 1, 1, tzinfo=UTC)
    text = UN.read_text(encoding="utf-8")
    first = tmp_path / "first.xml"
    first.write_text(text, encoding="utf-8")
    add(tmp_path / "store", "un", [first], obtained_at=when, partial="members")
    build(tmp_path, "old")
    second = tmp_path / "second.xml"
    second.write_text(_later(text.replace("EXAMPLE", "EXEMPLARY", 1)), encoding="utf-8")
    add(tmp_path / "store", "un", [second], obtained_at=when, partial="members")
    build(tmp_path, "new")
    return tmp_path


def _later(text: str) -> str:
    start = text.index('dateGenerated="') + len('dateGenerated="')
    return f"{text[:start]}{int(text[start : start + 4]) + 1}{text[start + 4 :]}"


@pytest.mark.usefixtures("editions")
def test_editions(run: Run) -> None:
    code, out, err = run("diff", "old", "new", "--json")
    (change,) = json.loads(out)
    assert code == 0
    assert (change["what"], change["party_id"]) == ("MOD", "un:IRi.001")
    assert {each["grade"] for each in change["fields"]} == {"identity"}
    assert "1 changed (1 in more than text)" in err


def test_customers(run: Run, editions: Path) -> None:
    customers = editions / "customers.csv"
    customers.write_text("name,kind,country\nAnna Exemplary,person,\nOrdinary Bakery,organisation,DE\n")
    code, out, err = run("diff", "old", "new", "--parties", str(customers), "--json")
    (found,) = json.loads(out)
    assert code == 0
    assert (found["name"], found["party_id"]) == ("Anna Exemplary", "un:IRi.001")
    assert found["before"] != found["after"] == "strong"
    assert "1 customers concerned" in err


def test_bad_customers_are_told_together(run: Run, editions: Path) -> None:
    customers = editions / "customers.csv"
    customers.write_text("name,country,birth_date\nAnna,ZZ9,\n,DE,\nBoris,RU,2009-02-30\n")
    code, out, err = run("diff", "old", "new", "--parties", str(customers))
    assert (code, out) == (1, "")
    assert err.count("EG9020") == 3
    assert all(f"customers.csv:{line}" in err for line in (2, 3, 4))


@pytest.mark.usefixtures("editions")
def test_an_edition_and_something_else(run: Run) -> None:
    code, _, err = run("diff", "old", "nothing-of-this-name")
    assert code == 2
    assert "old is an edition and nothing-of-this-name is none" in err


def test_customers_need_editions(run: Run, editions: Path) -> None:
    customers = editions / "customers.csv"
    customers.write_text("name\nAnna\n")
    code, _, err = run("diff", "a", "b", "--parties", str(customers))
    assert code == 2
    assert "--parties needs two editions" in err


def test_a_decision_joins_and_another_parts(run: Run, editions: Path) -> None:
    ids = [each.party_id for each in open_edition(editions / "editions" / "new").parties()][:2]
    code, out, _ = run("same", *ids, "--reason", "one file", "--by", "officer", "--edition", "new")
    assert code == 0
    assert "are one party" in out
    build(editions, "joined")
    joined = open_edition(editions / "editions" / "joined")
    assert joined.cluster_of(ids[0]).members == tuple(sorted(ids))
    (link,) = joined.same_as(ids[0])
    assert (link.other(ids[0]), link.by, link.reason) == (ids[1], "officer", "one file")
    code, out, _ = run("show", ids[0], "--edition", "joined")
    assert "accepted person" in out
    run("different", *ids, "--reason", "two files", "--by", "officer", "--edition", "new")
    build(editions, "parted")
    parted = open_edition(editions / "editions" / "parted")
    assert parted.cluster_of(ids[0]).members == (ids[0],)
    assert parted.same_as(ids[0]) == ()
    assert [each.state.value for each in parted.links_of(ids[0])] == ["rejected_person"]


@pytest.mark.usefixtures("editions")
def test_unknown_party(run: Run) -> None:
    code, _, err = run("same", "un:nobody", "un:IRi.001", "--reason", "x", "--by", "y", "--edition", "new")
    assert code == 3
    assert "EG1509" in err
