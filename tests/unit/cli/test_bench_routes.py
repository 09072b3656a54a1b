"""The figures of routes: cases hold, and rates over declarations are told with what is missing."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from click.testing import CliRunner

from endgate.cli.figures.routing import routing_figures
from endgate.cli.route import command

HEAD = "Date,HS6 Code,Country of Departure,Net Mass,Item Price\n"


def test_every_case_holds_and_is_quick() -> None:
    figures = routing_figures(Path("absent"), 3, rates=False)
    assert (figures["detectors"], figures["cases_failed"]) == (28, 0)
    assert float(str(figures["detectors_ms"])) > 0


def test_rates_without_the_declarations_are_null(tmp_path: Path) -> None:
    assert routing_figures(tmp_path, 3, rates=True)["declarations"] is None


def test_a_value_far_off_its_code_is_counted(tmp_path: Path) -> None:
    folder = tmp_path / "trade" / "customs-synthetic"
    folder.mkdir(parents=True)
    usual = "".join(f"2020-01-01,420231,IT,1.0,{100 + number}\n" for number in range(12))
    for name, text in (("train", usual), ("valid", "2021-01-01,420231,IT,1.0,9000\n"), ("test", "")):
        with gzip.open(folder / f"df_syn_{name}_eng.csv.gz", "wt", encoding="utf-8") as file:
            file.write(HEAD + text)
    figures = routing_figures(tmp_path, 3, rates=True)
    assert figures["declarations"] == 13
    rates = figures["rates"]
    assert isinstance(rates, list)
    assert next(line for line in rates if line.startswith("RF-027")) == "RF-027 T 0.0769 F 0.9231 U 0.0000"
    assert "U 1.0000; missing: legs of the route" in next(line for line in rates if line.startswith("RF-010"))


def test_sea_distance_is_whole_miles() -> None:
    answer = json.loads(CliRunner().invoke(command, ["--sea", "SGSIN", "AEDXB", "--json"]).stdout)
    assert isinstance(answer["nm"], int)
