"""The verb ``list``: add publishers' files to the store, show what is listed, prove the store unchanged."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from endgate.cli.list_diff import show_difference
from endgate.cli.list_export import export_list
from endgate.cli.list_facts import LISTING_COLUMNS, listing_row, show_facts
from endgate.cli.list_identity import decide_different, decide_same, show_identity
from endgate.cli.list_results import show_result
from endgate.cli.list_update import accept_held, discard_held, update_lists
from endgate.cli.output import emit_json, say, show_faults, table
from endgate.cli.paths import FILE, PATH
from endgate.cli.place import data_directory, data_option, edition_option, find_edition
from endgate.edition.default import STORE
from endgate.edition.listing import DEFAULT_STATUSES, list_designations
from endgate.edition.model import ListedRow
from endgate.edition.opened import open_edition
from endgate.lists.adding import add
from endgate.lists.errors import UNKNOWN_PARTY, ListRefusedError
from endgate.lists.importers.us_csl import lists_within
from endgate.lists.snapshots import Snapshot, snapshots, verify
from endgate.lists.sources import sources
from endgate.terms.dates import read_day

EXIT_DATA = 3
OWN = "own:"


def store_directory(data: Path | None) -> Path:
    """The store of lists under the data directory: the option, ENDGATE_DATA, or the user's own."""
    return data_directory(data) / STORE


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    try:
        return None if value is None else read_day(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(name="list")
def command() -> None:
    """Publishers' party lists: add, show, verify."""


@command.command(name="add")
@click.option("--source", "source_id", required=True, metavar="ID", help="Which list it is, for example un.")
@click.option(
    "--from-file",
    "first",
    required=True,
    type=PATH,
    help="The publisher's file, plain, .gz or .zip, or a directory; more files may follow.",
)
@click.argument("more", nargs=-1, type=PATH)
@click.option(
    "--stated-date", callback=_day, metavar="YYYY-MM-DD", help="Publication date, where the file carries none."
)
@click.option(
    "--partial",
    is_flag=False,
    flag_value="members",
    default="",
    type=click.Choice(["", "members", "fields"]),
    metavar="[members|fields]",
    help="Declare that entries are missing (members, the default) or that only details are (fields).",
)
@click.option(
    "--map",
    "mapping",
    type=FILE,
    help="Mapping file of your own table: which column is what (--source own:NAME).",
)
@click.option("--encoding", default="", help="Encoding of a text file that is not UTF-8.")
@click.option("--strict", is_flag=True, help="Hold the list when an alarm is raised.")
@click.option("--keep-rejected", is_flag=True, help="Keep the bytes of a refused file.")
@click.option("--dry-run", is_flag=True, help="Read and judge, store nothing.")
@data_option
@json_option
def add_list(first: Path, more: tuple[Path, ...], mapping: Path | None, as_json: bool, **options: Any) -> int:
    """Add a publisher's list, or one of your own, to the store. Exit code 0: stored; 1: refused, nothing stored.

    3: it is one that was discarded (endgate list discard).

    Your own table: --source own:NAME --map FILE.toml; FollowTheMoney entities: --source ftm:NAME.
    """
    store = store_directory(options.pop("data"))
    source_id = options.pop("source_id")
    if mapping is not None and not source_id.startswith(OWN):
        raise click.UsageError(f"--map is for tables of your own: --source {OWN}NAME")
    paths = (first, *more) if mapping is None else (first, *more, mapping)
    result = add(store, source_id, paths, obtained_at=datetime.now(UTC), **options)
    show_result(result, as_json)
    return EXIT_DATA if result.outcome == "discarded" else 0


def _today() -> date:
    return datetime.now(UTC).date()


as_of_option = click.option("--as-of", callback=_day, metavar="YYYY-MM-DD", help="Day asked about; today otherwise.")
known_option = click.option(
    "--known-as-of", callback=_day, metavar="YYYY-MM-DD", help="Use only what had been published by this day."
)


@command.command(name="ls")
@click.option("--source", "source_id", default=None, metavar="ID", help="Only this list.")
@click.option("--programme", default=None, help="Only this programme, for example IRAN or NPWMD.")
@as_of_option
@known_option
@click.option("--status", default=",".join(DEFAULT_STATUSES), help="listed, uncertain, not_listed; separate by commas.")
@edition_option
@data_option
@json_option
def list_listed(
    source_id: str | None,
    programme: str | None,
    as_of: date | None,
    known_as_of: date | None,
    status: str,
    named: str | None,
    data: Path | None,
    as_json: bool,
) -> int:
    """Show the designations in force on a day, one row for each. Exit code 3 when the list asked for is not held."""
    edition = open_edition(find_edition(data, named))
    asked = (None,) if source_id is None else _sources_of(source_id)
    held = any(each is None or edition.source(each) is not None for each in asked)
    if not held:
        say(f"{source_id} is not held in this edition: an empty answer says nothing (endgate edition show)")
    day, statuses = as_of or _today(), _statuses(status)
    rows = [
        row
        for each in asked
        for row in list_designations(edition, each, programme, as_of=day, known_as_of=known_as_of, statuses=statuses)
    ]
    if as_json:
        emit_json(list(rows))
    else:
        columns = ("party", "name", "programme", "status", "from", "to")
        table(f"{len(rows)} designations", columns, map(_listed_row, rows))
    return 0 if held else EXIT_DATA


def _sources_of(source_id: str) -> tuple[str, ...]:
    """A file that gathers lists is held as these lists. What is no known list may be one of the edition's own."""
    return lists_within(source_id) if source_id in sources() else (source_id,)


def _statuses(text: str) -> tuple[str, ...]:
    words = tuple(word.strip() for word in text.split(","))
    wrong = [word for word in words if word not in ("listed", "uncertain", "not_listed")]
    if wrong:
        raise click.BadParameter(f"{wrong[0]!r} is none of listed, uncertain, not_listed", param_hint="--status")
    return words


def _listed_row(row: ListedRow) -> tuple[str, ...]:
    return row.party_id, row.names[0], row.programme, row.status, row.listed_from, row.listed_to


@command.command(name="show")
@click.argument("party_id", metavar="PARTY")
@as_of_option
@known_option
@edition_option
@data_option
@json_option
def show_party(
    party_id: str, as_of: date | None, known_as_of: date | None, named: str | None, data: Path | None, as_json: bool
) -> None:
    """Show one party with its names, facts and the standing of each designation on a day."""
    edition = open_edition(find_edition(data, named))
    party = edition.party(party_id)
    if party is None:
        raise ListRefusedError(UNKNOWN_PARTY.at("PARTY", f"{party_id!r} is not in this edition"))
    standing = edition.listing_of(party, as_of=as_of or _today(), known_as_of=known_as_of)
    if as_json:
        said = [
            {"designation_id": e.designation.designation_id, "status": e.status, "basis": e.basis} for e in standing
        ]
        links = edition.links_of(party_id)
        cluster = edition.cluster_of(party_id).members
        emit_json({"party": party, "as_of": as_of or _today(), "standing": said, "cluster": cluster, "links": links})
        return
    click.echo(f"{party.party_id}  {party.primary_name}  ({party.kind.value})")
    table("Names", ("name", "kind", "quality", "script"), [(n.text, n.kind, n.quality, n.script) for n in party.names])
    numbers = [(each.kind, each.value, each.country or "", each.note) for each in party.identifiers]
    table("Numbers", ("kind", "value", "country", "note"), numbers)
    show_facts(party)
    table("Designations", LISTING_COLUMNS, [listing_row(each) for each in standing])
    show_identity(edition, party_id)


@command.command(name="snapshots")
@click.option("--source", "source_id", default=None, help="Only this list.")
@data_option
@json_option
def show_snapshots(source_id: str | None, data: Path | None, as_json: bool) -> None:
    """Show the lists held in the store, oldest first."""
    held = snapshots(store_directory(data), source_id)
    if as_json:
        emit_json(list(held))
        return
    columns = ("source", "stated", "obtained", "scope", "state", "parties", "alarms")
    table("", columns, [_row(each) for each in held])


def _row(snapshot: Snapshot) -> tuple[str, ...]:
    return (
        snapshot.source,
        ", ".join(map(str, snapshot.days)),
        snapshot.obtained_at[:10],
        snapshot.scope.value,
        snapshot.state.value,
        str(snapshot.counts.get("parties", 0)),
        str(len(snapshot.alarms)),
    )


@command.command(name="sources")
@json_option
def show_sources(as_json: bool) -> None:
    """Show the lists that Endgate knows and which of them it can read."""
    if as_json:
        emit_json(list(sources().values()))
        return
    rows = [
        (each.id, each.authority, each.name, ", ".join(each.formats) or "no reader yet") for each in sources().values()
    ]
    table("", ("id", "authority", "list", "formats"), rows)


@command.command(name="verify")
@data_option
def verify_store(data: Path | None) -> int:
    """Hash and read every stored file again. Exit code 1 when something has changed."""
    store = store_directory(data)
    faults = verify(store)
    show_faults(faults)
    if not faults:
        click.echo(f"{len(snapshots(store))} snapshots, all as they were stored")
    return 1 if faults else 0


command.add_command(show_difference)
command.add_command(decide_same)
command.add_command(decide_different)
command.add_command(update_lists)
command.add_command(accept_held)
command.add_command(discard_held)
command.add_command(export_list)
