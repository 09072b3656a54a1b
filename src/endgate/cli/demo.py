"""The verb ``demo``: runs the situations of ``examples/`` and prints one table of verdicts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

import click

from endgate.cli.asking import Asked, edition_of, load
from endgate.cli.output import emit_json, say, table
from endgate.cli.place import data_option, edition_option
from endgate.cli.verdicts import asked, basis, concern, verdict
from endgate.decide.model import Decision
from endgate.decide.pipeline import decide
from endgate.terms.codec import decode
from endgate.terms.faults import EndgateError

COLUMNS = ("situation", "as of", "actor", "disposition", "legal basis", "concern", "open questions")
RATIOS = (4, 2, 4, 3, 5, 2, 6)


@dataclass(frozen=True)
class Row:
    """One row of the demo: a file of ``examples/`` and the days on which it is asked.

    ``recipient`` is somebody of its claims who may see a part of them.
    """

    situation: str
    file: str
    as_of: date
    known_as_of: date | None = None
    recipient: str = ""


@dataclass(frozen=True)
class Plan:
    """The rows of the demo (``examples/demo.json``)."""

    schema: str
    rows: tuple[Row, ...]


@click.command(name="demo")
@click.option("--json", "as_json", is_flag=True, help="Print the decision records.")
@edition_option
@data_option
def command(as_json: bool, named: str | None, data: Path | None) -> None:
    """Run the situations and print one table: what each actor may do, why, and what is still open."""
    folder = examples()
    plan = decode(Plan, json.loads((folder / "demo.json").read_text(encoding="utf-8")))
    edition = edition_of(named, data)
    decided: list[tuple[Row, Decision]] = []
    for row in plan.rows:
        asked = _one(folder / row.file)
        shipment = asked.sourced.shipment
        decided.append(
            (row, decide(shipment, edition, claims=asked.claims, as_of=row.as_of, known_as_of=row.known_as_of))
        )
    if as_json:
        emit_json([decision for _, decision in decided])
        return
    table("", COLUMNS, list(_rows(decided)), ratios=RATIOS)
    say(f"{len(decided)} questions, {sum(len(each.actors) for _, each in decided)} verdicts. To follow a row:")
    for row, _ in decided:
        for line in _commands(row, _shown(folder)):
            say(f"  {row.situation}  {line}")


def _commands(row: Row, folder: str) -> Iterator[str]:
    """The command that explains a row; of claims that somebody may see in part, also what that one sees."""
    known = "" if row.known_as_of is None else f" --known-as-of {row.known_as_of}"
    line = f"endgate explain {folder}/{row.file} --as-of {row.as_of}{known}"
    yield line
    if row.recipient:
        yield f"{line} --for {row.recipient}"


def examples() -> Path:
    """The folder of examples: in the package where it is installed from a wheel, else beside the source."""
    packaged = Path(str(files("endgate"))) / "data" / "examples"
    return packaged if packaged.is_dir() else Path(str(files("endgate"))).parents[1] / "examples"


def _shown(folder: Path) -> str:
    try:
        return str(folder.relative_to(Path.cwd()))
    except ValueError:
        return str(folder)


def _one(path: Path) -> Asked:
    asked, faults = load((str(path),))
    if faults:
        raise EndgateError(*faults)
    return asked[0]


def _rows(decided: list[tuple[Row, Decision]]) -> Iterator[tuple[str, ...]]:
    for row, decision in decided:
        title = f"{row.situation} {decision.title}"
        for index, actor in enumerate(decision.actors):
            first = index == 0
            asks = asked(actor)
            more = f" (+{len(asks) - 1} more)" if len(asks) > 1 else ""
            yield (
                title if first else "",
                str(row.as_of) if first else "",
                actor.name,
                verdict(actor),
                basis(actor),
                concern(decision) if first else "",
                "".join(asks[:1]) + more or "none",
            )
