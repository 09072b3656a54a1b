"""CSV read strictly: fixed columns, bounded fields, and an unbalanced quote found before it swallows the file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from endgate.lists.errors import ENCODING, LIMIT, NOT_THE_FORMAT, NOT_WELL_FORMED, ListRefusedError

MAX_LINES_OF_A_ROW = 200
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decode(data: bytes, where: str, encoding: str = "") -> str:
    """Decode as UTF-8 (a byte order mark is dropped) or as the encoding stated; never by leaving letters out."""
    try:
        return data.decode(encoding or "utf-8-sig")
    except LookupError as error:
        raise ListRefusedError(ENCODING.at(where, f"the encoding {encoding!r} is not known")) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{data[error.start]:02x} is not {encoding or 'UTF-8'}"
        raise ListRefusedError(ENCODING.at(f"{where}:{line}", what)) from error


def decode_with_fallback(data: bytes, where: str, encoding: str, fallbacks: tuple[str, ...]) -> str:
    """Decode as stated, else as UTF-8, else as the first of the publisher's older encodings that fits."""
    for each in () if encoding else ("utf-8-sig", *fallbacks):
        try:
            return data.decode(each)
        except UnicodeDecodeError:
            continue
    return decode(data, where, encoding)


def refuse_control_bytes(data: bytes, where: str) -> None:
    """Raise ListRefusedError when a byte stands there that no text file holds."""
    match = _CONTROL.search(data)
    if match is not None:
        line = data.count(b"\n", 0, match.start()) + 1
        raise ListRefusedError(NOT_THE_FORMAT.at(f"{where}:{line}", f"control byte 0x{match[0][0]:02x}"))


def read_rows(
    text: str, where: str, first_line: int = 1, *, cut: bool = False, delimiter: str = ","
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it begins on; blank lines are passed over. Raises ListRefusedError.

    ``cut`` says that the caller declared a part: a last row that breaks off is yielded with the columns it has.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=not cut, delimiter=delimiter)
    before = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            place = f"{where}:{first_line + before}"
            raise ListRefusedError(NOT_WELL_FORMED.at(place, f"not readable as CSV: {error}")) from error
        if reader.line_num - before > MAX_LINES_OF_A_ROW:
            what = f"a row spans {reader.line_num - before} lines; a quotation mark is missing"
            raise ListRefusedError(LIMIT.at(f"{where}:{first_line + before}", what))
        if row:
            yield first_line + before, row
        before = reader.line_num
