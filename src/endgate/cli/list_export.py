"""The verb ``list export``: what an edition holds, in a form that other programs read."""

from __future__ import annotations

from pathlib import Path

import click

from endgate.cli.output import say
from endgate.cli.place import data_option, edition_option, find_edition
from endgate.edition.opened import open_edition
from endgate.lists.ftm_export import entities, line
from endgate.lists.sources import sources

EXIT_DATA = 3


@click.command(name="export")
@click.option(
    "--format", "form", type=click.Choice(["ftm"]), default="ftm", help="ftm: FollowTheMoney entities, one a line."
)
@click.option("--source", "source_id", default=None, metavar="ID", help="Only this list.")
@edition_option
@data_option
def export_list(form: str, source_id: str | None, named: str | None, data: Path | None) -> int:
    """Write every party held, those no longer listed included, to stdout. The same edition gives the same bytes.

    Reasons and remarks of publishers are left out. Exit code 3 when the list asked for is not held.
    """
    edition = open_edition(find_edition(data, named))
    if source_id is not None and edition.source(source_id) is None:
        say(f"{source_id} is not held in this edition (endgate edition show)")
        return EXIT_DATA
    chosen = (party for party in edition.parties() if source_id in (None, party.source))
    count = 0
    for entity in entities(chosen, sources()):
        click.echo(line(entity).encode("utf-8", "replace"), nl=False)
        count += 1
    say(f"{count} entities as {form}")
    return 0
