"""The publishers' lists that Endgate knows: who publishes, by which authority, how stale it may grow, what it lacks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from endgate.lists.errors import UNKNOWN_SOURCE, ListRefusedError
from endgate.terms.codec import decode


@dataclass(frozen=True)
class Source:
    """One list of one publisher, from ``data/sources.toml``. Shares are whole per cent, ages are days."""

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


@cache
def sources() -> Mapping[str, Source]:
    """All sources by id, in the order of the file."""
    text = resources.files("endgate").joinpath("data", "sources.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return {key: decode(Source, {"id": key, **table}, where=f"sources.toml:{key}") for key, table in tables.items()}


def source(source_id: str) -> Source:
    """Find a source. Raises ListRefusedError (EG2017) naming those that exist."""
    if source_id not in sources():
        known = ", ".join(sources())
        raise ListRefusedError(UNKNOWN_SOURCE.at("--source", f"{source_id!r} is not known; known are {known}"))
    return sources()[source_id]
