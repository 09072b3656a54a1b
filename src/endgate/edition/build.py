"""Build an edition: snapshots and the starter pack in, one hashed folder out. Same inputs give the same bytes."""

from __future__ import annotations

from pathlib import Path

from endgate.edition.model import Manifest


def build_edition(directory: Path, *, store: Path | None = None, starter: bool = True) -> Manifest:
    """Compile the store's snapshots, the starter pack and the package's law and goods data into ``directory``.

    Written beside it and renamed into place, so that a reader sees the old edition or the new one. Raises EditionError.
    """
    raise NotImplementedError


def ensure_default(data_dir: Path) -> Path:
    """Return the default edition under ``data_dir``, building it when absent or when its inputs have changed."""
    raise NotImplementedError
