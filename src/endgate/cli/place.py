"""Where the user's data lies and which edition a verb reads. Kept light: every verb loads it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import platformdirs

from endgate.edition.default import EDITIONS, ensure_default

REVIEWS = "reviews.jsonl"

data_option = click.option(
    "--store",
    "data",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="ENDGATE_DATA",
    help="Data directory in place of the user's own; also by ENDGATE_DATA.",
)
edition_option = click.option(
    "--edition", "named", default=None, metavar="NAME|DIR", help="An edition by name or folder; the default otherwise."
)


def data_directory(data: Path | None) -> Path:
    """The data directory: the option, ENDGATE_DATA, or the user's own."""
    return data or platformdirs.user_data_path("endgate")


@contextmanager
def _progress() -> Iterator[Callable[[int, int], object] | None]:
    """Shows on a terminal how far a build has come, and wipes the line; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield lambda done, total: click.echo(f"\r  {done:,} of {total:,} parties", nl=False, err=True)
    finally:
        click.echo("\r\033[K", nl=False, err=True)


def find_edition(data: Path | None, named: str | None) -> Path:
    """Folder of the edition asked for; the default one is built when it is absent or its inputs have changed."""
    directory = data_directory(data)
    if named is None:
        with _progress() as watch:
            return ensure_default(directory, watch=watch)
    folder = Path(named)
    return folder if folder.is_dir() else directory / EDITIONS / named
