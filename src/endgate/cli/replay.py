"""The verb ``replay``: decides recorded decisions again and compares the bytes, or tells which would differ today."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from endgate.cli.asking import Asked, edition_of
from endgate.cli.law_changes import ActorChange, between, change_lines
from endgate.cli.output import emit_json, say
from endgate.cli.paths import PATH
from endgate.cli.place import data_option, edition_option
from endgate.decide.pipeline import Options
from endgate.decide.record import Recorded, Replay, is_decision, read_record, replay
from endgate.edition.opened import Edition
from endgate.shipment.read import SourcedShipment
from endgate.terms.dates import read_day


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    try:
        return None if value is None else read_day(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command(name="replay")
@click.argument("records", nargs=-1, required=True, type=PATH, metavar="RECORD...")
@click.option("--since", callback=_day, metavar="DAY", help="Which decisions of that day or later would differ now.")
@click.option("--as-of", "as_of", callback=_day, metavar="DAY", help="With --since: the day meant by now; else today.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@edition_option
@data_option
def command(
    records: tuple[Path, ...],
    since: date | None,
    as_of: date | None,
    as_json: bool,
    named: str | None,
    data: Path | None,
) -> int:
    """Decide each RECORD (from endgate check --out, or a folder of them) again.

    Exit code 0: the same bytes, or with --since nothing differs; 1: something does.
    """
    edition = edition_of(named, data)
    if since is None:
        if as_of is not None:
            raise click.UsageError("--as-of goes with --since; a record is replayed on its own days")
        return _replay_all(_records(records), edition, as_json)
    now = as_of or datetime.now(UTC).date()
    return _differ_since(_records(records), edition, since, now, as_json)


def _records(paths: tuple[Path, ...]) -> Iterator[tuple[Path, Recorded]]:
    """The records named; of a folder, every JSON file that is one. Raises RecordError for a named file that is none."""
    for path in paths:
        if path.is_dir():
            inside = ((each, each.read_bytes()) for each in sorted(path.glob("*.json")))
            yield from ((each, read_record(raw, name=each.name)) for each, raw in inside if _is_record(raw))
        else:
            yield path, read_record(path.read_bytes(), name=path.name)


def _is_record(raw: bytes) -> bool:
    try:
        return is_decision(json.loads(raw))
    except (ValueError, RecursionError):
        return False


def _replay_all(records: Iterator[tuple[Path, Recorded]], edition: Edition, as_json: bool) -> int:
    results = [(path, replay(recorded, edition)) for path, recorded in records]
    if not results:
        raise click.UsageError("no decision record there")
    if as_json:
        told: Any = [{"record": path.name, **_plain(again)} for path, again in results]
        emit_json(told if len(results) > 1 else results[0][1])
    else:
        for path, again in results:
            click.echo("\n".join([*([f"{path.name}:"] if len(results) > 1 else []), *_lines(again)]))
    return 0 if all(again.same for _, again in results) else 1


def _plain(again: Replay) -> dict[str, Any]:
    return {name: getattr(again, name) for name in Replay.__dataclass_fields__}


def _lines(again: Replay) -> list[str]:
    if again.same:
        return ["the same bytes"]
    lines = [f"the bytes differ in: {', '.join(again.differences) or 'the layout of the file'}"]
    if not again.edition_same:
        lines.append("the record names another edition; replay it with --edition to compare like with like")
    if not again.engine_same:
        lines.append("the record was written by another version of Endgate")
    return lines


@dataclass(frozen=True)
class Since:
    """One past decision: what its own days give with this edition, and what the law and lists of another day give."""

    record: str
    as_of: date
    recorded: dict[str, str]
    corrected: tuple[str, ...]
    changed: tuple[ActorChange, ...]

    @property
    def differs(self) -> bool:
        return bool(self.corrected or self.changed)

    def to_json(self) -> dict[str, Any]:
        return {
            "record": self.record,
            "as_of": self.as_of.isoformat(),
            "recorded": self.recorded,
            "corrected": list(self.corrected),
            "changed": [each.to_json() for each in self.changed],
        }


def _differ_since(
    records: Iterator[tuple[Path, Recorded]], edition: Edition, since: date, now: date, as_json: bool
) -> int:
    asked = [(path, recorded) for path, recorded in records if recorded.as_of >= since]
    results = [_since(path.name, recorded, edition, now) for path, recorded in asked]
    differing = [each for each in results if each.differs]
    if as_json:
        emit_json([each.to_json() for each in differing])
    else:
        for each in differing:
            click.echo("\n".join(_since_lines(each)))
    say(f"{len(differing)} of {len(results)} decisions since {since} would differ on {now}")
    return 1 if differing else 0


def _since(name: str, recorded: Recorded, edition: Edition, now: date) -> Since:
    asked = Asked(SourcedShipment(recorded.shipment, name, ""), recorded.claims)
    options = Options(recorded.policy, recorded.reviews, facts=recorded.facts)
    found = between(asked, edition, (recorded.as_of, recorded.known_as_of), (now, now), options)
    changed = tuple(each for each in found if each.changes or each.disposition_differs)
    raw = json.loads(recorded.raw)
    gave = {str(each["actor"]): str(each["disposition"]) for each in raw["actors"]}
    return Since(name, recorded.as_of, gave, tuple(_corrected(raw, found)), changed)


def _corrected(raw: dict[str, Any], found: tuple[ActorChange, ...]) -> Iterator[str]:
    """Findings of the record's own days that this edition makes otherwise: its rules or lists were corrected."""
    recorded = {
        (actor["actor"], item, finding["view"], finding["measure"]): str(finding["state"])
        for actor in raw["actors"]
        for finding in actor["findings"]
        for item in finding["items"]
    }
    again = {
        (each.actor, each.item, view.view, finding.measure): finding.state.value
        for each in found
        if each.before is not None
        for view in each.before.views
        for finding in view.speaking
    }
    for key in sorted({*recorded, *again}):
        was, now = recorded.get(key, "NO"), again.get(key, "NO")
        if was != now:
            actor, item, view, measure = key
            yield f"{actor}, item {item}, {view}: {measure}: {was} in the record, {now} with this edition"


def _since_lines(result: Since) -> Iterator[str]:
    yield f"{result.record} (decided as of {result.as_of})"
    yield from (f"  corrected: {each}" for each in result.corrected)
    for each in result.changed:
        yield from (f"  {line}" for line in change_lines(each))
