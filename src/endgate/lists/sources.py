"""The publishers' lists that Endgate knows: who publishes, by which authority, how stale it may grow, what it lacks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

from endgate.lists.errors import UNKNOWN_SOURCE, ListRefusedError
from endgate.terms.codec import decode

_USER_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")


@dataclass(frozen=True)
class Source:
    """One list of one publisher, from ``data/sources.toml``. Shares are whole per cent, ages are days.

    ``downloads`` are the addresses of its files; ``immaterial`` are patterns of text that no delta counts; ``gathers``
    says that its parts are sources of their own, ``ordered`` that its files are read in the order given.
    """

    id: str
    publisher: str
    name: str
    list_name: str
    authority: str
    formats: tuple[str, ...]
    licence: str
    url: str
    key: str
    lacks: str
    stale_after_days: int = 30
    in_wheel: str = "no"
    measures: tuple[str, ...] = ()
    programmes_expected: tuple[str, ...] = ()
    programmes_foreign: tuple[str, ...] = ()
    least_counts: dict[str, int] = field(default_factory=dict)
    missing_refused_percent: int = 50
    shrink_total_percent: tuple[int, ...] = (5, 15)
    shrink_programme_percent: tuple[int, ...] = (25, 50)
    changed_percent: int = 20
    max_megabytes: int = 512
    downloads: tuple[str, ...] = ()
    immaterial: tuple[str, ...] = ()
    gathers: bool = False
    of_user: bool = False
    ordered: bool = False


@cache
def sources() -> Mapping[str, Source]:
    """All sources by id, in the order of the file."""
    text = resources.files("endgate").joinpath("data", "sources.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return {key: decode(Source, {"id": key, **table}, where=f"sources.toml:{key}") for key, table in tables.items()}


@cache
def user_kinds() -> Mapping[str, Source]:
    """What lists of the user's own have in common, by the word before the colon of their ids."""
    text = resources.files("endgate").joinpath("data", "lists", "user_sources.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    where = "user_sources.toml"
    return {
        key: decode(Source, {"id": key, "of_user": True, **table}, where=f"{where}:{key}")
        for key, table in tables.items()
    }


def source(source_id: str) -> Source:
    """Find a source, or make one for a list of the user's own (``own:NAME``). Raises ListRefusedError (EG2017)."""
    kind, _, name = source_id.partition(":")
    if kind in user_kinds() and _USER_NAME.fullmatch(name):
        common = user_kinds()[kind]
        return replace(common, id=source_id, name=f"{common.name} {name!r}", list_name=name)
    if source_id not in sources():
        known = ", ".join((*sources(), *(f"{each}:NAME" for each in user_kinds())))
        raise ListRefusedError(UNKNOWN_SOURCE.at("--source", f"{source_id!r} is not known; known are {known}"))
    return sources()[source_id]
