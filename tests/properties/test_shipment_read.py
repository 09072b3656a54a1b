"""Nothing is lost: what is read is either good or quarantined; what is written reads back."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from endgate.shipment.cells import escape, read_cell, read_number
from endgate.shipment.read import read_shipments
from endgate.shipment.template import KINDS, template
from endgate.shipment.workbook import Sheet, write_workbook
from endgate.terms.faults import EndgateError

GOOD = {"date": "2026-01-05", "parties": [{"id": "a", "name": "A"}], "items": [{"id": "1", "description": "d"}]}
_LINES = st.sampled_from(["good", "bad date", "broken", "wrong field", "number", "list"])
_TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


def line(kind: str, number: int) -> str:
    raw = {"id": str(number), **GOOD}
    wrong = {"bad date": json.dumps({**raw, "date": "2026-13-01"}), "wrong field": json.dumps({**raw, "dat": "x"})}
    others = {"good": json.dumps(raw), "broken": json.dumps(raw)[:-1], "number": "3", "list": "[]"}
    return (wrong | others)[kind]


@given(st.lists(_LINES, min_size=1, max_size=30))
def test_json_lines_lose_nothing(kinds: list[str]) -> None:
    text = "\n".join(line(kind, number) for number, kind in enumerate(kinds))
    result = read_shipments(text.encode(), name="b.jsonl")
    assert result.read == len(kinds) == len(result.shipments) + result.quarantined
    assert [each.shipment.id for each in result.shipments] == [str(n) for n, kind in enumerate(kinds) if kind == "good"]
    assert len({fault.where.split(":")[1] for fault in result.faults}) == result.quarantined


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=30))
def test_tables_lose_nothing(rows: list[tuple[int, bool]]) -> None:
    lines = [f"{ident},{'2026-01-05' if good else 'soon'},A,d" for ident, good in rows]
    text = "\n".join(["shipment_id,date,exporter_name,description", *lines])
    result = read_shipments(text.encode(), name="t.csv")
    ids = {ident for ident, _ in rows}
    bad = {ident for ident, good in rows if not good}
    assert result.read == len(ids) == len(result.shipments) + result.quarantined
    assert {each.shipment.id for each in result.shipments} == {str(ident) for ident in ids - bad}
    for each in result.shipments:
        assert len(each.shipment.items) == sum(str(ident) == each.shipment.id for ident, _ in rows)


@given(st.binary(max_size=200), st.sampled_from(["a.json", "a.jsonl", "a.csv", "a.xlsx", "-", "a.bin"]))
def test_no_bytes_raise_and_none_are_silently_nothing(data: bytes, name: str) -> None:
    result = read_shipments(data, name=name)
    assert result.read == len(result.shipments) + result.quarantined
    assert result.shipments or result.faults or name == "a.jsonl"


@settings(max_examples=200)
@given(
    st.sampled_from(KINDS),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
    st.floats(0.05, 1),
)
def test_damaged_forms_never_raise(kind: str, changes: list[tuple[float, int]], kept: float) -> None:
    data = bytearray(template(kind))
    for place, byte in changes:
        data[int(place * len(data))] = byte
    result = read_shipments(bytes(data[: int(kept * len(data))]), name=f"form.{kind}")
    assert result.read == len(result.shipments) + result.quarantined
    assert result.faults or result.shipments


@given(_TEXTS)
def test_escaped_cells_read_back(text: str) -> None:
    written = escape(text)
    assert written[:1] not in ("=", "+", "-", "@")
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow([written])
    (row,) = csv.reader(io.StringIO(buffer.getvalue(), newline=""))
    try:
        back = read_cell(row[0], "text", "x")
    except EndgateError:
        assert text.strip().startswith("#")
        return
    assert back == (text.strip() or None) or text != text.strip()


@settings(max_examples=30)
@given(st.lists(st.tuples(_TEXTS, _TEXTS), min_size=1, max_size=5))
def test_a_written_workbook_reads_back(rows: list[tuple[str, str]]) -> None:
    cells = [["date", "exporter_name", "description"], *(["2026-01-05", f"A{a}", f"d{b}"] for a, b in rows)]
    result = read_shipments(write_workbook([Sheet("shipments", cells)]), name="t.xlsx")
    assert result.faults == ()
    assert [each.shipment.items[0].description for each in result.shipments] == [f"d{b}".strip() for _, b in rows]


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False), st.sampled_from([",", "."]))
def test_a_number_written_with_a_stated_decimal_sign_reads_back(number: Decimal, sign: str) -> None:
    other = "." if sign == "," else ","
    written = f"{number:,.2f}".replace(",", "\0").replace(".", sign).replace("\0", other)
    assert read_number(written, "x", sign) == number
