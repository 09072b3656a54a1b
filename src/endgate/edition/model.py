"""What an edition says of itself: manifest, sources with age and coverage, what is absent, who is listed when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from endgate.lists.model import Designation
from endgate.terms.dates import Edge
from endgate.terms.kinds import PartyKind
from endgate.terms.truth import Truth

SCHEMA = "endgate.edition/1"


class Coverage(StrEnum):
    """How much of a publisher's list is held. Only ``WHOLE`` lets a non-match mean *not listed there*."""

    WHOLE = "whole"
    PARTIAL = "partial"
    STARTER = "starter"
    NONE = "none"


@dataclass(frozen=True)
class SnapshotInfo:
    """One content that went in. ``origin``: store, starter, or history (only who stood in an older list is known).

    ``accepted`` says who took it into force against its alarms, when and why.
    """

    snapshot_id: str
    sha256: str
    stated_date: date
    obtained_at: str
    scope: str
    origin: str
    proves_absence: bool
    parties: int = 0
    format: str = ""
    alarms: tuple[str, ...] = ()
    accepted: str = ""


@dataclass(frozen=True)
class HeldList:
    """A newer list of a source that an alarm holds, so that it is not used, with the line that takes it into force."""

    source: str
    snapshot_id: str
    stated_date: date
    alarms: tuple[str, ...]
    remedy: str


@dataclass(frozen=True)
class SourceInfo:
    """One source as this edition holds it.

    ``stated_date`` is that of the newest content. ``whole_since`` is the first day for which a whole list is held:
    before it, a party that was delisted earlier is unknown here. ``lacks`` says in words what the content leaves out.
    """

    id: str
    authority: str
    publisher: str
    name: str
    list_name: str
    coverage: Coverage
    licence: str = ""
    stated_date: date | None = None
    whole_since: date | None = None
    stale_after_days: int = 30
    parties: int = 0
    designations: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    programmes: dict[str, int] = field(default_factory=dict)
    scripts: dict[str, int] = field(default_factory=dict)
    snapshots: tuple[SnapshotInfo, ...] = ()
    lacks: str = ""
    measures: tuple[str, ...] = ()
    remedy: str = ""

    def age_days(self, as_of: date) -> int | None:
        """Days from the stated date to ``as_of``; 0 when the content is younger than the question, None without one."""
        return None if self.stated_date is None else max(0, (as_of - self.stated_date).days)

    def stale(self, as_of: date) -> bool:
        """Is the newest content older on ``as_of`` than this publisher's list may grow?"""
        age = self.age_days(as_of)
        return age is not None and age > self.stale_after_days

    @property
    def whole(self) -> bool:
        return self.coverage is Coverage.WHOLE


@dataclass(frozen=True)
class Lack:
    """An authority's list that this edition does not hold as a whole, with the one line that mends it."""

    source: str
    authority: str
    name: str
    coverage: Coverage
    remedy: str


@dataclass(frozen=True)
class Manifest:
    """Everything an edition was made of. Its hash is the edition's id; ``files`` maps each file to its SHA-256."""

    engine_version: str
    inputs: str
    files: dict[str, str]
    sources: tuple[SourceInfo, ...]
    lacks: tuple[Lack, ...] = ()
    held: tuple[HeldList, ...] = ()
    parties: int = 0
    designations: int = 0
    names: int = 0
    schema: str = SCHEMA


@dataclass(frozen=True)
class ListingStatus:
    """Was this designation in force on the day asked? ``start`` and ``end`` are bounds; an end of None is open."""

    designation: Designation
    truth: Truth
    start: Edge | None
    end: Edge | None
    basis: str
    source: str
    cited: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    ahead: bool = False
    """Not listed on the day, but from a later one on: the one between ``start``."""

    @property
    def status(self) -> str:
        """``listed``, ``not_listed`` or ``uncertain``."""
        return _STATUS[self.truth]


_STATUS = {Truth.TRUE: "listed", Truth.FALSE: "not_listed", Truth.UNKNOWN: "uncertain"}


@dataclass(frozen=True)
class ListedRow:
    """One designation on one day, as ``endgate list ls --json`` prints it."""

    party_id: str
    designation_id: str
    names: tuple[str, ...]
    kind: PartyKind
    source: str
    authority: str
    programme: str
    reference: str
    status: str
    listed_from: str
    listed_to: str
    basis: str
