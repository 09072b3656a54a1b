"""One small interface to a case, and its keeping in a directory. A database of a team comes in behind the same four."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from endgate.evidence.case import index, log
from endgate.evidence.case.blobs import Blobs
from endgate.evidence.case.folding import CaseView, fold
from endgate.evidence.case.following import Following
from endgate.evidence.case.log import Act, Event, Stamp
from endgate.evidence.errors import BROKEN_LOG, NO_CASE, CaseError
from endgate.terms.dates import Day
from endgate.terms.faults import Fault

Decide = Callable[[CaseView], Iterable[Act]]


class CaseStore(Protocol):
    """What services need of a case."""

    def put(self, content: bytes) -> str:
        """Keep bytes; return their SHA-256."""
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes of a hash. Raises CaseError."""
        ...

    def view(self, *, known_as_of: Day | None = None) -> CaseView:
        """The case as it stood by the end of a day."""
        ...

    def record(self, decide: Decide, stamp: Stamp) -> tuple[Event, ...]:
        """Record the acts that ``decide`` gives for the case as it stands, with nobody writing in between."""
        ...


@dataclass(frozen=True)
class CaseDirectory:
    """A case in a folder: ``log.jsonl``, ``blobs/`` and the derived ``index.sqlite``."""

    folder: Path
    _following: Following = field(default_factory=Following, compare=False, repr=False)

    @classmethod
    def open(cls, folder: Path, *, make: bool = False) -> CaseDirectory:
        """Open a case. Raises CaseError when there is none and none is to be made."""
        if make:
            folder.mkdir(parents=True, exist_ok=True)
        elif not (folder / "log.jsonl").is_file():
            raise CaseError(NO_CASE.at(str(folder), "it holds no log.jsonl"))
        return cls(folder)

    @property
    def log_path(self) -> Path:
        return self.folder / "log.jsonl"

    @property
    def index_path(self) -> Path:
        return self.folder / "index.sqlite"

    @property
    def blobs(self) -> Blobs:
        return Blobs(self.folder / "blobs")

    def put(self, content: bytes) -> str:
        return self.blobs.put(content)

    def get(self, sha256: str) -> bytes:
        return self.blobs.get(sha256)

    def events(self) -> tuple[Event, ...]:
        return tuple(self._following.events(self.log_path))

    def view(self, *, known_as_of: Day | None = None) -> CaseView:
        if known_as_of is None:
            return self._following.view(self.log_path)
        return fold(self.events(), known_as_of=known_as_of)

    def objects(self, verb: str) -> tuple[str, ...]:
        """The objects of a verb, from the index."""
        index.drop_unreadable(self.index_path)
        return index.objects(self.index_path, self.log_path, verb)

    def record(self, decide: Decide, stamp: Stamp) -> tuple[Event, ...]:
        index.drop_unreadable(self.index_path)
        with index.writing(self.index_path) as held:
            return self._write(held, decide, stamp)

    def _write(self, held: sqlite3.Connection, decide: Decide, stamp: Stamp) -> tuple[Event, ...]:
        view = self._following.view(self.log_path)
        before = self._following.events(self.log_path)
        events = log.chained(decide(view), stamp, before[-1] if before else None)
        self._following.extend(events)
        try:
            log.write(self.log_path, events)
        except BaseException:
            self._following.forget()
            raise
        index.bring_up(held, self._following.events(self.log_path))
        return events

    def verify(self) -> tuple[Fault, ...]:
        """Walk the chain again and hash every stored byte again; everything that does not hold."""
        content = self.log_path.read_bytes() if self.log_path.is_file() else b""
        events, faults = log.walk(content, name=self.log_path.name)
        if content and not content.endswith(b"\n") and not faults:
            faults = (BROKEN_LOG.at(self.log_path.name, "the last line is not whole"),)
        return (*faults, *self.blobs.faults(_hashes(events)))


def _hashes(events: Sequence[Event]) -> Iterator[str]:
    for event in events:
        if event.verb in ("document:add", "document:derive"):
            yield str(event.payload["sha256"])
        elif event.verb == "provider:ask":
            yield str(event.payload["request_sha256"])
            yield str(event.payload["answer_sha256"])
