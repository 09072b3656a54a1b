"""Files and folders as a command's argument: one that is out of reach is the same coded fault for every verb."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from endgate.cli.errors import OUT_OF_REACH
from endgate.terms.faults import EndgateError


class Reachable(click.Path):
    """A path that must exist and be readable. Raises EndgateError (EG9014), which ends with code 1."""

    def __init__(self, *, file_okay: bool = True, dir_okay: bool = True) -> None:
        super().__init__(exists=True, file_okay=file_okay, dir_okay=dir_okay, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        try:
            return Path(str(super().convert(value, param, ctx)))
        except click.BadParameter as error:
            raise EndgateError(OUT_OF_REACH.at(str(value), error.message)) from error


PATH = Reachable()
FILE = Reachable(dir_okay=False)
FOLDER = Reachable(file_okay=False)
