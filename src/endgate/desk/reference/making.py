"""Making the edition of the lists that are held, as a job; the desk takes it over between two requests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from endgate.desk.engine import engine
from endgate.desk.store.machinery import Job
from endgate.edition.default import ensure_default
from endgate.edition.manifest import read_manifest

KIND = "make_edition"


def make_edition(_job: Job, _now: datetime, _step: Callable[[int, int], bool]) -> dict[str, Any]:
    """The edition is made once for what it is made from, whoever asks and however often."""
    return {"edition": edition_of_lists()}


def edition_of_lists() -> str:
    """The id of the edition of what is held now, made where nobody has made it; of the named one where one is named."""
    if engine().named:
        return engine().edition().id
    return read_manifest(ensure_default(engine().data_dir))[1]
