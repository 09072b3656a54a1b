"""The datasets of the yente interface: our sources under the names its clients know, and collections of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from endgate.edition.model import Coverage, SourceInfo
from endgate.edition.opened import Edition

TABLE = "yente_datasets.csv"
ALL = "default"


@dataclass(frozen=True)
class Dataset:
    """One source under the name that clients know, with the topic of its parties and the collections it belongs to."""

    source: str
    name: str
    title: str
    topic: str
    collections: tuple[str, ...]


@dataclass(frozen=True)
class Scope:
    """What one request searches: sources that are held, and names of those that should be and are not."""

    sources: frozenset[str]
    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        """The value of ``Endgate-Coverage``: a search in an incomplete collection never looks complete."""
        parts = ["partial" if self.missing or self.stale else "complete"]
        parts += [f"missing={','.join(self.missing)}"] if self.missing else []
        parts += [f"stale={','.join(self.stale)}"] if self.stale else []
        return "; ".join(parts)


@cache
def datasets() -> tuple[Dataset, ...]:
    """All named datasets in the order of the table."""
    text = resources.files("endgate").joinpath("data", "desk", TABLE).read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        Dataset(row["source"], row["dataset"], row["title"], row["topic"], tuple(row["collections"].split()))
        for row in rows
    )


@cache
def by_source() -> dict[str, Dataset]:
    """Datasets by the id of their source."""
    return {each.source: each for each in datasets()}


@cache
def collections() -> dict[str, tuple[Dataset, ...]]:
    """Collections by name."""
    names = dict.fromkeys(name for each in datasets() for name in each.collections)
    return {name: tuple(each for each in datasets() if name in each.collections) for name in names}


def name_of(source: str) -> str:
    """The name of a source's dataset; a user's own list goes by its id with underscores."""
    known = by_source().get(source)
    return source.replace("-", "_").replace(":", "_") if known is None else known.name


def scope(
    edition: Edition, name: str, today: date, include: Iterable[str] = (), exclude: Iterable[str] = ()
) -> Scope | None:
    """What a request for the dataset ``name`` searches; None when there is no such dataset or it is not held."""
    held = {each.id: each for each in edition.sources()}
    wanted = _sources(name, held)
    if wanted is None:
        return None
    inside = [_sources(each, held) or frozenset() for each in include]
    if inside:
        wanted = wanted & frozenset().union(*inside)
    for each in exclude:
        wanted -= _sources(each, held) or frozenset()
    found = frozenset(source for source in wanted if source in held)
    if not found and name not in collections():
        return None
    old = [name_of(source) for source in found if held[source].stale(today)]
    return Scope(found, tuple(sorted(map(name_of, _missing(wanted, held)))), tuple(sorted(old)))


def _sources(name: str, held: dict[str, SourceInfo]) -> frozenset[str] | None:
    if name in collections():
        own = {each for each in held if each not in by_source()} if name == ALL else set()
        return frozenset({each.source for each in collections()[name]} | own)
    found = {each.source for each in datasets() if each.name == name}
    found |= {source for source in held if name_of(source) == name}
    return frozenset(found) or None


def _missing(wanted: frozenset[str], held: dict[str, SourceInfo]) -> Iterable[str]:
    """Sources of the scope that are not held as a whole; a list that another one gathers is not missed for itself."""
    for source in wanted:
        info = held.get(source)
        gathered = source == "us-csl"
        if (info is None and not gathered) or (info is not None and info.coverage is not Coverage.WHOLE):
            yield source
