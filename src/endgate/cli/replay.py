"""The verb ``replay``: decides a recorded decision again and compares the bytes."""

from __future__ import annotations

from pathlib import Path

import click

from endgate.cli.asking import edition_of
from endgate.cli.output import emit_json
from endgate.cli.place import data_option, edition_option
from endgate.decide.record import Replay, read_record, replay


@click.command(name="replay")
@click.argument("record", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@edition_option
@data_option
def command(record: Path, as_json: bool, named: str | None, data: Path | None) -> int:
    """Decide RECORD (from endgate check --out) again. Exit code 0: the same bytes; 1: they differ."""
    recorded = read_record(record.read_bytes(), name=record.name)
    edition = edition_of(named, data)
    again = replay(recorded, edition)
    if as_json:
        emit_json(again)
    else:
        click.echo("\n".join(_lines(again)))
    return 0 if again.same else 1


def _lines(again: Replay) -> list[str]:
    if again.same:
        return ["the same bytes"]
    lines = [f"the bytes differ in: {', '.join(again.differences) or 'the layout of the file'}"]
    if not again.edition_same:
        lines.append("the record names another edition; replay it with --edition to compare like with like")
    if not again.engine_same:
        lines.append("the record was written by another version of Endgate")
    return lines
