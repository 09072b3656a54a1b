"""``endgate goods --batch FILE --out OUT``: classifies a catalogue row by row, resumes where it was stopped."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from endgate.cli.output import NOT_WRITTEN, say, show_faults, write_whole
from endgate.goods.catalogue import Catalogue, CatalogueRow, read_catalogue
from endgate.goods.classify import classify
from endgate.goods.data import GoodsData
from endgate.goods.digest import COLUMNS, cells, line_of, set_aside
from endgate.goods.errors import OTHER_CATALOGUE
from endgate.goods.tariff import tariff_fault
from endgate.shipment.cells import escape
from endgate.shipment.read import read_bytes
from endgate.terms.faults import EndgateError, Fault

FORMAT = "endgate.catalogue/1"
PROGRESS_AFTER, _REDRAW, _WIDTH = 1.0, 0.2, 30
_FLUSH = 200
_SHOWN_FAULTS = 20


@dataclass(frozen=True)
class Run:
    """What an output file belongs to; two runs may share one only where all of it is the same."""

    format: str
    input_sha256: str
    edition: str
    as_of: str

    def as_json(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in ("format", "input_sha256", "edition", "as_of")}


def run_batch(source: Path, out: Path, goods: GoodsData, edition: str, day: date, *, restart: bool) -> int:
    """Classify every row of ``source`` into ``out`` (CSV by its ending, else JSON lines). Always finishes all rows."""
    content = read_bytes(source, name=str(source))
    run = Run(FORMAT, hashlib.sha256(content).hexdigest(), edition, day.isoformat())
    catalogue = read_catalogue(content, source.name, goods)
    done = 0 if restart else finished_rows(out, run)
    _note(catalogue, done)
    write_whole(_beside(out), (json.dumps(run.as_json(), indent=2) + "\n").encode())
    faults: list[Fault] = []
    counts: Counter[str] = Counter()
    try:
        with out.open("a" if done else "w", encoding="utf-8", newline="") as file:
            if out.suffix.casefold() == ".csv" and not done:
                file.write(_csv_line(COLUMNS))
            _write(file, out, lines(catalogue.rows[done:], goods, day, faults), counts, done, len(catalogue.rows))
    except OSError as error:
        raise EndgateError(NOT_WRITTEN.at(str(out), error.strerror or str(error))) from error
    show_faults(faults[:_SHOWN_FAULTS])
    _sum_up(out, counts, faults, done)
    return 0


def lines(rows: Iterable[CatalogueRow], goods: GoodsData, day: date, faults: list[Fault]) -> Iterator[dict[str, Any]]:
    """One finished line a row; faulty facts of rows are collected as well as written into their lines."""
    for row in rows:
        if row.item is None:
            faults.extend(row.faults)
            yield set_aside(row)
            continue
        (result,) = classify([row.item], goods, as_of=day)
        wrong = tariff_fault(row.item.hs, day, goods)
        own = [*result.faults, *([] if wrong is None else [wrong])]
        faults.extend(replace(fault, where=f"{row.where} {fault.where}") for fault in own)
        yield line_of(row, result, own)


def _write(
    file: IO[str], out: Path, found: Iterator[dict[str, Any]], counts: Counter[str], done: int, whole: int
) -> None:
    meter = Bar(whole, on=sys.stderr.isatty())
    for number, line in enumerate(found, start=done + 1):
        counts[line["verdict"]] += 1
        file.write(_csv_line(cells(line)) if out.suffix.casefold() == ".csv" else json.dumps(line, ensure_ascii=False))
        if out.suffix.casefold() != ".csv":
            file.write("\n")
        if number % _FLUSH == 0:
            file.flush()
        meter.show(number)
    meter.end()


def _csv_line(values: Iterable[str]) -> str:
    """One line of CSV without breaks inside, so that a torn last line can be told."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([escape(" ".join(each.split())) for each in values])
    return line.getvalue()


def _beside(out: Path) -> Path:
    return out.with_name(out.name + ".run.json")


def finished_rows(out: Path, run: Run) -> int:
    """How many rows an earlier run finished; its torn last line is cut off. Raises EndgateError (EG4115)."""
    if not out.exists():
        return 0
    try:
        earlier = json.loads(_beside(out).read_text("utf-8"))
    except (OSError, ValueError):
        raise EndgateError(OTHER_CATALOGUE.at(str(out), "it was not begun by this command")) from None
    if earlier != run.as_json():
        changed = [name for name, value in run.as_json().items() if earlier.get(name) != value]
        raise EndgateError(OTHER_CATALOGUE.at(str(out), f"it was begun with another {', '.join(changed)}"))
    content = out.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) < len(content):
        out.write_bytes(whole)
    header = 1 if out.suffix.casefold() == ".csv" else 0
    return max(0, whole.count(b"\n") - header)


def _note(catalogue: Catalogue, done: int) -> None:
    if catalogue.unread:
        say(f"columns that nobody reads: {', '.join(catalogue.unread)}")
    if done:
        say(f"{done} of {len(catalogue.rows)} rows were finished before; going on with the next")


def _sum_up(out: Path, counts: Counter[str], faults: list[Fault], done: int) -> None:
    if len(faults) > _SHOWN_FAULTS:
        say(f"... and {len(faults) - _SHOWN_FAULTS} more faults; each stands in the line of its row")
    said = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())) or "nothing left to do"
    earlier = f" (and {done} finished before)" if done else ""
    say(f"wrote {out}: {said}{earlier}")


class Bar:
    """A bar on one line, after a second and never where nobody watches."""

    def __init__(self, whole: int, *, on: bool) -> None:
        self._whole, self._on = whole, on
        self._since = time.monotonic()
        self._drawn = 0.0

    def show(self, here: int) -> None:
        now = time.monotonic()
        if not self._on or now - self._since < PROGRESS_AFTER or now - self._drawn < _REDRAW:
            return
        self._drawn = now
        filled = _WIDTH * here // max(1, self._whole)
        bar = "#" * filled + "." * (_WIDTH - filled)
        click.echo(f"\r[{bar}] {here} of {self._whole} rows ", err=True, nl=False)

    def end(self) -> None:
        if self._drawn:
            self._drawn = 0.0
            click.echo("", err=True)
