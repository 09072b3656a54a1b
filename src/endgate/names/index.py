"""The name index of an edition: built from listed parties into arrays, opened memory-mapped."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from endgate.lists.model import ListedParty

Arrays = dict[str, np.ndarray[Any, Any]]


def build_index(parties: Iterable[ListedParty]) -> tuple[Arrays, dict[str, Any]]:
    """Compile names into arrays and their description. Same parties in the same order give the same bytes."""
    raise NotImplementedError


def save_index(directory: Path, arrays: Arrays, meta: dict[str, Any]) -> tuple[str, ...]:
    """Write ``names_*.npy`` and ``names_meta.json`` into ``directory``; returns the file names."""
    raise NotImplementedError


class NameIndex:
    """An opened index. Holds no state that could change an answer."""

    @classmethod
    def open(cls, directory: Path) -> NameIndex:
        """Map the files of ``directory``. Raises NamesError for another version or a missing part."""
        raise NotImplementedError
