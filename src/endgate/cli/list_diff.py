"""The verb ``list diff``: what changed between two snapshots or editions, and what of it concerns one's customers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from endgate.cli.customers import read_customers
from endgate.cli.goods_diff import are_files, show_control_lists
from endgate.cli.output import emit_json, say, table
from endgate.cli.paths import FILE
from endgate.cli.place import data_directory, data_option
from endgate.edition.default import EDITIONS, STORE
from endgate.edition.differences import compare_editions
from endgate.edition.manifest import FILE as MANIFEST
from endgate.edition.opened import Edition, open_edition
from endgate.edition.rescreen import CustomerChange, rescreen
from endgate.lists.deltas import Change, Grade, compare
from endgate.lists.errors import UNKNOWN_SNAPSHOT, ListRefusedError
from endgate.lists.snapshots import Snapshot, parties, snapshots
from endgate.lists.sources import source


@click.command(name="diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--fields", is_flag=True, help="Show what changed inside each party.")
@click.option(
    "--parties",
    "customers",
    type=FILE,
    help="Your customers (CSV: name, kind, country, birth_date, id) or a shipment file: show only what concerns them.",
)
@data_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show_difference(old: str, new: str, fields: bool, customers: Path | None, data: Path | None, as_json: bool) -> None:
    """Show who came, who went and who changed between two snapshots (ids or unique beginnings) or two editions.

    Two files of one control list are compared entry by entry.
    """
    if are_files(old, new):
        show_control_lists(old, new, as_json)
        return
    directory = data_directory(data)
    editions = _editions(directory, old, new)
    if editions is None:
        if customers is not None:
            raise click.UsageError("--parties needs two editions: a snapshot says nothing of other lists")
        _show(_between_snapshots(directory / STORE, old, new), fields, as_json)
        return
    changes = compare_editions(*editions)
    if customers is None:
        _show(changes, fields, as_json)
    else:
        _show_customers(rescreen(read_customers(customers), *editions, changes), as_json)


def _editions(directory: Path, old: str, new: str) -> tuple[Edition, Edition] | None:
    """The two editions of these names; None when neither name is one's."""
    before, after = (_edition(directory, each) for each in (old, new))
    if before is not None and after is not None:
        return before, after
    if before is None and after is None:
        return None
    known, other = (old, new) if after is None else (new, old)
    raise click.UsageError(f"{known} is an edition and {other} is none: compare two editions, or two snapshots")


def _edition(directory: Path, name: str) -> Edition | None:
    for folder in (Path(name), directory / EDITIONS / name):
        if (folder / MANIFEST).is_file():
            return open_edition(folder)
    return None


def _between_snapshots(store: Path, old: str, new: str) -> tuple[Change, ...]:
    before, after = (_snapshot(store, each) for each in (old, new))
    if before.source != after.source:
        raise click.UsageError(f"{old} is of {before.source}, {new} of {after.source}: two lists differ in everything")
    immaterial = source(after.source).immaterial
    if immaterial:
        say(f"not counted in texts: {'; '.join(immaterial)}")
    return compare(parties(store, before), parties(store, after), immaterial=immaterial)


def _snapshot(store: Path, beginning: str) -> Snapshot:
    found = [each for each in snapshots(store) if each.snapshot_id.startswith(beginning)]
    if len(found) != 1:
        what = f"{beginning!r} is no edition and begins {len(found)} snapshot ids"
        raise ListRefusedError(UNKNOWN_SNAPSHOT.at("SNAPSHOT", what))
    return found[0]


@dataclass(frozen=True)
class _Totals:
    came: int
    went: int
    changed: int
    structured: int


def _totals(changes: Iterable[Change]) -> _Totals:
    by_what: dict[str, list[Change]] = {"ADD": [], "DEL": [], "MOD": []}
    for each in changes:
        by_what[each.what].append(each)
    structured = sum(any(f.grade is not Grade.TEXT for f in each.fields) for each in by_what["MOD"])
    return _Totals(len(by_what["ADD"]), len(by_what["DEL"]), len(by_what["MOD"]), structured)


def _show(changes: Sequence[Change], fields: bool, as_json: bool) -> None:
    if as_json:
        emit_json(list(changes))
    else:
        for change in changes:
            _show_change(change, fields)
    totals = _totals(changes)
    say(f"{totals.came} came, {totals.went} went, {totals.changed} changed ({totals.structured} in more than text)")


def _show_change(change: Change, fields: bool) -> None:
    grades = ", ".join(sorted({each.grade.value for each in change.fields}))
    click.echo(f"{change.what}  {change.party_id}  {change.name}" + (f"  [{grades}]" if grades else ""))
    for each in change.fields if fields else ():
        for sign, values in (("-", each.old), ("+", each.new)):
            for value in values:
                click.echo(f"      {sign} {each.path} ({each.grade.value}): {value}")


def _show_customers(found: Sequence[CustomerChange], as_json: bool) -> None:
    if as_json:
        emit_json(list(found))
    else:
        rows = [
            (each.name, each.what.replace("_", " "), f"{each.before} → {each.after}", _party(each), each.text)
            for each in found
        ]
        table("", ("customer", "what", "grade", "listed party", "why"), rows, ratios=(3, 2, 2, 4, 5))
    say(f"{len({each.customer for each in found})} customers concerned")


def _party(each: CustomerChange) -> str:
    weighty = sorted({field.path for field in each.change.fields if field.grade.weighty})
    return f"{each.party}\n{each.party_id}\n{each.change.what} {', '.join(weighty)}".rstrip()
