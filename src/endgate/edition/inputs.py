"""Hashes everything an edition is made from, so that one made from the same inputs is used again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from endgate import __version__
from endgate.edition.layout import DECISIONS, LAYOUT
from endgate.edition.model import SCHEMA

_DATA = ("law", "goods", "names", "terms", "lists", "geo", "edition", "sources.toml")
"""Package data that decides what is compiled; the starter pack is hashed by its own folder."""

_CODE = ("terms", "lists", "names", "goods", "law", "edition")
"""Rooms whose code compiles: a mended importer or index must not leave the old edition in use."""

STORE_LOG = "snapshots.jsonl"
"""The log of the store of lists, named here so that a warm start does not load the importers."""


def inputs_hash(store: Path | None, pack: Traversable | None) -> str:
    """SHA-256 over the program's version and compiling code, the store's logs, the pack and the data, by name."""
    digest = hashlib.sha256(f"{__version__} {SCHEMA} {LAYOUT}".encode())
    for log in () if store is None else (store / STORE_LOG, store / DECISIONS):
        if log.exists():
            digest.update(log.name.encode() + hashlib.sha256(log.read_bytes()).digest())
    program = resources.files("endgate")
    roots = [(f"data/{name}", program.joinpath("data", name)) for name in _DATA]
    roots += [(name, program.joinpath(name)) for name in _CODE]
    if pack is not None:
        roots.append(("parties", pack))
    for name, root in roots:
        for path, entry in _files(name, root):
            digest.update(f"{path}\0".encode() + hashlib.sha256(entry.read_bytes()).digest())
    return digest.hexdigest()


def _files(path: str, entry: Traversable) -> Iterator[tuple[str, Traversable]]:
    if entry.is_file():
        yield path, entry
    elif entry.is_dir():
        for child in sorted(entry.iterdir(), key=lambda each: each.name):
            if not child.name.startswith((".", "__pycache__")):
                yield from _files(f"{path}/{child.name}", child)
