"""The reference data and the engine as the desk's processes share them; a new edition takes over between requests."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from endgate.decide.model import Decision
from endgate.decide.pipeline import Options, decide
from endgate.desk.conf.start import current
from endgate.desk.reference.policy import company_policy
from endgate.edition.default import EDITIONS, STORE, default_path, ensure_default
from endgate.edition.errors import FILE_UNKNOWN, EditionError
from endgate.edition.inputs import STORE_LOG
from endgate.edition.layout import DECISIONS
from endgate.edition.manifest import FILE as MANIFEST
from endgate.edition.manifest import read_manifest
from endgate.edition.opened import Edition, open_edition
from endgate.edition.verify import verify_edition
from endgate.evidence.model import ClaimFile
from endgate.names.reviews import ReviewBook
from endgate.shipment.model import Shipment

AT_ONCE = 4
"""Decisions that are computed at once; the other threads answer what is only read."""
LOOK_EVERY = 1.0
"""Seconds between looks for a newer edition."""
_LOG = logging.getLogger("endgate.desk")
_held: ContextVar[dict[Path, Edition] | None] = ContextVar("edition of a request", default=None)


@contextmanager
def one_edition() -> Iterator[None]:
    """Whatever is asked within sees one edition from first to last, also where a newer one takes over meanwhile."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


@dataclass
class Engine:
    """The open edition of one process. The mapping of an older edition lives until its last request has ended."""

    data_dir: Path
    named: str = ""

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._turns = threading.Semaphore(AT_ONCE)
        self._open: Edition | None = None
        self._folder = Path()
        self._looked = 0.0
        self._seen: tuple[int, ...] = ()
        self._newest = Path()
        self._refused = ""

    def edition(self) -> Edition:
        """The edition in force now, or that of the request. Raises EditionError when there is none to be had."""
        held = _held.get()
        if held is None:
            return self._in_force()
        if self.data_dir not in held:
            held[self.data_dir] = self._in_force()
        return held[self.data_dir]

    def _in_force(self) -> Edition:
        now = time.monotonic()
        held = self._open
        if held is not None and now - self._looked < LOOK_EVERY:
            return held
        with self._lock:
            return self._looked_up(now)

    def _looked_up(self, now: float) -> Edition:
        folder = self._wanted()
        if self._open is None:
            self._open, self._folder = _whole(folder), folder
        elif folder != self._folder:
            self._take_over(folder)
        self._looked = now
        return self._open

    def _take_over(self, folder: Path) -> None:
        """Put a newer edition in force; one that is damaged leaves the older one there, and is told of once."""
        try:
            self._open, self._folder = _whole(folder), folder
        except EditionError as error:
            if self._refused != str(error):
                _LOG.error("the edition in force stays, a newer one is damaged: %s", error)
            self._refused = str(error)

    def _wanted(self) -> Path:
        """The folder of the named edition, of the newest default that is built, or one built now at first start."""
        if self.named:
            return self.data_dir / EDITIONS / self.named
        if self._open is None:
            return ensure_default(self.data_dir)
        seen = _stamps(self.data_dir / STORE)
        if seen != self._seen:  # the rest of what an edition is made from does not change below a running process
            self._seen, self._newest = seen, default_path(self.data_dir)
        return self._newest if (self._newest / MANIFEST).exists() else self._folder

    def forked(self) -> None:
        """Open the records anew in a process that was forked off; what is mapped is shared."""
        if self._open is not None:
            self._open.close()
            self._open.open_parts()

    def unmade(self) -> str:
        """The name of the edition that the lists held now would make, while nobody has made it; else empty."""
        self.edition()
        made = bool(self.named) or (self._newest / MANIFEST).exists()
        return "" if made else self._newest.name

    def edition_id(self) -> str:
        """The id of the edition that the request used, or else of the open one; empty before one is open."""
        used = (_held.get() or {}).get(self.data_dir) or self._open
        return "" if used is None else used.id

    def held(self, edition_id: str) -> Edition | None:
        """An edition that still lies beside the one in force, by its id or the beginning of it; None when none does."""
        for folder in sorted((self.data_dir / EDITIONS).iterdir()):
            try:
                if edition_id and read_manifest(folder)[1].startswith(edition_id):
                    return open_edition(folder)
            except EditionError:
                continue  # a folder that is being built or was made by another version
        return None

    def decide(
        self,
        shipment: Shipment,
        *,
        claims: ClaimFile | None = None,
        as_of: date | None = None,
        known_as_of: date | None = None,
        reviews: ReviewBook | None = None,
        trace: bool = False,
    ) -> Decision:
        """Decide with the edition in force, and the company's policy beside it.

        Raises EndgateError for facts that cannot be read.
        """
        with self._turns:
            return decide(
                shipment,
                self.edition(),
                claims=claims or ClaimFile(),
                as_of=as_of,
                known_as_of=known_as_of,
                options=Options(reviews=reviews or ReviewBook(), trace=trace, company=company_policy()),
            )


def demand_whole(folder: Path) -> None:
    """Raises EditionError for an edition of which a part is absent or changed: rules could be missed without a word."""
    faults = [each for each in verify_edition(folder) if each.code != FILE_UNKNOWN.code]
    if faults:
        raise EditionError(*faults)


def _whole(folder: Path) -> Edition:
    """An edition that is what its manifest says, opened to its last part: its folder may go while it is used."""
    demand_whole(folder)
    opened = open_edition(folder)
    opened.open_parts()
    return opened


def _stamps(store: Path) -> tuple[int, ...]:
    """What tells cheaply whether the store of lists was written to."""
    found = [log.stat() for log in (store / STORE_LOG, store / DECISIONS) if log.exists()]
    return tuple(number for each in found for number in (each.st_mtime_ns, each.st_size))


_engines: dict[tuple[Path, str], Engine] = {}


def engine() -> Engine:
    """The engine of this process."""
    settings = current()
    key = (settings.reference_dir or settings.data_dir, settings.edition)
    if key not in _engines:
        _engines[key] = Engine(*key)
    return _engines[key]
