"""Catalogues: every row comes out, faulty ones named and set aside; headings in several languages; other formats."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

import endgate.cli.goods as verb
from endgate.goods.catalogue import read_catalogue
from endgate.goods.compile import compile_goods
from endgate.goods.data import GoodsData
from endgate.shipment.errors import ShipmentError

ROWS = """SKU;Product;HS code;temperature range;vibration force;CAS no;Stock
1;climatic chamber;8419.89;-75…+180 °C;60 kN;;5
2;;8419.89;;;;7
3;sodium sulphide flakes;2830.10;;;1313-82-2;2
4;potassium cyanide;2837.19;;;151-50-9;1
5;chair;9401.31;;;;90
6;chair;9401.30;;;;90
"""


def test_fields_parameters_and_headings_that_nobody_reads(goods_data: GoodsData) -> None:
    catalogue = read_catalogue(ROWS.encode(), "list.csv", goods_data)
    assert catalogue.unread == ("Stock",)
    first = catalogue.rows[0].item
    assert first is not None
    assert (first.id, first.hs, first.parameters["vibration force"]) == ("1", "8419.89", "60 kN")
    assert [row.item is None for row in catalogue.rows] == [False, True, False, False, False, False]
    assert catalogue.rows[1].faults[0].code == "EG4113"
    assert catalogue.rows[1].where == "list.csv:3"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Bezeichnung", "description"),
        ("désignation", "description"),
        ("наименование", "description"),
        ("品名", "description"),
    ],
)
def test_headings_in_other_languages(goods_data: GoodsData, heading: str, field: str) -> None:
    (row,) = read_catalogue(f"id,{heading}\n1,pump\n".encode(), "list.csv", goods_data).rows
    assert getattr(row.item, field) == "pump"


def test_parameters_in_one_cell_and_a_claim(goods_data: GoodsData) -> None:
    head = "description,parameters,claimed_list,claimed_code,claimed_by,claimed_on\n"
    good = 'pump,"flow=3 m3/h; material: PTFE",eu-annex1,not_listed,A. Officer,2025-01-02\n'
    bad = 'pump,"no sign here",eu-annex1,2B350,,\n'
    rows = read_catalogue((head + good + bad).encode(), "list.csv", goods_data).rows
    assert rows[0].item is not None
    assert rows[0].item.parameters == {"flow": "3 m3/h", "material": "PTFE"}
    assert rows[0].item.classifications[0].date == date(2025, 1, 2)
    assert [fault.code for fault in rows[1].faults] == ["EG4114", "EG4114"]


def test_json_lines_one_of_them_broken(goods_data: GoodsData) -> None:
    lines = [
        '{"id": 7, "description": "pump", "parameters": {"flow": "3 m3/h"}}',
        "{broken",
        "[1]",
        '{"cas": "50-00-0"}',
    ]
    rows = read_catalogue("\n".join(lines).encode(), "list.jsonl", goods_data).rows
    assert [row.item is not None for row in rows] == [True, False, False, True]
    assert rows[0].item is not None
    assert rows[0].item.parameters == {"flow": "3 m3/h"}


def test_a_file_that_is_no_table_is_refused(goods_data: GoodsData) -> None:
    with pytest.raises(ShipmentError):
        read_catalogue(b"", "list.csv", goods_data)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):  # type: ignore[no-untyped-def]
    monkeypatch.setattr(verb, "find_edition", lambda *_: Path())
    monkeypatch.setattr(verb, "open_edition", lambda _: SimpleNamespace(goods=compile_goods(), id="e1"))
    (tmp_path / "list.csv").write_text(ROWS, encoding="utf-8")

    def ran(out: str, *more: str, day: str = "2025-11-15") -> Result:
        asked = ["--batch", str(tmp_path / "list.csv"), "--out", str(tmp_path / out), "--as-of", day, *more]
        return CliRunner().invoke(verb.command, asked)

    return ran


def lines_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_row_has_its_line(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    result = run("out.jsonl")
    assert result.exit_code == 0
    found = lines_of(tmp_path / "out.jsonl")
    assert [each["verdict"] for each in found] == [
        "undetermined",
        "set_aside",
        "listed",
        "undetermined",
        "open",
        "open",
    ]
    assert found[2]["listed"] == ["eu-annex1:1C350.50", "us-ccl:1C350.d.48"]
    codes = {code for each in found for fault in each["faults"] for code in [str(fault)[:6]]}  # type: ignore[union-attr]
    assert codes == {"EG4101", "EG4111", "EG4113"}
    assert "1 listed, 2 open, 1 set_aside, 2 undetermined" in result.stderr


def test_a_stopped_run_goes_on_to_the_same_bytes(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("whole.jsonl")
    whole = (tmp_path / "whole.jsonl").read_bytes()
    run("out.jsonl")
    stopped = b"\n".join(whole.split(b"\n")[:3]) + b'\n{"row": 5, "torn'
    (tmp_path / "out.jsonl").write_bytes(stopped)
    assert "3 of 6 rows were finished before" in run("out.jsonl").stderr
    assert (tmp_path / "out.jsonl").read_bytes() == whole
    assert "nothing left to do" in run("out.jsonl").stderr


def test_a_table_goes_on_too(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("out.csv")
    whole = (tmp_path / "out.csv").read_bytes()
    (tmp_path / "out.csv").write_bytes(b"\n".join(whole.split(b"\n")[:4]) + b"\n")
    run("out.csv")
    assert (tmp_path / "out.csv").read_bytes() == whole


def test_output_of_another_run_is_not_touched(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("out.jsonl")
    before = (tmp_path / "out.jsonl").read_bytes()
    refused = run("out.jsonl", day="2025-11-14")
    assert refused.exception is not None
    assert "another as_of" in str(refused.exception)
    assert (tmp_path / "out.jsonl").read_bytes() == before
    assert run("out.jsonl", "--restart", day="2025-11-14").exit_code == 0


@pytest.mark.parametrize("arguments", [[], ["x", "--batch", __file__, "--out", "y"], ["--batch", __file__]])
def test_wrong_use_is_refused(run, arguments: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert run is not None
    assert CliRunner().invoke(verb.command, arguments).exit_code == 2
