"""JSON read as a stream of records from hostile hands: bounded depth and record size, no key twice in one object."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from endgate.lists.errors import ENCODING, LIMIT, NOT_THE_FORMAT, NOT_WELL_FORMED, ListRefusedError

MAX_DEPTH = 64
MAX_RECORD = 8 << 20
_CHUNK = 1 << 16
_MAX_DIGITS = 64
_SPACE = " \t\r\n"


class JsonRecords:
    """The objects in one array of a top-level object; ``fields`` holds the other members once they were met."""

    def __init__(self, stream: BinaryIO, where: str, key: str) -> None:
        self.fields: dict[str, Any] = {}
        self._stream, self._where, self._key = stream, where, key
        self._utf8 = codecs.getincrementaldecoder("utf-8-sig")("strict")
        self._text = ""
        self._at = 0
        self._ended = False
        self._json = json.JSONDecoder(
            object_pairs_hook=self._pairs, parse_constant=self._constant, parse_int=self._whole, parse_float=str
        )

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        """Yield each record with its number. Raises ListRefusedError."""
        self._expect("{")
        while True:
            key = self._value()
            self._expect(":")
            if key == self._key:
                yield from self._records()
            else:
                self.fields[str(key)] = self._value()
            if self._next() == "}":
                break
            self._expect(",")
        self._at += 1
        if self._next():
            raise self._refused("something follows the end of the object")

    def _records(self) -> Iterator[tuple[int, Any]]:
        self._expect("[")
        number = 0
        if self._next() == "]":
            self._at += 1
            return
        while True:
            yield number, self._value()
            number += 1
            if self._next() == "]":
                self._at += 1
                return
            self._expect(",")

    def _value(self) -> Any:
        """Decode one value, reading on while it is not complete."""
        self._next()
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise self._limit() from error
            except json.JSONDecodeError as error:
                if not self._more():
                    raise self._refused(error.msg) from error
                continue
            if end == len(self._text) and self._more():
                continue
            self._check_depth(self._text[self._at : end])
            self._at = end
            return value

    def _next(self) -> str:
        """The next character that is not white space; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def _expect(self, character: str) -> None:
        if self._next() != character:
            raise self._refused(f"{character!r} is due")
        self._at += 1

    def _more(self) -> bool:
        """Read on; what was used is dropped, so that memory stays that of one record."""
        if self._ended:
            return False
        if len(self._text) - self._at > MAX_RECORD:
            raise ListRefusedError(LIMIT.at(self._where, f"a record is longer than {MAX_RECORD} characters"))
        data = self._stream.read(max(_CHUNK, len(self._text) - self._at))
        self._ended = not data
        try:
            self._text = self._text[self._at :] + self._utf8.decode(data, self._ended)
        except UnicodeDecodeError as error:
            raise ListRefusedError(ENCODING.at(self._where, f"byte 0x{error.object[error.start]:02x}")) from error
        self._at = 0
        return True

    def _check_depth(self, text: str) -> None:
        if text.count("[") + text.count("{") <= MAX_DEPTH:
            return
        depth = 0
        for character in text:
            depth += (character in "[{") - (character in "]}")
            if depth > MAX_DEPTH:
                raise self._limit()

    def _pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ListRefusedError(NOT_THE_FORMAT.at(self._where, "an object holds a key twice"))
        return found

    def _constant(self, text: str) -> Any:
        raise ListRefusedError(NOT_WELL_FORMED.at(self._where, f"{text} is no JSON"))

    def _whole(self, text: str) -> int:
        if len(text) > _MAX_DIGITS:
            raise ListRefusedError(LIMIT.at(self._where, f"a number has {len(text)} digits"))
        return int(text)

    def _limit(self) -> ListRefusedError:
        return ListRefusedError(LIMIT.at(self._where, f"values are nested deeper than {MAX_DEPTH}"))

    def _refused(self, what: str) -> ListRefusedError:
        return ListRefusedError(NOT_WELL_FORMED.at(self._where, f"not readable as JSON: {what}"))
