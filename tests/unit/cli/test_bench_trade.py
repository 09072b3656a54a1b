"""``bench trade`` and ``bench targeting``: keys that scripts rely on, each told of on the page of benchmarks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.unit.routes.targeting.conftest import made, write

from endgate.cli.bench import command
from endgate.cli.errors import NothingToMeasureError

PAGE = (Path(__file__).parents[3] / "docs" / "benchmarks.md").read_text(encoding="utf-8")


def run(*words: str | Path) -> dict[str, Any]:
    result = CliRunner().invoke(command, [*map(str, words), "--json"], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    told: dict[str, Any] = json.loads(result.stdout)
    assert [key for key in told if not documented(key)] == []
    return told


def documented(key: str) -> bool:
    """Is the key itself, or the first of its kind, on the page?"""
    names = (key, re.sub(r"_at_(0_25|0_5|1)$", "_at_…", key), re.sub(r"_at_(2|5|10|20)$", "_at_1", key))
    return key.endswith("skipped") or any(f"`{name}`" in PAGE for name in names)


def test_trade_tells_recall_at_the_budget() -> None:
    told = run("trade", "--seed", "1", "--cells", "20000")
    assert told["recall"] >= 0.9
    assert told["missing_flagged"] == 0
    assert {"recall_gap", "recall_hard", "precision"} <= set(told)
    assert told["cells"] >= 20_000


def test_targeting_learns_from_the_earlier_and_reads_the_later(tmp_path: Path) -> None:
    for part, seed in (("train", 1), ("valid", 2), ("test", 3)):
        write(tmp_path / f"declarations_{part}.csv", made(1200, seed))
    told = run("targeting", "--data", tmp_path, "--rounds", "0.05")
    assert told["learned_from"] == 2400
    assert told["precision_at_1"] > 2 * told["base_rate"]
    assert {"auc", "recall_at_1", "precision_at_10", "recall_at_10"} <= set(told)
    assert told["rounds"] == 4
    assert run("targeting", "--data", tmp_path, "--on", "valid")["learned_from"] == 1200


def test_a_missing_part_is_told(tmp_path: Path) -> None:
    write(tmp_path / "train.csv", made(50, 1))
    with pytest.raises(NothingToMeasureError) as caught:
        run("targeting", "--data", tmp_path)
    assert "'valid'" in caught.value.faults[0].what
