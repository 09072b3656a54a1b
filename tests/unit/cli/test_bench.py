"""The verb ``bench``: figures are counted as they say, and absent ones are null with a reason, never invented."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from endgate.cli.bench import command
from endgate.cli.errors import BenchError, NothingToMeasureError
from endgate.cli.figures import building, checking
from endgate.cli.figures.classifying import together
from endgate.cli.figures.launcher import run as launch
from endgate.cli.figures.measure import Run, absent, median_run, reference_loop, run_process
from endgate.network.shapes import SHAPES

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
PARTS = re.compile("^(ordinary_chemicals|precursors|chemicals|cases|queries|starter|build)_")


def run(*arguments: str | Path) -> Result:
    words = [str(each) for each in arguments]
    return CliRunner().invoke(command, [*words, "--json"], standalone_mode=False)


def figures(result: Result) -> dict[str, Any]:
    assert result.exception is None, result.exception
    found: dict[str, Any] = json.loads(result.stdout)
    assert not any(isinstance(value, dict) for value in found.values()), "the object is flat"
    undocumented = [key for key in found if f"`{PARTS.sub('', key)}`" not in PAGE and f"`{key}`" not in PAGE]
    assert [key for key in undocumented if not key.endswith(("skipped", "not_built"))] == []
    return found


def small(data: Path) -> tuple[str, ...]:
    return ("--store", str(data), "--edition", "small")


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_reference_is_fixed() -> None:
    assert reference_loop() == 97_730


def test_a_process_is_measured_with_its_memory() -> None:
    held = 64
    big = run_process(("-c", f"x = b'x' * ({held} << 20)"))
    assert big.rss_mb > held
    assert 0 < run_process(("-c", "pass")).rss_mb < held
    assert big.wall > 0


def test_the_launcher_tells_exit_code_and_last_words() -> None:
    told = launch([sys.executable, "-c", "import sys; sys.exit('broken it is')"])
    assert told["code"] == 1
    assert "broken it is" in str(told["said"])


def test_a_failed_process_has_no_figure() -> None:
    with pytest.raises(BenchError) as caught:
        run_process(("-c", "import sys; sys.exit('broken it is')"))
    assert caught.value.faults[0].code == "EG9103"
    assert "broken it is" in caught.value.faults[0].what


def test_the_median_of_runs_takes_the_largest_memory() -> None:
    runs = [Run(1.0, 3.0, 10.0), Run(9.0, 1.0, 30.0), Run(2.0, 2.0, 20.0)]
    assert median_run(runs) == Run(2.0, 2.0, 30.0)


def test_check_tells_cold_and_warm(data_with_edition: Path) -> None:
    found = figures(
        run(
            "check",
            ROOT / "examples/ordinary-us-switzerland.json",
            "--runs",
            1,
            "--rounds",
            2,
            *small(data_with_edition),
        )
    )
    positive = ("cold_start_seconds", "cold_start_cpu_seconds", "rss_mb", "warm_check_ms", "warm_ratio_to_reference")
    assert [key for key in (*positive, "demo_warm_seconds", "cold_ratio_to_interpreter") if not found[key] > 0] == []
    assert found["cold_start_seconds"] > found["interpreter_start_seconds"]
    assert found["file"] == found["warm_slowest_file"] == "ordinary-us-switzerland.json"


def test_check_without_process_times_says_so(data_with_edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "processes_measurable", lambda: False)
    found = figures(
        run("check", ROOT / "examples/ordinary-us-switzerland.json", "--rounds", 1, *small(data_with_edition))
    )
    assert found["cold_start_seconds"] is None
    assert found["rss_mb"] is None
    assert "platform" in found["skipped"]
    assert found["warm_check_ms"] > 0


def test_edition_without_real_files_is_null_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_starter", lambda _reference: {"starter_seconds": 1.0})
    found = figures(run("edition", "--shared", tmp_path))
    assert found["starter_seconds"] == 1.0
    assert {found[key] for key in ("build_seconds", "build_rss_mb", "build_parties", "add_seconds")} == {None}
    assert "not there" in found["build_skipped"]


def test_pairs_are_scored(tmp_path: Path) -> None:
    text = "left,right,kind,same\nHosein Salimi,Husain Saleemi,Person,1\nJSC Argument,Nordwind Shipping,Company,0\n"
    found = figures(run("names", "--pairs", write(tmp_path, "pairs.csv", text)))
    assert (found["f1"], found["precision"], found["recall"]) == (1.0, 1.0, 1.0)
    assert (found["pairs"], found["positives"], found["wrong"], found["failing"]) == (2, 1, 0, [])


def test_pairs_without_a_positive_have_no_f1(tmp_path: Path) -> None:
    text = "left,right,kind,same\nJSC Argument,Nordwind Shipping,Company,0\n"
    found = figures(run("names", "--pairs", write(tmp_path, "pairs.csv", text)))
    assert (found["f1"], found["recall"], found["precision"]) == (None, None, None)
    assert found["skipped"]


def test_pairs_of_which_none_is_judged_the_same_have_no_precision(tmp_path: Path) -> None:
    text = "left,right,kind,same\nJSC Argument,Nordwind Shipping,Company,1\n"
    found = figures(run("names", "--pairs", write(tmp_path, "pairs.csv", text)))
    assert (found["f1"], found["recall"], found["precision"]) == (0.0, 0.0, None)


@pytest.mark.parametrize(
    ("verb", "option", "text", "code"),
    [
        ("names", "--pairs", "left,right\na,b\n", "EG9102"),
        ("names", "--pairs", "left,right,same\na,b,perhaps\n", "EG9102"),
        ("names", "--pairs", "left,right,same,left_birth_date\na,b,1,1957-13-40\n", "EG9102"),
        ("names", "--pairs", "left,right,same\n", "EG9101"),
        ("names", "--queries", "name,expected_id,country\na,,Atlantis\n", "EG9102"),
        ("goods", "--cases", '{"id": "1"}\n', "EG9102"),
        ("goods", "--cases", "no json\n", "EG9102"),
        ("goods", "--cases", "\n", "EG9101"),
        ("goods", "--queries", "query,acceptable_eu_items\n", "EG9101"),
    ],
)
def test_a_file_of_cases_that_cannot_be_scored(
    tmp_path: Path, data_with_edition: Path, verb: str, option: str, text: str, code: str
) -> None:
    result = run(verb, option, write(tmp_path, "file", text), *small(data_with_edition))
    assert isinstance(result.exception, BenchError | NothingToMeasureError)
    assert result.exception.faults[0].code == code
    assert result.stdout == ""


def test_queries_are_scored_against_an_edition(tmp_path: Path, data_with_edition: Path) -> None:
    text = (
        "name,kind,country,birth_date,expected_id\nShahid Hemat Industrial Group,Company,,,IRe.067\n"
        "Parchin Chemical Industries,Company,,,un:IRe.067\nMiller Hardware,Company,,,\n"
    )
    found = figures(run("names", "--queries", write(tmp_path, "q.csv", text), *small(data_with_edition)))
    assert (found["known"], found["clean"], found["recall"]) == (2, 1, 0.5)
    assert (found["false_positives"], found["false_positive_rate"]) == (0, 0.0)
    assert found["failing"] == ["missed: Parchin Chemical Industries (un:IRe.067)"]


def test_queries_without_clean_names_have_no_false_positives(tmp_path: Path, data_with_edition: Path) -> None:
    text = "name,expected_id\nShahid Hemmat Industrial Group,IRe.067\n"
    found = figures(run("names", "--queries", write(tmp_path, "q.csv", text), *small(data_with_edition)))
    assert found["recall"] == 1.0
    assert (found["false_positives"], found["false_positive_rate"], found["false_positives_per_10k"]) == (None,) * 3


def test_goods_without_the_development_set(tmp_path: Path, data_with_edition: Path) -> None:
    found = figures(run("goods", "--shared", tmp_path, "--as-of", "2025-11-15", *small(data_with_edition)))
    assert (found["recall_at_1"], found["recall_at_5"], found["queries"]) == (None, None, None)
    assert "not there" in found["skipped"]
    assert found["precursors_failing"] == found["ordinary_chemicals_failing"] == []


def test_files_of_goods_share_one_object(tmp_path: Path, data_with_edition: Path) -> None:
    case = {"id": "1", "item": "9B105", "parameters": {"mach_number": "4"}, "expected": "listed"}
    cases = write(tmp_path, "cases.jsonl", json.dumps(case))
    chemicals = write(tmp_path, "chemicals.csv", "name,cas,expected_provision\nwater,7732-18-5,NONE\n")
    ordinary = write(tmp_path, "queries.csv", "query,acceptable_eu_items\nwooden chair,NONE\n")
    files = ("--cases", cases, "--chemicals", chemicals, "--queries", ordinary)
    found = figures(run("goods", *files, "--as-of", "2025-11-15", *small(data_with_edition)))
    assert (found["cases_accuracy"], found["chemicals_accuracy"]) == (1.0, 1.0)
    assert (found["false_not_listed"], found["false_hits"], found["ordinary_listed"]) == (0, 0, 0)
    assert (found["recall_at_1"], found["recall_at_5"], found["leaf_accuracy"]) == (None, None, None)


def test_one_file_keeps_its_plain_names(tmp_path: Path, data_with_edition: Path) -> None:
    ordinary = write(tmp_path, "queries.csv", 'query,acceptable_eu_items\n"cotton, ""raw""",NONE\n')
    found = figures(run("goods", "--queries", ordinary, "--as-of", "2025-11-15", *small(data_with_edition)))
    assert found["ordinary"] == 1
    assert found["queries_per_cpu_second"] > 0


def test_shared_keys_bear_their_part() -> None:
    assert together({"a": {"x": 1, "y": 2}, "b": {"y": 3}}) == {"x": 1, "a_y": 2, "b_y": 3}


def test_law_tells_ratios_and_its_own_tests() -> None:
    found = figures(run("law", "--rounds", 1))
    assert found["failed"] == 0
    assert found["passed"] > 100
    assert found["row_ratio"] > 0


def test_situations_that_ship_pass() -> None:
    result = run("situations", ROOT / "tests/situations")
    found = figures(result)
    assert (found["failed"], found["differences"], found["pending_that_pass"]) == (0, [], [])
    assert found["passed"] + found["pending"] == found["cases"] >= 100
    files = found["files"] - len(found["files_without_cases"])
    assert files == len(list((ROOT / "tests/situations").glob("law_*.yaml")))


SITUATION = """
source: test
cases:
  - name: right
    actor: {kind: private, jurisdictions: [DE]}
    as_of: 2024-05-01
    facts: {declared: {destination: CH}}
    expect: {disposition: HOLD}
  - name: wrong state
    actor: {kind: private, jurisdictions: [DE]}
    as_of: 2024-05-01
    facts: {declared: {destination: CH}}
    expect: {disposition: STOP, findings: {EU-267-2: APPLIES, NO-SUCH-MEASURE: 'NO'}, questions: [words never said]}
  - name: facts that cannot be read
    actor: {kind: private, jurisdictions: [DE]}
    as_of: 2024-05-01
    facts: {declared: {concern.score: 7}}
    expect: {disposition: STOP}
  - name: known to differ
    pending: not built
    actor: {kind: private, jurisdictions: [DE]}
    as_of: 2024-05-01
    facts: {declared: {destination: CH}}
    expect: {disposition: PROCEED}
"""


def test_situations_count_cases_and_name_the_rows(tmp_path: Path) -> None:
    write(tmp_path, "own.yaml", SITUATION)
    write(tmp_path, "other.yaml", "something: else\n")
    result = run("situations", tmp_path)
    found = figures(result)
    assert result.return_value == 1
    assert (found["passed"], found["failed"], found["pending"], found["cases"]) == (1, 2, 1, 4)
    assert found["files_without_cases"] == ["other.yaml"]
    rows = "\n".join(found["differences"])
    assert "own.yaml: wrong state: declared EU-267-2: expected APPLIES, got N" in rows
    assert "NO-SUCH-MEASURE: expected NO, got no such measure" in rows
    assert "words never said" in rows
    assert "EG6001" in rows
    assert found["pending_cases"] == ["own.yaml: known to differ: not built"]


def test_a_folder_without_situations_has_no_figure(tmp_path: Path) -> None:
    result = run("situations", tmp_path)
    assert isinstance(result.exception, NothingToMeasureError)
    assert result.exception.data_missing
    assert result.stdout == ""


def test_a_table_says_what_was_not_measured(tmp_path: Path, data_with_edition: Path) -> None:
    text = "left,right,kind,same\nJSC Argument,Nordwind Shipping,Company,0\n"
    path = write(tmp_path, "pairs.csv", text)
    result = CliRunner().invoke(command, ["names", "--pairs", str(path), *small(data_with_edition)])
    assert "not measured" in result.stdout


def test_the_corporate_graph_is_measured_on_every_shape() -> None:
    found = figures(run("network", "--nodes", "400", "--links", "4000", "--graphs", "60"))
    assert (found["reference_agreement"], found["disagreed"]) == (1.0, [])
    ways = [found[f"must_may_{shape}{way}_seconds"] for shape in SHAPES for way in ("", "_alone")]
    assert found["must_may_seconds"] == max(ways)
    assert found["worst_shape"] in SHAPES
    assert found["links_per_second"] > 0
    assert found["explain_ms"] > 0


def test_absent_figures_are_null() -> None:
    assert absent(("a", "b"), "because") == {"a": None, "b": None, "skipped": "because"}
