"""The verb ``audit``: what happened at the desk, as sentences, and whether the chain of events is whole."""

from __future__ import annotations

from pathlib import Path

import click

from endgate.cli.desk import set_up
from endgate.cli.output import say
from endgate.cli.place import data_option


@click.group(name="audit")
def command() -> None:
    """Events of the desk."""


@command.command(name="ls")
@click.option("--case", "reference", default="", metavar="REF", help="Only of this case.")
@click.option("--last", type=click.IntRange(1, 10_000), default=50, show_default=True)
@data_option
def ls(reference: str, last: int, data: Path | None) -> None:
    """Print the last events, the newest last."""
    set_up(data)
    from endgate.desk.store.models import Event

    found = Event.objects.filter(case=reference) if reference else Event.objects.all()
    for each in reversed(found.order_by("-seq")[:last]):
        click.echo(f"{each.seq:>6}  {each.at}  {each.actor} {each.verb} {each.object}  {each.hash[:12]}")


@command.command(name="verify")
@click.option("--anchors", is_flag=True, help="Compare with the heads that were written outside the database too.")
@data_option
def verify(anchors: bool, data: Path | None) -> int:
    """Walk the chain; ends with 1 and names the first event that does not follow."""
    settings = set_up(data)
    from endgate.desk.store import chain

    found = chain.verify()
    beside = chain.against_anchors(settings.data_dir) if anchors else ""
    if found.whole and not beside:
        say(f"{found.events} events follow each other; head {found.head[:16]}")
        return 0
    say(beside if found.whole else f"event {found.bad}: {found.why}")
    return 1
