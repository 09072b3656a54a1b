"""The layout of the edition's record file and where the starter pack lies: what opening and building both must know."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable

RECORDS = "edition.sqlite"
DECISIONS = "identity.jsonl"
LAYOUT = 2
"""Version of the tables; raised whenever they change."""


def pack_folder() -> Traversable:
    """The folder of the starter pack inside the program."""
    return resources.files("endgate").joinpath("data", "parties")
