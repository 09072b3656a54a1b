"""The verb ``db``: the desk's database brought up, compared, copied and brought back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from endgate.cli.desk import set_up
from endgate.cli.output import say
from endgate.cli.paths import FILE, FOLDER
from endgate.cli.place import data_option


@click.group(name="db")
def command() -> None:
    """The database of the desk."""


@command.command(name="migrate")
@click.option("--plan", is_flag=True, help="Only say what would be changed.")
@data_option
def migrate(plan: bool, data: Path | None) -> None:
    """Bring the tables up to this version, after a copy; forward only."""
    settings = set_up(data, ready=False)
    from endgate.desk import running

    waiting = running.pending()
    if plan or not waiting:
        say("\n".join(waiting) or "nothing is pending")
    elif settings.database_url or settings.database.exists():
        from endgate.desk.store.copies import backup as copied

        folder = settings.data_dir / f"before-{datetime.now(UTC):%Y%m%d%H%M%S}"
        copied(settings, folder)
        say(f"copied to {folder}")
    if not plan:
        running.migrate()


@command.command(name="check")
@data_option
def check(data: Path | None) -> int:
    """Compare tables, guards, chain and file; ends with 1 when something is wrong."""
    settings = set_up(data, ready=False)
    from endgate.desk import running

    wrong = running.check(settings)
    say("\n".join(wrong) or "tables, guards and chain are whole")
    return 1 if wrong else 0


@command.command(name="backup")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@data_option
def backup(folder: Path, data: Path | None) -> None:
    """Copy the database while it is in use, with anchors and hashes, into an empty FOLDER."""
    settings = set_up(data)
    from endgate.desk.store.copies import backup as copied

    say(f"wrote {', '.join(copied(settings, folder))} to {folder}")


@command.command(name="restore")
@click.argument("folder", type=FOLDER)
@data_option
def restore(folder: Path, data: Path | None) -> int:
    """Bring a backup back into an empty data directory, and walk its chain."""
    settings = set_up(data, ready=False)
    from endgate.desk import running
    from endgate.desk.store.copies import restore as brought_back

    brought_back(settings, folder)
    wrong = running.check(settings)
    say("\n".join(wrong) or "restored; tables, guards and chain are whole")
    return 1 if wrong else 0


@command.command(name="move")
@click.argument("file", type=FILE)
@data_option
def move(file: Path, data: Path | None) -> int:
    """Carry the rows of a desk's SQLite FILE into the empty database server that database_url names."""
    settings = set_up(data)
    from endgate.desk import running
    from endgate.desk.store.copies import move as carried

    say(f"{carried(file)} rows were carried over")
    wrong = running.check(settings)
    say("\n".join(wrong) or "tables, guards and chain are whole")
    return 1 if wrong else 0
