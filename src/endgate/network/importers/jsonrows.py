"""JSON objects one after the other, whatever holds them: lines, one array, ``{"records": [...]}``, or none."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any

from endgate.network.errors import BROKEN_FILE, BROKEN_ROW
from endgate.network.gather import Counts

MAX_RECORD = 32 << 20
_CHUNK = 1 << 18
_WRAPPED = re.compile(r'\s*\{\s*"(?:records|data|statements|relations|exceptions)"\s*:\s*\[')
_GAP = re.compile(r"[\s,]*")


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no JSON")


# Fractions stay as they are written, so that 0.1 is a tenth.
_JSON = json.JSONDecoder(parse_float=str, parse_constant=_no_number)


def objects(stream: IO[bytes], head: bytes, counts: Counts) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each object with its place. Faults are reported to ``counts``; a broken line costs that line alone."""
    return _lines(stream, counts) if _is_lines(head) else _sequence(stream, counts)


def first_object(head: bytes) -> dict[str, Any] | None:
    """The first object of a file, as far as the head holds it; its opening keys where it is cut off."""
    text = head.decode("utf-8-sig", "replace")
    wrapped = _WRAPPED.match(text)
    at = wrapped.end() if wrapped else 0
    at = _skip(text, at)
    if text[at : at + 1] == "[":
        at = _skip(text, at + 1)
    try:
        value, _ = _JSON.raw_decode(text, at)
    except (ValueError, RecursionError):
        value = dict.fromkeys(re.findall(r'"([A-Za-z_]\w*)"\s*:', text[at : at + 4096]))
    return value if isinstance(value, dict) else None


def _is_lines(head: bytes) -> bool:
    """Is the first line an object of its own?"""
    line = head.lstrip(b"\xef\xbb\xbf \r\n\t").split(b"\n", 1)[0].strip()
    return line.startswith(b"{") and line.endswith(b"}") and _WRAPPED.match(line.decode("utf-8", "replace")) is None


def _lines(stream: IO[bytes], counts: Counts) -> Iterator[tuple[str, dict[str, Any]]]:
    decode = _JSON.decode
    number = 0
    for number, raw in enumerate(stream, start=1):
        line = raw.decode("utf-8-sig" if number == 1 else "utf-8", "replace").strip()
        if not line:
            continue
        try:
            value = decode(line)
        except (ValueError, RecursionError) as error:
            counts.skip("broken line")
            counts.fault(BROKEN_ROW.at(f"{counts.file}:{number}", f"not JSON: {error}"))
            continue
        if isinstance(value, dict):
            yield str(number), value
        else:
            counts.fault(BROKEN_ROW.at(f"{counts.file}:{number}", "not an object"))


def _skip(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return at if match is None else match.end()


def _sequence(stream: IO[bytes], counts: Counts) -> Iterator[tuple[str, dict[str, Any]]]:
    """Objects out of an array or one after the other; a break ends the reading, what came before is kept."""
    buffer = _Buffer(stream)
    buffer.begin()
    for number in range(1, 1 << 62):
        if buffer.at_end():
            return
        try:
            value = buffer.value()
        except (ValueError, RecursionError) as error:
            counts.fault(BROKEN_FILE.at(f"{counts.file}#{number}", f"not JSON: {error}"))
            return
        if isinstance(value, dict):
            yield f"#{number}", value
        else:
            counts.fault(BROKEN_ROW.at(f"{counts.file}#{number}", "not an object"))


class _Buffer:
    """Text of which only the record being read is kept."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._text, self._at, self._ended = stream, "", 0, False
        self._utf8 = codecs.getincrementaldecoder("utf-8-sig")("replace")

    def begin(self) -> None:
        self._more()
        wrapped = _WRAPPED.match(self._text)
        self._at = wrapped.end() if wrapped else _skip(self._text, 0)
        if self._text[self._at : self._at + 1] == "[":
            self._at += 1

    def at_end(self) -> bool:
        self._at = _skip(self._text, self._at)
        while self._at >= len(self._text) and not self._ended:
            self._more()
            self._at = _skip(self._text, self._at)
        return self._text[self._at : self._at + 1] in ("", "]")

    def value(self) -> Any:
        while True:
            try:
                value, end = _JSON.raw_decode(self._text, self._at)
            except ValueError:
                if self._ended or len(self._text) - self._at > MAX_RECORD:
                    raise
                self._more()
                continue
            self._at = end
            return value

    def _more(self) -> None:
        data = self._stream.read(max(_CHUNK, len(self._text) - self._at))
        self._ended = not data
        self._text, self._at = self._text[self._at :] + self._utf8.decode(data, self._ended), 0
