"""The verb party shows one line for each party, whatever number of lists print it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from endgate.cli.party import command
from endgate.cli.party_rows import party_lines
from endgate.edition.build import build_edition
from endgate.edition.decisions import append_decisions
from endgate.edition.links import IdentityDecision
from endgate.edition.opened import Edition, open_edition
from endgate.edition.parts import Parts, write_names
from endgate.lists.adding import add
from endgate.names.model import Query
from endgate.names.screen import screen

FTM = [
    {"id": each, "schema": "Company", "properties": {"name": ["Sanam Industrial Works"], "topics": ["sanction"]}}
    for each in ("one", "two")
]
DAY = date(2026, 11, 25)


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    for name, entity in zip(("first", "second"), FTM, strict=True):
        path = tmp_path / f"{name}.ftm.json"
        path.write_text(json.dumps(entity) + "\n", encoding="utf-8")
        add(tmp_path / "store", f"ftm:{name}", [path], obtained_at=datetime(2026, 11, 25, tzinfo=UTC))
    decision = IdentityDecision("ftm:first:one", "ftm:second:two", True, "officer", "same file", DAY)
    append_decisions(tmp_path / "store", [decision])
    parts = Parts(write_names, lambda _: (), lambda _: ())
    build_edition(tmp_path / "editions" / "made", store=tmp_path / "store", starter=None, parts=parts)
    return open_edition(tmp_path / "editions" / "made")


def run(edition: Edition, *arguments: str) -> Result:
    place = ("--edition", "made", "--store", str(edition.directory.parents[1]), "--as-of", str(DAY))
    return CliRunner().invoke(command, ["Sanam Industrial Works", *arguments, *place])


def test_one_line_for_two_entries(edition: Edition) -> None:
    query = Query("q", ("Sanam Industrial Works",))
    (answer,) = screen([query], edition.names, party_of=edition.party)
    assert len(answer.matches) == 2
    (line,) = party_lines(answer.matches, edition, as_of=DAY, known_as_of=DAY, one_for_each=False)
    assert (line.match.party_id, line.others) == ("ftm:first:one", ("ftm:second:two",))
    both = party_lines(answer.matches, edition, as_of=DAY, known_as_of=DAY, one_for_each=True)
    assert [each.others for each in both] == [(), ()]


def test_the_table_and_the_old_view(edition: Edition) -> None:
    assert "=ftm:second:two" in run(edition).stdout
    assert "=ftm:second:two" not in run(edition, "--all").stdout


def test_json_names_the_cluster_beside_each_match(edition: Edition) -> None:
    (answer,) = json.loads(run(edition, "--json").stdout)
    assert [each["cluster"] for each in answer["matches"]] == [["ftm:first:one", "ftm:second:two"]] * 2
