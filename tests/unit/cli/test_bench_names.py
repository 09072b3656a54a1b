"""``bench names`` on files: columns by name, bad rows set aside, errors written, cuts swept."""

from __future__ import annotations

import csv
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from endgate.cli.bench import command
from endgate.cli.errors import BenchError, NothingToMeasureError
from endgate.cli.figures.matching_peer import Peer
from endgate.cli.figures.matching_speed import Paces
from endgate.names.measure import development
from endgate.names.measure.model import LabelledPair
from endgate.names.model import Query, QueryIdentifier
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode

PAGE = (Path(__file__).parents[3] / "docs" / "benchmarks.md").read_text(encoding="utf-8")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, ["names", *(str(each) for each in arguments)], standalone_mode=False)


def figures(*arguments: object) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exception is None, result.exception
    found: dict[str, Any] = json.loads(result.stdout)
    assert not any(isinstance(value, dict) for value in found.values()), "the object is flat"
    assert [key for key in found if f"`{key}`" not in PAGE and not key.endswith("skipped")] == []
    return found


def write(folder: Path, text: str) -> Path:
    path = folder / "cases.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_are_read_by_name_whatever_their_order(tmp_path: Path) -> None:
    text = (
        "note,same,TYPE,right,left\n"
        "x,yes,Person,Husain Saleemi,Hosein Salimi\n"
        "y,false,PERSON,Lindorm Quaade,Torben Kvistgaard\n"
    )
    found = figures("--pairs", write(tmp_path, text.replace("TYPE", "type")))
    assert (found["f1"], found["pairs"], found["positives"], found["threshold"]) == (1.0, 2, 1, 0.7)


@pytest.mark.parametrize("kind", ["Company", "organization", "LegalEntity", "PublicBody", "Vessel", "airplane", ""])
def test_kinds_of_the_field_are_known(tmp_path: Path, kind: str) -> None:
    found = figures("--pairs", write(tmp_path, f"left,right,same,kind\nGolden Lotus 7,Golden Lotus 7,1,{kind}\n"))
    assert found["recall"] == 1.0


def test_bad_rows_are_set_aside_with_code_and_line(tmp_path: Path) -> None:
    text = (
        "left,right,same,kind,left_country,left_birth_date,left_ids\n"
        "Hosein Salimi,Husain Saleemi,1,Person,IR,1957,\n"
        "Hosein Salimi,Husain Saleemi,1,Person,ATL,,\n"
        "Hosein Salimi,Husain Saleemi,1,Person,,12/1957,\n"
        "Hosein Salimi,Husain Saleemi,perhaps,Person,,,\n"
        "Hosein Salimi,,1,Person,,,\n"
        "Hosein Salimi,Husain Saleemi,1,Robot,,,\n"
        "Hosein Salimi,Husain Saleemi,1,Person,,,ticket:7\n"
    )
    found = figures("--pairs", write(tmp_path, text))
    assert (found["pairs"], found["set_aside"], found["recall"]) == (1, 6, 1.0)
    said = found["set_aside_rows"]
    assert [re.search(r":(\d+):", each)[1] for each in said] == ["3", "4", "5", "6", "7", "8"]  # type: ignore[index]
    assert all(each.startswith("EG9104 ") for each in said)
    assert "ATL" in said[0]
    assert "ticket" in said[5]


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    text = (
        "left,right,same,kind\n"
        '"Hosein\nSalimi",Husain Saleemi,1,Person\n'
        "\n"
        "Hosein\u2028Salimi,Husain Saleemi,1,Person\n"
        "Hosein Salimi,Husain Saleemi,maybe,Person\n"
    )
    found = figures("--pairs", write(tmp_path, text))
    assert (found["pairs"], found["set_aside"]) == (2, 1)
    assert ":6:" in found["set_aside_rows"][0]


def test_facts_part_people_of_one_name(tmp_path: Path) -> None:
    text = (
        "left,right,same,kind,left_birth_date,right_birth_date,left_country,right_country,left_ids,right_ids\n"
        "Haji Baz Mohammad,Haji Baz Mohammad,0,Person,1965-03-02,1981-11-09,,,,\n"
        "Golden Lotus,Silver Heron,1,Vessel,,,,,imoNumber:9187629,imo_ship:9187629\n"
    )
    found = figures("--pairs", write(tmp_path, text))
    assert (found["f1"], found["wrong"]) == (1.0, 0)


def test_errors_keep_the_other_columns_of_the_file(tmp_path: Path) -> None:
    text = "id,left,right,same,kind,comment\nr1,JSC Argument,Nordwind Shipping,1,Company,a note\n"
    out = tmp_path / "errors.csv"
    found = figures("--pairs", write(tmp_path, text), "--errors", out)
    assert found["wrong"] == 1
    with out.open(encoding="utf-8") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["id"], row["comment"], row["same"], row["judged"], row["line"]) == ("r1", "a note", "1", "0", "2")
    assert row["grade"] == "none"
    assert float(row["score"]) < 0.7


def test_only_one_kind_is_scored_when_asked(tmp_path: Path) -> None:
    text = "left,right,same,kind\nHosein Salimi,Husain Saleemi,1,Person\nJSC Argument,Nordwind Shipping,1,Company\n"
    path = write(tmp_path, text)
    assert figures("--pairs", path, "--kind", "person")["recall"] == 1.0
    assert figures("--pairs", path, "--kind", "organisation")["recall"] == 0.0


QUERIES = (
    "name,kind,country,birth_date,expected_id\nShahid Hemat Industrial Group,Company,,,IRe.067\n"
    "Miller Hardware,Company,,,\nParchin Chemical,Company,Atlantis,,\n"
)


def test_queries_set_bad_rows_aside(tmp_path: Path, data_with_edition: Path) -> None:
    place = ("--store", data_with_edition, "--edition", "small")
    found = figures("--queries", write(tmp_path, QUERIES), *place)
    assert (found["queries"], found["known"], found["clean"], found["recall"]) == (2, 1, 1, 1.0)
    assert (found["set_aside"], found["false_positives"]) == (1, 0)


def test_a_sweep_names_who_leaves(tmp_path: Path, data_with_edition: Path) -> None:
    place = ("--store", data_with_edition, "--edition", "small")
    found = figures("--queries", write(tmp_path, QUERIES), "--sweep", *place)
    steps = [json.loads(each) for each in found["sweep"]]
    assert [step["cut"] for step in steps] == [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95]
    assert (steps[0]["recall"], steps[0]["alerts"]) == (1.0, 1)
    left = [each["name"] for step in steps for each in step["below"]]
    assert left in ([], ["Shahid Hemat Industrial Group"])
    shown = run("--queries", write(tmp_path, QUERIES), "--sweep", *place)
    assert "alerts per 1,000" in shown.stdout
    assert "Names between two cuts" in shown.stdout


def test_without_the_real_lists_the_editions_own_names_are_measured(
    tmp_path: Path, data_with_edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(development, "_PER_LOCALE", (1, 1))
    monkeypatch.setattr(Paces, "figures", lambda _self: {"queries_per_cpu_second": None})
    place = ("--store", data_with_edition, "--edition", "small", "--shared", tmp_path)
    details, errors = tmp_path / "details.json", tmp_path / "errors.csv"
    found = figures(*place, "--details", details, "--errors", errors)
    assert "not comparable" in found["lists_skipped"]
    assert (found["parties"], found["peer_f1"], found["natural_right"]) == (3, None, None)
    assert found["clean"] > 0
    assert {"hard_tier", "entity", "calibration"} <= set(json.loads(details.read_text(encoding="utf-8")))
    assert errors.read_text(encoding="utf-8").startswith("left,right,kind,same,judged")
    assert "peer" in found["peer_skipped"]


def test_the_development_set_cannot_be_dumped_without_lists(tmp_path: Path) -> None:
    result = run("--dump", tmp_path / "out", "--shared", tmp_path, "--json")
    assert isinstance(result.exception, NothingToMeasureError)
    assert not (tmp_path / "out").exists()


def test_every_profile_is_written_with_its_figures(
    tmp_path: Path, data_with_edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(development, "_PER_LOCALE", (1, 1))
    place = ("--store", data_with_edition, "--edition", "small", "--shared", tmp_path)
    out = tmp_path / "figures.toml"
    result = run(*place, "--profile-figures", out, "--json")
    assert result.exception is None, result.exception
    table = tomllib.loads(out.read_text(encoding="utf-8"))
    assert {"strict", "standard", "wide", "measured_on", "set"} <= set(table)
    assert set(table["strict"]["false_positives_name_only_per_10k"]) == {"of", "from", "to"}


def test_the_peer_is_asked_in_its_own_terms(tmp_path: Path) -> None:
    script = write(tmp_path, PEER)
    born = (PartialDate(1957, 3),)
    left = Query("a", ("Hosein Salimi",), PartyKind.PERSON, born, (("stated", CountryCode("IR")),))
    ship = QueryIdentifier(IdentifierKind.IMO_SHIP, "9187629")
    right = Query("b", ("Golden Lotus",), PartyKind.VESSEL, identifiers=(ship,))
    scores, cpu = Peer(Path(sys.executable), script).score([LabelledPair(left, right, same=False)])
    assert (scores, cpu) == ([1.0], 0.5)


def test_a_peer_that_fails_gives_no_figure(tmp_path: Path) -> None:
    script = write(tmp_path, "raise SystemExit('no such library')")
    with pytest.raises(BenchError, match=r"EG9103.*no such library"):
        Peer(Path(sys.executable), script).score([])


PEER = """
import json, sys
assert sys.argv[1] == "score"
for line in sys.stdin:
    case = json.loads(line)
    left, (right,) = case["left"], case["right"]
    assert left["schema"] == "Person", left
    assert left["properties"] == {"name": ["Hosein Salimi"], "birthDate": ["1957-03"], "nationality": ["ir"]}, left
    assert right["properties"] == {"name": ["Golden Lotus"], "imoNumber": ["9187629"]}, right
    print(json.dumps([1.0]))
print(json.dumps({"cpu_seconds": 0.5}))
"""
