"""The verb ``edition``: build, show and verify the reference data that decisions use."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from endgate.cli.output import emit_json, say, show_faults, table
from endgate.cli.place import data_directory, data_option, edition_option, find_edition
from endgate.edition.build import build_edition
from endgate.edition.default import EDITIONS, STORE, ensure_default
from endgate.edition.model import Coverage, Manifest, SourceInfo
from endgate.edition.opened import Edition, open_edition
from endgate.edition.starter import StarterPack
from endgate.edition.verify import verify_edition
from endgate.terms.codec import encode
from endgate.terms.dates import read_day

EXIT_DATA = 3


@click.group(name="edition")
def command() -> None:
    """Build, show and verify the reference data."""


@command.command(name="build")
@click.argument("name", required=False)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write this folder instead.")
@click.option("--no-starter", is_flag=True, help="Leave out the lists that come with the program.")
@data_option
def build(name: str | None, out: Path | None, no_starter: bool, data: Path | None) -> None:
    """Compile the store's lists and the starter pack. Without NAME: the default edition that every verb reads."""
    directory = data_directory(data)
    if name is None and out is None and not no_starter:
        path = ensure_default(directory)
    else:
        path = out if out is not None else directory / EDITIONS / (name or "without-starter")
        build_edition(path, store=directory / STORE, starter=None if no_starter else StarterPack())
    edition = open_edition(path)
    click.echo(f"{edition.id}  {path}")
    say(_summary(edition.manifest))


def _summary(manifest: Manifest) -> str:
    sources = len(manifest.sources)
    return f"{manifest.parties} parties, {manifest.designations} designations, {sources} sources held"


@command.command(name="show")
@click.option("--as-of", metavar="YYYY-MM-DD", default=None, help="Day for which ages are told; today otherwise.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@edition_option
@data_option
def show(as_of: str | None, as_json: bool, named: str | None, data: Path | None) -> int:
    """Show what the edition holds, how old each list is, and what it lacks with the line that mends it.

    Exit code 3 when a newer list waits to be accepted.
    """
    day = _day(as_of)
    edition = open_edition(find_edition(data, named))
    if as_json:
        emit_json(_described(edition, day))
        return _exit_code(edition)
    click.echo(f"Edition {edition.id[:16]}, as of {day}: {_summary(edition.manifest)}")
    rows = [_row(each, day) for each in edition.sources()]
    table("Held", ("source", "authority", "coverage", "stated", "age", "parties", "leaves out"), rows)
    missing = [(each.source, each.authority, each.coverage.value, each.name, each.remedy) for each in edition.lacks()]
    table("Not held as a whole: not checked", ("source", "authority", "held", "list", "to mend"), missing)
    if edition.held():
        waiting = [(each.source, str(each.stated_date), "; ".join(each.alarms), each.remedy) for each in edition.held()]
        table("Held by an alarm: not used", ("source", "stated", "alarms", "to take into force"), waiting)
    return _exit_code(edition)


def _exit_code(edition: Edition) -> int:
    return EXIT_DATA if edition.held() else 0


def _described(edition: Edition, day: date) -> dict[str, Any]:
    sources = [{**encode(each), "age_days": each.age_days(day), "stale": each.stale(day)} for each in edition.sources()]
    return {"id": edition.id, "as_of": day.isoformat(), **encode(edition.manifest), "sources": sources}


def _row(info: SourceInfo, day: date) -> tuple[str, ...]:
    age = info.age_days(day)
    shown = "" if age is None else f"{age} days" + (f" STALE, limit {info.stale_after_days}" if info.stale(day) else "")
    coverage = info.coverage.value
    if info.coverage is Coverage.STARTER:
        coverage = f"starter: {info.parties} parties, not a complete list"
    return info.id, info.authority, coverage, str(info.stated_date or ""), shown, str(info.parties), info.lacks


def _day(text: str | None) -> date:
    if text is None:
        return datetime.now(UTC).date()
    try:
        return read_day(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--as-of") from error


@command.command(name="verify")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@edition_option
@data_option
def verify(folder: Path | None, named: str | None, data: Path | None) -> int:
    """Hash every file of an edition again. Exit code 1 when something is missing, changed or strange."""
    path = find_edition(data, named) if folder is None else folder
    faults = verify_edition(path)
    show_faults(faults)
    if faults:
        return 1
    edition = open_edition(path)
    click.echo(f"{edition.id}: {len(edition.manifest.files)} files, all as they were built")
    return 0
