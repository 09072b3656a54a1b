"""Strict JSON: UTF-8, no key twice, no NaN, no control characters, bounded in depth and size; numbers are decimals."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from endgate.shipment.errors import (
    BAD_TEXT,
    DUPLICATE_KEY,
    EMPTY_FILE,
    MALFORMED_JSON,
    NOT_FINITE,
    NOT_UTF8,
    TOO_DEEP,
    TOO_LARGE,
    ShipmentError,
)
from endgate.terms.faults import Fault

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 64
MAX_DIGITS = 60
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{\]}]', re.DOTALL)
_BAD_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class _Object(dict[str, Any]):
    """A JSON object that remembers the keys it was given twice."""

    repeated: tuple[str, ...] = ()


class _Refused:
    """A number that was written but cannot be one of trade."""

    def __init__(self, text: str) -> None:
        self.text = text


def decode_text(data: bytes, *, name: str) -> str:
    """Decode UTF-8 with or without a byte order mark. Raises ShipmentError for empty, large or other bytes."""
    if len(data) > MAX_BYTES:
        raise ShipmentError(TOO_LARGE.at(name, f"{len(data)} bytes, at most {MAX_BYTES} are read"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ShipmentError(NOT_UTF8.at(f"{name}:{line}", f"byte 0x{data[error.start]:02x} at {error.start}")) from None
    if not text.strip():
        raise ShipmentError(EMPTY_FILE.at(name, "the file has no content"))
    return text


def parse_json(text: str, *, name: str, first_line: int | None = None) -> Any:
    """Parse one JSON text. ``first_line`` is its line in the file where it is not the whole of it.

    Raises ShipmentError with every fault: the place is file:line:column, or file and JSON path.
    """
    start = 1 if first_line is None else first_line
    if _depth(text) > MAX_DEPTH:
        raise ShipmentError(TOO_DEEP.at(name, f"more than {MAX_DEPTH} levels"))
    try:
        value = json.loads(
            text, object_pairs_hook=_pairs, parse_float=_number, parse_int=_whole, parse_constant=_Refused
        )
    except json.JSONDecodeError as error:
        place = f"{name}:{start + error.lineno - 1}:{error.colno}"
        raise ShipmentError(MALFORMED_JSON.at(place, error.msg)) from None
    path = f"{name}: $" if first_line is None else f"{name}:{first_line}: $"
    faults = list(_refusals(value, path))
    if faults:
        raise ShipmentError(*faults)
    return value


def _depth(text: str) -> int:
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return 0
    depth = deepest = 0
    for match in _TOKENS.finditer(text):
        sign = match[0]
        depth += (sign in "[{") - (sign in "]}")
        deepest = max(deepest, depth)
    return deepest


def _pairs(pairs: list[tuple[str, Any]]) -> _Object:
    value = _Object(pairs)
    if len(value) < len(pairs):
        keys = [key for key, _ in pairs]
        value.repeated = tuple(sorted({key for key in keys if keys.count(key) > 1}))
    return value


def _number(text: str) -> Decimal | _Refused:
    value = Decimal(text)
    return value if abs(value.adjusted()) <= MAX_DIGITS and len(text) <= 2 * MAX_DIGITS else _Refused(text)


def _whole(text: str) -> int | _Refused:
    return int(text) if len(text) <= MAX_DIGITS else _Refused(text)


def _refusals(value: Any, path: str) -> Iterator[Fault]:
    if isinstance(value, _Refused):
        shown = value.text if len(value.text) <= 40 else value.text[:37] + "..."
        yield NOT_FINITE.at(path, f"{shown} is not a number of trade")
    elif isinstance(value, str):
        yield from bad_characters(value, path)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _refusals(each, f"{path}[{index}]")
    elif isinstance(value, _Object):
        for key in value.repeated:
            yield DUPLICATE_KEY.at(f"{path}.{key}", f"key {key!r} is there more than once")
        for key, each in value.items():
            yield from bad_characters(key, path)
            yield from _refusals(each, f"{path}.{key}")


def bad_characters(text: str, where: str) -> Iterator[Fault]:
    """Name the first control character or lone surrogate of a text."""
    match = _BAD_CHARACTERS.search(text)
    if match is not None:
        yield BAD_TEXT.at(where, f"character U+{ord(match[0]):04X} at {match.start()}")
