"""Indexes made for measuring, kept in a temporary folder under a name that tells their content."""

from __future__ import annotations

import ast
import os
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

from endgate.lists.model import ListedParty
from endgate.names.index import NameIndex, build_index, save_index
from endgate.names.measure.searching import Searchable

_ROOT = Path(str(files("endgate")))


def searchable(parties: Iterable[ListedParty]) -> Searchable:
    """The parties with their index, built now or kept from an earlier run over the same names by the same program."""
    by_id = {party.party_id: party for party in parties}
    return Searchable(by_id, NameIndex.open(kept_index(by_id.values())))


def kept_index(parties: Iterable[ListedParty]) -> Path:
    """The folder of the index of these parties."""
    listed = tuple(parties)
    folder = _place() / _content(listed)
    if not (folder / "names_meta.json").is_file():
        _place().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=_place()) as made:
            save_index(Path(made), *build_index(listed))
            _keep(Path(made), folder)
    return folder


def _keep(made: Path, folder: Path) -> None:
    """Move the files one by one, their description last: whoever finds it finds all."""
    folder.mkdir(exist_ok=True)
    for path in sorted(made.iterdir(), key=lambda each: each.name == "names_meta.json"):
        path.replace(folder / path.name)


def _place() -> Path:
    user = os.getuid() if hasattr(os, "getuid") else "user"
    return Path(tempfile.gettempdir()) / f"endgate-measure-{user}"


def _content(parties: Iterable[ListedParty]) -> str:
    digest = blake2b(_program().encode(), digest_size=12)
    for party in parties:
        names = "\x1f".join(f"{name.text}\x1e{name.kind}\x1e{name.quality}" for name in party.names)
        numbers = "\x1f".join(f"{each.kind}:{each.value}" for each in party.identifiers)
        references = "\x1f".join(each.reference for each in party.designations)
        digest.update(
            f"{party.party_id}\x1d{party.kind}\x1d{names}\x1d{numbers}\x1d{references}\n".encode("utf-8", "replace")
        )
    return digest.hexdigest()


@cache
def _program() -> str:
    """What an index depends on beside the names: the modules that make it, and the tables of words that they read."""
    digest = blake2b(digest_size=12)
    for path in (*_modules(), *sorted((_ROOT / "data" / "names").glob("*.csv"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _modules() -> list[Path]:
    """The module that builds indexes and every module of this room that it reaches by imports."""
    found: set[Path] = set()
    waiting = [_ROOT / "names" / "index.py"]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _imported(path)
    return sorted(found)


def _imported(path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("endgate.names."):
            place = _ROOT.joinpath(*str(node.module).split(".")[1:])
            yield place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
