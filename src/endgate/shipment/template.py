"""Empty forms for officers: a table or JSON with one example line, which reads back without faults."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from importlib.resources import files
from typing import Any

from endgate.shipment.cells import escape
from endgate.shipment.columns import ColumnMapping, columns
from endgate.shipment.grid import HELP_SHEET, SHIPMENTS_SHEET
from endgate.shipment.model import SCHEMA, Role
from endgate.shipment.read import read_shipments
from endgate.shipment.workbook import Sheet, write_workbook
from endgate.terms.codec import encode

KINDS = ("xlsx", "csv", "json")
_HELP = (
    "Fill one line for each item; lines with the same shipment_id form one shipment. Overwrite the example line.",
    "An empty cell means: not stated. Columns you do not need may be deleted; docs/shipment.md lists all of them.",
)
_ROLES = (Role.EXPORTER, Role.CONSIGNEE, Role.END_USER, Role.BUYER, Role.FREIGHT_FORWARDER, Role.CARRIER, Role.BANK)
_PARTY_COLUMNS = ("name", "country", "seat", "form", "address")


def template(kind: str) -> bytes:
    """Write an empty form: ``xlsx``, ``csv`` or ``json``. Raises ValueError for another kind."""
    if kind == "json":
        return _json()
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is none of {', '.join(KINDS)}")
    names = form_columns()
    lines = [list(names), [_example().get(name, "") for name in names]]
    if kind == "csv":
        return _csv(lines)
    meanings = [["column", "meaning"], *([name, columns()[name].meaning] for name in columns())]
    help_rows = [*meanings, ["", ""], *([line, ""] for line in _HELP)]
    return write_workbook([Sheet(SHIPMENTS_SHEET, lines), Sheet(HELP_SHEET, help_rows)])


def form_columns() -> tuple[str, ...]:
    """The columns of the form: all of shipment and item, and of parties the usual roles with the usual fields."""
    usual = {f"{role.value}_{leaf}" for role in _ROLES for leaf in _PARTY_COLUMNS}
    return tuple(name for name, column in columns().items() if column.role is None or name in usual)


@cache
def _example() -> dict[str, str]:
    text = files("endgate").joinpath("data", "shipment", "example.csv").read_text(encoding="utf-8")
    return {row["column"]: row["value"] for row in csv.DictReader(text.splitlines())}


def _csv(lines: list[list[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    buffer.writelines(f"# {line}\r\n" for line in _HELP)
    writer = csv.writer(buffer)
    writer.writerows([[escape(cell) for cell in line] for line in lines])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _json() -> bytes:
    """The same example in JSON, with the fields that most shipments need."""
    example = read_shipments(template("csv"), name="template.csv", mapping=ColumnMapping()).shipments[0].shipment
    raw: dict[str, Any] = {
        "$comment": f"One shipment. The fields are described in docs/shipment.schema.json ({SCHEMA}).",
        "schema": SCHEMA,
        **encode(example),
    }
    return (json.dumps(raw, ensure_ascii=False, indent=1) + "\n").encode()
