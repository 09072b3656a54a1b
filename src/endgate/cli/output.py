"""What every verb prints with: JSON in one form, tables for people, faults and talk on stderr."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from endgate.terms.codec import encode
from endgate.terms.faults import EndgateError, Fault, fault_kind

NARROW = 100
NOT_WRITTEN = fault_kind(
    "EG9012",
    "file cannot be written",
    "Nothing was written; what lay there before is unchanged.",
    "Name a file in a folder that exists and may be written to.",
)


def emit_json(value: Any) -> None:
    """Print one JSON document on stdout, in the order the types give."""
    click.echo(json.dumps(encode(value), ensure_ascii=False, indent=2))


def emit_jsonl(values: Iterable[Any]) -> None:
    """Print one JSON document a line."""
    for value in values:
        click.echo(json.dumps(encode(value), ensure_ascii=False, separators=(",", ":")))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all. Raises EndgateError (EG9012)."""
    if path.is_dir():
        raise EndgateError(NOT_WRITTEN.at(str(path), "it is a folder"))
    try:
        with tempfile.TemporaryDirectory(prefix=".endgate-", dir=path.parent) as folder:
            whole = Path(folder) / path.name
            whole.write_bytes(content)
            whole.replace(path)
    except OSError as error:
        raise EndgateError(NOT_WRITTEN.at(str(path), error.strerror or str(error))) from error


def say(text: str) -> None:
    """Talk to the person, on stderr."""
    click.echo(text, err=True)


def show_faults(faults: Sequence[Fault]) -> None:
    """Print each fault as four lines: code and place, what, why, remedy; repeated explanations once."""
    explained: set[tuple[str, str, str]] = set()
    for fault in faults:
        say(f"{fault.code} {fault.where}\n  {fault.what}")
        key = (fault.code, fault.why, fault.remedy)
        if key not in explained:
            say(f"  why it matters: {fault.why}\n  remedy: {fault.remedy}")
        explained.add(key)
    if len(faults) > 1:
        say(f"{len(faults)} faults")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, ratios: Sequence[int] = ()) -> None:
    """Print a table on stdout, as wide as the terminal (160 columns elsewhere). ``ratios`` share out the width."""
    from rich import box  # rich costs 60 ms; JSON callers never pay for it
    from rich.console import Console
    from rich.table import Table

    width = shutil.get_terminal_size((160, 50)).columns
    grid = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, expand=width <= NARROW)
    for index, column in enumerate(columns):
        ratio = ratios[index] if ratios else None
        grid.add_column(column, overflow="fold", ratio=ratio, vertical="top")
    for row in rows:
        grid.add_row(*row)
    console = Console(
        file=sys.stdout, width=width, no_color="NO_COLOR" in os.environ, highlight=False, markup=False, emoji=False
    )
    console.print(grid)
