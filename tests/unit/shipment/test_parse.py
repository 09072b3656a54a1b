"""Strict JSON: what is refused, and where the fault is said to be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from endgate.shipment.errors import ShipmentError
from endgate.shipment.parse import MAX_DEPTH, decode_text, parse_json


def faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(ShipmentError) as caught:
        parse_json(text, name="a.json")
    return [(fault.code, fault.where) for fault in caught.value.faults]


def test_numbers_with_a_point_are_decimals() -> None:
    assert parse_json('{"a": 0.10}', name="a.json") == {"a": Decimal("0.10")}


def test_a_malformed_text_has_line_and_column() -> None:
    assert faults('{\n "a": 1,\n "b" 2\n}') == [("EG1001", "a.json:3:6")]


def test_keys_given_twice_are_named_with_their_path() -> None:
    assert faults('{"a": [{"b": 1, "b": 2}], "c": 1, "c": 1}') == [
        ("EG1010", "a.json: $.c"),
        ("EG1010", "a.json: $.a[0].b"),
    ]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999999999", "1" * 5000])
def test_numbers_that_cannot_be_of_trade_are_refused(number: str) -> None:
    assert faults(f'{{"a": {number}}}') == [("EG1011", "a.json: $.a")]


@pytest.mark.parametrize("character", ["\\u0000", "\\u001b", "\\ud800"])
def test_hidden_characters_are_refused(character: str) -> None:
    assert faults(f'{{"a": "x{character}"}}') == [("EG1015", "a.json: $.a")]


def test_depth_is_bounded_and_brackets_in_texts_do_not_count() -> None:
    assert faults("[" * 100_000) == [("EG1012", "a.json")]
    assert parse_json('{"a": "' + "[" * (2 * MAX_DEPTH) + '"}', name="a.json")["a"].startswith("[[")


def test_a_byte_order_mark_is_accepted_and_other_codings_are_not() -> None:
    assert decode_text(b"\xef\xbb\xbf{}", name="a.json") == "{}"
    with pytest.raises(ShipmentError) as caught:
        decode_text('{\n"a": "Prüf"}'.encode("latin-1"), name="a.json")
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [("EG1009", "a.json:2")]


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_fault(data: bytes) -> None:
    with pytest.raises(ShipmentError) as caught:
        decode_text(data, name="a.json")
    assert caught.value.faults[0].code == "EG1008"
