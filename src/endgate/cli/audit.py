"""The verb ``audit``: what happened at the desk, as sentences, and whether chain and rows are whole."""

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
    """Walk the chain and hold every row to its event; ends with 1 and names what does not follow or differs."""
    settings = set_up(data)
    from endgate.desk.store import chain
    from endgate.desk.store.compare import differences

    found = chain.verify()
    wrong = [] if found.whole else [f"event {found.bad}: {found.why}"]
    wrong += [beside] if anchors and (beside := chain.against_anchors(settings.data_dir)) else []
    wrong += differences()
    say("\n".join(wrong) or f"{found.events} events follow each other, rows are as they tell; head {found.head[:16]}")
    return 1 if wrong else 0
