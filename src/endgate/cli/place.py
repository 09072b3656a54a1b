"""Where the user's data lies and which edition a verb reads. Kept light: every verb loads it."""

from __future__ import annotations

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


def find_edition(data: Path | None, named: str | None) -> Path:
    """Folder of the edition asked for; the default one is built when it is absent or its inputs have changed."""
    directory = data_directory(data)
    if named is None:
        return ensure_default(directory)
    folder = Path(named)
    return folder if folder.is_dir() else directory / EDITIONS / named
