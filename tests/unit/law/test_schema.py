from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from endgate.law.lint import PACKAGE_LAW
from endgate.law.load import law_files
from endgate.law.schema import SCHEMA_FILE, measure_schema, schema_text
from endgate.law.yaml_text import read_yaml

EXAMPLE = {
    "schema": "endgate.law/1",
    "instrument": {"id": "I", "title": "t", "authority": "a", "kind": "regulation"},
    "measures": [],
}


def errors(document: object) -> list[str]:
    return [error.message for error in Draft202012Validator(measure_schema()).iter_errors(document)]


def test_the_published_schema_is_the_generated_one() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()


def test_every_measure_file_that_ships_meets_it() -> None:
    files = [read_yaml(path).data for path in law_files([PACKAGE_LAW])]
    measure_files = [each for each in files if "instrument" in each]
    assert len(measure_files) > 20
    assert [message for each in measure_files for message in errors(each)] == []


@pytest.mark.parametrize(
    "measure",
    [
        {"id": "M"},
        {"id": "M", "extends": "N", "wen": {"all": []}},
        {"id": "M", "extends": "N", "when": {"goes_to": "XX"}},
        {"id": "M", "extends": "N", "when": {"destination_in": {"place": "XX"}}},
        {"id": "M", "extends": "N", "then": {"class": "FORBIDDEN"}},
    ],
)
def test_it_refuses_what_the_loader_refuses(measure: dict[str, object]) -> None:
    assert errors({**EXAMPLE, "measures": [measure]}) != []
    assert errors({**EXAMPLE, "measures": [{"id": "M", "extends": "N", "when": {"destination_in": "XX"}}]}) == []
