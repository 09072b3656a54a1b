"""Editions that are still held, by their id: the one in force, and those that older decisions name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from endgate.desk.engine import engine
from endgate.edition.default import EDITIONS
from endgate.edition.errors import EditionError
from endgate.edition.manifest import FILE, read_manifest
from endgate.edition.opened import Edition, open_edition

CURRENT = "current"
_KEPT = 4
"""Older editions that are kept open at once."""


def edition_of(ident: str) -> Edition | None:
    """The edition of an id or of its only beginning, ``current`` for the one in force; None when none is held."""
    current = engine().edition()
    if ident in (CURRENT, current.id):
        return current
    found = {current.id: None, **dict(_others())}
    fitting = [each for each in found if ident and each.startswith(ident)]
    if len(fitting) != 1:
        return None
    folder = found[fitting[0]]
    return current if folder is None else _open(folder, fitting[0])


def _others() -> Iterator[tuple[str, Path]]:
    for path in sorted((engine().data_dir / EDITIONS).glob(f"*/{FILE}")):
        try:
            yield read_manifest(path.parent)[1], path.parent
        except (EditionError, OSError):
            continue  # removed or being replaced; it is not held then


@lru_cache(maxsize=_KEPT)
def _open(folder: Path, _ident: str) -> Edition:
    return open_edition(folder)
