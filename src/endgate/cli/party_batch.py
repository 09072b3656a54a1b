"""Screens a whole file of parties: one line of JSON for each row, in order. A row that cannot be read is set aside."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from endgate.cli.output import say
from endgate.cli.party_query import COLUMNS, query_of_row
from endgate.names.model import Grade, Query, Screening
from endgate.terms.faults import EndgateError, Fault, fault_kind

ROW_SET_ASIDE = fault_kind(
    "EG9021",
    "row set aside",
    "A party that is read by half is screened by half; this one was not screened.",
    f"Mend the row. Columns or keys: {', '.join(COLUMNS)}; several values parted by |.",
)
BATCH_REFUSED = fault_kind(
    "EG9022",
    "file of parties refused",
    "Nothing of it was screened.",
    f"Give a CSV with a heading, or JSON lines, in UTF-8. Columns or keys: {', '.join(COLUMNS)}.",
)
_BLOCK = 256
_LONGEST = 20
"""Most lines that one row of a CSV may take up."""
Ask = Callable[[Sequence[Query]], Sequence[Screening]]


@dataclass(frozen=True)
class Row:
    """One row of the file: its question, or the fault for which it was set aside."""

    number: int
    query: Query | None = None
    fault: Fault | None = None


@dataclass
class Tally:
    """What became of the rows."""

    rows: int = 0
    set_aside: int = 0
    matched: int = 0
    unreadable: int = 0

    def __str__(self) -> str:
        return (
            f"{self.rows} rows: {self.rows - self.set_aside} screened, {self.matched} with a match, "
            f"{self.unreadable} with a name that cannot be compared, {self.set_aside} set aside"
        )


def screen_file(path: Path, ask: Ask, shown: Callable[[Sequence[Screening]], list[dict[str, Any]]]) -> Tally:
    """Answer each row on stdout in the order of the file. Raises EndgateError for a file that cannot be read at all."""
    tally = Tally()
    rows = read_batch(path)
    while block := list(islice(rows, _BLOCK)):
        answers = iter(ask([row.query for row in block if row.query is not None]))
        for row in block:
            answer = None if row.query is None else next(answers)
            _count(tally, row, answer)
            _print(row, answer, shown)
    say(str(tally))
    return tally


def _count(tally: Tally, row: Row, answer: Screening | None) -> None:
    tally.rows += 1
    tally.set_aside += row.fault is not None
    if answer is not None:
        tally.matched += any(match.grade.counts for match in answer.matches)
        tally.unreadable += bool(answer.coverage.unreadable)


def _print(row: Row, answer: Screening | None, shown: Callable[[Sequence[Screening]], list[dict[str, Any]]]) -> None:
    line: dict[str, Any] = {"row": row.number}
    if answer is None:
        line |= {"set_aside": True, "faults": [row.fault.to_json() if row.fault is not None else {}]}
    else:
        grade = "not_screened" if answer.grade is Grade.NONE and not answer.screened else answer.grade.value
        line |= {"grade": grade, **shown([answer])[0]}
    sys.stdout.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def read_batch(path: Path) -> Iterator[Row]:
    """The rows of a CSV or of JSON lines (told by the first character), numbered as lines or rows of the file."""
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise EndgateError(BATCH_REFUSED.at(str(path), error.strerror or str(error))) from error
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    if not text.strip():
        raise EndgateError(BATCH_REFUSED.at(str(path), "it is empty"))
    rows = _json_rows(text, path.name) if text.lstrip().startswith(("{", "[")) else _csv_rows(text, path.name)
    return map(_read, rows)


Raw = tuple[int, str, Any]
"""Number of the row, where it stands, and its cells, or the reason why they cannot be read."""


def _read(raw: Raw) -> Row:
    number, where, cells = raw
    try:
        if isinstance(cells, str):
            raise ValueError(cells)
        if any("\udc80" <= char <= "\udcff" for char in repr_of(cells)):
            raise ValueError("it is not UTF-8")
        return Row(number, query_of_row(cells, where))
    except ValueError as error:
        return Row(number, fault=ROW_SET_ASIDE.at(where, str(error)))


def repr_of(cells: dict[str, Any]) -> str:
    """All texts of a row as one."""
    return "".join(str(value) if not isinstance(value, list) else "".join(map(str, value)) for value in cells.values())


def _json_rows(text: str, name: str) -> Iterable[Raw]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, f"{name}:{number}", _object(line)


def _object(line: str) -> Any:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"it is no JSON: {error}"
    return value if isinstance(value, dict) else "it is no JSON object"


def _csv_rows(text: str, name: str) -> Iterable[Raw]:
    lines = text.replace("\x00", "\ufffd").replace("\r\n", "\n").split("\n")
    heading, _ = _record(lines, 0)
    head = [each.strip().lower() for each in heading] if isinstance(heading, list) else []
    unknown = [each for each in head if each not in COLUMNS]
    if "name" not in head or unknown:
        what = f"unknown column {unknown[0]!r}" if unknown else "it has no column name"
        raise EndgateError(BATCH_REFUSED.at(f"{name}:1", what))
    at = 1
    while at < len(lines):
        cells, after = _record(lines, at)
        if lines[at].strip():
            yield at + 1, f"{name}:{at + 1}", _named(head, cells)
        at = after


def _record(lines: Sequence[str], at: int) -> tuple[list[str] | str, int]:
    """The cells of the record that begins on a line, and the line after it.

    A quotation mark that nobody closes spoils its own line, not the rest of the file.
    """
    reason = ""
    for end in range(at + 1, min(at + _LONGEST, len(lines)) + 1):
        try:
            return next(csv.reader(["\n".join(lines[at:end])], strict=True), []), end
        except csv.Error as error:
            reason = reason or f"it is no row of a CSV: {error}"
            if "unexpected end" not in str(error):
                break
    return reason, at + 1


def _named(head: Sequence[str], cells: list[str] | str) -> Any:
    if isinstance(cells, str):
        return cells
    return dict(zip(head, cells, strict=False)) if len(cells) <= len(head) else "more cells than columns"
