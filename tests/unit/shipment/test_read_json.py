"""JSON and JSON lines: all faults together, one file one answer, a batch loses nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from endgate.shipment.canonical import input_sha256
from endgate.shipment.read import ReadResult, read_shipments

GOOD: dict[str, Any] = {
    "id": "x",
    "date": "2026-01-05",
    "parties": [{"id": "a", "name": "Alfa GmbH", "roles": ["exporter"], "country": "DE"}],
    "items": [{"id": "1", "description": "chairs", "quantity": "40 pieces"}],
}


def changed(**fields: Any) -> dict[str, Any]:
    return {**GOOD, **fields}


def read(raw: Any, name: str = "x.json") -> ReadResult:
    return read_shipments(json.dumps(raw).encode(), name=name)


def codes(result: ReadResult) -> list[tuple[str, str]]:
    return [(fault.code, fault.where.split("$", 1)[-1]) for fault in result.faults]


def test_a_good_file_gives_one_shipment_and_its_hash() -> None:
    result = read(GOOD)
    assert result.faults == ()
    assert [each.where for each in result.shipments] == ["x.json"]
    assert len(result.shipments[0].raw_sha256) == 64
    assert (result.read, result.quarantined) == (1, 0)


def test_faults_of_every_kind_are_shown_together_and_no_shipment_comes_out() -> None:
    raw = changed(
        date="2026-02-30",
        parties=[{"id": "a", "name": "Alfa", "rols": []}],
        items=[{"id": "1", "description": "d", "cas": "1313-82-3", "quantity": "-3 kg", "hs": "12"}],
    )
    result = read(raw)
    assert result.shipments == ()
    assert codes(result) == [
        ("EG1005", ".date"),
        ("EG1002", ".parties[0].rols"),
        ("EG1106", ".items[0].quantity"),
        ("EG1107", ".items[0].cas"),
        ("EG1110", ".items[0].hs"),
    ]
    assert all(fault.where.startswith("x.json: $") for fault in result.faults)


def test_leaving_out_a_faulty_field_invents_no_further_fault() -> None:
    result = read(changed(parties=[{"id": 7, "name": "Alfa"}], links=[{"holder": "b", "held": "c", "kind": "owns"}]))
    assert codes(result) == [("EG1004", ".parties[0].id")]


def test_no_fault_speaks_of_an_outcome() -> None:
    for fault in read(changed(items=[], parties=[])).faults:
        assert not {"clear", "proceed", "stop", "licence due"} & set(str(fault).casefold().split())


def test_json_lines_keep_the_good_ones_and_name_the_line() -> None:
    lines = [json.dumps(changed(id="1")), "", "{", json.dumps(changed(id="2", date="x")), json.dumps(changed(id="3"))]
    result = read_shipments("\n".join(lines).encode(), name="b.jsonl")
    assert [each.shipment.id for each in result.shipments] == ["1", "3"]
    assert [(fault.code, fault.where) for fault in result.faults] == [
        ("EG1001", "b.jsonl:3:2"),
        ("EG1005", "b.jsonl:4: $.date"),
    ]
    assert (result.read, result.quarantined) == (4, 2)


def test_a_line_in_another_coding_harms_no_other_line() -> None:
    good = json.dumps(GOOD).encode()
    result = read_shipments(b"\n".join([good, '{"id": "ü"}'.encode("latin-1")]), name="b.jsonl")
    assert [each.where for each in result.shipments] == ["b.jsonl:1"]
    assert [fault.code for fault in result.faults] == ["EG1009"]


def test_a_list_is_a_batch_and_standard_input_is_told_by_its_bytes() -> None:
    assert [each.where for each in read([GOOD, changed(id="y")]).shipments] == ["x.json: $[0]", "x.json: $[1]"]
    two = (json.dumps(GOOD) + "\n" + json.dumps(changed(id="y"))).encode()
    assert len(read_shipments(two, name="-").shipments) == 2


def test_the_same_id_twice_is_a_warning_and_loses_nothing() -> None:
    result = read([GOOD, GOOD])
    assert len(result.shipments) == 2
    assert [warning.code for warning in result.warnings] == ["EG1101"]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "x.json", "EG1008"),
        (b"[]", "x.json", "EG1008"),
        (b"\xd0\xcf\x11\xe0rest", "x.xls", "EG1014"),
        (b"%PDF-1.7", "x.pdf", "EG1014"),
        (b"PK\x03\x04rest", "x.xlsx", "EG1207"),
        (b"3", "x.json", "EG1004"),
    ],
)
def test_what_is_no_shipment_file_is_one_fault(data: bytes, name: str, code: str) -> None:
    result = read_shipments(data, name=name)
    assert [fault.code for fault in result.faults] == [code]
    assert (result.read, result.quarantined, result.shipments) == (1, 1, ())


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    result = read_shipments(tmp_path / "absent.json")
    assert [(fault.code, fault.where) for fault in result.faults] == [("EG1016", "absent.json")]


def test_the_hash_of_the_input_does_not_see_the_layout() -> None:
    compact = read_shipments(json.dumps(GOOD).encode(), name="x.json").shipments[0]
    spread = read_shipments(json.dumps(dict(reversed(GOOD.items())), indent=3).encode(), name="x.json").shipments[0]
    other = read(changed(title="t")).shipments[0]
    assert compact.raw_sha256 != spread.raw_sha256
    assert input_sha256(compact.shipment) == input_sha256(spread.shipment) != input_sha256(other.shipment)
    assert input_sha256(compact.shipment, b"ab", b"c") != input_sha256(compact.shipment, b"a", b"bc")
