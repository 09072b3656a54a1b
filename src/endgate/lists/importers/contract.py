"""What every importer gives and takes: the files of one list, its stamp, and a report in which no row is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol

from endgate.lists.model import ListedParty
from endgate.terms.faults import Fault
from endgate.terms.truth import Truth


class Scope(StrEnum):
    """What a snapshot can prove. Only ``FULL`` and ``FULL_MEMBERS`` prove that somebody is absent."""

    FULL = "full"
    FULL_MEMBERS = "full_members"
    PARTIAL = "partial"
    FILTERED = "filtered"

    @property
    def proves_absence(self) -> bool:
        return self in (Scope.FULL, Scope.FULL_MEMBERS)


@dataclass(frozen=True)
class RawFile:
    """One decompressed file of a list. ``name`` is the file's own name, kept for messages only."""

    name: str
    path: Path
    container_sha256: str = ""

    def open(self) -> BinaryIO:
        return self.path.open("rb")

    def head(self, size: int = 8192) -> bytes:
        with self.open() as stream:
            return stream.read(size)


@dataclass(frozen=True)
class Stamp:
    """What a file says of itself. ``literal`` is the stamp's changing text, left out when contents are compared.

    ``no_older_than`` is the newest day met in a file that carries no stamp; the caller's date counts before it.
    """

    stated_date: date | None = None
    stated_version: str = ""
    declared_count: int | None = None
    scope: Scope = Scope.FULL
    literal: bytes = b""
    no_older_than: date | None = None


@dataclass(frozen=True)
class Settings:
    """How the caller wants one import read: the source, which part he declares to hold, a forced encoding."""

    source: str
    partial: str = ""
    encoding: str = ""


@dataclass
class ImportReport:
    """Running tally of one import. Invariant at the end: ``rows_read == rows_used + rows_quarantined + noise``."""

    rows_read: int = 0
    rows_used: int = 0
    rows_quarantined: int = 0
    noise: dict[str, int] = field(default_factory=dict)
    parties: int = 0
    designations: int = 0
    names: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    quarantined: list[Fault] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def count(self, key: str, by: int = 1) -> None:
        """Add to a named count (``kind:person``, ``programme:IRAN``, ``alias:weak`` …)."""
        self.counts[key] = self.counts.get(key, 0) + by

    def add_noise(self, what: str, rows: int = 1) -> None:
        """Count rows that the format declares to mean nothing (padding, end-of-file marks)."""
        self.rows_read += rows
        self.noise[what] = self.noise.get(what, 0) + rows

    def met_unknown(self, what: str) -> None:
        """Count a column, element or code value outside the known vocabulary; the raw value is kept by the caller."""
        self.unknown[what] = self.unknown.get(what, 0) + 1

    def quarantine_row(self, fault: Fault) -> None:
        self.rows_quarantined += 1
        self.quarantined.append(fault)

    def quarantine_field(self, fault: Fault) -> None:
        """Record a field that could not be read; its row was used."""
        self.quarantined.append(fault)

    def tally(self, party: ListedParty) -> None:
        """Count a finished party with its kind, names and programmes."""
        self.parties += 1
        self.designations += len(party.designations)
        self.names += len(party.names)
        self.count(f"kind:{party.kind.value}")
        wrong = sum(each.check is Truth.FALSE for each in party.identifiers)
        if wrong:
            self.count("identifiers:wrong check digit", wrong)
        for programme in sorted({each.programme for each in party.designations}):
            self.count(f"programme:{programme}")

    @property
    def balanced(self) -> bool:
        return self.rows_read == self.rows_used + self.rows_quarantined + sum(self.noise.values())


class Importer(Protocol):
    """One publisher's format. Refusals are ``ListRefusedError``; ``read`` streams and may raise it at any point."""

    format: str
    version: str

    def sniff(self, head: bytes) -> float:
        """How sure is it, from 0 to 1, that a file with this beginning is of this format?"""
        ...

    def stamp(self, files: tuple[RawFile, ...]) -> Stamp: ...

    def read(self, files: tuple[RawFile, ...], settings: Settings, report: ImportReport) -> Iterator[ListedParty]: ...
