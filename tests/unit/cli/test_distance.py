"""``route --sea``: nautical miles, and codes that name no port."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from endgate.cli.route import command
from endgate.terms.faults import EndgateError


def test_json_tells_nautical_miles_and_the_canals() -> None:
    result = CliRunner().invoke(command, ["--sea", "DEHAM", "IRBND", "--json"], catch_exceptions=False)
    answer = json.loads(result.stdout)
    assert answer["nm"] == pytest.approx(6466, rel=0.02)
    assert answer["closed"]["suez"] == pytest.approx(11249, rel=0.02)
    assert "Bandar Abbas" in CliRunner().invoke(command, ["--sea", "DEHAM", "IRBND"]).stdout


@pytest.mark.parametrize(
    ("start", "end", "codes"),
    [("DEHAM", "QQ123", ["EG5001"]), ("HAM", "DEZZZ", ["EG5001", "EG5002"]), ("DEHAM", "AMEVN", ["EG5003"])],
)
def test_what_names_no_port_is_a_coded_fault(start: str, end: str, codes: list[str]) -> None:
    with pytest.raises(EndgateError) as met:
        CliRunner().invoke(command, ["--sea", start, end], catch_exceptions=False)
    assert [fault.code for fault in met.value.faults] == codes


def test_either_a_file_or_two_ports() -> None:
    assert CliRunner().invoke(command, []).exit_code == 2
