"""What an edition compiles beside the party records: name index, law, goods. Each writes its files into the folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from endgate.goods.compile import compile_goods
from endgate.law.compile import compile_law
from endgate.lists.model import ListedParty
from endgate.names.index import build_index, save_index


@dataclass(frozen=True)
class Parts:
    """The compilers of the rooms below; tests of this room put lighter ones in their place."""

    names: Callable[[Path, Iterable[ListedParty]], Sequence[str]]
    law: Callable[[Path], Sequence[str]]
    goods: Callable[[Path], Sequence[str]]


def write_names(directory: Path, parties: Iterable[ListedParty]) -> Sequence[str]:
    arrays, meta = build_index(parties)
    return save_index(directory, arrays, meta)


def write_law(directory: Path) -> Sequence[str]:
    with resources.as_file(resources.files("endgate").joinpath("data", "law")) as folder:
        return _write_json(directory, "law.json", compile_law([folder]))


def write_goods(directory: Path) -> Sequence[str]:
    return _write_json(directory, "goods.json", compile_goods())


def _write_json(directory: Path, name: str, value: Any) -> Sequence[str]:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    (directory / name).write_text(text, encoding="utf-8")
    return (name,)


ALL_PARTS = Parts(write_names, write_law, write_goods)
