"""Forms read back without faults and open in other programs; the published schema does not drift."""

from __future__ import annotations

import io
import json
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from endgate.shipment.grid import column_letters
from endgate.shipment.model import SCHEMA
from endgate.shipment.read import read_shipments
from endgate.shipment.schema import main, schema_text
from endgate.shipment.template import KINDS, form_columns, template
from endgate.shipment.workbook import Sheet, write_workbook

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_reads_back_without_faults(kind: str) -> None:
    result = read_shipments(template(kind), name=f"form.{kind}")
    assert (result.faults, result.warnings) == ((), ())
    assert [each.shipment.id for each in result.shipments] == ["example-1"]


def test_all_forms_hold_the_same_example() -> None:
    shipments = {kind: read_shipments(template(kind), name=f"f.{kind}").shipments[0].shipment for kind in KINDS}
    assert shipments["xlsx"] == shipments["csv"] == shipments["json"]


def test_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="docx"):
        template("docx")


def test_the_workbook_opens_in_another_program_and_is_always_the_same() -> None:
    data = template("xlsx")
    assert data == template("xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["shipments", "help"]
    header = [cell.value for cell in book["shipments"][1]]
    assert header == list(form_columns())
    explained = {row[0].value for row in book["help"].iter_rows()}
    assert set(form_columns()) <= explained


def test_workbook_cells_keep_blanks_signs_and_markup() -> None:
    rows = [["a", "", "c"], ["=1+1", " <b>&\"'", "ü\n硫化"]]
    book = openpyxl.load_workbook(io.BytesIO(write_workbook([Sheet("s & t", rows)])))
    page = book["s & t"]
    assert [[cell.value or "" for cell in row] for row in page.iter_rows()] == rows
    assert page["A2"].data_type != "f"


def test_column_letters() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


def test_the_published_schema_is_that_of_the_types(tmp_path: Path) -> None:
    published = ROOT / "docs" / "shipment.schema.json"
    assert published.read_text(encoding="utf-8") == schema_text(), "run: python -m endgate.shipment.schema"
    main([str(tmp_path / "s.json")])
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == schema_text()


def examples() -> list[Path]:
    paths = sorted((ROOT / "examples").glob("*.json"))
    return [path for path in paths if json.loads(path.read_text(encoding="utf-8")).get("schema") == SCHEMA]


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.name)
def test_examples_fit_the_schema_and_read_without_faults(path: Path) -> None:
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), schema)
    assert read_shipments(path).faults == ()


def test_the_json_form_fits_the_schema() -> None:
    jsonschema.validate(json.loads(template("json")), json.loads(schema_text()))
