"""Reads the starter pack that comes with the program: whole lists, their history, a few curated parties, events."""

from __future__ import annotations

import gzip
import hashlib
import json
import tomllib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import Any

from endgate.edition.contents import Content, Origin
from endgate.edition.errors import STARTER_DAMAGED, EditionError
from endgate.edition.layout import pack_folder
from endgate.edition.model import Coverage, SnapshotInfo
from endgate.lists.model import ListedParty
from endgate.terms.codec import decode
from endgate.terms.faults import EndgateError

CURATED = "starter.jsonl"


@dataclass(frozen=True)
class PackSource:
    """One table of ``starter.sources.toml``; publisher to licence only where the source is not in ``sources.toml``."""

    id: str
    files: tuple[str, ...]
    stated_date: date
    coverage: Coverage
    entries: int
    lacks: str
    origin: str
    publisher: str = ""
    name: str = ""
    list_name: str = ""
    authority: str = ""
    licence: str = ""
    stands_before: tuple[str, ...] = ()
    within: str = ""


@dataclass(frozen=True)
class Event:
    """A dated event of a whole list: the listing of ``references`` under ``programme`` began or ended on ``day``."""

    source: str
    what: str
    day: date
    programme: str
    status: str
    citation: str
    references: tuple[str, ...] = field(repr=False)


class StarterPack:
    """The pack's folder, read piece by piece."""

    def __init__(self, folder: Traversable | None = None) -> None:
        self.folder = pack_folder() if folder is None else folder
        tables = tomllib.loads(self._text("starter.sources.toml"))
        self.sources = {key: _source(key, table) for key, table in tables.items()}

    def contents(self) -> list[Content]:
        """The whole lists and the older lists of which only membership is known."""
        return [self._content(each) for each in self.sources.values()] + list(self._history())

    def not_before(self, source: str) -> dict[str, date]:
        """First day each entry of a list can have been on it, by party id: no designation of it began earlier."""
        days = self._sightings.get(source, {}).get("not_before", {})
        return {f"{source}:{key}": date.fromisoformat(day) for key, day in days.items()}

    def curated(self) -> Iterator[ListedParty]:
        """Parties and overlays of the curated layer; an overlay bears the id of a party of a whole list."""
        return self._lines(CURATED)

    def events(self) -> tuple[Event, ...]:
        from endgate.terms.yaml_reading import plain_yaml  # only a build reads events; opening never pays for it

        raw = plain_yaml(self._text("events.yaml"))
        return tuple(decode(Event, {**each, "day": str(each["day"])}, where="events.yaml") for each in raw)

    def _content(self, source: PackSource) -> Content:
        scope = "full_members" if source.coverage is Coverage.WHOLE else "partial"
        info = SnapshotInfo(
            snapshot_id=f"starter-{source.id}",
            sha256=hashlib.sha256(b"".join(self._bytes(name) for name in source.files)).hexdigest(),
            stated_date=source.stated_date,
            obtained_at="",
            scope=scope,
            origin=Origin.STARTER.value,
            proves_absence=source.coverage is Coverage.WHOLE,
            parties=source.entries,
            format="starter",
        )
        basis = f"list of {source.stated_date}, as in the starter pack"
        return Content(source.id, info, (source.stated_date,), basis, lambda: self._parties(source), source.stated_date)

    def _parties(self, source: PackSource) -> Iterator[ListedParty]:
        for name in source.files:
            prefix = f'{{"party_id":"{source.id}:'
            yield from self._lines(name, prefix)

    @cached_property
    def _sightings(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._text("sightings.json.gz"))
        return found

    def _history(self) -> Iterator[Content]:
        for source, table in sorted(self._sightings.items()):
            masks = {mask: [f"{source}:{each}" for each in ids.split("\n")] for mask, ids in table["seen"].items()}
            asked = frozenset(each for ids in masks.values() for each in ids)
            for position, entry in enumerate(table["files"]):
                seen = frozenset(each for mask, ids in masks.items() if mask[position] == "1" for each in ids)
                yield _history_content(source, entry, seen, asked)

    def _lines(self, name: str, prefix: str = "") -> Iterator[ListedParty]:
        for number, line in enumerate(self._text(name).splitlines(), start=1):
            if line.startswith(prefix):
                yield _party(line, f"{name}:{number}")

    def _text(self, name: str) -> str:
        raw = self._bytes(name)
        try:
            return (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
        except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
            raise EditionError(STARTER_DAMAGED.at(name, f"it cannot be read: {error}")) from error

    def _bytes(self, name: str) -> bytes:
        try:
            return self.folder.joinpath(name).read_bytes()
        except OSError as error:
            raise EditionError(STARTER_DAMAGED.at(name, f"it cannot be read: {error}")) from error


def _party(line: str, where: str) -> ListedParty:
    try:
        return decode(ListedParty, json.loads(line))
    except (ValueError, EndgateError) as error:
        raise EditionError(STARTER_DAMAGED.at(where, f"this record cannot be read: {error}")) from error


def _source(key: str, table: dict[str, Any]) -> PackSource:
    return decode(
        PackSource, {"id": key, "origin": table.pop("from", ""), **table}, where=f"starter.sources.toml:{key}"
    )


def _history_content(source: str, entry: dict[str, Any], seen: frozenset[str], asked: frozenset[str]) -> Content:
    first, last = date.fromisoformat(entry["first"]), date.fromisoformat(entry["last"])
    info = SnapshotInfo(
        snapshot_id=f"history-{source}-{last}",
        sha256=hashlib.sha256("\n".join(sorted(seen)).encode()).hexdigest(),
        stated_date=last,
        obtained_at="",
        scope="full_members" if entry["proves_absence"] else "partial",
        origin=Origin.HISTORY.value,
        proves_absence=entry["proves_absence"],
        parties=len(seen),
        format="starter",
    )
    return Content(source, info, (last,), entry["basis"], _nobody, first, seen, asked)


def _nobody() -> Iterable[ListedParty]:
    return ()
